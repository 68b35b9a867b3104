"""The persons a pronoun or a description may mean, the likeliest last.

A reader takes "he" for the man the text is about: the one who spoke or acted last.  Subjects of main clauses and
speakers are actors; persons who are merely named wait below them.  Each stack holds a few persons, as a reader does.
"""

from collections.abc import Sequence

from .descriptions import Roles, gender_of, is_bare, may_be_described
from .elements import NOBODY
from .inventory import Inventory

_REMEMBERED = 12
_REACH = 2
_REACH_ALONE = 3
"""The same, where nobody else has been named whom it may mean."""
_REACH_OF_OFFICE = 1
_REACH_OF_SOLE_HOLDER = 3
_NEVER = 1_000_000
"""Paragraphs after which a person who has not acted again is not meant by a pronoun."""


class Salience:
    """The stacks, and the gender of each person: as known, and as the pronouns so far have told it.

    A pronoun is given to a person only while the text is about them: they acted in this paragraph or the one before,
    and nobody else whom it may mean did as much there.
    """

    def __init__(self, inventory: Inventory) -> None:
        self._genders = [person.gender for person in inventory.persons]
        self._inferred = list(self._genders)
        self._actors: list[int] = []
        self._mentioned: list[int] = []
        self._main = max(
            range(len(inventory.persons)), key=lambda person: inventory.persons[person].count, default=NOBODY
        )
        """The person whom the article names most."""
        self._paragraph = 0
        self._clock = 0
        self._acted_at: dict[int, int] = {}
        self._heard_of: set[str] = set()
        self._unnamed: dict[str, int] = {}
        self._acted_in: dict[int, int] = {}
        self._spoke_in: dict[int, int] = {}
        self._mentioned_in: dict[int, int] = {}

    def act(self, person: int) -> None:
        """Put a speaker or a main clause's subject on top."""
        _raise(self._actors, person)
        self._acted_in[person] = self._paragraph
        self._clock += 1
        self._acted_at[person] = self._clock

    def act_unnamed(self, gender: str) -> None:
        """Remember that somebody without a name is what the text is about; they may be the next "he" or "she"."""
        self._clock += 1
        self._unnamed[gender] = self._clock

    def mention(self, person: int) -> None:
        """Remember somebody who is merely named."""
        _raise(self._mentioned, person)
        self._mentioned_in[person] = self._paragraph

    def close_paragraph(self, speakers: Sequence[int]) -> None:
        """Put those who spoke in a paragraph above those who merely acted in it."""
        for person in speakers:
            _raise(self._actors, person)
            self._spoke_in[person] = self._paragraph
        self._paragraph += 1

    def hear_of(self, noun: str) -> None:
        """Remember a noun for somebody without a name."""
        self._heard_of.add(noun)

    def has_spoken(self, person: int) -> bool:
        """Tell whether a person has spoken in an earlier paragraph."""
        return person in self._spoke_in

    def is_empty(self) -> bool:
        """Tell whether nobody has been named yet."""
        return not (self._actors or self._mentioned)

    def find_described(self, noun: str) -> int:
        """Return whom "the woman" means: the one who has just acted, if the text has no other one; else NOBODY."""
        told = gender_of(noun)
        recent = [person for person in self._actors if self._paragraphs_since(person) <= 1]
        if noun in self._heard_of or len(recent) != 1:
            return NOBODY
        if told != "u" and not self._fits(recent[0], told):
            return NOBODY
        return recent[0]

    def find(self, gender: str, other_than: int = NOBODY) -> int:
        """Return whom a pronoun of this gender means; NOBODY if there is no one, or if it may be more than one.

        In "he warned Ek" he is somebody `other_than` Ek.
        """
        for stack, last_in in ((self._actors, self._acted_in), (self._mentioned, self._mentioned_in)):
            fitting = [person for person in reversed(stack) if person != other_than and self._fits(person, gender)]
            if fitting:
                person = fitting[0]
                if self._paragraph - last_in[person] > self._reach(stack, fitting):
                    return NOBODY
                if self._acted_at.get(person, 0) < max(self._unnamed.get(gender, 0), self._unnamed.get("u", 0)):
                    return NOBODY
                if any(self._rivals(person, other, last_in) for other in fitting[1:]):
                    return NOBODY
                self._inferred[person] = gender
                return person
        return NOBODY

    def _reach(self, stack: list[int], fitting: list[int]) -> int:
        if stack is self._mentioned:
            return 0
        return _REACH if len(fitting) > 1 or self._genders[fitting[0]] == "u" else _REACH_ALONE

    def _fits(self, person: int, gender: str) -> bool:
        return self._inferred[person] in (gender, "u")

    def _rivals(self, person: int, other: int, last_in: dict[int, int]) -> bool:
        """Tell whether another one is as likely: named last in one earlier paragraph, both or neither spoke."""
        place = last_in[person]
        if place == self._paragraph or last_in[other] != place:
            return False
        return (self._spoke_in.get(person) == place) == (self._spoke_in.get(other) == place)

    def find_role(self, head: str, text: str, roles: Roles) -> int:
        """Return the person whom a description means: the one to whom the article has given this role.

        NOBODY where it may be another one: what the description adds must have been said of the person, and of several
        who hold the role, or where the article is mostly about somebody else, only one who just acted is meant.
        """
        told = gender_of(head)
        holders = [
            person
            for person, given in roles.items()
            if head in given and told in ("u", self._genders[person]) and may_be_described(text, head, given)
        ]
        if not holders:
            return NOBODY
        recent = [person for person in holders if self._paragraphs_since(person) <= _REACH_OF_OFFICE]
        if len(recent) == 1:
            return recent[0]
        if len(holders) == 1 and is_bare(roles[holders[0]][head]):
            reach = _NEVER - 1 if holders[0] == self._main else _REACH_OF_SOLE_HOLDER
            return holders[0] if self._paragraphs_since(holders[0]) <= reach else NOBODY
        return NOBODY

    def _paragraphs_since(self, person: int) -> int:
        """Return how many paragraphs ago a person acted; many for one who never did."""
        return self._paragraph - self._acted_in.get(person, -_NEVER)


def _raise(stack: list[int], person: int) -> None:
    if person == NOBODY or (stack and stack[-1] == person):
        return
    if person in stack:
        stack.remove(person)
    stack.append(person)
    del stack[:-_REMEMBERED]
