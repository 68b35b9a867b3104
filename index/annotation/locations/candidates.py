"""Stretches of a paragraph that may name a place.

A candidate is the longest name of the gazetteer that begins at a capitalised word and ends at one ("Rio de Janeiro"),
or a capitalised phrase that ends in a word for a kind of place ("Otter Creek", "Kanawha County", "Orchard St.") or
begins with one ("Lake Murray"), whether the gazetteer has it or not: local news is full of small places.  The length
of both is bounded, so a megabyte of capitals costs no more per word than a sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.annotation.locations.places import Places
from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import demonyms, word_class

LONGEST_PHRASE = 5
"""Words of a phrase that is taken for a place by its type word alone."""

_UNIT, _ROAD = word_class("unit"), word_class("road")
_NATURE, _SETTLEMENT, _LEAD = word_class("nature"), word_class("settlement"), word_class("lead")
_NO_NAME = frozenset().union(
    *(
        word_class(name)
        for name in ("article", "preposition", "place-preposition", "conjunction", "pronoun", "verb", "month", "day")
    ),
    word_class("of"),
)
_NO_START = _NO_NAME | word_class("title") | word_class("opener")
_WEAK = word_class("weak-type")
_NUMBERED = frozenset(("highway", "interstate", "route", "hwy", "i"))
_NO_PLACE = word_class("no-place") | demonyms().keys()
_SHORT_CODES = frozenset(("US", "UK", "EU", "DC", "LA", "BC"))


@dataclass(slots=True)
class Candidate:
    """Words first..last of a paragraph.

    `name` is the gazetteer's number of the name, -1 where it has none; `kernel` that of the proper part before or
    after a type word ("Kanawha").  `type` is the class of that word: unit, road, nature, settlement, or "".
    """

    paragraph: int
    first: int
    last: int
    start: int
    end: int
    key: str
    name: int
    kernel: int = -1
    type: str = ""
    type_word: str = ""
    code: bool = False
    readings: Sequence[tuple[int, int]] = ()


def type_of(word: str) -> str:
    """Return the class of a word for kinds of places ("river" is nature), the empty string for any other."""
    if word in _UNIT:
        return "unit"
    if word in _NATURE:
        return "nature"
    if word in _SETTLEMENT:
        return "settlement"
    return "road" if word in _ROAD else ""


def candidates(paragraph: int, tokens: WordTokens, places: Places) -> Iterator[Candidate]:
    """Yield the candidates of a paragraph in order; they do not overlap."""
    words, capital = tokens.words, tokens.capital
    keys = [places.key_of(word) if big else word for word, big in zip(words, capital, strict=True)]
    reader = _Reader(paragraph, tokens, places, keys)
    i, count = 0, len(words)
    while i < count:
        if not capital[i]:
            i += 1
            continue
        found = reader.read(i)
        if found is None:
            i += 1
        else:
            yield found
            i = found.last + 1


class _Reader:
    """Reads one paragraph's words from left to right."""

    def __init__(self, paragraph: int, tokens: WordTokens, places: Places, keys: list[str]) -> None:
        self.paragraph, self.tokens, self.places, self.keys = paragraph, tokens, places, keys

    def read(self, i: int) -> Candidate | None:
        """Return the candidate that begins at the capitalised word i, None if there is none."""
        key = self.keys[i]
        if road := self._numbered_road(i):
            return road
        if short := self._short_form(i):
            return short
        first = self.places.find(key) if key else -1
        named = self._longest_name(i, first) if first >= 0 else None
        if named and (named.key in _NO_PLACE or (key == "the" and self._reaches_further(i + 1, named.last))):
            return None
        if key in _NO_START and not (named and named.last > i):
            return None
        phrase = self._typed_phrase(i)
        if phrase is not None and phrase.last > i + 1 and key in demonyms() and self._known(i + 1, phrase.last):
            return None  # "the Russian Black Sea" begins at its second word
        if phrase is not None and (named is None or phrase.last > named.last):
            phrase.kernel = self._kernel(phrase)
            return phrase
        return named

    def _candidate(self, first: int, last: int, key: str, name: int) -> Candidate:
        tokens = self.tokens
        return Candidate(
            self.paragraph, first, last, tokens.starts[first], tokens.ends[last], key, name,
            readings=self.places.readings(name) if name >= 0 else (),
        )  # fmt: skip

    def _short_form(self, i: int) -> Candidate | None:
        """Read a code ("U.S.", "UK", "OH" after a comma) or an abbreviation ("Calif.") at word i."""
        word = self.tokens.words[i]
        if len(word) > 6 or not word.isascii():
            return None
        if len(word) > 1 and (word.isupper() or "." in word) and (code := self.places.code_of(word)):
            name = self.places.find(code)
            bare = len(word) == 2 and word not in _SHORT_CODES
            if name >= 0 and not (bare and not self.tokens.gaps[i].startswith(",")):
                found = self._candidate(i, i, code, name)
                found.code = True
                return found
        if self.tokens.gaps[i + 1].startswith("."):
            abbreviation = self.places.abbreviation_of(word)
            name = self.places.find(abbreviation)
            if name >= 0:
                found = self._candidate(i, i, abbreviation, name)
                found.code, found.end = True, found.end + 1
                return found
        return None

    def _numbered_road(self, i: int) -> Candidate | None:
        """Read "Highway 24", "Interstate 70" or "I-75"."""
        tokens, key = self.tokens, self.keys[i]
        if key not in _NUMBERED or not tokens.joined[i + 1 : i + 2] or not tokens.joined[i + 1]:
            return None
        if not tokens.words[i + 1].isdigit():
            return None
        return self._typed(i, i + 1, "road", key)

    def _longest_name(self, i: int, first: int) -> Candidate | None:
        tokens, keys = self.tokens, self.keys
        last = i
        limit = min(i + self.places.reach(first) - 1, len(tokens) - 1)
        while last < limit and (tokens.joined[last + 1] or (tokens.possessive[last] and tokens.gaps[last + 1] == " ")):
            last += 1
        owning = [
            key + "s" if owner else key for key, owner in zip(keys[i:last], tokens.possessive[i:last], strict=True)
        ]
        for j in range(last, i, -1):
            if not tokens.capital[j]:
                continue
            for ending in ("s", "") if tokens.possessive[j] else ("",):
                key = " ".join([*owning[: j - i], keys[j] + ending])
                name = self.places.find(key)
                if name >= 0 and (found := self._candidate(i, j, key, name)).readings:
                    found.type_word = keys[j] if type_of(keys[j]) else ""
                    found.type = type_of(keys[j])
                    if ending:
                        found.end += 2
                    self._take_full_stop(found)
                    return found
        if keys[i] in _NO_START:
            return None
        found = self._candidate(i, i, keys[i], first)
        return found if found.readings else None

    def _typed_phrase(self, i: int) -> Candidate | None:
        """Read capitalised words up to the last type word of a run, or a lead word and what follows it."""
        tokens, keys = self.tokens, self.keys
        if keys[i] in _LEAD and i + 1 < len(tokens) and tokens.joined[i + 1] and tokens.capital[i + 1]:
            return self._typed(i, i + 1, "nature", keys[i])
        last, end = i, min(i + LONGEST_PHRASE, len(tokens))
        best = -1
        while last + 1 < end and tokens.joined[last + 1] and tokens.capital[last + 1]:
            last += 1
            if type_of(keys[last]) and (keys[last] not in _WEAK or self._known(i, last)):
                best = last
            elif best >= 0:
                break
        if best < 0:
            return None
        return self._typed(i, best, type_of(keys[best]), keys[best])

    def _reaches_further(self, i: int, last: int) -> bool:
        """Tell whether a name from word i ends beyond word `last`, as "Northern Ireland" does beyond "The Northern"."""
        first = self.places.find(self.keys[i])
        name = self._longest_name(i, first) if first >= 0 else None
        return name is not None and name.last > last

    def _known(self, i: int, j: int) -> bool:
        return self.places.find(" ".join(self.keys[i : j + 1])) >= 0

    def _typed(self, i: int, j: int, kind: str, word: str) -> Candidate:
        key = " ".join(self.keys[i : j + 1])
        found = self._candidate(i, j, key, self.places.find(key))
        found.type, found.type_word = kind, word
        self._take_full_stop(found)
        return found

    def _take_full_stop(self, found: Candidate) -> None:
        """Let the full stop of an abbreviated last word ("Orchard St.", "W. Va.") belong to the span."""
        if found.last > found.first and self.tokens.gaps[found.last + 1].startswith("."):
            word = self.keys[found.last]
            if word in _STOPPED or self.places.find(word + ".") >= 0:
                found.end += 1

    def _kernel(self, phrase: Candidate) -> int:
        first, last = phrase.first, phrase.last
        if self.keys[first] in _LEAD and type_of(self.keys[last]) == "":
            return self.places.find(" ".join(self.keys[first + 1 : last + 1]))
        return self.places.find(" ".join(self.keys[first:last]))


_STOPPED = frozenset(("st", "ave", "rd", "dr", "blvd", "ln", "ct", "co", "twp", "hwy", "pkwy", "mt", "ft"))
