"""What somebody who types may mean, whatever it is: a speaker, a place, a source, a headline, a word.

The end of what was typed counts.  Of "flag izyum gir" the last three, two, or one word may begin a name: the longest
that does is taken, field by field.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import cast

from index.analysis.analyzer import words
from search.engine.protocol import Snapshot, SuggestField, Wanted
from search.fields import ALL, SHARES
from search.limits import Deadline
from search.query import Prefix, Word, all_of, unparse
from search.query.planner import Planner
from search.request import SearchRequest
from search.results import Suggestion

WORDS_TRIED = 4
"""Words at the end of what was typed that may belong to one name."""
SHORTEST_OF_TITLE = 3
"""Characters that must be typed before headlines are looked for: fewer stand in most of them."""


def suggest(
    snapshot: Snapshot, planner: Planner, typed: str, field: str, limit: int, deadline: Deadline
) -> tuple[Suggestion, ...]:
    """Complete what is typed to values of one of SUGGESTION_FIELDS, most frequent first, titles the best first.

    Of ALL the share of each field is fixed, whatever `limit` says, and the fields follow one another.
    """
    if field == ALL:
        complete = partial(suggest, snapshot, planner, deadline=deadline)
        longest = (_longest(partial(complete, field=part, limit=most), typed) for part, most in SHARES.items())
        return tuple(chain.from_iterable(longest))
    if field == "title":
        return tuple(_titles(snapshot, planner, typed, limit, deadline))
    found = snapshot.complete(cast(SuggestField, field), typed, limit)
    return tuple(_as_found(snapshot, planner, found, deadline) if field == "word" else found)


def _as_found(
    snapshot: Snapshot, planner: Planner, suggested: Sequence[Suggestion], deadline: Deadline
) -> list[Suggestion]:
    """Count words as they are found, by stem and in all their forms; leave out what isn't found."""
    plans = [planner.of_query(unparse(Word("text", one.value))) for one in suggested]
    counts = snapshot.count(plans, "paragraph", deadline)
    counted = [replace(one, count=count) for one, count in zip(suggested, counts, strict=True) if count]
    return sorted(counted, key=lambda one: -one.count)


def _titles(snapshot: Snapshot, planner: Planner, typed: str, limit: int, deadline: Deadline) -> Iterator[Suggestion]:
    """Yield the titles of articles with the words typed, and how many paragraphs these have."""
    query = title_query(typed)
    if not query:
        return
    plan = planner.of(SearchRequest(query))
    found = snapshot.find(plan, Wanted(group="article", stop=limit), deadline)
    for one in snapshot.paragraphs([match.ref for match in found.matches]):
        yield Suggestion(one.article.title, "title", len(snapshot.article(one.article.id)))


def _longest(complete: Callable[[str], Sequence[Suggestion]], typed: str) -> Sequence[Suggestion]:
    """Return what completes the longest ending of what was typed that can be completed."""
    return next((found for found in map(complete, _endings(typed)) if found), ())


def _endings(typed: str) -> Iterator[str]:
    parts = typed.split()[-WORDS_TRIED:]
    return (" ".join(parts[start:]) for start in range(len(parts)))


def title_query(typed: str) -> str:
    """Return the query for headlines with all words typed, the last of which may be a beginning; "" for too little."""
    found = words(typed)
    if sum(map(len, found)) < SHORTEST_OF_TITLE:
        return ""
    *whole, beginning = found
    return unparse(all_of([*(Word("title", word) for word in whole), Prefix("title", beginning)]))
