"""The cues of a paragraph: who speaks and what shows it.

Subjects before their verb have a module of their own, `subjects.py`, as have deeds before words in marks,
`reactions.py`; all else is in the rules of `cue_rules/`.
"""

from collections.abc import Iterator, Sequence

from .clauses import Cue, may_be_subject
from .cue_rules import CUE_RULES
from .elements import Elements
from .kinds import COMMA, PERSON, ROLES, letters, one_of
from .reactions import find_deeds
from .rules import CueRule, Rule
from .subjects import subject_first
from .tokens import Tokens

AFTER_INVERTED = Rule(
    "(COMMA [^BREAK FINITE]{0,30})? (STOP | $)",
    matches=["It was late, said Mara Alda|, the mayor of Bergby.|"],
    refuses=["Bo Lind, the clerk, said Mara Alda|, the mayor, was late."],
)
_NAMING = frozenset(["set off", "known only as", "office with its holder", "asked somebody who is known as"]) | {
    "telegram from somebody saying",
    "a man called",
}
"""Rules for a name beside a description: of the same verb nobody else is the subject."""
_PERSON_COMMA = letters("PERSON COMMA")
_QUOTED = one_of("QUOTED")
_OF_SOMEBODY = frozenset(["urged", "urges", "told", "tells", "reminded", "reminds", "assured", "assures", "informed"])
"""Verbs of speech whose object is who is spoken to: after a comma, "urged Ek" is no inversion."""


def _asked_for() -> tuple[dict[str, int], dict[str, int], list[tuple[int, CueRule, bool]]]:
    """Return what rules ask for as bits of a number, by letters and by words, and each rule with its bits.

    A rule is tried only where the paragraph holds the letters that it `needs` and a word of each group that it spells.
    The last value tells the rules that name the subject of a verb.
    """
    bits: dict[str | frozenset[str], int] = {}
    asked: list[tuple[int, CueRule, bool]] = []
    for name, rule in CUE_RULES.items():
        asked_for = 0
        things: list[str | frozenset[str]] = [rule.needs, *rule.spelled.values()]
        for thing in things:
            asked_for |= bits.setdefault(thing, 1 << len(bits))
        asked.append((asked_for, rule, name in _NAMING))
    by_letters = {thing: bit for thing, bit in bits.items() if isinstance(thing, str)}
    by_word: dict[str, int] = {}
    for group, bit in bits.items():
        for word in group if isinstance(group, frozenset) else ():
            for form in {word, word.capitalize(), word.upper()}:
                by_word[form] = by_word.get(form, 0) | bit
    return by_letters, by_word, asked


_BY_LETTERS, _BY_WORD, _ASKED_FOR = _asked_for()
_SPELLED = frozenset(_BY_WORD)
_LETTERS_ASKED = frozenset(thing for thing in _BY_LETTERS if len(thing) == 1)
_BY_SEVERAL_LETTERS = [(thing, bit) for thing, bit in _BY_LETTERS.items() if len(thing) != 1]
_INVERTED = frozenset(["said", "says", "added", "wrote", "explained", "noted", "warned", "recalled"])


def _holds(kinds: str, words: Sequence[str]) -> int:
    """Return the bits of what a paragraph holds of all that rules ask for."""
    holds = 0
    for letter in _LETTERS_ASKED.intersection(kinds):
        holds |= _BY_LETTERS[letter]
    for several, bit in _BY_SEVERAL_LETTERS:
        if several in kinds:
            holds |= bit
    for word in _SPELLED.intersection(words):
        holds |= _BY_WORD[word]
    return holds


def find_cues(elements: Elements, tokens: Tokens) -> list[Cue]:
    """Return the cues of a paragraph in order of their subjects."""
    found = list(subject_first(elements.kinds))
    kinds = elements.kinds
    named: dict[int, int] = {}
    holds = _holds(kinds, tokens.words)
    for asked, rule, names_subject in _ASKED_FOR:
        if asked & holds != asked:
            continue
        cues = list(cues_of(rule, elements, tokens))
        found += cues
        if names_subject:
            named.update((cue.verb, cue.subject) for cue in cues)
    found = [cue for cue in found if not _names_who_is_spoken_to(cue, elements, tokens)]
    deeds = find_deeds(elements, tokens)
    found += [deed for deed in deeds if not found or _is_anothers(deed, found, elements.kinds)]
    inverted = [cue for cue in found if cue.rule == "inverted"]
    if inverted:
        sure = {cue.verb for cue in inverted if _must_be_inverted(cue, elements, tokens)}
        direct = {cue.verb for cue in found if cue.rule == "direct"} - sure
        found = [cue for cue in found if cue.verb not in (direct if cue.rule == "inverted" else sure)]
    if named:
        described = {subject - 2 for subject in named.values()}
        found = [
            cue
            for cue in found
            if named.get(cue.verb, cue.subject) == cue.subject
            and not (cue.rule == "chain" and cue.subject in described)
        ]
    return sorted(found, key=lambda cue: (cue.subject, cue.verb))


def _is_anothers(deed: Cue, found: Sequence[Cue], kinds: str) -> bool:
    """Tell the deed of a person who has no cue of their own in a paragraph that has others."""
    return kinds[deed.subject] == PERSON and all(cue.subject != deed.subject for cue in found)


def _names_who_is_spoken_to(cue: Cue, elements: Elements, tokens: Tokens) -> bool:
    """Tell "Ek, reports said, urged Lind to go" from "“Go,” urged Lind"."""
    if cue.rule != "inverted" or elements.kinds[cue.verb - 1 : cue.verb] != COMMA:
        return False
    is_quoted = elements.kinds[max(0, cue.verb - 2) : cue.verb - 1] in _QUOTED
    return tokens.words[elements.firsts[cue.verb]].lower() in _OF_SOMEBODY and not is_quoted


def _must_be_inverted(cue: Cue, elements: Elements, tokens: Tokens) -> bool:
    """Tell ", said Ek, the mayor." from ", said Ek was late." and from "Ek, 54, warned thieves."."""
    if elements.kinds[cue.subject] == ROLES and elements.kinds[: cue.verb].endswith(_PERSON_COMMA):
        return False
    said = tokens.words[elements.firsts[cue.verb]].lower() in _INVERTED
    return said and AFTER_INVERTED.pattern.match(elements.kinds, cue.subject + 1) is not None


def cues_of(rule: CueRule, elements: Elements, tokens: Tokens) -> Iterator[Cue]:
    """Yield the cues that a rule finds."""
    for match in rule.pattern.finditer(elements.kinds):
        subject = match.start("subject")
        if not all(_is_spelled(match.start(group), words, elements, tokens) for group, words in rule.spelled.items()):
            continue
        if rule.in_capitals and not tokens.words[elements.lasts[subject] - 1].isupper():
            continue
        if rule.must_be_free and not may_be_subject(elements.kinds, subject):
            continue
        verb = match.start("cue")
        if _is_spelled(verb, rule.never, elements, tokens):
            continue
        if match.groupdict().get("first") is not None:
            yield Cue(match.start("first"), verb, rule.shows)
        yield Cue(subject, verb, rule.shows)


def _is_spelled(element: int, words: frozenset[str], elements: Elements, tokens: Tokens) -> bool:
    return tokens.words[elements.firsts[element]].lower() in words
