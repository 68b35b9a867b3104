"""Whom "he", "who" and "the minister" mean.

Each paragraph is read once from left to right.  A cue's subject is resolved with the stack of salient persons as it is
at that place; then it comes to the top itself, as does every subject of a main clause.  Persons inside what somebody
else reports do not count: "Alda said Ek had left.  She added ..." is still about Alda.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..spans import SpeakerKind
from .bodies import LEGAL_FORMS, Bodies
from .certainty import has_clause, has_quotation, tells_surely
from .clauses import DEED, Cue, before_phrase, may_be_subject
from .descriptions import Description, describe, gender_of, head_of, is_former, meant_by, without_owner
from .elements import NOBODY, Elements
from .inventory import Inventory
from .kinds import (
    AND,
    BE,
    BODY,
    COLON,
    COMMA,
    HE,
    NAME,
    OF,
    PERSON,
    POSSESSIVE,
    ROLE,
    SPEECH_VERB,
    THEY,
    WHO,
    letters,
    one_of,
)
from .labels import Labels, is_turn, label_text, person_of_initials
from .names import key_of
from .reactions import REACTION
from .roles import Ages, Roles
from .rules import Rule
from .salience import Salience
from .tables import ANYBODY, ONE_ALONE, column, tables
from .tokens import Tokens

_PRONOUN_GENDER = {"he": "m", "she": "f"}
_ASKED_GENDER = {"him": "m", "her": "f"}
_ASKS = frozenset(["ask", "asks", "asked", "pressed", "questioned", "quizzed", "queried"])
_HEADS = column("bodies-for-something.txt")
"""Organisations whose name may go on with what they are for."""
_NO_BODIES = column("no-bodies.txt")
_CHAIRS = frozenset(
    ["Speaker", "Chairman", "Chairwoman", "Chair", "President", "Minister", "Interviewer", "Moderator"]
) | {*("Host", "Judge", "Reporter", "Witness", "Secretary", "Premier", "Coroner", "Counsel", "CHAIRMAN", "SPEAKER")}
"""Offices that label the turns of a debate, a hearing or an interview."""
_OWN = frozenset(["its", "his", "her", "their", "our", "my", "your"])
_PAGES = frozenset(["website", "channel", "blog", "page", "magazine", "newsletter"])
_BARE = frozenset(letters("DETERMINER PREPOSITION OF TO AND COMMA STOP")) | {""}
_DEFINITE = frozenset(["the", "this", "that"])
_FUNCTION_WORDS = one_of("OTHER DETERMINER ADVERB TIME PREPOSITION AND")
_NOBODIES = frozenset(["No", "no", "Neither", "neither", "None", "none"])
_WHO_REACH = 14
_LONGEST_APPOSITION = 12
_SHORTEST_CLAUSE = 5
"""Elements of a line that may be a clause whose verb is not known."""
_NEAR_WHO = 3
_SENTENCE_ENDS = one_of("SENTENCE_END")
_ASIDE = one_of("WHILE PREPOSITION")
_NAMED = one_of("PERSON ROLE")
_GROUPS = one_of("GROUP")
_OF_INTEREST = re.compile(f"[{re.escape(letters('SUBJECT SENTENCE_END'))}]")
_DESCRIPTIONS = one_of("ANY_ROLE")
_NEVER_BEFORE_WHO = one_of("SENTENCE_END ROLES")
_PERSONS_OWN = letters("PERSON POSSESSIVE")
_BEFORE_APPOSITION = one_of("COMMA ADVERB")
_OPENS_SENTENCE_AFTER = one_of("STOP QUOTED_SENTENCE")
_TURN_OR_LIST = ("", COMMA, COLON)
_TELLS_APART = one_of("VERB SAYS SPEECH_PARTICIPLE WHO GERUND")
_FINITE = one_of("FINITE")
_PERSON_COMMA = letters("PERSON COMMA")
_PERSON_AND = letters("PERSON AND")
_READS = frozenset(["read", "reads"])
_ABOVE = one_of("THAT WHO WHILE IF VERB HAVE")
_AGED = letters("COMMA NUMBER COMMA")
_COMMA_WHO = letters("COMMA WHO")
_PURPOSE = letters("PREPOSITION NAME")
_AND_NAME = letters("AND NAME")
_POSSESSORS = frozenset(letters(f"{kind} POSSESSIVE") for kind in ("NAME", "ROLE"))
_NAMED_THE = letters("BODY DETERMINER NAME")

ACTS = Rule(
    """ADJUNCT{0,3} (COMMA [^BREAK]{1,40}? COMMA | [PREPOSITION OF] PHRASE_WORD{1,12}?)? ADJUNCT{0,3} COMMA?
    [FINITE SPEECH_PARTICIPLE]""",
    matches=["Mara Alda|, the mayor of Bergby, also walked| home."],
    refuses=["Mara Alda| and Bo Lind walked| home."],
)
APPOSED = Rule(
    "PERSON COMMA (NUMBER COMMA)? [DETERMINER OTHER ADVERB] [PREMODIFIER POSSESSIVE NUMBER ADVERB OF]{0,6} $",
    matches=["|Mara Alda, a dairyman's| "],
    refuses=["Mara Alda left the"],
)
TOPIC = Rule(
    "POSSESSIVE [OTHER ADVERB NAME NUMBER]{0,4} (?<=[OTHER NAME]) [FINITE PREPOSITION OF]",
    matches=["Mara Alda|'s new boat is| late."],
    refuses=["Mara Alda's lawyer is late."],
)
OPENING_PRONOUN = Rule(
    """^ ([PREPOSITION WHILE TIME ADVERB] [^SENTENCE_END QUOTATION PERSON ROLE SUBJECT]{0,10} COMMA?
    | [SPEECH_PARTICIPLE SAYS] [^SENTENCE_END QUOTATION PERSON ROLE COMMA]{1,14} COMMA)? HE $""",
    matches=["|In 1952 she|", "|Asked what she liked best, she|"],
    refuses=["“It is late,” she"],
)
NAME_GOES_ON = Rule(
    "OF DETERMINER? NAME (AND NAME)?",
    matches=["The Ministry| of Industry and Trade| said no."],
    refuses=["The Ministry| in Bergby| said no."],
)


@dataclass(frozen=True, slots=True)
class Speaking:
    """A cue and whom its subject turned out to be; `person` is NOBODY for groups and organisations.

    `first` and `last` are the tokens of the mention that shows it; `sure` is as in `spans.Speaker`.
    """

    cue: Cue
    person: int
    name: str
    kind: SpeakerKind
    first: int
    last: int
    sure: bool = True


class Resolver:
    """Resolves the cues of an article's paragraphs, which it must be given in order."""

    def __init__(
        self, inventory: Inventory, roles: Roles, ages: Ages, labels: Labels, bodies: Bodies, deceased: int
    ) -> None:
        self._inventory = inventory
        self._bodies = bodies
        self._is_obituary = deceased != NOBODY
        self._labels = labels
        self._salience = Salience(inventory, roles, ages, deceased)

    def resolve(self, elements: Elements, tokens: Tokens, cues: Sequence[Cue]) -> list[Speaking]:
        """Return who speaks by each cue of the next paragraph, one for a subject, in order."""
        first_cues: dict[int, Cue] = {}
        for cue in cues:
            first_cues.setdefault(cue.subject, cue)
        resolved: list[Speaking] = []
        reported = False
        for found in _OF_INTEREST.finditer(elements.kinds):
            index = found.start()
            kind = elements.kinds[index]
            if kind in _GROUPS and _may_be_full_name(elements, tokens, index):
                self._bodies.notice(_name_of_body(elements, tokens, index)[0], _noun_before(elements, tokens, index))
            if kind in _SENTENCE_ENDS:
                reported = False
            elif index in first_cues:
                speaking = self._speaking(elements, tokens, first_cues[index])
                reported = True
                if speaking is not None:
                    resolved.append(speaking)
                    if speaking.kind == "unnamed" and elements.kinds[index] == ROLE:
                        self._salience.hear_of(head_of(tokens.words[elements.lasts[index] - 1]))
                        self._salience.act_unnamed(gender_of(speaking.name.split()[-1].lower()))
                    self._salience.act(speaking.person)
                self._salience.act(self._asked(elements, tokens, first_cues[index]))
                self._salience.act(_possessor(elements, index))
            elif kind in _NAMED:
                self._notice(elements, tokens, index, reported)
            elif kind == HE and not reported:
                gender = _PRONOUN_GENDER[tokens.words[elements.firsts[index]].lower()]
                self._salience.refer(gender, self._opens_obituary(elements.kinds, index))
        self._salience.close_paragraph([speaking.person for speaking in resolved])
        return resolved

    def person_alone(self) -> int:
        """Return the one person whom the last paragraph was about, NOBODY where it named others too."""
        return self._salience.person_alone()

    def without_false_turns(self, elements: Elements, tokens: Tokens, cues: Sequence[Cue]) -> list[Cue]:
        """Return the cues of a paragraph but for a label that is a place, a heading or an entry of a list."""
        return [cue for cue in cues if cue.rule != "transcript" or self._is_turn(elements, tokens, cue)]

    def _is_turn(self, elements: Elements, tokens: Tokens, cue: Cue) -> bool:
        after = tokens.words[elements.lasts[cue.verb] : elements.lasts[cue.verb] + 1]
        if not after or after[0].islower():
            return False
        kind = elements.kinds[cue.subject]
        if kind == ROLE:
            return tokens.words[elements.lasts[cue.subject] - 1] in _CHAIRS
        if kind not in _GROUPS:
            return True
        label = label_text(elements, tokens)
        return person_of_initials(label, self._inventory) is not None or is_turn(label, self._labels)

    def _notice(self, elements: Elements, tokens: Tokens, index: int, reported: bool) -> None:
        """Raise a person who is named or described without speaking."""
        person = elements.persons[index]
        acts = not reported and (_acts(elements.kinds, index) or _is_topic(elements.kinds, index))
        if person == NOBODY and _is_in_apposition(elements.kinds, index):
            return
        if acts and person == NOBODY:
            person = self._described(describe(elements, tokens, index))
        if person == NOBODY:
            self._salience.hear_of(head_of(tokens.words[elements.lasts[index] - 1]))
        if acts and person == NOBODY and elements.kinds[index] == ROLE and not _is_below(elements.kinds, index):
            self._salience.act_unnamed(gender_of(tokens.words[elements.lasts[index] - 1].lower()))
        elif acts and not (elements.kinds[index] == PERSON and _is_aside(elements.kinds, index)):
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
            return self._organization(elements, tokens, cue)
        if kind in _DESCRIPTIONS:
            phrase = describe(elements, tokens, index)
            person = self._described(phrase, is_new=_is_told_apart(elements.kinds, cue))
            if person == NOBODY and self._salience.is_empty() and _is_anybodys(phrase):
                person = self._only_person_after(elements, cue.verb + 2, phrase.gender)
            if person == NOBODY:
                alone = kind == ROLE and elements.lasts[index] - phrase.first == 1
                if cue.rule in (DEED, REACTION) or alone or _is_nobody(phrase.text):
                    return None
                sure = _is_surely_anybody(elements.kinds, cue, phrase)
                return Speaking(cue, NOBODY, without_owner(phrase.text), "unnamed", phrase.first, phrase.last, sure)
            first, last = phrase.first, phrase.last
        elif kind == HE:
            spoken_to = elements.persons[cue.verb + 1] if cue.verb + 1 < len(elements.persons) else NOBODY
            gender = _PRONOUN_GENDER[tokens.words[first].lower()]
            person = self._salience.find(gender, spoken_to, self._opens_obituary(elements.kinds, index))
            if person != NOBODY and self._is_about_another(elements, tokens, cue, person):
                person = NOBODY
            if person == NOBODY and self._salience.is_empty():
                person = self._only_person_after(elements, index, gender)
            elif person != NOBODY:
                self._salience.infer(person, gender)
        elif kind == WHO:
            person = self._before_who(elements, tokens, index)
        elif kind == THEY and _is_read(elements, tokens, cue):
            person = self._salience.only_actor()
        else:
            person = elements.persons[index]
        if person == NOBODY or (cue.rule == DEED and not self._salience.has_spoken(person)):
            return None
        sure = tells_surely(elements.kinds, cue) and self._is_surely(person, elements, tokens, index)
        return Speaking(cue, person, self._inventory.persons[person].name, "person", first, last, sure)

    def _is_surely(self, person: int, elements: Elements, tokens: Tokens, index: int) -> bool:
        """Tell whether the element at `index` can hardly mean anybody but a person."""
        kind = elements.kinds[index]
        if not self._inventory.persons[person].sure:
            return False
        if kind == HE:
            gender = _PRONOUN_GENDER[tokens.words[elements.firsts[index]].lower()]
            return not self._salience.is_contested(person, gender)
        if kind in _DESCRIPTIONS:
            return self._salience.is_surely(person, describe(elements, tokens, index))
        if kind == WHO:
            return person in elements.persons[max(0, index - _NEAR_WHO) : index]
        titles = tokens.words[elements.firsts[index] : elements.names[index]]
        key = key_of(tuple(tokens.words[elements.names[index] : elements.lasts[index]]))
        return len(self._inventory.bearers(key, titles)) < 2

    def _asked(self, elements: Elements, tokens: Tokens, cue: Cue) -> int:
        """Return the person whom a cue asks: whoever is asked speaks next."""
        if cue.verb + 1 >= len(elements.kinds) or tokens.words[elements.firsts[cue.verb]] not in _ASKS:
            return NOBODY
        asked = cue.verb + 1
        gender = _ASKED_GENDER.get(tokens.words[elements.firsts[asked]])
        return elements.persons[asked] if gender is None else self._salience.find(gender, elements.persons[cue.subject])

    def _opens_obituary(self, kinds: str, index: int) -> bool:
        """Tell whether a pronoun opens a paragraph of an obituary."""
        return self._is_obituary and OPENING_PRONOUN.pattern.match(kinds, 0, index + 1) is not None

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
        name, first, last = _name_of_body(elements, tokens, index)
        if not _may_speak(name) or _is_own_page(name) or tokens.words[max(0, first - 1)] in _NOBODIES:
            return None
        definite = elements.kinds[index] == NAME or tokens.words[first].lower() in _DEFINITE
        full = self._bodies.full_name(name) if definite else without_owner(name)
        sure = _says_as_a_body(elements.kinds, cue) and _is_surely_body(elements, tokens, index, last)
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
                if person != NOBODY or not _is_apposition(elements.kinds, before):
                    return person
        return NOBODY


