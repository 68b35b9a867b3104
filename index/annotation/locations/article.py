"""An article as this package reads it: its paragraphs' words, the candidates in them, what is known of their names."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache

from index.annotation.locations.candidates import Candidate, candidates
from index.annotation.locations.places import Places
from index.annotation.locations.tokens import WordTokens, tokenize_words
from index.annotation.locations.words import demonyms, word_class

MOST_READINGS = 40
"""Readings of one name that are considered, the most populous first ("San José" has hundreds)."""

COUNTED = ("country", "region", "district", "city")
"""Kinds of places whose people are counted."""

KNOWN_NAMES = 4096
"""Names, and places, that are kept from one article to the next: news comes back to the same ones."""

NOMINAL_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Name:
    """What the gazetteer says about one name: its readings, the biggest first, and the places that contain them."""

    readings: tuple[tuple[int, int], ...]
    containers: frozenset[int]
    countries: tuple[str, ...]
    evidence: tuple[float, ...]


@dataclass(slots=True)
class Article:
    """Everything that the features of a candidate are read from; `candidates` are in reading order."""

    paragraphs: Sequence[WordTokens]
    candidates: list[Candidate]
    places: Places
    families: Set[str] = frozenset()
    givens: Set[str] = frozenset()
    full_names: Set[tuple[str, ...]] = frozenset()
    person_spans: Sequence[Sequence[tuple[int, int]]] = ()
    variety: str = ""
    peoples: Mapping[str, float] = field(default_factory=dict)
    names: dict[int, Name] = field(default_factory=dict)

    def name(self, number: int) -> Name:
        """Return what is known of a name, looked up once an article."""
        known = self.names.get(number)
        if known is None:
            known = self.names[number] = look_up(number, self.places)
        return known

    def tokens(self, candidate: Candidate) -> WordTokens:
        """Return the words of the candidate's paragraph."""
        return self.paragraphs[candidate.paragraph]


def read(
    paragraphs: Sequence[str],
    places: Places,
    people: Set[str] = frozenset(),
    person_mentions: Sequence[Sequence[tuple[int, int]]] = (),
) -> Article:
    """Cut the paragraphs into words and find the candidates; what is known of persons is kept as evidence."""
    tokens = [tokenize_words(text) for text in paragraphs]
    found = [c for number, words in enumerate(tokens) for c in candidates(number, words, places)]
    names = [name.split() for name in people if name.strip()]
    families = {places.key_of(words[-1]) for words in names}
    givens = {places.key_of(word) for words in names for word in words[:-1]} - families
    full_names = {tuple(places.key_of(name).split()) for name in people if " " in name.strip()}
    return Article(
        tokens, found, places, families, givens, full_names, person_mentions, _variety(tokens), _peoples(tokens)
    )


def _variety(paragraphs: Sequence[WordTokens]) -> str:
    """Tell British from American English by spelling and vocabulary; the empty string where nothing tells."""
    british, american = word_class("british"), word_class("american")
    words = [word for tokens in paragraphs for word in tokens.words]
    more = sum(map(british.__contains__, words)) - sum(map(american.__contains__, words))
    more += 2 * sum("£" in tokens.text for tokens in paragraphs)
    return "british" if more > 0 else "american" if more < 0 else ""


def _peoples(paragraphs: Sequence[WordTokens]) -> dict[str, float]:
    """Return the share of each country in the names of peoples that the article has: "Italian" speaks for Italy.

    "American" stands in every other article, wherever its places lie, and is left out.
    """
    table = _written_peoples()
    named = Counter(table[word] for tokens in paragraphs for word in tokens.words if word in table)
    total = named.total()
    return {code: count / total for code, count in named.items()}


@cache
def _written_peoples() -> dict[str, str]:
    """Map names of peoples, as a sentence has them, to codes of countries."""
    return {word.capitalize(): code for word, code in demonyms().items() if code and code != "US"}


def prominence(place: int, places: Places) -> int:
    """Return how many people a place counts for: its own, and a nominal number for a sea, a range or a continent."""
    people = places.population[place]
    return people or (0 if places.kind(place) in COUNTED else NOMINAL_PEOPLE)


@lru_cache(maxsize=KNOWN_NAMES)
def look_up(number: int, places: Places) -> Name:
    """Return what the gazetteer says about the name with this number."""
    readings = sorted(places.readings(number), key=lambda r: (-prominence(r[0], places), r[1], r[0]))[:MOST_READINGS]
    countries: dict[str, None] = {}
    for place, _ in readings:
        if code := places.country(place):
            countries[code] = None
    return Name(
        tuple(readings),
        frozenset(parent for place, _ in readings for parent in places.parents(place)),
        tuple(countries),
        tuple(places.evidence(number)),
    )
