"""From the candidates that are places to the names that have to be resolved, and back to mentions.

A name is resolved once an article.  What a mention has beside it ("Columbus, Ohio", "the Kharkiv region", "the city of
Kharkiv") is evidence for the name wherever it stands, with two exceptions.  "Kharkiv region" and "Kharkiv" are two
toponyms: the unit's word belongs to the name.  And where an article writes two containers beside one name, "Portland,
Oregon" and "Portland, Maine", each mention means what is written beside it, or beside the last one before it.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.annotation.locations.article import Article
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.readings import Toponym
from index.annotation.locations.words import word_class

_UNITS = word_class("unit") | {"state"}
_NATURE = frozenset(("river", "lake", "sea", "island", "desert", "valley", "mountain", "peninsula", "strait", "gulf"))
_OF_STATES = frozenset(("gov", "governor", "lawmakers", "legislature", "senator"))
_PARTIES = frozenset(("democrat", "democrats", "republican", "republicans"))
_STATES_OF = "US"
_MUCH_BIGGER = 20
TOWN_PEOPLE = 10_000
"""People of a town called like a road: Chester-le-Street."""

_CITIES = frozenset(("city", "town", "village", "capital", "suburb", "port", "downtown"))

Identity = tuple[str, bool, str]
"""What makes mentions one toponym: the name's key, whether a unit is meant, what tells its namesakes apart."""


def gather_toponyms(
    article: Article, found: Sequence[Candidate], rejected: Sequence[Candidate] = ()
) -> tuple[list[Toponym], list[int]]:
    """Return an article's toponyms, and for each place the number of its toponym, -1 where the gazetteer can't help.

    Names of states and countries among the rejected candidates are toponyms as well: hints for the others.
    """
    toponyms: dict[Identity, Toponym] = {}
    numbers: dict[Identity, int] = {}
    toponym_of = []
    containers = _containers(article, found)
    for i, candidate in enumerate(found):
        name = _name_of(candidate, article)
        readings = article.name(name).readings if name >= 0 else ()
        if not readings:
            toponym_of.append(-1)
            continue
        unit = _unit_word(article, candidate) or _state_word(article, found, i)
        identity = (candidate.key, bool(unit), containers[i])
        if identity not in toponyms:
            numbers[identity] = len(toponyms)
            toponyms[identity] = Toponym(
                candidate.key, readings, unit_word=unit, code=candidate.code,
                typed=bool(candidate.type) and candidate.type_word not in _CITIES,
            )  # fmt: skip
        toponym = toponyms[identity]
        toponym.mentions += 1
        toponym.whole |= bool(candidate.readings)
        toponym.city_word |= _has_city_word(article, candidate)
        toponym.kind_word = toponym.kind_word or _kind_word(article, candidate)
        toponym.beside |= _beside(article, candidate, found[i + 1] if i + 1 < len(found) else None)
        toponym_of.append(numbers[identity])
    for i, (one, other) in enumerate(pairwise(toponym_of)):
        if one != other and min(one, other) >= 0 and _are_conjoined(article, found[i], found[i + 1]):
            partners = list(toponyms.values())
            partners[one].partners.add(other)
            partners[other].partners.add(one)
    named = {key for key, unit, _ in toponyms if not unit}
    hints = {c.key: c for c in rejected if _is_hint(article, c) and c.key not in named}
    return [*toponyms.values(), *(_hint(article, c) for c in hints.values())], toponym_of


def _are_conjoined(article: Article, one: Candidate, other: Candidate) -> bool:
    """Tell whether nothing but "and" stands between two places."""
    if one.paragraph != other.paragraph or other.first != one.last + 2:
        return False
    return article.tokens(one).words[one.last + 1] in ("and", "or")


def _containers(article: Article, found: Sequence[Candidate]) -> list[str]:
    """Return, for each place, the key of the container that tells its mention from others of its name.

    The empty string where the article writes no two different ones beside the name.
    """
    beside: list[str] = []
    different: dict[str, dict[str, int]] = {}
    for i, candidate in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        key = ""
        if following is not None and _beside(article, candidate, following) & _inside_of(article, candidate):
            key = following.key
            different.setdefault(candidate.key, {}).setdefault(key, i)
        beside.append(key)
    last = {key: min(said, key=said.__getitem__) for key, said in different.items() if _are_apart(article, said, found)}
    containers = []
    for candidate, key in zip(found, beside, strict=True):
        if candidate.key not in last:
            containers.append("")
            continue
        last[candidate.key] = key or last[candidate.key]
        containers.append(last[candidate.key])
    return containers


def _are_apart(article: Article, said: Mapping[str, int], found: Sequence[Candidate]) -> bool:
    """Tell whether containers written beside one name hold different places of that name."""
    if len(said) < 2:
        return False
    held = []
    for i in said.values():
        name, outer = _name_of(found[i], article), _beside(article, found[i], found[i + 1])
        readings = article.name(name).readings
        held.append({place for place, _ in readings if not outer.isdisjoint(article.places.parents(place))})
    return any(one.isdisjoint(other) for one in held for other in held)


def _inside_of(article: Article, candidate: Candidate) -> frozenset[int]:
    name = _name_of(candidate, article)
    return article.name(name).containers if name >= 0 else frozenset()