def _is_surely_anybody(kinds: str, cue: Cue, phrase: Description) -> bool:
    """Tell who can hardly be a person that the article names, as "the mayor" may be."""
    anybody = phrase.plural or (not phrase.definite and kinds[cue.verb] == SPEECH_VERB)
    return anybody and cue.rule in ("direct", "according") and tells_surely(kinds, cue)


def _says_as_a_body(kinds: str, cue: Cue) -> bool:
    """Tell what bodies say, a clause; words in marks are mostly a person's."""
    if cue.rule == "direct":
        return has_clause(kinds, cue) and tells_surely(kinds, cue) and not has_quotation(kinds, cue)
    return cue.rule == "according"


def _is_surely_body(elements: Elements, tokens: Tokens, index: int, last: int) -> bool:
    """Tell "the Pilots", "Harbour Council", "MNRT" and "Norland" from what may be a person's name."""
    first, lookup = elements.firsts[index], tables()
    if elements.kinds[index] == BODY or tokens.words[max(0, first - 1)] in ("the", "The"):
        return True
    words = tokens.words[first:last]
    return any(word in lookup.organizations or word in lookup.places or word[:2].isupper() for word in words)


def _possessor(elements: Elements, index: int) -> int:
    """Return X of "X's sister begged him", the "he" of what follows."""
    if elements.kinds[index] == ROLE and elements.kinds[max(0, index - 2) : index] == _PERSONS_OWN:
        return elements.persons[index - 2]
    return NOBODY


