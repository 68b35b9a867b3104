"""What is certainly a place: a known one's name after "in" or "from", which a score learned from local news may doubt.

"Santiago", "Rosario" and "Medina" are people more often than places in American news; "flew to Santiago" is clear.
"""

from index.annotation.locations.article import Article, Name
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.places import Places
from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import given_names, word_class

_LEADING = frozenset(("in", "to", "from", "near", "off", "outside", "into", "across", "around", "through", "towards"))
_BEFORE_PEOPLE = frozenset(("to", "from", "near", "around", "through"))
_PLACE_NOUNS = frozenset(("city", "town", "port", "capital", "village", "province", "island", "region"))
_NATIVES = word_class("native")
_COMPOUNDS = frozenset(
    ("based", "born", "bound", "raised", "trained", "educated", "registered", "headquartered", "listed")
)
_NAMES = word_class("month") | word_class("team")

_CLERGY = word_class("clergy")
_OFFICES = frozenset(word.capitalize() for word in ("senator", "governor", "mayor", "councillor")) | {
    "MP",
    "MLA",
    "MCA",
}
_UNITS = frozenset(("District", "Municipality", "Region", "Subcounty", "Upazila", "Taluk", "Constituency", "Division"))
_BEFORE_UNIT = frozenset(("in", "of", "from", "across", "near", "to"))
_SHORTEST_RESIDENT = 2
_LONGEST_TITLED = 4

ENOUGH_PEOPLE, TOWN_PEOPLE = 300_000, 10_000
"""People of a place that is big, and of a town whose name means nothing else."""

MOST_READINGS = 3
"""Readings of a name among which a big place is looked for."""

MUCH_BIGGER = 8
"""How many times the people of its next namesake such a town has."""

KNOWN, SHORT = 1, 2
"""The greatest role of a name that a place is well known by, and that of a unit called like its seat."""


def confirmed(article: Article) -> list[bool]:
    """Tell of each candidate of the article whether it is a known place's name in a place's position.

    A town whose name means nothing else is the town elsewhere in the article, too.
    """
    sure = [_is_confirmed(candidate, article) for candidate in article.candidates]
    towns = {
        c.key
        for c, yes in zip(article.candidates, sure, strict=True)
        if yes and _is_only_a_town(article.name(c.name), article.places)
    }
    return [
        yes or (c.key in towns and _stands_alone(c, article)) for c, yes in zip(article.candidates, sure, strict=True)
    ]


def _stands_alone(candidate: Candidate, article: Article) -> bool:
    tokens, first, following = article.tokens(candidate), candidate.first, candidate.last + 1
    if first and tokens.joined[first] and tokens.capital[first - 1] and not tokens.opens_sentence(first - 1):
        return False
    return not (following < len(tokens) and tokens.joined[following] and tokens.capital[following])


def _is_confirmed(candidate: Candidate, article: Article) -> bool:
    tokens, first, last = article.tokens(candidate), candidate.first, candidate.last
    if not candidate.readings or candidate.code:
        return False
    if _is_only_a_country(article.name(candidate.name), article.places) and _stands_alone(candidate, article):
        return not _is_in_full_name(candidate, article)
    if tokens.gaps[last + 1] == "-" and tokens.words[last + 1] in _COMPOUNDS:
        place, role = article.name(candidate.name).readings[0]
        return role <= KNOWN and article.places.population[place] >= TOWN_PEOPLE
    if _is_before_office(candidate, article):
        return True
    if not first:
        return False
    if _is_where_somebody_lives(candidate, article) or _is_in_named_unit(candidate, article):
        return True
    if (
        tokens.words[first - 1].lower() in ("a", "an")
        and tokens.words[last + 1 : last + 2]
        and tokens.words[last + 1] in _NATIVES
    ):
        place, role = article.name(candidate.name).readings[0]
        return role <= KNOWN and tokens.joined[last + 1] and article.places.population[place] >= TOWN_PEOPLE
    before = tokens.words[first - 1]
    if before == "on":
        return _is_island(article.name(candidate.name), article.places) and _stands_alone(candidate, article)
    noun = before == "of" and first > 1 and tokens.words[first - 2] in _PLACE_NOUNS
    if not noun and before not in _LEADING:
        return False
    following = last + 1
    if following < len(tokens) and tokens.joined[following] and tokens.capital[following]:
        return False
    if candidate.key in _NAMES or not tokens.joined[first] or tokens.possessive[last]:
        return False
    if _is_in_full_name(candidate, article):
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


