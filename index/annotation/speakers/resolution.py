"""Whom "he", "who" and "the minister" mean.

A reader takes a pronoun for the person the text is about: the one who spoke or acted last, of the right gender.  So a
stack is kept while the article is read from its first word: subjects of main clauses and speakers come to its top,
persons merely mentioned wait below, and persons inside what somebody else reports do not count at all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..spans import SpeakerKind
from .cues import Cue, may_be_subject
from .descriptions import Description, describe, gender_of
from .elements import NOBODY, Elements
from .inventory import Inventory
from .tokens import Tokens

_ACTS = re.compile("[ayU#]{0,3}(?:,[^.;:q]{1,40}?,|[po][podlOAaynRrPz#tgN]{1,12}?)?[ayU#]{0,3}[vbhkwmKSsE]")
_NAME_GOES_ON = re.compile("od?O")
_PRONOUN_GENDER = {"he": "m", "she": "f"}
_WHO_REACH = 14


@dataclass(frozen=True, slots=True)
class Speaking:
    """A cue and whom its subject turned out to be; `person` is NOBODY for groups and organisations."""

    cue: Cue
    person: int
    name: str
    kind: SpeakerKind
    first: int
    last: int


class Salience:
    """The persons a pronoun may mean, the likeliest last; holds what the article has told of their gender."""

    def __init__(self, inventory: Inventory) -> None:
        self._genders = [person.gender for person in inventory.persons]
        self._inferred = list(self._genders)
        self._actors: list[int] = []
        self._mentioned: list[int] = []

    def act(self, person: int) -> None:
        """Put a speaker or a main clause's subject on top."""
        _raise(self._actors, person)

    def mention(self, person: int) -> None:
        """Remember somebody who is merely named."""
        _raise(self._mentioned, person)

    def close_paragraph(self, speakers: Sequence[int]) -> None:
        """Put those who spoke in a paragraph above those who merely acted in it."""
        for person in speakers:
            _raise(self._actors, person)

    def find(self, gender: str) -> int:
        """Return whom a pronoun of this gender means; NOBODY if there is no one."""
        for told in (self._inferred, self._genders):
            for stack in (self._actors, self._mentioned):
                for person in reversed(stack):
                    if told[person] in (gender, "u"):
                        self._inferred[person] = gender
                        return person
        return NOBODY

    def find_role(self, head: str, text: str, roles: dict[int, dict[str, str]]) -> int:
        """Return the person whom the article has given this role: the one whose description is most like `text`.

        Of several alike it is the likeliest one.
        """
        told = gender_of(head)
        wanted = set(text.lower().split())
        best, alike = NOBODY, 0
        for stack in (self._actors, self._mentioned):
            for person in reversed(stack):
                given = roles.get(person, {}).get(head)
                if given is not None and told in ("u", self._genders[person]):
                    common = len(wanted.intersection(given.lower().split()))
                    if common > alike:
                        best, alike = person, common
        return best


def _raise(stack: list[int], person: int) -> None:
    if stack and stack[-1] == person:
        return
    if person in stack:
        stack.remove(person)
    stack.append(person)
    del stack[:-_REMEMBERED]


_REMEMBERED = 12


def resolve_paragraph(
    elements: Elements,
    tokens: Tokens,
    cues: Sequence[Cue],
    inventory: Inventory,
    roles: dict[int, dict[str, str]],
    salience: Salience,
) -> list[Speaking]:
    """Return who speaks by each cue, in order, and move the persons of the paragraph up the stack."""
    by_subject: dict[int, list[Cue]] = {}
    for cue in cues:
        by_subject.setdefault(cue.subject, []).append(cue)
    resolved: list[Speaking] = []
    kinds = elements.kinds
    spoken_in_sentence = False
    for index, kind in enumerate(kinds):
        if kind in ".;q":
            spoken_in_sentence = False
            continue
        person = elements.persons[index]
        subject_cues = by_subject.get(index)
        if subject_cues:
            speaking = _speaking(elements, tokens, subject_cues[0], inventory, roles, salience)
            if speaking is not None:
                resolved.append(speaking)
                if speaking.person != NOBODY:
                    salience.act(speaking.person)
            spoken_in_sentence = True
        elif person != NOBODY:
            if not spoken_in_sentence and _acts(kinds, index):
                salience.act(person)
            else:
                salience.mention(person)
        elif kind == "R" and not spoken_in_sentence:
            described = _described(describe(elements, tokens, index), roles, salience)
            if described != NOBODY and _acts(kinds, index):
                salience.act(described)
    salience.close_paragraph([speaking.person for speaking in resolved if speaking.person != NOBODY])
    return resolved


def _acts(kinds: str, index: int) -> bool:
    """Tell whether a person is the subject of a clause; one that opens its sentence is taken for it anyhow."""
    if (index == 0 or kinds[index - 1] in ".q") and kinds[index + 1 : index + 2] not in ("z", ",", ":", ""):
        return True
    return may_be_subject(kinds, index) and _ACTS.match(kinds, index + 1) is not None


def _speaking(
    elements: Elements,
    tokens: Tokens,
    cue: Cue,
    inventory: Inventory,
    roles: dict[int, dict[str, str]],
    salience: Salience,
) -> Speaking | None:
    index = cue.subject
    kind = elements.kinds[index]
    first, last = elements.firsts[index], elements.lasts[index]
    if kind == "P":
        return _person(cue, elements.persons[index], inventory, first, last)
    if kind == "H":
        person = salience.find(_PRONOUN_GENDER[tokens.words[first].lower()])
        return _person(cue, person, inventory, first, last) if person != NOBODY else None
    if kind == "W":
        before = _before_who(elements, index)
        if before == NOBODY:
            return None
        person = elements.persons[before]
        if person == NOBODY:
            person = _described(describe(elements, tokens, before), roles, salience)
        return _person(cue, person, inventory, first, last) if person != NOBODY else None
    if kind == "O":
        last = elements.lasts[_end_of_name(elements, index)]
        name = " ".join(tokens.text[tokens.starts[first] : tokens.end(last - 1)].split())
        return Speaking(cue, NOBODY, name, "organization", first, last)
    if kind == "A":
        phrase = describe(elements, tokens, index)
        return Speaking(cue, NOBODY, phrase.text, "organization", phrase.first, phrase.last)
    if kind in "Rr":
        phrase = describe(elements, tokens, index)
        person = _described(phrase, roles, salience)
        if person != NOBODY:
            return _person(cue, person, inventory, phrase.first, phrase.last)
        return Speaking(cue, NOBODY, phrase.text, "unnamed", phrase.first, phrase.last)
    return None


def _end_of_name(elements: Elements, index: int) -> int:
    """Return the last element of an organisation's name: "Ministry of Health" is three."""
    while (match := _NAME_GOES_ON.match(elements.kinds, index + 1)) is not None:
        index = match.end() - 1
    return index


def _person(cue: Cue, person: int, inventory: Inventory, first: int, last: int) -> Speaking:
    return Speaking(cue, person, inventory.persons[person].name, "person", first, last)


def _described(phrase: Description, roles: dict[int, dict[str, str]], salience: Salience) -> int:
    if phrase.plural or not phrase.definite:
        return NOBODY
    return salience.find_role(phrase.head, phrase.text, roles)


def _before_who(elements: Elements, index: int) -> int:
    """Return the element that "who" refers back to: a name or a noun for a person."""
    for before in range(index - 1, max(-1, index - _WHO_REACH), -1):
        if elements.kinds[before] in ".;qr":
            break
        if elements.kinds[before] in "PR":
            return before
    return NOBODY
