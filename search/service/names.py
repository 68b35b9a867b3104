"""Finds the names of speakers and places that the archive knows in lines of words.

A single word is a name where it mostly is one: "king" is a speaker's family name in few of its paragraphs, "biden" in
many.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.analysis.analyzer import stem, words
from search.engine.protocol import NameField, Snapshot, Wanted
from search.limits import Deadline
from search.query.function_words import ASKING, SAYING
from search.query.nodes import Exactly
from search.query.planner import Plan
from search.results import Subject, Suggestion
from search.service.lines import Line

LONGEST_NAME = 4
"""Words of a name that is looked for."""
VALUES_TRIED = 5
"""Names with some words that may be the one that is meant, the most frequent."""
SHARE_ASIDE = 0.05
SHARE_ALONE = 0.02
"""The share of a word's paragraphs in which a speaker of that family name must speak: where it stands among others, and
where it is all that was typed."""
SHARE_OF_PLACE = 0.15
"""The share in which it must name the place."""


@dataclass(frozen=True, slots=True)
class Name:
    """A value of a field that words from `start` to before `stop` name."""

    subject: Subject
    start: int
    stop: int


class Recogniser:
    """Finds the names that the archive knows in lines of words."""

    def __init__(self, snapshot: Snapshot, deadline: Deadline) -> None:
        self._snapshot = snapshot
        self._deadline = deadline

    def alone(self, line: Line) -> Iterator[Name]:
        """Yield the speaker and the place that a line is the name of, and nothing else."""
        if len(line) > LONGEST_NAME or (len(line) == 1 and not line.telling(frozenset())):
            return
        if speaker := self._speaker_named(line.folded, SHARE_ALONE):
            yield Name(Subject("speaker", speaker), 0, len(line))
        if place := self._place_named(line.folded):
            yield Name(Subject("location", place), 0, len(line))

    def speaker(self, line: Line) -> Name | None:
        """Return the speaker a line names: one whom it asks what was said, else of the longest name; not in what a
        preposition makes a place."""
        place = self.place(line, None)
        taken = range(place.start, place.stop) if place and line.is_placed(place.start) else range(0)
        found: list[tuple[bool, int, Name]] = []
        for start, stop in _stretches(line):
            if start in taken:
                continue
            is_asked = _is_asked(line, start, stop)
            share = 0.0 if is_asked else SHARE_ASIDE
            if name := self._speaker_named(line.folded[start:stop], share):
                found.append((is_asked, stop - start, Name(Subject("speaker", name), start, stop)))
        return max(found, key=lambda one: one[:2])[2] if found else None

    def place(self, line: Line, speaker: Name | None) -> Name | None:
        """Return the place a line names: after a preposition of place, or anywhere where nobody is named."""
        found: list[tuple[bool, int, Name]] = []
        for start, stop in _stretches(line):
            is_placed = line.is_placed(start)
            if speaker and (not is_placed or (start < speaker.stop and speaker.start < stop)):
                continue
            if name := self._place_named(line.folded[start:stop]):
                found.append((is_placed, stop - start, Name(Subject("location", name), start, stop)))
        return max(found, key=lambda one: one[:2])[2] if found else None

    def _speaker_named(self, spelled: tuple[str, ...], share: float) -> str | None:
        """Return the most frequent speaker with some words, where they are the whole name, or a person's family name
        that is often enough a speaker's."""
        found = next((one for one in self._named("speaker", spelled) if not one.value[:1].islower()), None)
        if found is None:
            return None
        names = [tuple(words(name)) for name in self._snapshot.person(found.value).names]
        if spelled in names and (len(spelled) > 1 or self._is_often(found, share)):
            return found.value
        is_family_name = spelled in [name[-1:] for name in names]
        return found.value if is_family_name and self._is_often(found, share) and self._is_person(found.value) else None

    def _named(self, field: NameField, spelled: tuple[str, ...]) -> Sequence[Suggestion]:
        return self._snapshot.named(field, spelled, VALUES_TRIED)

    def _place_named(self, spelled: tuple[str, ...]) -> str | None:
        for found in self._named("location", spelled):
            if tuple(words(found.value)) == spelled:
                often = min(map(self._paragraphs_with, spelled))
                return found.value if found.count >= SHARE_OF_PLACE * often else None
        return None

    def _is_often(self, found: Suggestion, share: float) -> bool:
        return found.count >= share * self._paragraphs_with(words(found.value)[-1])

    def _paragraphs_with(self, word: str) -> int:
        return self._snapshot.document_frequencies("text", [stem(word)])[0]

    def _is_person(self, name: str) -> bool:
        """Tell whether the newest paragraph in which somebody speaks shows a person."""
        plan = Plan((Exactly("speaker", (name,)),))
        newest = self._snapshot.find(plan, Wanted("newest", stop=1), self._deadline).matches
        names = self._snapshot.person(name).names
        return any(
            speaker.kind == "person" and speaker.name in names
            for found in self._snapshot.paragraphs([match.ref for match in newest])
            for speaker in found.paragraph.speakers
        )


def _stretches(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line that may be a name: they begin and end with words that say something."""
    telling = {*line.telling(frozenset())}
    for start in range(len(line)):
        for stop in range(start + 1, min(start + LONGEST_NAME, len(line)) + 1):
            if line.typed[start] in telling and line.typed[stop - 1] in telling:
                yield start, stop


def _is_asked(line: Line, start: int, stop: int) -> bool:
    """Tell whether a line asks what a name in it says: "did X say", "X on", "X's view"."""
    before, after = line.folded[:start], line.folded[stop : stop + 1]
    return bool(after) and (
        after[0] in SAYING or (after[0] == "on" and not start) or (bool(before) and before[-1] in ASKING)
    )
