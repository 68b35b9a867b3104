"""The persons a pronoun or a description may mean, the likeliest last.

A reader takes "he" for the man the text is about: the one who spoke or acted last.  Subjects of main clauses and
speakers are actors; persons who are merely named wait below them.  Each stack holds a few persons, as a reader does.
"""

from collections.abc import Sequence

from .descriptions import (
    Description,
    adds_a_name,
    age_told,
    is_bare,
    is_of_party,
    may_be_described,
    meant_by,
    singles_out,
)
from .elements import NOBODY
from .inventory import Inventory
from .occupations import OFFICES_OF_MANY_COUNTRIES, gender_by_roles, is_of_club, may_do
from .roles import Ages, Roles
from .tables import ANYBODY, tables

_REMEMBERED = 12
_REACH = 2
_REACH_ALONE = 3
"""The same, where nobody else has been named whom it may mean."""
_REACH_OF_OFFICE = 1
_REACH_OF_SOLE_HOLDER = 3
_REACH_OF_TRADE = 12
_REACH_OF_REFERENCE = 2
_REACH_OF_MAIN = 4
_FAR_MORE = 3
_NO_AGE = -1
_NEVER = 1_000_000
"""Paragraphs after which a person who has not acted again is not meant by a pronoun."""


class Salience:
    """The stacks, and the gender of each person: as known, and as the pronouns so far have told it.

    A pronoun is given to a person only while the text is about them: they acted in this paragraph or the one before,
    and nobody else whom it may mean did as much there.
    """

    def __init__(self, inventory: Inventory, roles: Roles, ages: Ages, deceased: int = NOBODY) -> None:
        self._ages = ages
        self._told = roles
        self._roles = {person: dict(given) for person, given in roles.items()}
        self._deceased = deceased
        self._single = {index for index, person in enumerate(inventory.persons) if len(person.key) == 1}
        self._genders = [
            gender_by_roles(roles.get(index, {})) or person.gender for index, person in enumerate(inventory.persons)
        ]
        self._inferred = list(self._genders)
        self._actors: list[int] = []
        self._mentioned: list[int] = []
        self._main = max(
            range(len(inventory.persons)), key=lambda person: inventory.persons[person].count, default=NOBODY
        )
        """The person whom the article names most."""
        self._counts = [person.count for person in inventory.persons]
        self._paragraph = 0
        self._clock = 0
        self._acted_at: dict[int, int] = {}
        self._mentioned_at: dict[int, int] = {}
        self._named_here: set[int] = set()
        self._named_last: set[int] = set()
        self._heard_of: set[str] = set()
        self._unnamed: dict[str, int] = {}
        self._natives: dict[int, str] = {}
        """Of persons to whom a noun like "the Dutchman" was given, that noun."""
        self._acted_in: dict[int, int] = {}
        self._spoke_in: dict[int, int] = {}
        self._mentioned_in: dict[int, int] = {}

    def act(self, person: int) -> None:
        """Put a speaker or a main clause's subject on top."""
        if person == NOBODY:
            return
        _raise(self._actors, person)
        self._acted_in[person] = self._paragraph
        self._named_here.add(person)
        self._clock += 1
        self._acted_at[person] = self._clock

    def speak(self, person: int) -> None:
        """Put a speaker on top: who has spoken is no town."""
        self.act(person)
        if person != NOBODY:
            self._spoke_in[person] = self._paragraph

    def act_unnamed(self, gender: str) -> None:
        """Remember that somebody without a name is what the text is about; they may be the next "he" or "she"."""
        self._clock += 1
        self._unnamed[gender] = self._clock

    def mention(self, person: int) -> None:
        """Remember somebody who is merely named."""
        if person == NOBODY:
            return
        _raise(self._mentioned, person)
        self._mentioned_in[person] = self._paragraph
        self._named_here.add(person)
        self._clock += 1
        self._mentioned_at[person] = self._clock

    def refer(self, gender: str, opening: bool) -> None:
        """Let "he" or "she", the subject of a clause, keep whom it means what the text is about.

        A person of whom no gender is known is not given one by it.
        """
        person = self.find(gender, opening=opening)
        if person != NOBODY and self._inferred[person] == gender:
            self.act(person)

    def infer(self, person: int, gender: str) -> None:
        """Remember the gender that a pronoun has told of a person."""
        self._inferred[person] = gender

    def close_paragraph(self, speakers: Sequence[int]) -> None:
        """Put those who spoke in a paragraph above those who merely acted in it."""
        for person in speakers:
            if person == NOBODY:
                continue
            _raise(self._actors, person)
            self._spoke_in[person] = self._paragraph
        self._paragraph += 1
        self._named_last, self._named_here = self._named_here, set()

    def only_actor(self) -> int:
        """Return the one person who has acted in this paragraph so far; NOBODY for none or several."""
        here = [person for person in self._actors if self._paragraphs_since(person) == 0]
        return here[0] if len(here) == 1 else NOBODY

    def acts_now(self, person: int) -> bool:
        """Tell whether a person has acted in this paragraph or the one before."""
        return self._paragraphs_since(person) <= 1

    def person_alone(self) -> int:
        """Return who acted in the paragraph just closed, if it named nobody else; else NOBODY."""
        person = next(iter(self._named_last)) if len(self._named_last) == 1 else NOBODY
        return person if self._acted_in.get(person) == self._paragraph - 1 else NOBODY

    def hear_of(self, noun: str) -> None:
        """Remember a noun for somebody without a name."""
        self._heard_of.add(noun)

    def has_spoken(self, person: int) -> bool:
        """Tell whether a person has spoken in an earlier paragraph."""
        return person in self._spoke_in

    def is_empty(self) -> bool:
        """Tell whether nobody has been named yet."""
        return not (self._actors or self._mentioned)

    def find_anybody(self, phrase: Description) -> int:
        """Return whom "the woman" means: the one who has just acted, if the text has no other one; else NOBODY."""
        fits = age_told(phrase)
        aged = [person for person, age in self._ages.items() if fits(age) and self._may_be(person, phrase.gender)]
        if len(aged) == 1 and not fits(_NO_AGE) and self._paragraphs_since(aged[0]) <= _REACH_OF_TRADE:
            return aged[0]
        if phrase.head in self._heard_of or singles_out(phrase):
            return NOBODY
        for reach in range(_REACH + 1):
            recent = [
                person
                for person in self._actors
                if self._paragraphs_since(person) <= reach
                and self._may_be(person, phrase.gender)
                and self._may_do(person, phrase)
                and (person not in self._ages or fits(self._ages[person]))
            ]
            if recent:
                return self._recent_or_main(recent[0], phrase, reach) if len(recent) == 1 else NOBODY
        only = self._only_mentioned(phrase)
        return self._only_one_of_gender(phrase) if only == NOBODY else only

    def _only_one_of_gender(self, phrase: Description) -> int:
        """Return the one person of the article who may be of a phrase's gender, if the text was about them lately."""
        fitting = [person for person in range(len(self._inferred)) if self._may_be(person, phrase.gender)]
        if phrase.gender == "u" or len(fitting) != 1 or self._inferred[fitting[0]] != phrase.gender:
            return NOBODY
        lately = self._paragraphs_since(fitting[0]) <= _REACH_OF_MAIN
        return fitting[0] if lately and self._may_do(fitting[0], phrase) else NOBODY

    def _recent_or_main(self, recent: int, phrase: Description, reach: int) -> int:
        """Return the one who acted last, or whom the article names far more often where that was paragraphs ago."""
        main = self._main
        lately = self._paragraph - self._last_in(main) <= _REACH_OF_MAIN
        if reach == 0 or main == recent or not lately or not self._may_be(main, phrase.gender):
            return recent
        if (main in self._ages and not age_told(phrase)(self._ages[main])) or not self._may_do(main, phrase):
            return recent
        return main if self._counts[main] >= _FAR_MORE * self._counts[recent] else recent

    def _only_mentioned(self, phrase: Description) -> int:
        """Return the one person whom the last paragraph names, where nobody has acted in it."""
        here = [person for person, place in self._mentioned_in.items() if self._paragraph - place <= 1]
        if len(here) != 1 or here[0] in self._single or not self._may_be(here[0], phrase.gender):
            return NOBODY
        return here[0] if self._may_do(here[0], phrase) else NOBODY

    def find_only_one(self, phrase: Description) -> int:
        """Return whom "the plumber" means: the one who has just acted, if nobody else is in question; else NOBODY."""
        if phrase.head in self._heard_of or singles_out(phrase):
            return NOBODY
        if phrase.head in tables().natives:
            return self._find_native(phrase)
        for reach in (0, _REACH_ALONE if adds_a_name(phrase, {}) else 1):
            recent = {person for person in self._actors if self._paragraphs_since(person) <= reach}
            if reach:
                recent |= {person for person, place in self._mentioned_in.items() if self._paragraph - place <= reach}
            if recent:
                person = recent.pop()
                fits = not recent and self._may_be(person, phrase.gender) and self._may_do(person, phrase)
                return person if fits else NOBODY
        return self._only_mentioned(phrase)

    def learn(self, person: int, phrase: Description) -> None:
        """Remember a description by which somebody was meant: the next one by the same noun means them again."""
        if ANYBODY not in meant_by(phrase.head) and not phrase.text[0].isupper():
            self._roles.setdefault(person, {}).setdefault(phrase.head, phrase.text)

    def _may_do(self, person: int, phrase: Description) -> bool:
        return may_do(self._roles.get(person, {}).keys(), phrase)

    def _find_native(self, phrase: Description) -> int:
        """Return whom "the Dutchman" means: the only one who acted lately, or who spoke alone in the last paragraph.

        NOBODY for several.  Nobody is a native of two places.
        """
        for reach in (0, 1, _REACH_ALONE):
            recent = [
                person
                for person in self._actors
                if self._paragraphs_since(person) <= reach
                and self._may_be(person, phrase.gender)
                and self._natives.get(person, phrase.head) == phrase.head
            ]
            if len(recent) == 1 and (reach != 1 or self._had_the_word(recent[0])):
                self._natives[recent[0]] = phrase.head
                return recent[0]
        return self._only_mentioned(phrase)

    def _had_the_word(self, person: int) -> bool:
        """Tell whether the last paragraph has a person's words and names nobody else, nor does this one so far."""
        return self._named_last | self._named_here == {person} and self._spoke_in.get(person) == self._paragraph - 1

    def _may_be(self, person: int, gender: str) -> bool:
        return gender == "u" or self._fits(person, gender)

    def find(self, gender: str, other_than: int = NOBODY, opening: bool = False) -> int:
        """Return whom a pronoun of this gender means; NOBODY if there is no one, or if it may be more than one.

        In "he warned Ek" he is somebody `other_than` Ek.  One that is `opening` an obituary's paragraph means the dead.
        """
        if opening and self._deceased not in (NOBODY, other_than) and self._inferred[self._deceased] == gender:
            return self._deceased
        for stack, last_in, last_at in (
            (self._actors, self._acted_in, self._acted_at),
            (self._mentioned, self._mentioned_in, self._mentioned_at),
        ):
            fitting = [person for person in reversed(stack) if person != other_than and self._fits(person, gender)]
            fitting = [person for person in fitting if not self._is_doubtful(person)] or fitting
            if fitting:
                person = fitting[0]
                if self._paragraph - last_in[person] > self._reach(stack, fitting):
                    continue
                if last_at.get(person, 0) < max(self._unnamed.get(gender, 0), self._unnamed.get("u", 0)):
                    return NOBODY
                if any(self._rivals(person, other, last_in) for other in fitting[1:]):
                    return NOBODY
                return person
        return NOBODY

    def is_contested(self, person: int, gender: str) -> bool:
        """Tell whether a pronoun may well mean another one: somebody of the gender who acted no less recently, or was
        named later."""
        last = self._acted_in.get(person, self._mentioned_in.get(person))
        return last is None or any(
            self._genders[other] in (gender, "u")
            and (self._acted_in.get(other, -_NEVER) >= last or self._mentioned_in.get(other, -_NEVER) > last)
            for other in {*self._actors, *self._mentioned} - {person}
        )

    def _is_doubtful(self, person: int) -> bool:
        """Tell a single name that has neither a gender nor spoken: it may be a town's."""
        return self._inferred[person] == "u" and person not in self._spoke_in and person in self._single

    def _reach(self, stack: list[int], fitting: list[int]) -> int:
        if stack is self._mentioned:
            place = self._mentioned_in[fitting[0]]
            alone = sum(self._mentioned_in[person] == place for person in fitting) == 1
            return int(alone and self._genders[fitting[0]] != "u" and fitting[0] not in self._single)
        return _REACH if len(fitting) > 1 or self._genders[fitting[0]] == "u" else _REACH_ALONE

    def _fits(self, person: int, gender: str) -> bool:
        return self._inferred[person] in (gender, "u")

    def _rivals(self, person: int, other: int, last_in: dict[int, int]) -> bool:
        """Tell whether another one is as likely: named last in one earlier paragraph, both or neither spoke."""
        place = last_in[person]
        if place == self._paragraph or last_in[other] != place:
            return False
        return (self._spoke_in.get(person) == place) == (self._spoke_in.get(other) == place)

    def find_role(self, phrase: Description) -> int:
        """Return the person whom a description means: the one to whom the article has given this role.

        NOBODY where it may be another one: what the description adds must have been said of the person, nobody else
        may hold the role, and where the article is mostly about somebody else, they must have acted lately.
        """
        holders = [
            person
            for person, given in self._roles.items()
            if phrase.head in given
            and phrase.gender in ("u", self._genders[person])
            and may_be_described(phrase.text, phrase.head, given)
        ]
        if len(holders) != 1:
            return NOBODY
        holder = holders[0]
        if self._paragraphs_since(holder) <= _REACH_OF_OFFICE:
            return holder
        if phrase.head in OFFICES_OF_MANY_COUNTRIES:
            if not is_bare(self._roles[holder][phrase.head]):
                return NOBODY
            if holder == self._main or self._paragraph - self._last_in(holder) <= _REACH_OF_OFFICE:
                return holder
            return holder if self._paragraphs_since(holder) <= _REACH_OF_SOLE_HOLDER else NOBODY
        return holder if self._paragraph - self._last_in(holder) <= _REACH_OF_TRADE else NOBODY

    def find_letters(self, word: str) -> int:
        """Return the one person whose office the letters of a word stand for: the HDO."""
        if not word.isupper():
            return NOBODY
        holders = [person for person, given in self._roles.items() if given.get(word.lower()) == word]
        return holders[0] if len(holders) == 1 else NOBODY

    def is_surely(self, person: int, phrase: Description) -> bool:
        """Tell whether a description means the only holder of a role, who just acted, in words given for them."""
        given = self._told.get(person, {}).get(phrase.head)
        if given is None or self._paragraphs_since(person) > _REACH_OF_OFFICE:
            return False
        alone = sum(phrase.head in held for held in self._told.values()) == 1
        return alone and set(phrase.text.lower().split()) <= set(given.lower().split())

    def find_referred(self, phrase: Description) -> int:
        """Return who acted lately and holds a role that the noun may stand for: a senator for "the lawmaker"."""
        meant = meant_by(phrase.head) | (meant_by("politician") if is_of_party(phrase) else frozenset())
        if phrase.head in self._heard_of or singles_out(phrase):
            return NOBODY
        for reach in range(_REACH_OF_REFERENCE + 1):
            holders = [
                person
                for person, given in self._roles.items()
                if self._paragraph - self._last_in(person) <= reach
                and not meant.isdisjoint(given)
                and (not adds_a_name(phrase, given) or is_of_club(phrase, given))
                and self._may_be(person, phrase.gender)
            ]
            if holders:
                sure = len(holders) == 1 and self._paragraphs_since(holders[0]) <= _REACH_OF_REFERENCE
                return holders[0] if sure else NOBODY
        return NOBODY

    def _last_in(self, person: int) -> int:
        """Return the last paragraph in which a person acted or was named."""
        return max(self._acted_in.get(person, -_NEVER), self._mentioned_in.get(person, -_NEVER))

    def _paragraphs_since(self, person: int) -> int:
        """Return how many paragraphs ago a person acted; many for one who never did."""
        return self._paragraph - self._acted_in.get(person, -_NEVER)


def _raise(stack: list[int], person: int) -> None:
    if stack and stack[-1] == person:
        return
    if person in stack:
        stack.remove(person)
    stack.append(person)
    del stack[:-_REMEMBERED]