def _name_of(candidate: Candidate, article: Article) -> int:
    if candidate.type == "road":
        places = article.places
        known = any(
            places.kind(place) == "quarter" or (role == 0 and places.population[place] >= TOWN_PEOPLE)
            for place, role in candidate.readings
        )
        return candidate.name if known else -1
    return candidate.name if candidate.readings else candidate.kernel


def _state_word(article: Article, found: Sequence[Candidate], i: int) -> str:
    """Return "state" where the words beside a name say that the state is meant and not the town of that name.

    New York has a governor, and stands after its towns: "Buffalo, New York".
    """
    candidate, tokens = found[i], article.tokens(found[i])
    if not _is_state(candidate, article):
        return ""
    after = candidate.last + 1
    following = [word.rstrip(".").lower() for word in tokens.words[after : after + 2]]
    if following and tokens.joined[after]:
        if following[0] in _OF_STATES or following == ["attorney", "general"]:
            return "state"
        if following[0] in _PARTIES and not _is_capital(candidate, article):  # those in Washington are no state's
            return "state"
    if any(_is_state_beside(article, found, i, j) for j in (i - 1, i + 1)):
        return "state"
    if not i or candidate.key == found[i - 1].key:
        return ""
    regions = {place for place, _ in article.name(candidate.name).readings if article.places.kind(place) == "region"}
    beside = _beside(article, found[i - 1], candidate)
    return "state" if beside and not regions.isdisjoint(_inside_of(article, found[i - 1])) else ""


def _is_state_beside(article: Article, found: Sequence[Candidate], i: int, j: int) -> bool:
    """Tell whether place j is nothing but a state and listed with place i: "Oregon and Washington"."""
    if not 0 <= j < len(found) or found[j].paragraph != found[i].paragraph or not found[j].readings or found[j].code:
        return False
    places, readings = article.places, article.name(found[j].name).readings
    state = readings[0][0]
    if places.kind(state) != "region" or readings[0][1] > 1 or places.country(state) != _STATES_OF:
        return False
    if len(readings) > 1 and places.population[readings[1][0]] * _MUCH_BIGGER > places.population[state]:
        return False
    left, right = sorted((i, j))
    tokens, following = article.tokens(found[left]), found[right].first
    between = [word.lower() for word in tokens.words[found[left].last + 1 : following]]
    return between in (["and"], ["or"]) or (not between and tokens.gaps[following].strip() == ",")


def _is_capital(candidate: Candidate, article: Article) -> bool:
    return any(article.places.is_capital(place) for place, _ in article.name(candidate.name).readings[:2])


def _is_state(candidate: Candidate, article: Article) -> bool:
    """Tell whether a name is a state's first or second: what the towns called "Texas" are does not matter."""
    if candidate.code or not candidate.readings:
        return False
    kinds = [article.places.kind(place) for place, _ in article.name(candidate.name).readings[:2]]
    return sorted(kinds) == ["city", "region"]


def _is_hint(article: Article, candidate: Candidate) -> bool:
    name = candidate.name if candidate.readings else candidate.kernel
    if name < 0:
        return False
    readings = article.name(name).readings
    return bool(readings) and article.places.kind(readings[0][0]) in ("country", "region") and readings[0][1] <= 1


def _hint(article: Article, candidate: Candidate) -> Toponym:
    name = candidate.name if candidate.readings else candidate.kernel
    return Toponym(candidate.key, article.name(name).readings, hint=True)


def _unit_word(article: Article, candidate: Candidate) -> str:
    """Return the word that says a unit is meant: "county" after the name, or within it."""
    if candidate.type == "unit":
        return candidate.type_word
    tokens = article.tokens(candidate)
    after = candidate.last + 1
    if after < len(tokens) and tokens.joined[after] and tokens.words[after] in _UNITS:
        return tokens.words[after]
    before = candidate.first - 1
    if before > 0 and tokens.words[before] == "of" and tokens.words[before - 1].lower() in _UNITS:
        return tokens.words[before - 1].lower()
    return ""


def _kind_word(article: Article, candidate: Candidate) -> str:
    """Return the kind of a natural place that is written after its name: "the Oskil river", "the Gobi Desert"."""
    tokens, after = article.tokens(candidate), candidate.last + 1
    word = candidate.type_word
    if not word and after < len(tokens) and tokens.joined[after]:
        word = tokens.words[after].lower()
    return word if word in _NATURE else ""


def _has_city_word(article: Article, candidate: Candidate) -> bool:
    tokens, before = article.tokens(candidate), candidate.first - 1
    if before > 0 and tokens.words[before] == "of":
        before -= 1
    return before >= 0 and tokens.words[before].lower() in _CITIES


def _beside(article: Article, candidate: Candidate, following: Candidate | None) -> frozenset[int]:
    """Return the readings of a container that is written directly after a name: "X, Y" or "X (Y)"."""
    if following is None or following.paragraph != candidate.paragraph or not following.readings:
        return frozenset()
    tokens = article.tokens(candidate)
    if following.first != candidate.last + 1 or tokens.gaps[following.first].strip() not in (",", ".,", "(", ""):
        return frozenset()
    return frozenset(place for place, _ in article.name(following.name).readings)
