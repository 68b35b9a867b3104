"""The persons a pronoun or a description may mean, the likeliest last.

A reader takes "he" for the man the text is about: the one who spoke or acted last.  Subjects of main clauses and
speakers are actors; persons who are merely named wait below them.  Each stack holds a few persons, as a reader does.
"""

from collections.abc import Sequence

from .descriptions import Roles, gender_of
from .elements import NOBODY
from .inventory import Inventory

_REMEMBERED = 12


class Salience:
    """The stacks, and the gender of each person: as known, and as the pronouns so far have told it."""

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

    def find(self, gender: str, other_than: int = NOBODY) -> int:
        """Return whom a pronoun of this gender means; NOBODY if there is no one.

        In "he warned Ek" he is somebody `other_than` Ek.
        """
        for told in (self._inferred, self._genders):
            for stack in (self._actors, self._mentioned):
                for person in reversed(stack):
                    if person != other_than and told[person] in (gender, "u"):
                        self._inferred[person] = gender
                        return person
        return NOBODY

    def find_role(self, head: str, text: str, roles: Roles) -> int:
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
    if person == NOBODY or (stack and stack[-1] == person):
        return
    if person in stack:
        stack.remove(person)
    stack.append(person)
    del stack[:-_REMEMBERED]
