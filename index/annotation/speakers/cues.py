"""Who speaks and what shows it: the rules, as regular expressions over the letters of `elements.py`.

Each rule is a function of its own, which yields the statements it sees; `RULES` lists them.  Subjects before their verb
have a module of their own, `subjects.py`; here is everything else: verbs before their subject, "according to",
transcripts, signatures, and speech without a verb of speech.
"""

import re
from collections.abc import Callable, Iterator

from .clauses import BETWEEN, Cue, may_be_subject
from .elements import Elements
from .subjects import subject_first
from .tokens import Tokens

_PREMODIFIERS = "(?:d?Oo(?=O(?:l{0,2}R)?P))?[dlROAzgv#craBV]{0,8}?"
_DESCRIBED_OR_NAMED = (
    f"{_PREMODIFIERS}(?:R(?:[po][dlOAaRz]{{1,6}}?)?,[dlROA]{{0,3}})?"
    "(?P<subject>P|(?:[Rr]|[OA](?!oO(?:l{0,2}R)?P|[lRrAzYNG]))(?![dlROAzg#BV]{0,3}P))"
)
"""X; former mayor X; the head of the port, X; the mayor"""
_VERB_FIRST = re.compile(f"(?<=[Qq,-])[ay]{{0,2}}(?P<cue>S)[ay]{{0,2}}{_DESCRIBED_OR_NAMED}")
_ACCORDING_TO = re.compile(f"(?P<cue>g)t{_DESCRIBED_OR_NAMED}(?!z)")
_TRANSCRIPT = re.compile("(?P<subject>[PO])(?P<cue>:)(?=[^#])")
_SIGNATURE = re.compile("[Qq](?P<cue>-)[dlR]{0,3}(?:(?P<first>P)c)?(?P<subject>P)(?=[,.p]|$)")
_INTRODUCED = re.compile("(?:(?P<first>P)c)?(?P<subject>P)(?P<cue>:)(?=[Qq])")
_SUBJECT_BESIDE_QUOTATION = re.compile("(?<=Q)(?P<subject>[PH])[ay]{0,2}(?P<cue>v)")
_VERB_BESIDE_QUOTATION = re.compile("(?<=Q)(?P<cue>v)(?P<subject>P)")
_CLAIM_THAT = re.compile("(?P<subject>[PO])z[al]{0,2}(?P<cue>[NsSBV])u")
_LETTER_SAID = re.compile("(?P<subject>[PO])z[al]{0,2}(?P<cue>N)(?:[op][podlOAzt#N]{1,8}?)?[ay]{0,2}[Ss]")
_ISSUED = re.compile(f"(?P<subject>[POA]){BETWEEN}h?a?(?P<cue>v)d[al]{{0,3}}N")
_IN_THE_WORDS = re.compile(f"pd(?P<cue>N)o{_DESCRIBED_OR_NAMED}(?=[,Qq])")
_ASKED_BY = re.compile("(?P<cue>[SsE])(?P<by>p)[dlROAa]{0,4}?(?P<subject>P)(?!z)")
_ISSUES = frozenset(["issued", "issues", "released", "releases"])
_ASKED = frozenset(["asked", "pressed", "questioned", "quizzed"])

Rule = Callable[[Elements, Tokens], Iterator[Cue]]


def find_cues(elements: Elements, tokens: Tokens) -> list[Cue]:
    """Return the cues of a paragraph in order of their subjects."""
    found = [cue for rule in RULES for cue in rule(elements, tokens)]
    return sorted(found, key=lambda cue: (cue.subject, cue.verb))


def verb_first(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield '"...," said X' with what describes X between."""
    yield from _cues(_VERB_FIRST, elements, "inverted")


def according_to(elements: Elements, tokens: Tokens) -> Iterator[Cue]:
    """Yield "according to X"."""
    for cue in _cues(_ACCORDING_TO, elements, "according"):
        if tokens.words[elements.firsts[cue.verb]].lower() == "according":
            yield cue


def transcript(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield "X: ..." where it opens the paragraph."""
    match = _TRANSCRIPT.match(elements.kinds)
    if match is not None:
        yield Cue(match.start("subject"), match.start("cue"), "transcript")


def signature(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield '"..." - X' and '"..." - X and Y'."""
    yield from _cues(_SIGNATURE, elements, "signature")


def introduced(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield 'More from X: "..."'."""
    yield from _cues(_INTRODUCED, elements, "introduced")


def beside_quotation(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield '"...," X laughed': any verb between a quotation and its speaker is one of speech."""
    yield from _cues(_SUBJECT_BESIDE_QUOTATION, elements, "beside")
    yield from _cues(_VERB_BESIDE_QUOTATION, elements, "beside")


def possessive(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield "X's claim that" and "X's letter said"."""
    yield from _cues(_CLAIM_THAT, elements, "possessive")
    yield from _cues(_LETTER_SAID, elements, "possessive")


def issued(elements: Elements, tokens: Tokens) -> Iterator[Cue]:
    """Yield "X issued a statement"."""
    for cue in _cues(_ISSUED, elements, "direct"):
        if tokens.words[elements.firsts[cue.verb]] in _ISSUES and may_be_subject(elements.kinds, cue.subject):
            yield cue


def in_the_words(elements: Elements, tokens: Tokens) -> Iterator[Cue]:
    """Yield 'in the words of X, "..."'."""
    for cue in _cues(_IN_THE_WORDS, elements, "according"):
        if tokens.words[elements.firsts[cue.verb]].lower() == "words":
            yield cue


def asked_by(elements: Elements, tokens: Tokens) -> Iterator[Cue]:
    """Yield "asked by X whether"."""
    for match in _ASKED_BY.finditer(elements.kinds):
        asked, by = (tokens.words[elements.firsts[match.start(group)]].lower() for group in ("cue", "by"))
        if asked in _ASKED and by == "by":
            yield Cue(match.start("subject"), match.start("cue"), "agent")


def _cues(pattern: re.Pattern[str], elements: Elements, rule: str) -> Iterator[Cue]:
    """Yield the cues a pattern finds: of its group `subject`, and of `first` where "and" joins two."""
    for match in pattern.finditer(elements.kinds):
        for group in ("first", "subject"):
            if match.groupdict().get(group) is not None:
                yield Cue(match.start(group), match.start("cue"), rule)


RULES: tuple[Rule, ...] = (
    subject_first,
    verb_first,
    according_to,
    transcript,
    signature,
    introduced,
    beside_quotation,
    possessive,
    issued,
    in_the_words,
    asked_by,
)
