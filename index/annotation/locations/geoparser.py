"""The steps from an article's paragraphs to its locations, in order."""

from collections.abc import Sequence, Set
from functools import lru_cache

from index.annotation.locations.article import KNOWN_NAMES, Article, read
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.confirmation import confirmed
from index.annotation.locations.demonyms import demonyms_of
from index.annotation.locations.local_lexicon import NO_LEXICON, LocalLexicon, entries_among
from index.annotation.locations.places import Place, Places
from index.annotation.locations.readings import ABSENT
from index.annotation.locations.recognition import THRESHOLD, probabilities
from index.annotation.locations.refutation import refuted
from index.annotation.locations.resolution import Sense, resolve
from index.annotation.locations.toponyms import gather_toponyms
from index.annotation.locations.unlisted import unlisted
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

_TOWNS = ("city", "town", "village")
_LOCAL = ("airport", "station", "port", "harbor", "harbour")
"""Type words of what lies in or at the town it is named after."""


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
    known = [n if n >= 0 and senses[n].place != ABSENT else -1 for n in toponym_of]
    located: list[list[Location]] = [[] for _ in paragraphs]
    for i, candidate in enumerate(found):
        if known[i] >= 0 and not _is_part(candidate, gazetteer.kind(senses[known[i]].place)):
            location = _resolved(candidate, senses[known[i]], gazetteer)
        else:
            location = _unresolved(candidate, _container(i, found, known, senses, article), article)
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
    likely = [p >= THRESHOLD or sure for p, sure in zip(probabilities(article), confirmed(article), strict=True)]
    accepted = [yes and not never for yes, never in zip(likely, refuted(article, likely), strict=True)]
    found = [c for c, yes in zip(article.candidates, accepted, strict=True) if yes]
    found = sorted([*found, *unlisted(article, found)], key=lambda c: (c.paragraph, c.first))
    places = {id(c) for c in found}
    rejected = [c for c in article.candidates if id(c) not in places]
    toponyms, toponym_of = gather_toponyms(article, found, rejected)
    return found, toponym_of, resolve(toponyms, article, lexicon)


def _is_part(candidate: Candidate, kind: str) -> bool:
    """Tell whether the place found is the one that a phrase is named after, not the phrase itself.

    Springfield City is Springfield; Springfield Airport isn't.
    """
    if candidate.readings or candidate.type == "unit":
        return False
    return not (kind == "city" and candidate.type_word in _TOWNS)


def _resolved(candidate: Candidate, sense: Sense, gazetteer: Places) -> Location:
    place = _entry(sense.place, gazetteer)
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
        runner_up=_with_context(_entry(sense.runner_up, gazetteer)) if sense.runner_up >= 0 else None,
    )


@lru_cache(maxsize=KNOWN_NAMES)
def _entry(place: int, gazetteer: Places) -> Place:
    return gazetteer.entry(place)


def _with_context(place: Place) -> str:
    """Write a place so that it can be told from its namesakes."""
    return ", ".join((place.name, *place.within))


def _container(
    i: int, found: Sequence[Candidate], known: Sequence[int], senses: Sequence[Sense], article: Article
) -> Sense | None:
    """Return what the text says that place i, which the gazetteer lacks, lies in.

    That is what stands beside it ("Quillfeather Creek, Kansas", "a barn on Orchard Street in Topeka", "London's Drury
    Lane") or, for an airport or the like, the town that it is named after.
    """
    candidate, tokens = found[i], article.tokens(found[i])
    if i + 1 < len(found) and known[i + 1] >= 0 and found[i + 1].paragraph == candidate.paragraph:
        following = found[i + 1].first
        words = [word.lower() for word in tokens.words[candidate.last + 1 : following]]
        gap = tokens.gaps[following].strip()
        if (not words and gap in (",", ".,", "(")) or (words in (["in"], ["in", "the"]) and not gap):
            return senses[known[i + 1]]
    if i and known[i - 1] >= 0 and found[i - 1].paragraph == candidate.paragraph:
        before = found[i - 1].last
        if before + 1 == candidate.first and tokens.possessive[before]:
            return senses[known[i - 1]]
    if candidate.type_word in _LOCAL and known[i] >= 0:
        return senses[known[i]]
    return None


def _unresolved(candidate: Candidate, container: Sense | None, article: Article) -> Location:
    """Describe a place that the gazetteer lacks: it has no point, and lies in what the text says, if anything."""
    name = article.tokens(candidate).text[candidate.start : candidate.end]
    kind = _UNRESOLVED[candidate.type]
    if container is None:
        return Location(name, kind, candidate.start, candidate.end, None, None, None)
    place = _entry(container.place, article.places)
    within = (place.name, *place.within)
    return Location(name, kind, candidate.start, candidate.end, None, None, place.country, within)
