"""Names of peoples: "Ukrainian" says where somebody is from, but is no place."""

from collections.abc import Iterator, Sequence
from functools import cache

from index.annotation.locations.article import Article
from index.annotation.locations.places import Place
from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import demonyms
from index.annotation.spans import Location

KIND = "demonym"
"""The kind of a location that names a people."""


def demonyms_of(article: Article, located: Sequence[Sequence[Location]]) -> Iterator[list[Location]]:
    """Yield, for each paragraph, the demonyms outside the stretches that are `located`, named after their countries."""
    countries: dict[str, Place] = {}
    for tokens, taken in zip(article.paragraphs, located, strict=True):
        if _first_words().isdisjoint(tokens.words):
            yield []
            continue
        spans = [(place.start, place.end) for place in taken]
        yield [
            _located(start, end, countries.get(code) or countries.setdefault(code, _country(code, article)))
            for start, end, code in _mentions(tokens, article)
            if not any(s < end and start < e for s, e in spans)
        ]


@cache
def _first_words() -> frozenset[str]:
    """Return the first word of every demonym, as it is written in a sentence and in capitals."""
    first = {key.split()[0] for key in demonyms()}
    return frozenset(word.capitalize() for word in first) | frozenset(word.upper() for word in first)


def _mentions(tokens: WordTokens, article: Article) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, country code) of each demonym that is not part of a person's name."""
    table, first_words = demonyms(), _first_words()
    for i, word in enumerate(tokens.words):
        if word not in first_words:
            continue
        key, end = word.lower(), tokens.ends[i]
        if i + 1 < len(tokens) and tokens.joined[i + 1] and f"{key} {tokens.words[i + 1].lower()}" in table:
            key, end = f"{key} {tokens.words[i + 1].lower()}", tokens.ends[i + 1]
        code = table.get(key)
        if code is not None and not _is_family_name(tokens, i, article):
            yield tokens.starts[i], end, code


def _is_family_name(tokens: WordTokens, i: int, article: Article) -> bool:
    """Tell whether word i ends the name of somebody in the article: "Dawn French"."""
    if not (i and tokens.joined[i] and tokens.capital[i - 1]):
        return False
    key_of = article.places.key_of
    return key_of(tokens.words[i]) in article.families and key_of(tokens.words[i - 1]) in article.givens


def _country(code: str, article: Article) -> Place:
    return article.places.entry(article.places.country_place(code))


def _located(start: int, end: int, country: Place) -> Location:
    return Location(
        name=country.name,
        kind=KIND,
        start=start,
        end=end,
        latitude=country.latitude,
        longitude=country.longitude,
        country=country.country,
        geonames_id=country.geonames_id,
    )
