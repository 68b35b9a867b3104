"""The places of one generation: each by its id, how often it is named, and what lies in it.

The dictionary of the facet `place` is the place index: one place a code, described as `index.analysis.document` writes
it.  What lies in a place is read from the names that contain the others: Izyum, which lies in "Kharkiv Oblast,
Ukraine", lies in the Kharkiv Oblast that lies in "Ukraine", and in Ukraine.

Where the archive's places lie to one another: what is near a place, and which places its containing ones are.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.documents.paragraph import known_place
from index.store.columns import Codes
from index.store.facets import Facet
from search.engine.embedded.docsets import Numbers, flagged
from search.engine.embedded.facets import Counted, count_codes
from search.results import Place, PlaceCount, PlaceList, PlacePage, place_shown

EARTH_KM = 6371.0
"""Mean radius (IUGG)."""


NEAR_KM = 100.0


NEAREST = 10


TOO_LARGE = frozenset({"country", "region", "continent", "area", "ocean", "sea", "desert", "mountains", "demonym"})
"""Kinds of places that are so large that their point says little of what is near."""


class Atlas:
    """The places of the facet `place`, whose dictionary describes one a code; read once."""

    def __init__(self, facet: Facet) -> None:
        described = [json.loads(facet.value(code)) for code in range(len(facet))]
        self._code_of = {(one["name"], tuple(one["within"])): code for code, one in enumerate(described)}
        self._is_small = np.array([one["kind"] not in TOO_LARGE for one in described], bool)
        self._latitudes, self._longitudes = (
            np.radians(np.array([np.nan if one[axis] is None else one[axis] for one in described], np.float64))
            for axis in ("latitude", "longitude")
        )

    def containers(self, place: PlaceCount) -> list[tuple[str, int | None]]:
        """Return the name of each place that contains this one, smallest first, and its code where it is named, too."""
        return [(name, self._code_of.get((name, place.within[level:]))) for level, name in enumerate(place.within, 1)]

    def near(self, place: PlaceCount, left_out: Sequence[int]) -> list[tuple[int, float]]:
        """Return the codes of the nearest places and their distances in km, nearest first; none for a large place.

        `left_out` are codes of places that are known to lie in it, around it, or to be it.
        """
        if place.latitude is None or place.longitude is None or place.kind in TOO_LARGE:
            return []
        distances = self._kilometres(place.latitude, place.longitude)
        distances[~self._is_small | ~np.isfinite(distances)] = np.inf
        distances[np.array(left_out, np.int64)] = np.inf
        nearest = np.argsort(distances, kind="stable")[:NEAREST]
        return [(int(code), float(distances[code])) for code in nearest if distances[code] <= NEAR_KM]

    def _kilometres(self, latitude: float, longitude: float) -> NDArray[np.float64]:
        """Return the great-circle distance of every place from a point (haversine formula)."""
        here, there = np.radians(latitude), self._latitudes
        across = np.sin((self._longitudes - np.radians(longitude)) / 2) ** 2
        squared = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * across
        return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(squared, 0.0, 1.0))))


Counts = NDArray[np.int64]


Beyond = tuple[str | None, tuple[str, ...]]
"""Where a containing place lies: its country's code, and the names of what contains it in turn."""


class PlaceIndex:
    """The places of the facet; all of them are read once, to be found by id and by what contains them."""

    def __init__(self, facet: Facet) -> None:
        self._facet = facet
        self._code_of: dict[str, int] = {}
        self._inside: defaultdict[str, defaultdict[Beyond, list[int]]] = defaultdict(lambda: defaultdict(list))
        names = []
        for code in range(len(facet)):
            place = self._place(code, 0)
            names.append((place.name, place.id))
            self._code_of[place.id] = code
            for level, container in enumerate(place.within, 1):
                self._inside[container][place.country, place.within[level:]].append(code)
        self._rank = np.empty(len(facet), np.int64)
        self._rank[sorted(range(len(facet)), key=names.__getitem__)] = np.arange(len(facet))

    @cached_property
    def _totals(self) -> Counts:
        return self._facet.totals()

    def named(self, paragraphs: Numbers, groups: Codes | None, limit: int) -> PlaceList:
        """Count the places that paragraphs name, or the groups (articles) that those belong to, given as a column.

        At most `limit` places are listed, the most frequent first, then by name.
        """
        with flagged(paragraphs, self._facet.paragraphs) as is_among:
            codes, counts = count_codes(self._facet, Counted(paragraphs, is_among, groups))
        return PlaceList(len(codes), self._frequent(codes, counts, limit))

    def find(self, place_id: str, limit: int) -> PlacePage | None:
        """Return a place and at most `limit` of those in it, counted over the archive; None for an unknown id."""
        code = self._code_of.get(place_id)
        if code is None:
            return None
        place = self._place(code, int(self._totals[code]))
        contained = np.array(list(self._contained(place)), np.int64)
        return PlacePage(place, self._frequent(contained, self._totals[contained], limit))

    def codes_within(self, place_id: str) -> list[int]:
        """Return the codes of a place and of all that lie in it; none for an unknown id."""
        code = self._code_of.get(place_id)
        return [] if code is None else [code, *self._contained(self._place(code, 0))]

    def of_code(self, code: int) -> PlaceCount:
        """Return the place that a code of the facet stands for, counted over the archive."""
        return self._place(code, int(self._totals[code]))

    def _frequent(self, codes: NDArray[np.int64], counts: Counts, limit: int) -> tuple[PlaceCount, ...]:
        order = np.lexsort((self._rank[codes], -counts))[:limit]
        return tuple(self._place(int(codes[row]), int(counts[row])) for row in order)

    def _contained(self, place: PlaceCount) -> Iterator[int]:
        """Yield what lies in a place of that name and country that lies in all that contains this one: towns in the
        Washington County of Oregon, not in that of Minnesota."""
        for (country, beyond), codes in self._inside.get(place.name, {}).items():
            if place.country in (country, None) and set(place.within) <= set(beyond):
                yield from codes

    def _place(self, code: int, count: int) -> PlaceCount:
        place = known_place(self._facet.value(code))
        told = (place.id, place.name, place.kind, place.latitude, place.longitude, place.country, place.within)
        return PlaceCount(*told, count)


def ids_of(facet: Facet, paragraphs: Numbers) -> dict[Place, str]:
    """Return the ids of the places that paragraphs name; of two alike in all that is shown of them, one."""
    codes = np.unique(facet.gather(paragraphs).codes)
    places = (known_place(facet.value(code)) for code in codes.tolist())
    return {place_shown(place): place.id for place in places}
