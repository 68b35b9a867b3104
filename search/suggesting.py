"""What somebody who types may mean, whatever it is: a speaker, a place, a source, a headline, a word.

The end of what was typed counts.  Of "flag izyum gir" the last three, two, or one word may begin a name: the longest
that does is taken, field by field.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from index.analyzer import words
from search.results import Suggestion

ALL = "all"
"""The field that stands for every field."""
SHARES = {"speaker": 3, "location": 3, "source": 2, "title": 2, "word": 3}
"""Suggestions of each field where all are asked, in this order."""
WORDS_TRIED = 4
"""Words at the end of what was typed that may belong to one name."""
SHORTEST_OF_TITLE = 3
"""Characters that must be typed before headlines are looked for: fewer stand in most of them."""

Suggest = Callable[[str, str, int], Sequence[Suggestion]]
"""Completes a text to so many values of a field."""


def suggest_all(suggest: Suggest, typed: str) -> tuple[Suggestion, ...]:
    """Return the suggestions of every field for what was typed, the fields one after another."""
    return tuple(one for field, most in SHARES.items() for one in _longest(partial(_of, suggest, field, most), typed))


def _of(suggest: Suggest, field: str, most: int, ending: str) -> Sequence[Suggestion]:
    return suggest(ending, field, most)


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
    return " ".join(f"title:{word}" for word in found) + "*"
