"""The steps from an article's paragraphs to its locations, in order."""

from collections.abc import Sequence, Set

from index.annotation.locations.article import Article, read
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.demonyms import demonyms_of
from index.annotation.locations.local_lexicon import NO_LEXICON, LocalLexicon, entries_among
from index.annotation.locations.places import Place, Places
from index.annotation.locations.readings import ABSENT
from index.annotation.locations.recognition import THRESHOLD, probabilities
from index.annotation.locations.resolution import Sense, resolve
from index.annotation.locations.toponyms import gather_toponyms
from index.annotation.spans import Location

_UNRESOLVED = {
    "road": "road",
    "unit": "district",
    "nature": "nature",
    "settlement": "quarter",
    "new": "area",
    "": "area",
}
"""Kinds of places that the gazetteer doesn't have, by the class of their type word."""

_WIDE = ("country", "region", "continent", "area", "ocean", "sea")


def locate(
    paragraphs: Sequence[str],
    gazetteer: Places,
    people: Set[str] = frozenset(),
    person_mentions: Sequence[Sequence[tuple[int, int]]] = (),
    *,
    lexicon: LocalLexicon = NO_LEXICON,
    demonyms: bool = False,
) -> tuple[tuple[Location, ...], ...]:
    """Find the places that each paragraph of an article names, in order of `start`.

    `people` holds the names of persons in the article and `person_mentions`, for each paragraph, the stretches that
    name one, as (start, end): evidence against places of the same name.  `lexicon` has the places of other articles
    of the same source: evidence for those of several namesakes that lie near them.  With `demonyms`, names of peoples
    are reported as well, with the kind "demonym" and the country's point.
    """
    article = read(paragraphs, gazetteer, people, person_mentions)
    found, toponym_of, senses = _senses_in(article, lexicon)
    toponym_of = [number if number >= 0 and senses[number].place != ABSENT else -1 for number in toponym_of]
    nearest = _nearest(toponym_of, senses, gazetteer)
    located: list[list[Location]] = [[] for _ in paragraphs]
    for i, candidate in enumerate(found):
        sense = senses[toponym_of[i]] if toponym_of[i] >= 0 else None
        if sense is not None and not _is_part(candidate):
            location = _resolved(candidate, sense, gazetteer)
        else:
            near = senses[nearest[i]] if nearest[i] >= 0 else None
            location = _unresolved(candidate, near, article)
        located[candidate.paragraph].append(location)
    if demonyms:
        for places, named in zip(located, demonyms_of(article, located), strict=True):
            places.extend(named)
            places.sort(key=lambda location: location.start)
    return tuple(tuple(places) for places in located)


def lexicon_entries(paragraphs: Sequence[str], gazetteer: Places) -> frozenset[int]:
    """Return the places of an article, by their numbers, that enter the local lexicon of its source."""
    _, toponym_of, senses = _senses_in(read(paragraphs, gazetteer), NO_LEXICON)
    named = [senses[number] for number in sorted(set(toponym_of)) if number >= 0]
    return entries_among(((sense.place, sense.chance) for sense in named), gazetteer)


def _senses_in(article: Article, lexicon: LocalLexicon) -> tuple[list[Candidate], list[int], list[Sense]]:
    """Return the candidates that are places, for each the number of its toponym or -1, and the toponyms' senses."""
    accepted = [p >= THRESHOLD for p in probabilities(article)]
    found = [c for c, yes in zip(article.candidates, accepted, strict=True) if yes]
    rejected = [c for c, yes in zip(article.candidates, accepted, strict=True) if not yes]
    toponyms, toponym_of = gather_toponyms(article, found, rejected)
    return found, toponym_of, resolve(toponyms, article, lexicon)


def _is_part(candidate: Candidate) -> bool:
    """Tell whether the place found is the one that a phrase is named after, not the phrase itself."""
    return not candidate.readings and candidate.type != "unit"


def _resolved(candidate: Candidate, sense: Sense, gazetteer: Places) -> Location:
    place = gazetteer.entry(sense.place)
    return Location(
        name=place.name,
        kind=place.kind,
        start=candidate.start,
        end=candidate.end,
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country,
        within=place.within,
        geonames_id=place.geonames_id,
        probability=round(sense.chance, 3),
        runner_up=_with_context(gazetteer.entry(sense.runner_up)) if sense.runner_up >= 0 else None,
    )


def _with_context(place: Place) -> str:
    """Write a place so that it can be told from its namesakes."""
    return ", ".join((place.name, *place.within))


def _nearest(toponym_of: Sequence[int], senses: Sequence[Sense], places: Places) -> list[int]:
    """Return, for each mention, the toponym nearest before it, else the first after it, else -1.

    Towns and counties come first: a street lies in Topeka rather than in Kansas.
    """
    local = [n >= 0 and places.kind(senses[n].place) not in _WIDE for n in toponym_of]
    usable = local if any(local) else [n >= 0 for n in toponym_of]
    last = next((n for n, yes in zip(toponym_of, usable, strict=True) if yes), -1)
    nearest = []
    for n, yes in zip(toponym_of, usable, strict=True):
        last = n if yes else last
        nearest.append(last)
    return nearest


def _unresolved(candidate: Candidate, near: Sense | None, article: Article) -> Location:
    """Describe a place that the gazetteer lacks: it lies in or by the place it is named after or mentioned with."""
    name = article.tokens(candidate).text[candidate.start : candidate.end]
    kind = _UNRESOLVED[candidate.type]
    if near is None:
        return Location(name, kind, candidate.start, candidate.end, None, None, None)
    place = article.places.entry(near.place)
    within = (place.name, *place.within)
    return Location(
        name, kind, candidate.start, candidate.end, place.latitude, place.longitude, place.country, within
    )  # fmt: skip