def _is_apposition(kinds: str, index: int) -> bool:
    """Tell the noun of ", now president of the union, who": "who" is the one it describes."""
    start = before_phrase(kinds, index)
    return kinds[max(0, start) : start + 1] in _BEFORE_APPOSITION and COMMA in kinds[max(0, start - 1) : start + 1]


def _acts(kinds: str, index: int) -> bool:
    """Tell whether a person is the subject of a clause; one that opens its sentence is taken for it anyhow.

    A short line without a finite verb, "Ana Ek via Bergby Images", tells of no act.
    """
    if len(kinds) <= _SHORTEST_CLAUSE and _FINITE.isdisjoint(kinds):
        return False
    before = before_phrase(kinds, index)
    opens = before < 0 or kinds[before] in _OPENS_SENTENCE_AFTER
    if opens and (index - before == 1 or kinds[index] == PERSON) and kinds[index + 1 : index + 2] not in _TURN_OR_LIST:
        return True
    if opens and kinds.startswith(_AGED, index + 1):
        return True
    if kinds[max(0, before)] == BE and kinds[index + 1 : index + 3] == _COMMA_WHO:
        return True
    return may_be_subject(kinds, index) and ACTS.pattern.match(kinds, index + 1) is not None


def _is_aside(kinds: str, index: int) -> bool:
    """Tell whom only the end of a sentence is about: "Alda was called up after Ek fell"."""
    before = before_phrase(kinds, index)
    if before < 1 or kinds[before] not in _ASIDE:
        return False
    return PERSON in kinds[max(kinds.rfind(end, 0, before) for end in _SENTENCE_ENDS) + 1 : before]


