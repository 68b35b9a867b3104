"""Articles with annotated places, read as the annotator reads them."""

import zlib
from typing import Any

import numpy as np

from index.annotation.locations import recognition
from index.annotation.locations.article import read
from index.annotation.speakers import attribute
from index.gazetteer import Gazetteer

PERSONS = ("people", "mentions", "")
"""What is known of persons.  Every article is learned from with their names, with their mentions too, and with
neither, so that all three ways of calling the annotator work; the first is how Dateline calls it, and is measured."""


class Example:
    """An annotated article, read once."""

    def __init__(self, gold: dict[str, Any], places: Gazetteer, persons: str) -> None:
        self.id, self.text = gold["id"], gold["text"]
        self.group = gold.get("domain") or self.id
        self.paragraphs = self.text.split("\n")
        self.offsets = np.cumsum([0, *(len(p) + 1 for p in self.paragraphs)]).tolist()
        self.persons: tuple[Any, ...] = ()
        if persons:
            found = attribute(self.paragraphs)
            mentions = [paragraph.person_mentions for paragraph in found.paragraphs]
            self.persons = (found.people, mentions) if persons == "mentions" else (found.people,)
        self.article = read(self.paragraphs, places, *self.persons)
        self.features = recognition.first_features(self.article)
        self.gold = gold["toponyms"]
        self.labels = [self._label(c) for c in self.article.candidates]

    def span(self, candidate: Any) -> tuple[int, int]:
        """Return where a candidate stands in the text."""
        at = self.offsets[candidate.paragraph]
        return at + candidate.start, at + candidate.end

    def toponym(self, candidate: Any) -> dict[str, Any] | None:
        """Return the annotated place that a candidate overlaps most, places before demonyms."""
        start, end = self.span(candidate)
        over = [t for t in self.gold if t["start"] < end and start < t["end"]]
        return max(
            over, key=lambda t: (t["kind"] != "demonym", min(end, t["end"]) - max(start, t["start"])), default=None
        )

    def _label(self, candidate: Any) -> float:
        """1 for a place, 0 for none, nan for what the scorer ignores."""
        toponym = self.toponym(candidate)
        return 0.0 if toponym is None else float("nan") if toponym["kind"] == "demonym" else 1.0


def in_fold(example: Example, folds: int, fold: int, salt: str = "") -> bool:
    """Tell whether an article belongs to a part; all of one source belong together."""
    return zlib.crc32((salt + example.group).encode()) % folds == fold
