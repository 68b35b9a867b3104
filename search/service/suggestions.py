"""What somebody who types may mean, whatever it is: a speaker, a place, a source, a headline, a word.

The end of what was typed counts.  Of "flag izyum gir" the last three, two, or one word may begin a name: the longest
that does is taken, field by field.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from index.analysis.analyzer import fold, words
from search.engine.embedded.completion import FACETS, Completer
from search.engine.embedded.engine import OpenIndex
from search.request import SearchRequest
from search.results import Suggestion

ALL = "all"
"""The field that stands for every field."""
SHARES = {"speaker": 3, "location": 3, "source": 2, "title": 2, "word": 3}
"""Suggestions of each field where all are asked, in this order."""
WORDS_TRIED = 4
"""Words at the end of what was typed that may belong to one name."""
SHORTEST_OF_TITLE = 3
"""Characters that must be typed before headlines are looked for: fewer stand in most of them."""

SUGGESTION_FIELDS = (*FACETS, "word", ALL)

Top = Callable[[SearchRequest], tuple[int, list[tuple[int, float]]]]
"""Finds the total of a request and the paragraphs of its page, by number and score."""


class Suggester:
    """Suggests from one generation what is typed; safe to share between threads."""

    def __init__(self, opened: OpenIndex, top: Top) -> None:
        self._opened = opened
        self._top = top
        self._completer = Completer(opened.stored.completions, opened.stored.facets)

    def suggest(self, prefix: str, field: str, limit: int) -> tuple[Suggestion, ...]:
        """Complete what is typed to values of one of SUGGESTION_FIELDS, most frequent first, titles the best first.

        Of ALL the share of each field is fixed, whatever `limit` says, and the fields follow one another.
        """
        if field == ALL:
            return tuple(
                one
                for part, most in SHARES.items()
                for one in _longest(partial(self.suggest, field=part, limit=most), prefix)
            )
        if field == "title":
            return tuple(Suggestion(title, field, count) for title, count in self._titles(prefix, limit))
        if field == "word":
            vocabulary = self._opened.vocabulary
            completed = vocabulary.complete(fold(prefix), limit) if prefix else []
            return tuple(Suggestion(word, field, vocabulary.count(word)) for word in completed)
        return self._completer.complete(field, prefix, limit)

    def speakers(self, prefix: str, limit: int) -> list[str]:
        """Complete what is typed to names of speakers, the most frequent first."""
        return [one.value for one in self._completer.complete("speaker", prefix, limit)]

    def _titles(self, prefix: str, limit: int) -> Iterator[tuple[str, int]]:
        """Yield the titles of articles with the words of `prefix`, and in how many paragraphs these stand."""
        stored, query = self._opened.stored, title_query(prefix)
        for number, _ in self._top(SearchRequest(query=query, group="article", size=limit))[1] if query else ():
            head = stored.article(int(stored.columns["article"][number]))
            yield head["title"], head["paragraphs"]


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