def _is_topic(kinds: str, index: int) -> bool:
    """Tell the possessor that opens a sentence, "Alda's plan": the text is about Alda, not about "Alda's lawyer"."""
    if kinds[index + 1 : index + 2] != POSSESSIVE or TOPIC.pattern.match(kinds, index + 1) is None:
        return False
    before = before_phrase(kinds, index)
    return before < 0 or kinds[before] in _OPENS_SENTENCE_AFTER


def _is_in_apposition(kinds: str, index: int) -> bool:
    """Tell the nouns of "X, a dairyman's son," and "X, 54, a nurse,": they describe X."""
    start = max(0, index - _LONGEST_APPOSITION)
    return _PERSON_COMMA in kinds[start:index] and APPOSED.pattern.search(kinds, start, index) is not None


def _is_told_apart(kinds: str, cue: Cue) -> bool:
    """Tell "the man accused of the theft said" and "the man who left said" from "the man said"."""
    return cue.rule == "direct" and cue.verb > cue.subject + 1 and kinds[cue.subject + 1] in _TELLS_APART


def _is_anybodys(phrase: Description) -> bool:
    """Tell "the Dutchman" and "the striker", who may be named later, from "the judge"."""
    return phrase.definite and not meant_by(phrase.head).isdisjoint((ANYBODY, ONE_ALONE))