def _is_before_office(candidate: Candidate, article: Article) -> bool:
    """Tell whether a sizable place's name stands before an office and its holder: "Kakamega Senator Mara Alda"."""
    tokens, last = article.tokens(candidate), candidate.last
    if last + 2 >= len(tokens) or tokens.words[last + 1] not in _OFFICES or not tokens.joined[last + 1]:
        return False
    if not (tokens.joined[last + 2] and tokens.capital[last + 2]) or _is_in_full_name(candidate, article):
        return False
    if candidate.first and tokens.joined[candidate.first] and tokens.capital[candidate.first - 1]:
        return False
    name = article.name(candidate.name)
    *_, lower, _, _ = name.evidence
    place, role = name.readings[0]
    return not lower and role <= KNOWN and article.places.population[place] >= TOWN_PEOPLE


def _is_where_somebody_lives(candidate: Candidate, article: Article) -> bool:
    """Tell whether a known name is whole in "Mara Alda, of Kilgram,", "Mara Alda, 38, of" and "Bishop Alda of"."""
    tokens, first = article.tokens(candidate), candidate.first
    if tokens.words[first - 1] != "of" or first < _SHORTEST_RESIDENT or not _stands_alone(candidate, article):
        return False
    if _is_in_full_name(candidate, article) or article.name(candidate.name).readings[0][1] > KNOWN:
        return False
    ends = tokens.gaps[candidate.last + 1][:1] in (",", ".")
    before = first - 2
    if ends and tokens.gaps[first - 1] == ", ":
        if tokens.words[before].isdigit():
            return True
        return _ends_person(tokens, before, article)
    named = tokens.joined[first - 1] and _ends_person(tokens, before, article)
    return named and any(word.lower() in _CLERGY for word in tokens.words[max(0, before - _LONGEST_TITLED) : before])


def _is_in_named_unit(candidate: Candidate, article: Article) -> bool:
    """Tell whether a known name stands in "in the Kilgram Bay District", of which it is the whole proper part."""
    tokens, first, unit = article.tokens(candidate), candidate.first, candidate.last + 1
    if unit >= len(tokens) or not tokens.joined[unit] or tokens.words[unit] not in _UNITS:
        return False
    if unit + 1 < len(tokens) and tokens.joined[unit + 1] and tokens.capital[unit + 1]:
        return False
    before = first - 1 if tokens.words[first - 1] != "the" else first - 2
    *_, person, lower, given, family = article.name(candidate.name).evidence
    return before >= 0 and tokens.words[before] in _BEFORE_UNIT and not (person or lower or given or family)


def _ends_person(tokens: WordTokens, word: int, article: Article) -> bool:
    """Tell whether a person's name ends with a word."""
    return tokens.capital[word] and article.places.key_of(tokens.words[word]) in article.families


def _is_in_full_name(candidate: Candidate, article: Article) -> bool:
    """Tell whether a person of the article, known by more than this one name, has it as a part."""
    return any(candidate.key in name for name in article.full_names)


def _is_only_a_country(name: Name, places: Places) -> bool:
    """Tell whether a name is a country's, and neither a word nor anybody's."""
    *_, person, lower, given, family = name.evidence
    if person > 1 or lower or given or family:
        return False
    place, role = name.readings[0]
    return role <= KNOWN and places.kind(place) == "country"


def _is_island(name: Name, places: Places) -> bool:
    return any(role <= KNOWN and places.kind(place) in ("island", "islands") for place, role in name.readings)


def _is_only_a_town(name: Name, places: Places) -> bool:
    """Tell whether a name is a town's, hardly another's, and neither a word nor anybody's, so far as news shows."""
    *_, person, lower, given, family = name.evidence
    if person or lower or given or family:
        return False
    readings = [(place, role) for place, role in name.readings if role != SHORT]
    if not readings:
        return False
    place, role = readings[0]
    second = places.population[readings[1][0]] if len(readings) > 1 else 0
    return (
        role <= KNOWN
        and places.kind(place) == "city"
        and places.population[place] >= max(TOWN_PEOPLE, MUCH_BIGGER * second)
    )
