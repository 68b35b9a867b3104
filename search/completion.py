"""Names as someone types them: the speakers, places and sources with a word that begins so."""

import threading
from bisect import bisect_left
from collections.abc import Mapping
from itertools import takewhile

from index.analyzer import words
from index.columns import Facet
from search.results import Suggestion

FACETS = {"speaker": "speaker_name", "location": "location_name", "source": "source_name"}


class NameList:
    """The values of one facet, findable by the beginning of any of their words."""

    def __init__(self, facet: Facet) -> None:
        self._facet = facet
        self._counts = facet.totals()
        names = (facet.value(code) for code in range(len(facet)))
        self._entries = sorted(
            (" ".join(spelled[first:]), code)
            for code, spelled in enumerate(map(words, names))
            for first in range(len(spelled))
        )

    def beginning_with(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return (name, number of paragraphs) of the most frequent names that have a word beginning with `prefix`."""
        start = bisect_left(self._entries, (prefix, 0))
        entries = takewhile(lambda entry: entry[0].startswith(prefix), self._entries[start:])
        codes = {code for _, code in entries if self._counts[code]}
        frequent = sorted(codes, key=lambda code: (-self._counts[code], code))[:limit]
        return [(self._facet.value(code), int(self._counts[code])) for code in frequent]


class Completer:
    """Completes names; the list of a facet is made when it is first asked for and kept with the generation."""

    def __init__(self, facets: Mapping[str, Facet]) -> None:
        self._facets = facets
        self._lists: dict[str, NameList] = {}
        self._lock = threading.Lock()

    def complete(self, field: str, prefix: str, limit: int) -> tuple[Suggestion, ...]:
        """Return the most frequent values of `field`, a key of FACETS, that `prefix` begins a word of."""
        beginning = " ".join(words(prefix))
        if not beginning:
            return ()
        with self._lock:
            if field not in self._lists:
                self._lists[field] = NameList(self._facets[FACETS[field]])
        found = self._lists[field].beginning_with(beginning, limit)
        return tuple(Suggestion(name, field, count) for name, count in found)
