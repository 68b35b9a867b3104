"""Where the archive's places lie to one another: what is near a place, and which places its containing ones are."""

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.columns import Facet
from search.results import PlaceCount

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
