"""From the candidates that are places to the names that have to be resolved, and back to mentions.

A name is resolved once an article.  What a mention has beside it ("Columbus, Ohio", "the Kharkiv region", "the city of
Kharkiv") is evidence for the name wherever it stands, except that "Kharkiv region" and "Kharkiv" are two toponyms: the
unit's word belongs to the name.
"""

from collections.abc import Sequence

from index.annotation.locations.article import Article
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.readings import Toponym
from index.annotation.locations.words import word_class

_UNITS = word_class("unit") | {"state"}
_NATURE = frozenset(("river", "lake", "sea", "island", "desert", "valley", "mountain", "peninsula", "strait", "gulf"))
_CITIES = frozenset(("city", "town", "village", "capital", "suburb", "port", "downtown"))


def gather_toponyms(
    article: Article, found: Sequence[Candidate], rejected: Sequence[Candidate] = ()
) -> tuple[list[Toponym], list[int]]:
    """Return an article's toponyms, and for each place the number of its toponym, -1 where the gazetteer can't help.

    Names of states and countries among the rejected candidates are toponyms as well: hints for the others.
    """
    toponyms: dict[tuple[str, bool], Toponym] = {}
    numbers: dict[tuple[str, bool], int] = {}
    toponym_of = []
    for i, candidate in enumerate(found):
        name = _name_of(candidate)
        readings = article.name(name).readings if name >= 0 else ()
        if not readings:
            toponym_of.append(-1)
            continue
        unit = _unit_word(article, candidate)
        identity = (candidate.key, bool(unit))
        if identity not in toponyms:
            numbers[identity] = len(toponyms)
            toponyms[identity] = Toponym(
                candidate.key, readings, unit_word=unit, code=candidate.code, typed=bool(candidate.type)
            )
        toponym = toponyms[identity]
        toponym.mentions += 1
        toponym.city_word |= _has_city_word(article, candidate)
        toponym.kind_word = toponym.kind_word or _kind_word(article, candidate)
        toponym.beside |= _beside(article, candidate, found[i + 1] if i + 1 < len(found) else None)
        toponym_of.append(numbers[identity])
    hints = {c.key: c for c in rejected if _is_hint(article, c) and (c.key, False) not in toponyms}
    return [*toponyms.values(), *(_hint(article, c) for c in hints.values())], toponym_of


def _name_of(candidate: Candidate) -> int:
    if candidate.type == "road":
        return -1
    return candidate.name if candidate.readings else candidate.kernel


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
