"""The local lexicon of a source: the places of its other articles, which decide between namesakes.

A local newspaper writes "Richmond" and means the one next door.  What its other articles name says where that is: each
enters the towns, districts and regions that it names for certain, and a reading gains by the share of them that lies
in its region, and near it (after Lieberman, Samet & Sankaranarayanan 2010, Geotagging with local lexicons).  Countries
and national capitals are in everybody's news and tell little, and the towns of a national paper, all over the country,
tell nothing: only a source that is at home somewhere has a say.

A lexicon is handed to `locate`; without one nothing is gained or lost.  Whoever makes it leaves out the article that it
is for, which would otherwise agree with itself.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

import numpy as np

from index.annotation.locations.linear import weights
from index.annotation.locations.places import Places
from index.annotation.locations.readings import Floats, Readings, container

CERTAIN = 0.8
"""Probability from which the place of a name is an entry."""
LOCAL = ("city", "district", "region")
"""Kinds of places that may be entries."""
DOUBT = 2.0
"""Articles of places far from everything, added to those there are: the word of three counts less than of twenty."""
MOST_PLACES = 40
"""Entries that are looked at: those of most articles."""
HOME = 0.3
"""Share of the entries that lies in one region where a source is at home somewhere.  Without this bound nearly 1 % of
the places in national news changed, mostly for the worse, Cleveland to the one in New York."""
STEEPNESS = 20.0
"""One article in twenty that names a place says much; the tenth that does says little more."""
FEATURES = ("region", "near")


@dataclass(frozen=True, slots=True)
class LocalLexicon:
    """The places of some articles by their numbers, each with how many articles' worth of names it has.

    An article is worth 1, shared by its places equally; `articles` is the sum of all.
    """

    places: Mapping[int, float] = field(default_factory=dict)
    articles: float = 0.0

    @classmethod
    def of(cls, articles: Iterable[Set[int]]) -> "LocalLexicon":
        """Gather the entries of several articles."""
        places: dict[int, float] = {}
        counted = 0
        for entries in articles:
            counted += bool(entries)
            for place in entries:
                places[place] = places.get(place, 0.0) + 1 / len(entries)
        return cls(places, counted)


NO_LEXICON = LocalLexicon()


def entries_among(answers: Iterable[tuple[int, float]], places: Places) -> frozenset[int]:
    """Return which places of an article, given as (place, probability), enter the lexicon of its source."""
    return frozenset(place for place, chance in answers if chance >= CERTAIN and _is_local(place, places))


def _is_local(place: int, places: Places) -> bool:
    return place >= 0 and places.kind(place) in LOCAL and not places.is_capital(place)


def gain(readings: Readings, lexicon: LocalLexicon, places: Places) -> Floats | float:
    """Return what each reading gains by the lexicon, to be added to its score; 0 by an empty one."""
    if not lexicon.places:
        return 0.0
    table = weights("local_lexicon")
    result: Floats = features(readings, lexicon, places) @ np.array([table.get(name, 0.0) for name in FEATURES])
    return result


def features(readings: Readings, lexicon: LocalLexicon, places: Places) -> Floats:
    """Return, for each reading, log(1 + `STEEPNESS` s) of the shares s of the entries in its region and near it.

    All are 0 where no region has the share `HOME`.
    """
    ordered = sorted(lexicon.places.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST_PLACES]
    numbers = [place for place, _ in ordered]
    share = np.array([worth for _, worth in ordered]) / (lexicon.articles + DOUBT)
    regions = np.array([container((place, *places.parents(place)), places, "region") for place in numbers])
    if max((float(share[regions == region].sum()) for region in set(regions.tolist()) - {-1}), default=0.0) < HOME:
        return np.zeros((len(readings.place), len(FEATURES)))
    in_region = (readings.levels["region"][:, None] == regions[None, :]) & (regions >= 0)[None, :]
    latitude = np.radians([places.latitude[place] for place in numbers])
    longitude = np.radians([places.longitude[place] for place in numbers])
    near = readings.closeness(slice(None), latitude, longitude)
    return np.log1p(STEEPNESS * np.column_stack((in_region @ share, near @ share)))
