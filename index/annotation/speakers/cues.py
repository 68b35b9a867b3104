"""Who is the subject of a verb of speech: the rules, as regular expressions over the letters of `elements.py`.

A rule starts at a possible subject and reads forward over what may part it from its verb (adverbs, a time, one
apposition or relative clause between commas or dashes, one prepositional phrase) to the cue.  Every repetition is
bounded, so reading a paragraph takes time in proportion to its length whatever it holds.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .elements import Elements
from .tokens import Tokens

SUBJECTS = frozenset("PORrAHTIW")
_GROUPS = frozenset("OARr")
_PLURAL = frozenset("rTI")

_LOOSE = "(?:[ayU#]|dl{0,2}y){0,4}"
_APPOSITION = "(?:W[^.;:q,]{1,25}?|,[Wd][^.;:q]{1,40}?[,Q-]|,[^.;:qSs]{1,40}?,|-[^.;:q-]{1,40}?-)"
_PHRASE = "(?:[po](?:[podlOAaynRrPz#tgNQ]|v(?=[lRrNA])|,O(?=[^,])|(?<=O)cO){1,12}?)"
_BETWEEN = f"{_LOOSE}{_PHRASE}?{_LOOSE}{_APPOSITION}?{_LOOSE}{_PHRASE}?{_LOOSE}"
_SPEAKS = "(?:h?[ay]{0,3}[Ss]|h[ay]{0,3}E|b[ay]{0,3}[GY]|h[ay]{0,3}b[ay]{0,2}[GY]|[kw][ay]{0,3}[BV])"
_NEW_CLAUSE = "[PHTIWRrOA][ay]{0,2}[SsvbhkwmK]"
_SAME_CLAUSE = f"(?:(?!{_NEW_CLAUSE})[^.;:q]){{0,30}}?"
_LATER_VERB = "(?:c[ay]{0,3}h?[ay]{0,2}[Ss]|[GY]|t[ay]{0,2}B|:(?=[Qq])|,(?=q))"
_STRONG_LATER_VERB = "(?:c[ay]{0,3}h?[ay]{0,2}S|G|t[ay]{0,2}B|:(?=[Qq])|,(?=q))"
_FINITE = "[vbhkwmKSsE]"
_PARTICIPLE = re.compile("[ay]{0,3}[GY]")
_AFTER_QUOTE = re.compile("(?<=Q)(?:(?P<subject>[PH])[ay]{0,2}(?P<cue>v)|(?P<verb>v)(?P<after>P))")
_ASKED = frozenset(["asked", "pressed", "questioned", "quizzed"])
_BY = re.compile("(?P<cue>[SsE])(?P<by>p)[dlROAa]{0,4}?(?P<subject>P)(?!z)")
_INTRODUCED = re.compile("(?:(?P<first>P)c)?(?P<subject>P)(?P<cue>:)(?=[Qq])")
_CLAIMS = re.compile("(?P<subject>P)z[al]{0,2}(?:(?P<cue>[NsSBV])u|(?P<says>N)[ay]{0,2}[Ss])")
_PREMODIFIERS = "[dlROAzgv#craBV]{0,8}?"
_NAMED_OR_DESCRIBED = (
    f"{_PREMODIFIERS}(?:R(?:[po][dlOAaRz]{{1,6}}?)?,[dlROA]{{0,3}})?"
    "(?P<subject>P|(?:[Rr]|[OA](?![lRrAz]))(?![dlROAzg#BV]{0,3}P))"
)

_DIRECT = re.compile(f"{_BETWEEN}{_SPEAKS}")
_DIRECT_PLURAL = re.compile(f"{_BETWEEN}(?:{_SPEAKS}|[BV])")
_CLITIC = re.compile("z[ay]{0,3}[GYSs]")
_CHAIN = re.compile(f"{_BETWEEN}{_FINITE}(?:[payU]{{0,2}}t[ay]{{0,2}}V|{_SAME_CLAUSE}{_LATER_VERB})")
_JOINED = re.compile("(?:,[dlROA]{0,3}P){0,4},?c[dlROA]{0,3}?[POA](?![lRrPOAz])")
_NAMED_AFTER = re.compile("(?:[po][dlOAaRz]{1,6}?)?,P(?=[,-])")
_GROUP_CHAIN = re.compile(f"{_BETWEEN}{_FINITE}{_SAME_CLAUSE}{_STRONG_LATER_VERB}")
_INVERTED = re.compile(f"(?<=[Qq,-])[ay]{{0,2}}(?P<cue>S)[ay]{{0,2}}{_NAMED_OR_DESCRIBED}")
_ACCORDING = re.compile(f"(?P<cue>g)t{_NAMED_OR_DESCRIBED}(?!z)")
_TRANSCRIPT = re.compile("(?P<subject>[PO])(?P<cue>:)(?=.)")
_SIGNATURE = re.compile("[Qq](?P<cue>-)[dlR]{0,3}(?:(?P<first>P)c)?(?P<subject>P)(?=[,.p]|$)")
_PREMODIFIER = frozenset("lRdOA")
_CLAUSE_EDGE = frozenset(".;:,cqu-")


@dataclass(frozen=True, slots=True)
class Cue:
    """One statement of a paragraph: the element that speaks, the element that shows it, and the rule that saw it."""

    subject: int
    verb: int
    rule: str


def find_cues(elements: Elements, tokens: Tokens) -> list[Cue]:
    """Return the cues of a paragraph, at most one a rule and subject, in order of the subject."""
    found = [cue for rule in _RULES for cue in rule(elements, tokens)]
    return sorted(found, key=lambda cue: (cue.subject, cue.verb))


def may_be_subject(kinds: str, index: int) -> bool:
    """Tell whether what stands before the whole noun phrase leaves it free to be a subject.

    "a spokesman for Mr. Ek said" is not Mr. Ek; "in May Mr. Ek said" is.
    """
    if kinds[max(0, index - 2) : index] == "Pc":
        index -= 2
    before = index - 1
    while before >= 0 and index - before < 7 and kinds[before] in _PREMODIFIER:
        before -= 1
    if before < 0:
        return True
    kind = kinds[before]
    if kind in "po":
        return kind == "p" and before + 1 < index and (before == 0 or kinds[before - 1] in _CLAUSE_EDGE)
    return kind not in "tBVGYSs"


def _continues_phrase(kinds: str, index: int) -> bool:
    """Tell the second half of a noun phrase: "curator and director", "Union of Atheists and Agnostics"."""
    return kinds[max(0, index - 1) : index + 1] == "cR" or kinds[max(0, index - 3) : index + 1] == "oOcO"


def _described_name(kinds: str, index: int) -> int | None:
    """Return the name that the noun at `index` describes: "X, the mayor of Bergby said" lacks its second comma."""
    before = index - 1
    while before > 0 and index - before < 7 and kinds[before] in _PREMODIFIER:
        before -= 1
    if before < 1 or kinds[before - 1 : before + 1] != "P," or kinds[max(0, before - 2)] == ",":
        return None
    return before - 1 if may_be_subject(kinds, before - 1) else None


def _subject_first(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield "X said", "X, the mayor, has said" and "X took the floor and said"."""
    kinds = elements.kinds
    listed = 0
    for index, kind in enumerate(kinds):
        if kind not in SUBJECTS or index < listed or _continues_phrase(kinds, index):
            continue
        if not may_be_subject(kinds, index):
            participle = _PARTICIPLE.match(kinds, index + 1) if kind == "P" else None
            if participle is not None:
                yield Cue(index, participle.end() - 1, "participle")
            continue
        direct = _DIRECT_PLURAL if kind in _PLURAL else _DIRECT
        match = direct.match(kinds, index + 1)
        joined = _JOINED.match(kinds, index + 1) if kind == "P" else None
        if joined is not None:
            both = _DIRECT_PLURAL.match(kinds, joined.end())
            rule = "direct" if both else "chain"
            both = both or _CHAIN.match(kinds, joined.end())
            if both is not None:
                for other in (index, *range(index + 1, joined.end())):
                    if kinds[other] == "P" or other == joined.end() - 1:
                        yield Cue(other, both.end() - 1, rule)
                listed = joined.end()
                continue
        if match is None and kind == "P":
            match = _PARTICIPLE.match(kinds, index + 1)
        later = _GROUP_CHAIN if kind in _GROUPS else _CHAIN
        chain = later.match(kinds, index + 1) if match is None else None
        named = _NAMED_AFTER.match(kinds, index + 1) if kind in "Rr" else None
        found = match or chain
        if kind == "R" and found is not None and (described := _described_name(kinds, index)) is not None:
            yield Cue(described, found.end() - 1, "direct" if match else "chain")
            continue
        if named is not None and found is not None:
            yield Cue(named.end() - 1, found.end() - 1, "direct" if match else "chain")
            continue
        if match is None and kind in "HTIW":
            match = _CLITIC.match(kinds, index + 1)
        if match is not None:
            yield Cue(index, match.end() - 1, "direct")
            continue
        if chain is not None:
            yield Cue(index, chain.end() - 1, "chain")


