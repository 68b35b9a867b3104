"""Query relaxation: for those who have found nothing, what the archive lacks, and searches that ask for less.

All that is tried is counted in one or two calls of the engine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from search.engine.protocol import Snapshot
from search.fields import FILTERS
from search.limits import Deadline
from search.query.nodes import BARE_WORDS_FIELD, And, Leaf, Near, Node, Not, Or, Phrase
from search.query.planner import Plan, Planner
from search.query.unparse import unparse
from search.request import SearchRequest
from search.results import Change, WayOut
from search.service.misnamed import Misnamed

WAYS = 3
"""Ways out that are offered."""
PARTS_TRIED = 4
"""Parts of a query of which is asked whether the archive has any."""
FILTERS_LET_GO = 2
"""The last of the filters, each of which is tried to be let go by itself."""


def absent_parts(snapshot: Snapshot, planner: Planner, query: str, deadline: Deadline) -> tuple[tuple[str, str], ...]:
    """Return which parts of a query in fields (speaker:, said: …), each by itself, the archive has nothing of."""
    leaves = (leaf for leaf in _leaves(planner.parse(query).root) if leaf.field != BARE_WORDS_FIELD)
    parts = tuple(dict.fromkeys(Phrase(leaf.field, leaf.text) for leaf in leaves))[:PARTS_TRIED]
    plans = [planner.of_query(unparse(part)) for part in parts]
    counts = snapshot.count(plans, "paragraph", deadline)
    return tuple((part.field, part.text) for part, count in zip(parts, counts, strict=True) if not count)


def ways_out(
    snapshot: Snapshot, planner: Planner, asked: SearchRequest, names: Sequence[Misnamed], deadline: Deadline
) -> tuple[WayOut, ...]:
    """Return searches that find something where this one, with all that it asks for, finds nothing: the closest first,
    at most WAYS.  `names` are those in it that the archive doesn't have."""
    steps: dict[SearchRequest, WayOut] = {}
    for way in (*_named(planner, names), *_looser(planner, asked)):
        if way.request != asked:
            steps.setdefault(way.request, way)
    plans = [planner.of(request) for request in steps]
    totals = snapshot.count(plans, asked.group, deadline)
    some = _some(snapshot, plans, totals, asked, deadline)
    found = (
        replace(way, total=total)
        for way, total, has_some in zip(steps.values(), totals, some, strict=True)
        if total or has_some
    )
    return tuple(found)[:WAYS]


def _named(planner: Planner, names: Sequence[Misnamed]) -> Iterator[WayOut]:
    """Yield what asks for names that the archive has, the likeliest first, then for the likeliest alone."""
    for one in names:
        for name in one.nearest:
            yield WayOut("named", one.named(planner, name), 0, name)
    for one in names:
        yield WayOut("named alone", one.alone(one.nearest[0]), 0, one.nearest[0])


def plain_words(root: Node | None) -> str:
    """Return the words that a query asks for, in order, without fields, quotation marks, operators and dates."""
    return " ".join(dict.fromkeys(word for leaf in _leaves(root) for word in leaf.text.split()))


def _looser(planner: Planner, asked: SearchRequest) -> Iterator[WayOut]:
    """Yield what asks for less, the closest first."""
    for change, request in _steps(planner, asked):
        yield WayOut(change, request, 0)


def _steps(planner: Planner, asked: SearchRequest) -> Iterator[tuple[Change, SearchRequest]]:
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
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, Near):
        yield from (node.first, node.second)
    elif isinstance(node, And | Or):
        for child in node.children:
            if not isinstance(child, Not):
                yield from _leaves(child)
