"""Whom "he", "who" and "the minister" mean.

Each paragraph is read once from left to right.  A cue's subject is resolved with the stack of salient persons as it is
at that place; then it comes to the top itself, as does every subject of a main clause.  Persons inside what somebody
else reports do not count: "Alda said Ek had left.  She added ..." is still about Alda.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from .bodies import Bodies
from .body_names import (
    NOBODIES,
    is_nobody,
    is_own_page,
    is_surely_body,
    may_be_full_name,
    may_speak,
    name_of_body,
    noun_before,
    says_as_a_body,
)
from .certainty import tells_surely
from .clauses import DEED, Cue
from .descriptions import (
    Description,
    describe,
    gender_of,
    head_of,
    is_anybodys,
    is_former,
    is_one,
    meant_by,
    with_gender_told,
    without_owner,
)
from .documents import Papers, is_quoted_it
from .elements import NOBODY, Elements
from .inventory import Inventory
from .kinds import AND, HE, NAME, PERSON, ROLE, SPEECH_VERB, THEY, WHO, letters, one_of
from .labels import label_text, person_of_initials
from .mentions import key_of
from .obituaries import opens_paragraph
from .reactions import REACTION
from .roles import Ages, Roles
from .salience import Salience
from .speaking import Speaking, one_of_them
from .tables import ANYBODY, ONE_ALONE, tables
from .tokens import Tokens
from .topics import (
    acting_body,
    is_acting,
    is_apposition,
    is_aside,
    is_below,
    is_in_apposition,
    is_topic,
    names_nobody_before,
)
from .word_senses import ONE_OF_THEM

_PRONOUN_GENDER = {"he": "m", "she": "f", "his": "m", "her": "f", "him": "m"}
_ASKED_GENDER = {"him": "m", "her": "f"}
_ASKS = frozenset(["ask", "asks", "asked", "pressed", "questioned", "quizzed", "queried"])
_OF_SELF = frozenset(["I", "me", "my", "My", "myself", "we", "We", "us", "our"])
_BORN = frozenset(["born", "née", "nee"])
"""Before a name that only tells what somebody was called."""
_DEFINITE = frozenset(["the", "this", "that"])
_WHO_REACH = 14
_NEAR_WHO = 3
_SENTENCE_ENDS = one_of("SENTENCE_END")
_NAMED = one_of("PERSON ROLE")
_GROUPS = one_of("GROUP")
_OF_INTEREST = re.compile(f"[{re.escape(letters('SUBJECT SENTENCE_END'))}]")
_WITH_OBLIQUE = re.compile(f"[{re.escape(letters('SUBJECT SENTENCE_END DETERMINER HIM'))}]")
"""The same, where "his letter" speaks, or something is so according to him."""
_PERSONAL = one_of("HE DETERMINER HIM")
_OBLIQUE = one_of("DETERMINER HIM")
_DESCRIPTIONS = one_of("ANY_ROLE")
_NEVER_BEFORE_WHO = one_of("SENTENCE_END ROLES")
_PERSON_COMMA = letters("PERSON COMMA")
"""Ek, he said, was late: somebody else said so."""
_PERSONS_OWN = letters("PERSON POSSESSIVE")
_TELLS_APART = one_of("VERB SAYS SPEECH_PARTICIPLE WHO GERUND")
_READS = frozenset(["read", "reads"])
_NAMED_THE = letters("BODY DETERMINER NAME")


class Resolver:
    """Resolves the cues of an article's paragraphs, which it must be given in order."""

    def __init__(self, inventory: Inventory, roles: Roles, ages: Ages, bodies: Bodies, deceased: int) -> None:
        self._inventory = inventory
        self._bodies = bodies
        self._is_obituary = deceased != NOBODY
        self._salience = Salience(inventory, roles, ages, deceased)
        self._papers = Papers()
        self._spoken: list[Speaking] = []
        """Who has spoken in this paragraph so far."""
        self._spoken_last: list[Speaking] = []

    def resolve(self, elements: Elements, tokens: Tokens, cues: Sequence[Cue]) -> list[Speaking]:
        """Return who speaks by each cue of the next paragraph, one for a subject, in order."""
        first_cues: dict[int, Cue] = {}
        oblique = False
        for cue in cues:
            first_cues.setdefault(cue.subject, cue)
            oblique = oblique or elements.kinds[cue.subject] in _OBLIQUE
        resolved: list[Speaking] = []
        self._spoken_last, self._spoken = self._spoken, resolved
        reported = False
        for found in (_WITH_OBLIQUE if oblique else _OF_INTEREST).finditer(elements.kinds):
            index = found.start()
            kind = elements.kinds[index]
            if kind in _GROUPS and may_be_full_name(elements, tokens, index):
                self._bodies.notice(name_of_body(elements, tokens, index)[0], noun_before(elements, tokens, index))
            if kind in _SENTENCE_ENDS:
                reported = False
            elif index in first_cues:
                asked = self._asked(elements, tokens, first_cues[index])
                speaking = self._speaking(elements, tokens, first_cues[index])
                reported = True
                if speaking is not None:
                    resolved.append(speaking)
                    if speaking.kind == "unnamed" and elements.kinds[index] == ROLE:
                        self._salience.hear_of(head_of(tokens.words[elements.lasts[index] - 1]))
                        self._salience.act_unnamed(gender_of(speaking.name.split()[-1].lower()))
                    self._salience.speak(speaking.person)
                self._salience.act(asked)
                self._salience.act(_possessor(elements, index))
            elif kind in _NAMED:
                self._notice(elements, tokens, index, reported)
            elif kind == HE and not reported:
                gender = _PRONOUN_GENDER[tokens.words[elements.firsts[index]].lower()]
                self._salience.refer(gender, self._opens_obituary(elements.kinds, index))
        self._salience.close_paragraph([speaking.person for speaking in resolved])
        self._papers.add(elements, tokens)
        return resolved

    def person_alone(self) -> int:
        """Return the one person whom the last paragraph was about, NOBODY where it named others too."""
        return self._salience.person_alone()

    def _notice(self, elements: Elements, tokens: Tokens, index: int, reported: bool) -> None:
        """Raise a person who is named or described without speaking."""
        person = elements.persons[index]
        acts = not reported and (is_acting(elements.kinds, index) or is_topic(elements.kinds, index))
        if person == NOBODY and is_in_apposition(elements.kinds, index):
            return
        if index and tokens.words[elements.firsts[index] - 1].lower() in _BORN:
            return
        if acts and person == NOBODY:
            person = self._described(with_gender_told(describe(elements, tokens, index), elements, tokens, index))
        if person == NOBODY:
            self._salience.hear_of(head_of(tokens.words[elements.lasts[index] - 1]))
        if acts and person == NOBODY and elements.kinds[index] == ROLE and not is_below(elements.kinds, index):
            self._salience.act_unnamed(gender_of(tokens.words[elements.lasts[index] - 1].lower()))
        elif acts and not (elements.kinds[index] == PERSON and is_aside(elements.kinds, index)):
            self._salience.act(person)
        else:
            self._salience.mention(person)

    def _speaking(self, elements: Elements, tokens: Tokens, cue: Cue) -> Speaking | None:
        index = cue.subject
        kind = elements.kinds[index]
        first, last = elements.firsts[index], elements.lasts[index]
        if kind in _GROUPS and cue.rule == "transcript":
            return self._labelled(elements, tokens, cue)
        if kind in _GROUPS:
            holder = self._salience.find_letters(tokens.words[first]) if last - first == 1 else NOBODY
            if holder == NOBODY:
                return self._organization(elements, tokens, cue)
            return Speaking(cue, holder, self._inventory.persons[holder].name, "person", first, last, sure=False)
        if kind == ROLE and tokens.words[last - 1].lower() == ONE_OF_THEM:
            return one_of_them(elements, tokens, cue)
        if kind in _DESCRIPTIONS:
            phrase = with_gender_told(describe(elements, tokens, index), elements, tokens, index)
            person = self._described(phrase, is_new=_is_told_apart(elements.kinds, cue))
            if person == NOBODY and self._salience.is_empty() and is_anybodys(phrase):
                person = self._only_person_after(elements, cue.verb + 2, phrase.gender)
            if person == NOBODY:
                alone = kind == ROLE and elements.lasts[index] - phrase.first == 1
                if cue.rule in (DEED, REACTION) or alone or is_nobody(phrase.text):
                    return None
                sure = _is_surely_anybody(elements.kinds, cue, phrase)
                return Speaking(cue, NOBODY, without_owner(phrase.text), "unnamed", phrase.first, phrase.last, sure)
            first, last = phrase.first, phrase.last
        elif kind in _PERSONAL:
            spoken_to = elements.persons[cue.verb + 1] if cue.verb + 1 < len(elements.persons) else NOBODY
            if elements.kinds[max(0, index - 2) : index] == _PERSON_COMMA:
                spoken_to = elements.persons[index - 2]
            gender = _PRONOUN_GENDER[tokens.words[first].lower()]
            person = self._salience.find(gender, spoken_to, self._opens_obituary(elements.kinds, index))
            if person != NOBODY and self._is_named_in_words(elements, tokens, cue, person):
                person = self._salience.find(gender, person, self._opens_obituary(elements.kinds, index))
            if person != NOBODY and self._is_about_another(elements, tokens, cue, person):
                person = NOBODY
            if person == NOBODY and (unnamed := self._unnamed_meant(elements, tokens, cue, gender)) is not None:
                return unnamed
            if person == NOBODY and self._salience.is_empty():
                person = self._only_person_after(elements, index, gender)
            elif person != NOBODY:
                self._salience.infer(person, gender)
        elif kind == WHO:
            person = self._before_who(elements, tokens, index)
        elif kind == THEY:
            writer = self._writer_of_it(elements, tokens, cue)
            if writer is None:
                return self._body_meant(elements, tokens, cue)
            person = writer
        else:
            person = self._namesake_heard(elements, tokens, index)
        if person == NOBODY or (cue.rule == DEED and not self._salience.has_spoken(person)):
            return None
        sure = kind != THEY and tells_surely(elements.kinds, cue) and self._is_surely(person, elements, tokens, index)
        return Speaking(cue, person, self._inventory.persons[person].name, "person", first, last, sure)

    def _namesake_heard(self, elements: Elements, tokens: Tokens, index: int) -> int:
        """Return whom a name means: of namesakes, where the likeliest has said nothing yet, the only one who has."""
        person = elements.persons[index]
        titles = tokens.words[elements.firsts[index] : elements.names[index]]
        key = key_of(tuple(tokens.words[elements.names[index] : elements.lasts[index]]))
        if person in (NOBODY, *elements.persons[:index]) or self._salience.has_spoken(person) or len(key) > 1:
            return person
        heard = [bearer for bearer in self._inventory.bearers(key, titles) if self._salience.has_spoken(bearer)]
        return heard[0] if len(heard) == 1 and self._salience.acts_now(heard[0]) else person

    def _is_surely(self, person: int, elements: Elements, tokens: Tokens, index: int) -> bool:
        """Tell whether the element at `index` can hardly mean anybody but a person."""
        kind = elements.kinds[index]
        if not self._inventory.persons[person].sure:
            return False
        if kind in _PERSONAL:
            gender = _PRONOUN_GENDER[tokens.words[elements.firsts[index]].lower()]
            return not self._salience.is_contested(person, gender)
        if kind in _DESCRIPTIONS:
            return self._salience.is_surely(person, describe(elements, tokens, index))
        if kind == WHO:
            return person in elements.persons[max(0, index - _NEAR_WHO) : index]
        titles = tokens.words[elements.firsts[index] : elements.names[index]]
        key = key_of(tuple(tokens.words[elements.names[index] : elements.lasts[index]]))
        return len(self._inventory.bearers(key, titles)) < 2

    def _writer_of_it(self, elements: Elements, tokens: Tokens, cue: Cue) -> int | None:
        """Return who wrote what "it" reads or says, NOBODY for an unknown one; None where "it" is no paper."""
        if not is_quoted_it(elements, tokens, cue):
            return None
        writer = self._papers.writer_of_last(elements, tokens, cue.subject, self._meant_by_pronoun)
        if writer in (None, NOBODY) and tokens.words[elements.firsts[cue.verb]].lower() in _READS:
            return self._salience.only_actor()
        return writer

    def _meant_by_pronoun(self, pronoun: str) -> int:
        return self._salience.find(_PRONOUN_GENDER[pronoun]) if pronoun in _PRONOUN_GENDER else NOBODY

    def _body_meant(self, elements: Elements, tokens: Tokens, cue: Cue) -> Speaking | None:
        """Return what "it" or "they" are that say something: the body or the group that has just spoken or acted."""
        index = cue.subject
        first, last = elements.firsts[index], elements.lasts[index]
        singular = tokens.words[first].lower() == "it"
        body = acting_body(elements.kinds, index)
        acting = self._organization(elements, tokens, replace(cue, subject=body)) if body != NOBODY else None
        heard = acting or self._heard_before(elements, index)
        if heard is None or not (heard.kind == "organization" or (heard.kind == "unnamed" and not singular)):
            return None
        return replace(heard, cue=cue, first=first, last=last, sure=False)

    def _unnamed_meant(self, elements: Elements, tokens: Tokens, cue: Cue, gender: str) -> Speaking | None:
        """Return the one without a name who has just spoken, "a sailor", where "he" or "she" may mean them."""
        heard = self._heard_before(elements, cue.subject)
        if heard is None or heard.kind != "unnamed" or not is_one(heard.name.split()[-1].lower(), gender):
            return None
        return replace(heard, cue=cue, first=elements.firsts[cue.subject], last=elements.lasts[cue.subject], sure=False)

    def _heard_before(self, elements: Elements, index: int) -> Speaking | None:
        """Return who spoke last in this paragraph, or alone in the one before, if the sentence so far names nobody."""
        spoken = self._spoken or (self._spoken_last if len({one.name for one in self._spoken_last}) == 1 else [])
        return spoken[-1] if spoken and names_nobody_before(elements.kinds, index) else None

    def _asked(self, elements: Elements, tokens: Tokens, cue: Cue) -> int:
        """Return the person whom a cue asks: whoever is asked speaks next."""
        if cue.verb + 1 >= len(elements.kinds) or tokens.words[elements.firsts[cue.verb]] not in _ASKS:
            return NOBODY
        asked = cue.verb + 1
        gender = _ASKED_GENDER.get(tokens.words[elements.firsts[asked]])
        return elements.persons[asked] if gender is None else self._salience.find(gender, elements.persons[cue.subject])

    def _opens_obituary(self, kinds: str, index: int) -> bool:
        return self._is_obituary and opens_paragraph(kinds, index)

    def _is_named_in_words(self, elements: Elements, tokens: Tokens, cue: Cue, person: int) -> bool:
        """Tell “Per was drunk,” he said, where the one found is Per: people don't name themselves."""
        before = cue.subject - 1
        if before < 0 or elements.quotations[before] == NOBODY:
            return False
        quoted = tokens.words[elements.firsts[before] : elements.lasts[before]]
        named = {word for word in self._inventory.persons[person].name.split() if word.lower() not in tables().words}
        return not named.isdisjoint(quoted) and _OF_SELF.isdisjoint(quoted)

    def _is_about_another(self, elements: Elements, tokens: Tokens, cue: Cue, person: int) -> bool:
        """Tell “She lies,” she said, where the one found has not acted lately: the first "she" means them."""
        before = cue.subject - 1
        if before < 0 or elements.quotations[before] == NOBODY or self._salience.acts_now(person):
            return False
        quoted = tokens.words[elements.firsts[before] : elements.lasts[before]]
        pronoun = tokens.words[elements.firsts[cue.subject]].lower()
        return any(word.lower() == pronoun for word in quoted)

    def _labelled(self, elements: Elements, tokens: Tokens, cue: Cue) -> Speaking | None:
        """Return who speaks in a turn whose label is no person's name."""
        label = label_text(elements, tokens)
        person = person_of_initials(label, self._inventory)
        if person is not None:
            name = self._inventory.persons[person].name
            return Speaking(cue, person, name, "person", elements.firsts[0], elements.lasts[0], sure=False)
        return self._organization(elements, tokens, cue)

    def _organization(self, elements: Elements, tokens: Tokens, cue: Cue) -> Speaking | None:
        """Return an organisation's statement; "Q:" is none's."""
        index = cue.subject
        if elements.kinds[index : index + 3] == _NAMED_THE and tokens.words[elements.firsts[index + 1]] == "The":
            index += 2
        name, first, last = name_of_body(elements, tokens, index)
        if not may_speak(name) or is_own_page(name) or tokens.words[max(0, first - 1)] in NOBODIES:
            return None
        definite = elements.kinds[index] == NAME or tokens.words[first].lower() in _DEFINITE
        full = self._bodies.full_name(name) if definite else without_owner(name)
        sure = says_as_a_body(elements.kinds, cue) and is_surely_body(elements, tokens, index, last)
        return Speaking(cue, NOBODY, full, "organization", first, last, sure)

    def _only_person_after(self, elements: Elements, index: int, gender: str) -> int:
        """Return the one person that the rest of the paragraph names, where nobody has been named before."""
        after = {person for person in elements.persons[index:] if person != NOBODY}
        person = after.pop() if len(after) == 1 else NOBODY
        told = self._inventory.persons[person].gender if person != NOBODY else ""
        return person if "u" in (gender, told) or told == gender else NOBODY

    def _described(self, phrase: Description, is_new: bool = False) -> int:
        if phrase.plural or not phrase.definite:
            return NOBODY
        person = self._salience.find_role(phrase)
        if person == NOBODY:
            person = self._salience.find_referred(phrase)
        meant = meant_by(phrase.head)
        if is_new:
            return person
        if person == NOBODY and ANYBODY in meant:
            person = self._salience.find_anybody(phrase)
        if person == NOBODY and (ONE_ALONE in meant or is_former(phrase)):
            person = self._salience.find_only_one(phrase)
        if person != NOBODY:
            self._salience.learn(person, phrase)
        return person

    def _before_who(self, elements: Elements, tokens: Tokens, index: int) -> int:
        """Return the person that "who" refers back to, by a name or by a description.

        In "Ek, who met Lind, and who left" the second one is the first one's.
        """
        if elements.kinds[index - 1 : index] == AND:
            earlier = elements.kinds.rfind(WHO, max(0, index - _WHO_REACH), index)
            if earlier > 0:
                return self._before_who(elements, tokens, earlier)
        for before in range(index - 1, max(-1, index - _WHO_REACH), -1):
            kind = elements.kinds[before]
            if kind in _NEVER_BEFORE_WHO:
                break
            if kind == PERSON:
                return elements.persons[before]
            if kind == ROLE:
                person = self._described(describe(elements, tokens, before))
                if person != NOBODY or not is_apposition(elements.kinds, before):
                    return person
        return NOBODY


def _is_surely_anybody(kinds: str, cue: Cue, phrase: Description) -> bool:
    """Tell who can hardly be a person that the article names, as "the mayor" may be."""
    anybody = phrase.plural or (not phrase.definite and kinds[cue.verb] == SPEECH_VERB)
    return anybody and cue.rule in ("direct", "according") and tells_surely(kinds, cue)


def _possessor(elements: Elements, index: int) -> int:
    """Return X of "X's sister begged him", the "he" of what follows."""
    if elements.kinds[index] == ROLE and elements.kinds[max(0, index - 2) : index] == _PERSONS_OWN:
        return elements.persons[index - 2]
    return NOBODY


def _is_told_apart(kinds: str, cue: Cue) -> bool:
    """Tell "the man accused of the theft said" and "the man who left said" from "the man said"."""
    return cue.rule == "direct" and cue.verb > cue.subject + 1 and kinds[cue.subject + 1] in _TELLS_APART
