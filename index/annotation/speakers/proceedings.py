"""The parts that persons have before a court, told by what they do there: "Mara Alda, prosecuting,", "Bo Lind pleaded".

A later "the defendant" or "the prosecutor" means the one who had that part; `roles.py` collects them.
Who told the court something was a witness.
"""

from collections.abc import Iterator

from .elements import NOBODY, Elements
from .kinds import BE, COMMA, one_of
from .tables import rows
from .tokens import Tokens

_PARTS = {row[0]: tuple(row[1].split()) for row in rows("proceedings.tsv")}
"""What somebody does or suffers before a court, to the nouns for whoever does."""
_PASSIVE = frozenset(row[0] for row in rows("proceedings.tsv") if row[2:] == ["passive"])
_BESIDE = frozenset(["prosecuting", "defending", "mitigating"])
_TELLING = frozenset(_PARTS).union(map(str.capitalize, _BESIDE))
_ANSWERING = frozenset(["admitted", "denied", "denies"])
_CHARGES = frozenset(["charge", "charges", "offence", "offences", "offense", "offenses", "count", "counts"]) | {
    *("murder", "manslaughter", "assault", "theft", "burglary", "robbery", "fraud", "rape", "arson", "guilt"),
}
_CHARGE_REACH = 7
_BENCH = frozenset(
    ["court", "jury", "jurors", "judge", "magistrate", "magistrates", "inquest", "inquiry", "tribunal"]
) | {
    *("coroner", "commission", "panel", "hearing", "commissioners", "bench"),
}
"""Who hears a witness."""
_BENCH_REACH = 4
_ASIDE_OPENS = one_of("NUMBER OF PREPOSITION")
_LONGEST_ASIDE = 9
_LOOSE = one_of("ADVERBIAL HAVE BE")
_LONGEST_LOOSE = 4


def parts_in(elements: Elements, tokens: Tokens) -> Iterator[tuple[int, str]]:
    """Yield each person of a paragraph who has a part before a court, with a noun for it."""
    if _TELLING.isdisjoint(tokens.words):
        return
    for index, person in enumerate(elements.persons):
        if person != NOBODY:
            told = _deed_before(elements, tokens, index) or _deed_after(elements, tokens, index)
            for noun in _PARTS.get(told, ()):
                yield person, noun


def _deed_before(elements: Elements, tokens: Tokens, index: int) -> str:
    """Return "prosecuting" of "Prosecuting, Mara Alda said"; the empty string where there is none."""
    before = tokens.words[elements.firsts[max(0, index - 2)]].lower()
    return before if before in _BESIDE and elements.kinds[index - 1 : index] == COMMA else ""


def _deed_after(elements: Elements, tokens: Tokens, index: int) -> str:
    """Return the deed after a person, past an age or a town between commas, "later", "has" and "was"."""
    kinds, at = elements.kinds, index + 1
    while kinds[at : at + 1] == COMMA and at + 1 < len(kinds):
        if tokens.words[elements.firsts[at + 1]] in _BESIDE:
            return tokens.words[elements.firsts[at + 1]]
        end = kinds.find(COMMA, at + 1, at + _LONGEST_ASIDE)
        if end < 0 or kinds[at + 1] not in _ASIDE_OPENS:
            return ""
        at = end if kinds[end + 1 : end + 2] in _ASIDE_OPENS else end + 1
    suffers = False
    for after in range(at, min(at + _LONGEST_LOOSE, len(kinds))):
        word = tokens.words[elements.firsts[after]]
        if word in _PARTS:
            following = tokens.words[elements.lasts[after] : elements.lasts[after] + _CHARGE_REACH]
            if word in _ANSWERING and _CHARGES.isdisjoint(following):
                return ""
            if word == "told" and _BENCH.isdisjoint(following[:_BENCH_REACH]):
                return ""
            return word if suffers or word not in _PASSIVE else ""
        if kinds[after] not in _LOOSE:
            break
        suffers = suffers or kinds[after] == BE
    return ""
