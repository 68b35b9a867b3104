"""What a plain line of words may ask for in the language: who said it, where, when.

"What did Elon Musk say about Twitter in 2014" has a speaker, a topic and a year.  The words are searched for as they
are; beside the answer one line offers the query that asks for the speaker, the place, the days, with what it finds.  A
name is one that the archive knows; a single word is one where it mostly is one: "king" is a speaker's family name in
few of its paragraphs, "biden" in many.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self
from weakref import WeakKeyDictionary

from index.analysis.analyzer import stem, tokenize, words
from search.engine.protocol import NameField, Snapshot, Wanted
from search.limits import Deadline
from search.query.function_words import ASKING, PLACING, SAYING, TELLING_OF, begins_question, says_nothing
from search.query.nodes import BARE_WORDS_FIELD, Exactly, Phrase, Word, all_of
from search.query.planner import Plan, Planner
from search.query.spoken_dates import SpokenDays, spoken_days
from search.query.unparse import unparse
from search.request import SearchRequest
from search.results import Reading, Subject, Suggestion

MOST_WORDS = 16
"""Words of a line in which names are looked for; a longer one is pasted."""
LONGEST_NAME = 4
"""Words of a name that is looked for."""
ANSWERS_KEPT = 1_000
"""Requests of which is remembered how else they may be read."""
WHO = frozenset({"who", "whoever"})
VALUES_TRIED = 5
"""Names with some words that may be the one that is meant, the most frequent."""
SHARE_ASIDE = 0.05
SHARE_ALONE = 0.02
"""The share of a word's paragraphs in which a speaker of that family name must speak: where it stands among others, and
where it is all that was typed."""
SHARE_OF_PLACE = 0.15
"""The share in which it must name the place."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A value of a field that words from `start` to before `stop` name."""

    subject: Subject
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of a line, as typed and folded; what they say nothing of depends on how the whole line is written and
    begins."""

    typed: tuple[str, ...]
    folded: tuple[str, ...]
    in_capitals: bool
    is_asking: bool

    @classmethod
    def of(cls, query: str) -> Self:
        as_it_stands = {token.position: token for token in reversed(list(tokenize(query)))}
        tokens = [as_it_stands[position] for position in sorted(as_it_stands)]
        typed = tuple(query[token.start : token.end] for token in tokens)
        is_asking = bool(typed) and begins_question(typed[0])
        return cls(typed, tuple(token.word for token in tokens), all(map(str.isupper, typed)), is_asking)

    def __len__(self) -> int:
        return len(self.typed)

    def without(self, start: int, stop: int) -> "_Line":
        return replace(
            self, typed=self.typed[:start] + self.typed[stop:], folded=self.folded[:start] + self.folded[stop:]
        )

    def is_placed(self, start: int) -> bool:
        """Tell whether a preposition of place stands before a word."""
        return start > 0 and self.folded[start - 1] in PLACING

    def telling(self, passed_over: frozenset[str]) -> list[str]:
        """List the words, as typed, that say something."""
        return [
            typed
            for typed, folded in zip(self.typed, self.folded, strict=True)
            if folded not in passed_over
            and not says_nothing(typed, in_capitals=self.in_capitals, is_asking=self.is_asking)
        ]


Answer = tuple[tuple[Reading, ...], tuple[Subject, ...]]
_answers: WeakKeyDictionary[Snapshot, dict[SearchRequest, Answer]] = WeakKeyDictionary()


def read(snapshot: Snapshot, planner: Planner, request: SearchRequest, deadline: Deadline) -> Answer:
    """Return how else a request may be read, where that finds something, and whom and what it names.

    To read a line takes a third as long as to answer it: what was read of a snapshot is remembered.
    """
    answers = _answers.setdefault(snapshot, {})
    answer = answers.get(request)
    if answer is None:
        if len(answers) >= ANSWERS_KEPT:
            answers.clear()
        answer = answers[request] = _read(snapshot, planner, request, deadline)
    return answer


def _read(snapshot: Snapshot, planner: Planner, request: SearchRequest, deadline: Deadline) -> Answer:
    parsed = planner.parse(request.query)
    if parsed.required or not all(isinstance(leaf, Word) for leaf in parsed.wanted):
        return (), tuple(_in_fields(snapshot, parsed.required))
    line = _Line.of(request.query)
    if not 0 < len(line) <= MOST_WORDS:
        return (), ()
    recogniser = _Recogniser(snapshot, deadline)
    alone = tuple(name.subject for name in recogniser.alone(line))
    if alone:
        offered, subjects = tuple(_reading(subject, (), None, None) for subject in alone), alone
    else:
        offered, subjects = _offered(recogniser, line, snapshot.info.newest)
    kept: list[Reading] = []
    for reading in offered:
        plan = planner.of(replace(request, query=reading.query, page=1))
        (total,) = snapshot.count([plan], request.group, deadline)
        if total:
            kept.append(replace(reading, total=total))
            if not alone:
                break
    told = {reading.name for reading in kept}
    return tuple(kept), tuple(one for one in subjects if one.field == "location" or one.name in told)


def _offered(
    recogniser: "_Recogniser", line: _Line, newest: str | None
) -> tuple[tuple[Reading, ...], tuple[Subject, ...]]:
    """Return the readings of a line, the fullest first, and whom and what it names."""
    if said := tuple(_who_said(line)):
        return said, ()
    days = spoken_days(line.folded, date.fromisoformat(newest)) if newest else None
    rest = line.without(days.start, days.stop) if days else line
    speaker = recogniser.speaker(rest)
    place = recogniser.place(rest, speaker)
    subjects = tuple(one.subject for one in (speaker, place) if one)
    return tuple(dict.fromkeys(_combined(rest, speaker, place, days))), subjects


def _combined(line: _Line, speaker: _Name | None, place: _Name | None, days: SpokenDays | None) -> Iterator[Reading]:
    """Yield what asks for all that was recognised, then for less of it."""
    choices: tuple[tuple[_Name | None, SpokenDays | None], ...] = ((place, days), (None, days), (place, None))
    for somewhere, sometime in (*choices, (None, None)):
        if not (speaker or somewhere or sometime):
            continue
        rest = line
        for name in sorted((one for one in (speaker, somewhere) if one), key=lambda one: -one.start):
            rest = rest.without(name.start, name.stop)
        topic = tuple(rest.telling(SAYING if speaker else frozenset()))
        who, where = (one.subject if one else None for one in (speaker, somewhere))
        yield _reading(who, topic, where, sometime)


def _reading(subject: Subject | None, topic: Sequence[str], place: Subject | None, days: SpokenDays | None) -> Reading:
    if subject and subject.field == "location":
        subject, place = None, subject
    asked = [Phrase(one.field, one.name) for one in (subject, place) if one]
    query = all_of([*asked, *(Word(BARE_WORDS_FIELD, word) for word in topic), *([days.days] if days else ())])
    about = f"“{' '.join(topic)}”" if topic else ""
    where, when = f" in {place.name}" if place else "", f" {days.told}" if days else ""
    if subject:
        after = f" said about {about}" if about else " says" if not (where or when) else " said"
        return Reading("What ", subject.name, f"{after}{where}{when}", unparse(query))
    if place:
        return Reading(f"{about or 'All'} in ", place.name, when, unparse(query))
    return Reading(f"{about or 'All'} ", when.strip(), "", unparse(query))


def _who_said(line: _Line) -> Iterator[Reading]:
    """Read "who said that winter comes early" as a question for the words of a quotation, as they stand or any way."""
    verb = next((at for at, word in enumerate(line.folded[1:3], 1) if word in TELLING_OF), None)
    if line.folded[0] not in WHO or verb is None:
        return
    said = line.typed[verb + 1 :]
    said = said[1:] if line.folded[verb + 1 : verb + 2] == ("that",) else said
    if topic := line.without(0, verb + 1).telling(frozenset()):
        for query in (Phrase("said", " ".join(said)), all_of(Word("said", word) for word in topic)):
            yield Reading("Who said ", f"“{' '.join(said)}”", "", unparse(query))


def _in_fields(snapshot: Snapshot, required: Iterable[object]) -> Iterator[Subject]:
    """Yield whom and what the fields of a query name."""
    fields: tuple[Literal["speaker", "location"], ...] = ("speaker", "location")
    for field in fields:
        for part in required:
            if isinstance(part, Word | Phrase) and part.field == field:
                for found in snapshot.named(field, words(part.text), 1):
                    yield Subject(field, found.value)


class _Recogniser:
    """Finds the names that the archive knows in lines of words."""

    def __init__(self, snapshot: Snapshot, deadline: Deadline) -> None:
        self._snapshot = snapshot
        self._deadline = deadline

    def alone(self, line: _Line) -> Iterator[_Name]:
        """Yield the speaker and the place that a line is the name of, and nothing else."""
        if len(line) > LONGEST_NAME or (len(line) == 1 and not line.telling(frozenset())):
            return
        if speaker := self._speaker_named(line.folded, SHARE_ALONE):
            yield _Name(Subject("speaker", speaker), 0, len(line))
        if place := self._place_named(line.folded):
            yield _Name(Subject("location", place), 0, len(line))

    def speaker(self, line: _Line) -> _Name | None:
        """Return the speaker a line names: one whom it asks what was said, else of the longest name; not in what a
        preposition makes a place."""
        place = self.place(line, None)
        taken = range(place.start, place.stop) if place and line.is_placed(place.start) else range(0)
        found: list[tuple[bool, int, _Name]] = []
        for start, stop in _stretches(line):
            if start in taken:
                continue
            is_asked = _is_asked(line, start, stop)
            share = 0.0 if is_asked else SHARE_ASIDE
            if name := self._speaker_named(line.folded[start:stop], share):
                found.append((is_asked, stop - start, _Name(Subject("speaker", name), start, stop)))
        return max(found, key=lambda one: one[:2])[2] if found else None

    def place(self, line: _Line, speaker: _Name | None) -> _Name | None:
        """Return the place a line names: after a preposition of place, or anywhere where nobody is named."""
        found: list[tuple[bool, int, _Name]] = []
        for start, stop in _stretches(line):
            is_placed = line.is_placed(start)
            if speaker and (not is_placed or (start < speaker.stop and speaker.start < stop)):
                continue
            if name := self._place_named(line.folded[start:stop]):
                found.append((is_placed, stop - start, _Name(Subject("location", name), start, stop)))
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


def _stretches(line: _Line) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line that may be a name: they begin and end with words that say something."""
    telling = {*line.telling(frozenset())}
    for start in range(len(line)):
        for stop in range(start + 1, min(start + LONGEST_NAME, len(line)) + 1):
            if line.typed[start] in telling and line.typed[stop - 1] in telling:
                yield start, stop


def _is_asked(line: _Line, start: int, stop: int) -> bool:
    """Tell whether a line asks what a name in it says: "did X say", "X on", "X's view"."""
    before, after = line.folded[:start], line.folded[stop : stop + 1]
    return bool(after) and (
        after[0] in SAYING or (after[0] == "on" and not start) or (bool(before) and before[-1] in ASKING)
    )
