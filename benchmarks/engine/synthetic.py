"""Speakers and places for paragraphs without annotating them: drawn with a seed, as unevenly as names are in news.

A facet costs what its number of values and their distribution make it cost, whatever the values are.  The n-th most
frequent name is drawn with a probability proportional to 1/n (Zipf's law).  Every place lies in one country, and some
in none.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from index.annotation.spans import Annotation, Location, Speaker

SPEAKERS = 20_000
PLACES = 5_000
COUNTRIES = 150
SPEAKERS_A_PARAGRAPH = (0.5, 0.4, 0.1)
"""The probability of 0, 1, 2 draws: 0.6 speakers a paragraph."""
PLACES_A_PARAGRAPH = (0.48, 0.32, 0.12, 0.08)
"""The same for places: 0.8 a paragraph."""
WITHOUT_COUNTRY = 0.1
"""The share of places that lie in no country, as seas do."""
DRAWN_AT_ONCE = 8192
"""Paragraphs for which names are drawn together, which is many times faster than one by one."""

_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"


def annotations(seed: int) -> Iterator[Annotation]:
    """Yield annotations without end, the same ones for the same seed."""
    numbers = np.random.default_rng(seed)
    speakers = [f"{_name(number % 89)} {_name(number + 1000)}" for number in range(SPEAKERS)]
    codes = [f"{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(COUNTRIES)]
    countries = [codes[number] for number in _zipf(numbers, COUNTRIES, PLACES)]
    lies = numbers.random(PLACES) >= WITHOUT_COUNTRY
    places = [(_name(number + 50_000), countries[number] if lies[number] else None) for number in range(PLACES)]
    while True:
        who = _draw(numbers, SPEAKERS_A_PARAGRAPH, SPEAKERS)
        where = _draw(numbers, PLACES_A_PARAGRAPH, PLACES)
        for spoke, named in zip(who, where, strict=True):
            yield Annotation(
                speakers=tuple(Speaker(speakers[number], "person", 0, 1) for number in spoke),
                locations=tuple(_location(*places[number]) for number in named),
            )


def _location(name: str, country: str | None) -> Location:
    return Location(name, "city" if country else "sea", 0, 1, 0.0, 0.0, country)


def _draw(numbers: np.random.Generator, shares: Sequence[float], values: int) -> list[list[int]]:
    """Draw for `DRAWN_AT_ONCE` paragraphs how many names, by `shares`, and which, the same one never twice."""
    how_many = numbers.choice(len(shares), DRAWN_AT_ONCE, p=shares)
    drawn = np.split(np.array(_zipf(numbers, values, int(how_many.sum()))), np.cumsum(how_many)[:-1])
    return [list(dict.fromkeys(row.tolist())) for row in drawn]


def _zipf(numbers: np.random.Generator, values: int, count: int) -> list[int]:
    weights = 1 / np.arange(1, values + 1)
    return [int(value) for value in numbers.choice(values, count, p=weights / weights.sum())]


def _name(number: int) -> str:
    """Spell a number in syllables: every number another name, which reads like none of English."""
    syllables = []
    base = len(_CONSONANTS) * len(_VOWELS)
    while True:
        number, syllable = divmod(number, base)
        syllables.append(_CONSONANTS[syllable % len(_CONSONANTS)] + _VOWELS[syllable // len(_CONSONANTS)])
        if not number:
            return "".join(syllables).capitalize()
