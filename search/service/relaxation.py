"""Query relaxation: for those who have found nothing, what the archive lacks, and searches that ask for less.

All that is tried is counted in one or two calls of the engine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from search.engine.protocol import Snapshot, Wanted
from search.fields import FILTERS
from search.limits import Deadline
from search.query.nodes import BARE_WORDS_FIELD, And, Leaf, Node, Not, Or, Phrase, Prefix, Word
from search.query.planner import Plan, Planner
from search.query.unparse import unparse
from search.request import SearchRequest
from search.results import Change, WayOut

WAYS = 3
"""Ways out that are offered."""
PARTS_TRIED = 4
"""Parts of a query of which is asked whether the archive has any."""
FILTERS_LET_GO = 2
"""The last of the filters, each of which is tried to be let go by itself."""

Step = tuple[Change, SearchRequest]


def absent_parts(snapshot: Snapshot, planner: Planner, query: str, deadline: Deadline) -> tuple[tuple[str, str], ...]:
    """Return which parts of a query in fields (speaker:, said: …), each by itself, the archive has nothing of."""
    leaves = (leaf for leaf in _leaves(planner.parse(query).root) if leaf.field != BARE_WORDS_FIELD)
    parts = tuple(dict.fromkeys(Phrase(leaf.field, leaf.text) for leaf in leaves))[:PARTS_TRIED]
    plans = [planner.of_query(unparse(part)) for part in parts]
    counts = snapshot.count(plans, "paragraph", deadline)
    return tuple((part.field, part.text) for part, count in zip(parts, counts, strict=True) if not count)


def ways_out(snapshot: Snapshot, planner: Planner, asked: SearchRequest, deadline: Deadline) -> tuple[WayOut, ...]:
    """Return searches that find something where this one, with all that it asks for, finds nothing: the closest first,
    at most WAYS."""
    steps: dict[SearchRequest, Change] = {}
    for change, request in (*_looser(planner, asked), *_frequent(snapshot, asked, deadline)):
        if request != asked:
            steps.setdefault(request, change)
    plans = [planner.of(request) for request in steps]
    totals = snapshot.count(plans, asked.group, deadline)
    some = _some(snapshot, plans, totals, asked, deadline)
    found = (
        WayOut(change, request, total)
        for (request, change), total, has_some in zip(steps.items(), totals, some, strict=True)
        if total or has_some
    )
    return tuple(found)[:WAYS]


def plain_words(root: Node | None) -> str:
    """Return the words that a query asks for, in order, without fields, quotation marks, operators and dates."""
    return " ".join(dict.fromkeys(word for leaf in _leaves(root) for word in leaf.text.split()))


def _looser(planner: Planner, asked: SearchRequest) -> Iterator[Step]:
    """Yield what asks for less, the closest first."""
    asked = replace(asked, page=1)
    unfiltered = SearchRequest(query=asked.query, sort=asked.sort, group=asked.group, size=asked.size)
    fewer = list(_without_each(asked))
    yield from (("without", one) for one in fewer[-FILTERS_LET_GO:])
    if len(fewer) > 1:
        yield "unfiltered", unfiltered
    plain = plain_words(planner.parse(asked.query).root)
    if plain and plain != asked.query:
        yield "words", replace(asked, query=plain)
        yield "words unfiltered", replace(unfiltered, query=plain)
    if asked.query and fewer:
        yield "filters", replace(asked, query="")
    yield "newest", SearchRequest(sort="newest", group=asked.group)


def _frequent(snapshot: Snapshot, asked: SearchRequest, deadline: Deadline) -> Iterator[Step]:
    """Yield all by the archive's most frequent speaker, and all about its most frequent place."""
    found = snapshot.find(Plan(), Wanted(group=asked.group, facets={"speaker": 1}, places=1), deadline)
    anything = SearchRequest(group=asked.group)
    for one in found.facets["speaker"].values:
        yield "speaker", replace(anything, speakers=(one.value,))
    for place in found.places.places:
        yield "place", replace(anything, locations=(place.name,))


def _some(
    snapshot: Snapshot, plans: Sequence[Plan], totals: Sequence[int], asked: SearchRequest, deadline: Deadline
) -> Sequence[bool]:
    """Tell which of the plans that find nothing find something with some of their words."""
    tried = [plan.with_any() for plan, total in zip(plans, totals, strict=True) if not total and len(plan.wanted) > 1]
    counts = iter(snapshot.count(tried, asked.group, deadline) if tried else ())
    return [not total and len(plan.wanted) > 1 and next(counts) > 0 for plan, total in zip(plans, totals, strict=True)]


def _without_each(asked: SearchRequest) -> Iterator[SearchRequest]:
    """Yield the search without one value of a filter, value by value, then with speakers known otherwise than by name,
    and in the end of any date."""
    for field in FILTERS:
        values = asked.chosen(field)
        for value in values:
            yield asked.choosing(field, tuple(one for one in values if one != value))
    if asked.by != "any":
        yield replace(asked, by="any")
    if asked.undated == "only":
        yield replace(asked, undated="either")
    elif asked.date_from or asked.date_to:
        yield replace(asked, date_from=None, date_to=None)


def _leaves(node: Node | None) -> Iterator[Leaf]:
    if isinstance(node, Word | Phrase | Prefix):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            if not isinstance(child, Not):
                yield from _leaves(child)
