"""Anchors: the places of a source's other articles, which decide between namesakes.

A local newspaper writes "Richmond" and means the one next door.  What its other articles name says where that is: each
contributes the towns, districts and regions that it names for certain (`anchoring`), and a reading gains by the share
of them that lies in its region, and near it.  Countries and national capitals are in everybody's news and tell
little, and the towns of a national paper, all over the country, tell nothing: only a source that is at home somewhere
has a say.

Anchors are handed to `locate`; without them nothing is gained or lost.  Whoever builds them leaves out the article
that they are for, which would otherwise agree with itself.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

import numpy as np

from index.annotation.locations.linear import weights
from index.annotation.locations.places import Places
from index.annotation.locations.readings import Floats, Readings, container

CERTAIN = 0.8
"""Probability from which the place of a name is an anchor."""
LOCAL = ("city", "district", "region")
"""Kinds of places that may be anchors."""
DOUBT = 2.0
"""Articles of places far from everything, added to those there are: the word of three counts less than of twenty."""
MOST_ANCHORS = 40
"""Anchors that are looked at: those of most articles."""
HOME = 0.3
"""Share of the anchors that lies in one region where a source is at home somewhere.  Without this bound nearly 1 % of
the places in national news changed, mostly for the worse, Cleveland to the one in New York."""
STEEPNESS = 20.0
"""One article in twenty that names a place says much; the tenth that does says little more."""
FEATURES = ("region", "near")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The places of some articles by their numbers, each with how many articles' worth of names it has.

    An article is worth 1, shared by its places equally; `articles` is the sum of all.
    """

    places: Mapping[int, float] = field(default_factory=dict)
    articles: float = 0.0


NO_ANCHORS = Anchors()


def gathered(articles: Iterable[Set[int]]) -> Anchors:
    """Gather the anchors of several articles, each given by its places."""
    places: dict[int, float] = {}
    counted = 0
    for named in articles:
        counted += bool(named)
        for place in named:
            places[place] = places.get(place, 0.0) + 1 / len(named)
    return Anchors(places, counted)


def anchoring(answers: Iterable[tuple[int, float]], places: Places) -> frozenset[int]:
    """Return which places of an article, given as (place, probability), are anchors for the others of its source."""
    return frozenset(place for place, chance in answers if chance >= CERTAIN and _is_local(place, places))


def _is_local(place: int, places: Places) -> bool:
    return place >= 0 and places.kind(place) in LOCAL and not places.is_capital(place)


def gain(readings: Readings, anchors: Anchors, places: Places) -> Floats | float:
    """Return what each reading gains by the anchors, to be added to its score; 0 without anchors."""
    if not anchors.places:
        return 0.0
    table = weights("anchors")
    result: Floats = features(readings, anchors, places) @ np.array([table.get(name, 0.0) for name in FEATURES])
    return result


def features(readings: Readings, anchors: Anchors, places: Places) -> Floats:
    """Return, for each reading, log(1 + `STEEPNESS` s) of the shares s of the anchors in its region and near it.

    All are 0 where no region has the share `HOME`.
    """
    ordered = sorted(anchors.places.items(), key=lambda anchor: (-anchor[1], anchor[0]))[:MOST_ANCHORS]
    numbers = [place for place, _ in ordered]
    share = np.array([worth for _, worth in ordered]) / (anchors.articles + DOUBT)
    regions = np.array([container((place, *places.parents(place)), places, "region") for place in numbers])
    if max((float(share[regions == region].sum()) for region in set(regions.tolist()) - {-1}), default=0.0) < HOME:
        return np.zeros((len(readings.place), len(FEATURES)))
    in_region = (readings.levels["region"][:, None] == regions[None, :]) & (regions >= 0)[None, :]
    latitude = np.radians([places.latitude[place] for place in numbers])
    longitude = np.radians([places.longitude[place] for place in numbers])
    near = readings.closeness(slice(None), latitude, longitude)
    return np.log1p(STEEPNESS * np.column_stack((in_region @ share, near @ share)))