def _verb_first(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield '"...," said X' with what describes X between."""
    for match in _INVERTED.finditer(elements.kinds):
        yield Cue(match.start("subject"), match.start("cue"), "inverted")


def _according_to(elements: Elements, tokens: Tokens) -> Iterator[Cue]:
    for match in _ACCORDING.finditer(elements.kinds):
        if tokens.words[elements.firsts[match.start("cue")]].lower() == "according":
            yield Cue(match.start("subject"), match.start("cue"), "according")


def _transcript(elements: Elements, _: Tokens) -> Iterator[Cue]:
    match = _TRANSCRIPT.match(elements.kinds)
    if match is not None:
        yield Cue(match.start("subject"), match.start("cue"), "transcript")


def _pair(match: re.Match[str], rule: str) -> Iterator[Cue]:
    """Yield the cue of the subject and of the one joined to it by "and", if there is one."""
    for subject in (match.start("first"), match.start("subject")):
        if subject >= 0:
            yield Cue(subject, match.start("cue"), rule)


def _signature(elements: Elements, _: Tokens) -> Iterator[Cue]:
    for match in _SIGNATURE.finditer(elements.kinds):
        yield from _pair(match, "signature")


def _beside_quotation(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield '"...," X laughed': any verb between a quotation and its speaker is one of speech."""
    for match in _AFTER_QUOTE.finditer(elements.kinds):
        subject, verb = ("subject", "cue") if match["subject"] else ("after", "verb")
        yield Cue(match.start(subject), match.start(verb), "beside")


def _agent(elements: Elements, tokens: Tokens) -> Iterator[Cue]:
    """Yield "asked by X whether"."""
    for match in _BY.finditer(elements.kinds):
        asked = tokens.words[elements.firsts[match.start("cue")]].lower() in _ASKED
        if asked and tokens.words[elements.firsts[match.start("by")]] == "by":
            yield Cue(match.start("subject"), match.start("cue"), "agent")


def _introduced(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield 'More from X: "..."'."""
    for match in _INTRODUCED.finditer(elements.kinds):
        yield from _pair(match, "introduced")


def _possessive(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield "X's claim that" and "X's letter said"."""
    for match in _CLAIMS.finditer(elements.kinds):
        verb = match.start("cue") if match["cue"] else match.start("says")
        yield Cue(match.start("subject"), verb, "possessive")


Rule = Callable[[Elements, Tokens], Iterator[Cue]]
_RULES: tuple[Rule, ...] = (
    _subject_first,
    _verb_first,
    _according_to,
    _transcript,
    _signature,
    _agent,
    _beside_quotation,
    _introduced,
    _possessive,
)