def _is_read(elements: Elements, tokens: Tokens, cue: Cue) -> bool:
    """Tell “It is late,” it read: the message of the one who sent it."""
    quoted = cue.subject > 0 and elements.quotations[cue.subject - 1] != NOBODY
    pronoun, verb = (tokens.words[elements.firsts[place]].lower() for place in (cue.subject, cue.verb))
    return quoted and pronoun == "it" and verb in _READS


def _is_below(kinds: str, index: int) -> bool:
    """Tell whom the text is not about: "where his father kept", "hit his opponent", "X and his brother"."""
    before = before_phrase(kinds, index)
    return before >= 0 and (kinds[before] in _ABOVE or kinds[max(0, before - 1) : before + 1] == _PERSON_AND)


def _may_speak(name: str) -> bool:
    """Tell a body from a law, a disease, a street, a lone letter and nobody."""
    words = name.split(" ")
    if len(words) == 1 and tables().word_classes.get(name.lower()) in _FUNCTION_WORDS:
        return False
    return len(name) > 1 and not _is_nobody(name) and words[0] not in _NO_BODIES and words[-1] not in _NO_BODIES


def _may_be_full_name(elements: Elements, tokens: Tokens, index: int) -> bool:
    """Tell a name with a noun for a body, a name after one, and such a noun that something describes."""
    before = elements.kinds[index - 1 : index]
    if elements.kinds[index] == BODY:
        return before not in _BARE
    if before == BODY:
        return True
    if elements.lasts[index] - elements.firsts[index] == 1 and elements.kinds[index + 1 : index + 2] != OF:
        return False
    last = tokens.words[elements.lasts[index] - 1]
    return last in LEGAL_FORMS or tables().word_classes.get(last.lower()) == BODY


