"""What is certainly a place: a known one's name after "in" or "from", which a score learned from local news may doubt.

"Santiago", "Rosario" and "Medina" are people more often than places in American news; "flew to Santiago" is clear.
"""

from index.annotation.locations.article import Article, Name
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.places import Places
from index.annotation.locations.words import given_names, word_class

_LEADING = frozenset(("in", "to", "from", "near", "outside", "into", "across", "around", "through", "towards"))
_BEFORE_PEOPLE = frozenset(("to", "from", "near", "around", "through"))
_PLACE_NOUNS = frozenset(("city", "town", "port", "capital", "village", "province", "island", "region"))
_NAMES = word_class("month") | word_class("team")

ENOUGH_PEOPLE, TOWN_PEOPLE = 300_000, 10_000
"""People of a place that is big, and of a town whose name means nothing else."""

MOST_READINGS = 3
"""Readings of a name among which a big place is looked for."""

MUCH_BIGGER = 8
"""How many times the people of its next namesake such a town has."""

KNOWN = 1
"""The greatest role of a name that a place is well known by."""


def confirmed(article: Article) -> list[bool]:
    """Tell of each candidate of the article whether it is a known place's name in a place's position."""
    return [_is_confirmed(candidate, article) for candidate in article.candidates]


def _is_confirmed(candidate: Candidate, article: Article) -> bool:
    tokens, first, last = article.tokens(candidate), candidate.first, candidate.last
    if not first or not candidate.readings or candidate.code or candidate.key in article.givens | article.families:
        return False
    before = tokens.words[first - 1]
    noun = before == "of" and first > 1 and tokens.words[first - 2] in _PLACE_NOUNS
    if not noun and before not in _LEADING:
        return False
    following = last + 1
    if following < len(tokens) and tokens.joined[following] and tokens.capital[following]:
        return False
    if candidate.key in _NAMES or not tokens.joined[first] or tokens.possessive[last]:
        return False
    places, name = article.places, article.name(candidate.name)
    if _is_only_a_town(name, places):
        return True
    big = [
        place
        for place, role in name.readings[:MOST_READINGS]
        if role <= KNOWN and places.population[place] >= ENOUGH_PEOPLE
    ]
    if before in _BEFORE_PEOPLE and candidate.key in given_names():
        return any(places.is_capital(place) for place in big)
    return bool(big)


def _is_only_a_town(name: Name, places: Places) -> bool:
    """Tell whether a name is a town's, hardly another's, and neither a word nor anybody's, so far as news shows."""
    place, role = name.readings[0]
    *_, person, lower, given, family = name.evidence
    second = places.population[name.readings[1][0]] if len(name.readings) > 1 else 0
    return (
        second * MUCH_BIGGER < places.population[place]
        and role <= KNOWN
        and places.kind(place) == "city"
        and places.population[place] >= TOWN_PEOPLE
        and not (person or lower or given or family)
    )
