"""One name for one body of an article.

An article that introduces "the Harbour Authority (HA)" calls it "the HA" later, or "the authority".  An abbreviation
stands for the name it was introduced with; a noun by itself for the one body whose name has this noun, or follows it
("the airline Lindal Jet").  A noun that two of them share, or a wide one ("the city"), means neither.
"""

from collections.abc import Iterator, Mapping, Sequence

from .kinds import BODY
from .tables import tables
from .tokens import Tokens

_JOINING = frozenset(["of", "for", "and", "the", "on", "in", "to", "de", "la", "del", "des", "do", "da", "für", "&"])
_PURPOSE = frozenset(["of", "for", "on", "to", "de", "du", "del", "da"])
LEGAL_FORMS = frozenset(
    ["Ltd", "Ltd.", "plc", "PLC", "Inc", "Inc.", "Corp", "Corp.", "Limited", "LLC", "AG", "SA", "NV"]
)
_WIDE = frozenset(["city", "county", "house", "state", "force", "group", "court", "police", "office", "media"]) | {
    *("website", "panel", "newspaper", "paper", "magazine", "channel", "station", "network", "daily", "chain", "camp"),
    *("campaign", "administration", "government", "army", "team", "side", "district", "monitor"),
}
"""Nouns that stand for too many bodies to mean the one that was named."""
_LONGEST_ABBREVIATION = 8
_LONGEST_NAME = 14


class Bodies:
    """The bodies an article has named so far, by the noun in their names; `abbreviations` lead to full names."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        self._abbreviations = abbreviations
        self._by_noun: dict[str, list[str]] = {}

    def notice(self, name: str, noun: str | None = None) -> None:
        """Hear of a body by its name, or by a description with one in it; `noun` stands right before it, if any."""
        if name.islower():
            return
        for told in (noun, _noun_of(name)):
            if told is None or told in _WIDE or told.endswith("s"):
                continue
            known = self._by_noun.setdefault(told, [])
            words = _words_of(name)
            if not any(words <= _words_of(other) for other in known):
                known[:] = [*(other for other in known if not _words_of(other) < words), name]

    def full_name(self, name: str) -> str:
        """Return the name that `name` stands for, an abbreviation or a noun; else itself."""
        if name in self._abbreviations:
            return self._abbreviations[name]
        named = () if " " in name else self._by_noun.get(name.lower(), ())
        return named[0] if len(named) == 1 else name


def _noun_of(name: str) -> str | None:
    """Return "authority" for "Bergby Harbour Authority" and "ministry" for "Ministry of Harbours"."""
    words = [word for word in name.split(" ") if word not in LEGAL_FORMS]
    head = next((index for index, word in enumerate(words) if word in _PURPOSE), len(words))
    if len(words) < 2 or not head:
        return None
    noun = words[head - 1].lower()
    return noun if tables().word_classes.get(noun) == BODY else None


def _words_of(name: str) -> frozenset[str]:
    return frozenset(name.casefold().split(" "))


def find_abbreviations(paragraphs: Sequence[Tokens]) -> dict[str, str]:
    """Return each abbreviation that an article introduces in parentheses, "(HA)", with its full name."""
    return dict(pair for tokens in paragraphs if "(" in tokens.text for pair in _introduced(tokens))


def _introduced(tokens: Tokens) -> Iterator[tuple[str, str]]:
    words = tokens.words
    for index in [place for place, word in enumerate(words) if word == "(" and place]:
        inside = words[index + 1 : index + 3]
        if inside[1:] == [")"] and _is_abbreviation(inside[0]):
            first = _first_of_name(words[max(0, index - _LONGEST_NAME) : index], inside[0])
            if first is not None:
                start = max(0, index - _LONGEST_NAME) + first
                yield inside[0], " ".join(tokens.text[tokens.starts[start] : tokens.end(index - 1)].split())
        elif _is_abbreviation(words[index - 1]) and ")" in words[index : index + _LONGEST_NAME]:
            last = words.index(")", index)
            if _first_of_name(words[index + 1 : last], words[index - 1]) == 0:
                name = tokens.text[tokens.starts[index + 1] : tokens.end(last - 1)]
                yield words[index - 1], " ".join(name.split())


def _is_abbreviation(word: str) -> bool:
    return 2 <= len(word) <= _LONGEST_ABBREVIATION and word.isalpha() and sum(map(str.isupper, word)) > 1


def _first_of_name(words: Sequence[str], abbreviation: str) -> int | None:
    """Return where in `words`, which end with it, the name of these initials begins; None if it isn't there."""
    rest = abbreviation.casefold()
    for index in range(len(words) - 1, -1, -1):
        initial = words[index][0].casefold()
        if initial == rest[-1] and (words[index][0].isupper() or words[index] in _JOINING):
            rest = rest[:-1]
            if not rest:
                return index if words[index][0].isupper() else None
        elif words[index] not in _JOINING:
            return None
    return None