def _noun_before(elements: Elements, tokens: Tokens, index: int) -> str | None:
    """Return "airline" for the name in "the airline Lindal Jet"."""
    if elements.kinds[index] != NAME or elements.kinds[max(0, index - 1)] != BODY or not index:
        return None
    noun = tokens.words[elements.firsts[index - 1]].lower()
    return noun if noun in tables().named_bodies else None


def _is_nobody(name: str) -> bool:
    """Tell "No witness" from "No 10 sources"."""
    first, _, rest = name.partition(" ")
    return first in _NOBODIES and not rest[:1].isdigit()


def _is_own_page(name: str) -> bool:
    """Tell "its website" and "his channel", which tell what their owner says."""
    return name.split(" ")[0] in _OWN and name.split(" ")[-1] in _PAGES


def _name_of_body(elements: Elements, tokens: Tokens, index: int) -> tuple[str, int, int]:
    """Return the name of the group at `index` with its first token and the token past its end.

    "Ministry of Health" is a name of three elements, as is "Moody's Analytics".
    """
    if elements.kinds[index] == BODY:
        phrase = describe(elements, tokens, index)
        return phrase.text, phrase.first, phrase.last
    end = index
    while (match := NAME_GOES_ON.pattern.match(elements.kinds, end + 1)) is not None:
        end = match.end() - 1
    if elements.kinds[end + 1 : end + 3] == _PURPOSE and _names_its_purpose(tokens, elements.lasts[end]):
        end += 4 if elements.kinds[end + 3 : end + 5] == _AND_NAME else 2
    start = index - 2 if _is_possessed(elements, tokens, index) and end == index else index
    first, last = elements.firsts[start], elements.lasts[end]
    return " ".join(tokens.text[tokens.starts[first] : tokens.end(last - 1)].split()), first, last


def _is_possessed(elements: Elements, tokens: Tokens, index: int) -> bool:
    """Tell the one word that a capitalised possessor makes a name: Moody's Analytics, the County Sheriff's Office."""
    possessor = elements.kinds[max(0, index - 2) : index] in _POSSESSORS
    return (
        possessor
        and elements.lasts[index] - elements.firsts[index] == 1
        and (tokens.words[elements.firsts[index - 2]][0].isupper())
    )


def _names_its_purpose(tokens: Tokens, preposition: int) -> bool:
    """Tell "Center for Maritime Law" and "Council on Harbours" from "Congress on Monday"."""
    return tokens.words[preposition] in ("for", "on") and tokens.words[preposition - 1] in _HEADS
