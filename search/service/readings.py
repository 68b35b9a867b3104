"""What a plain line of words may ask for in the language: who said it, where, when.

"What did Elon Musk say about Twitter in 2014" has a speaker, a topic and a year.  The words are searched for as they
are; beside the answer one line offers the query that asks for the speaker, the place, the days, with what it finds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal
from weakref import WeakKeyDictionary

from index.analysis.analyzer import words
from search.engine.protocol import Snapshot
from search.limits import Deadline
from search.query.function_words import SAYING, TELLING_OF
from search.query.nodes import BARE_WORDS_FIELD, Phrase, Word, all_of
from search.query.planner import Planner
from search.query.spoken_dates import SpokenDays, spoken_days
from search.query.unparse import unparse
from search.request import SearchRequest
from search.results import Reading, Subject
from search.service.lines import Line
from search.service.names import Name, Recogniser

MOST_WORDS = 16
"""Words of a line in which names are looked for; a longer one is pasted."""
ANSWERS_KEPT = 1_000
"""Requests of which is remembered how else they may be read."""
WHO = frozenset({"who", "whoever"})

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
    line = Line.of(request.query)
    if not 0 < len(line) <= MOST_WORDS:
        return (), ()
    recogniser = Recogniser(snapshot, deadline)
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


def _offered(recogniser: Recogniser, line: Line, newest: str | None) -> tuple[tuple[Reading, ...], tuple[Subject, ...]]:
    """Return the readings of a line, the fullest first, and whom and what it names."""
    if said := tuple(_who_said(line)):
        return said, ()
    days = spoken_days(line.folded, date.fromisoformat(newest)) if newest else None
    rest = line.without(days.start, days.stop) if days else line
    speaker = recogniser.speaker(rest)
    place = recogniser.place(rest, speaker)
    subjects = tuple(one.subject for one in (speaker, place) if one)
    return tuple(dict.fromkeys(_combined(rest, speaker, place, days))), subjects


def _combined(line: Line, speaker: Name | None, place: Name | None, days: SpokenDays | None) -> Iterator[Reading]:
    """Yield what asks for all that was recognised, then for less of it."""
    choices: tuple[tuple[Name | None, SpokenDays | None], ...] = ((place, days), (None, days), (place, None))
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


def _who_said(line: Line) -> Iterator[Reading]:
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
