"""What a paragraph is found by of those who speak in it: their names and roles, what they say, each in a slot."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from operator import itemgetter

from index.analysis.analyzer import are_forms, placed, stem
from index.analysis.field_rows import GAP, FieldRows, distinct, length, spell, words_of
from index.analysis.fields import MAX_SLOTS, NAMED, NOBODY, SLOT
from index.annotation.spans import Quotation, Speaker

MAX_WORDS = SLOT - 1
"""Words of one paragraph whose positions are kept apart; the words of a longer one (6 MB) share the last position."""
PRONOUNS = {"he": "m", "she": "f"}
COURTESY = re.compile(r"\b(?:(?P<man>Mr|Sir)|Mrs|Ms|Miss|Madam|Dame)\b\.? ")
LONGEST_COURTESY = 6
"""Letters of one with what follows it, before a mention."""
SpeakerUse = tuple[str, str, str | None, str | None]
"""A name, its kind, its role, and the gender it is shown with, m or f."""


def slots_of(speakers: Sequence[Speaker]) -> dict[str, int]:
    """Number the names that speak, as many as are told apart."""
    names = distinct([speaker.name for speaker in speakers])
    return {name: slot for slot, name in enumerate(names[: MAX_SLOTS - 1])}


def add_said(
    fields: Mapping[str, FieldRows], row: int, text: str, quotations: Sequence[Quotation], slots: Mapping[str, int]
) -> None:
    """Index the words in quotation marks in the order of their positions, by stem and as they are written."""
    said: list[tuple[int, str]] = []
    free: defaultdict[int, int] = defaultdict(int)
    for quotation in quotations:
        slot = slots.get(quotation.speaker or "", NOBODY)
        spelled, positions = placed(text[quotation.start : quotation.end])
        for word, position in zip(spelled, positions, strict=True):
            said.append((slot * SLOT + min(free[slot] + position, MAX_WORDS), word))
        free[slot] += length(positions) + GAP
    said.sort(key=itemgetter(0))
    places, words = [place for place, _ in said], [word for _, word in said]
    _add_once(fields["said"], row, zip(map(stem, words), places, strict=True))
    _add_once(fields["said_form"], row, compress(zip(words, places, strict=True), are_forms(words)))


def _add_once(rows: FieldRows, row: int, placed_terms: Iterable[tuple[str, int]]) -> None:
    """Add terms, each at a place once, if there are any."""
    if once := dict.fromkeys(placed_terms):
        rows.add(row, [term for term, _ in once], [place for _, place in once])


def add_speakers(
    fields: Mapping[str, FieldRows],
    row: int,
    speakers: Sequence[Speaker],
    slots: Mapping[str, int],
    people: frozenset[str],
) -> None:
    """Index every name, every word of it and of the role it is mentioned with, and which are surely named, in the slot.

    Who works for a person isn't found by that person's name: neither "Alda's aide" nor Bo Ek, Alda adviser, is Alda.
    """
    spelled: list[str] = []
    positions: list[int] = []
    kinds = {speaker.name: speaker.kind for speaker in speakers}
    named = {speaker.name for speaker in speakers if speaker.by == "name" and speaker.sure}
    for name, slot in slots.items():
        if name in named:
            spelled.append(NAMED)
            positions.append(slot * SLOT)
        roles = distinct([speaker.role for speaker in speakers if speaker.name == name and speaker.role])
        own = frozenset() if kinds[name] == "unnamed" else frozenset(words_of(name)[0])
        for word, place in zip(*spell((name, *roles)), strict=True):
            if word in own or word not in people:
                spelled.append(word)
                positions.append(slot * SLOT + place)
    fields["speaker"].add(row, spelled, positions)
    fields["speaker_name"].add(row, list(slots), [slot * SLOT for slot in slots.values()])


def uses_of(text: str, speakers: Sequence[Speaker], slots: Mapping[str, int]) -> list[SpeakerUse]:
    """List with what kind, role and gender each speaker is shown."""
    uses = distinct([(speaker.name, speaker.kind, speaker.role) for speaker in speakers])
    genders = {speaker.name: gender for speaker in speakers if (gender := _gender_shown(text, speaker))}
    return [(*use, genders.get(use[0])) for use in uses if use[0] in slots]


def _gender_shown(text: str, speaker: Speaker) -> str | None:
    """Return m or f where a mention is a pronoun or bears a title of courtesy."""
    if speaker.by == "pronoun":
        return PRONOUNS.get(text[speaker.start : speaker.end].lower())
    found = COURTESY.search(text, max(speaker.start - LONGEST_COURTESY, 0), speaker.end)
    return None if found is None else "m" if found["man"] else "f"
