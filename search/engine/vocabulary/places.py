"""The places of an archive: each by its id, how often it is named, what lies in it, around it and near it.

The dictionary of the facet `place` is the place index: one place a code, described as `index.analysis.document` writes
it.  What lies in a place is read from the names that contain the others: Izyum, which lies in "Kharkiv Oblast,
Ukraine", lies in the Kharkiv Oblast that lies in "Ukraine", and in Ukraine.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.documents.geography import great_circle
from index.documents.paragraph import KnownPlace, known_place
from search.fields import PLACE_ID
from search.results import FacetValue, PlaceCount, PlaceList, ValueList

TOO_LARGE = frozenset({"country", "region", "continent", "area", "ocean", "sea", "desert", "mountains"})
"""Kinds of places that are so large that their point says little of what is near."""

PREDOMINANT = 0.9
"""The share of a name's paragraphs from which on the name alone means the place, where it stands by itself."""

Counts = NDArray[np.int64]
Beyond = tuple[str | None, tuple[str, ...]]
"""Where a containing place lies: its country's code, and the names of what contains it in turn."""


def _country(place: KnownPlace) -> str:
    return "country" if place.kind == "country" else place.country or ""


def _region(place: KnownPlace) -> str:
    return next(reversed(place.within[:-1] if place.country else place.within), "")


def _kind(place: KnownPlace) -> str:
    return place.kind


def _whole(place: KnownPlace) -> str:
    return ", ".join(place.within)


TELLING: tuple[Callable[[KnownPlace], str], ...] = (_country, _region, _kind, _whole)
"""What tells places of one name apart, the shortest first: the country, the greatest place around it in there, …"""


class PlaceValues(Protocol):
    """The values of the facet `place` by their codes, and how often each is named."""

    def __len__(self) -> int:
        """Return how many codes there are."""

    def value(self, code: int) -> str:
        """Return what describes the place of a code."""

    def totals(self) -> Counts:
        """Return for every code in how many paragraphs its place is named."""


class PlaceIndex:
    """The places of the facet; all of them are read once."""

    def __init__(self, values: PlaceValues) -> None:
        self._of_archive = values.totals
        self._places = [known_place(values.value(code)) for code in range(len(values))]
        self._code_of = {place.id: code for code, place in enumerate(self._places)}
        self._code_of_name = {(place.name, place.within): code for code, place in enumerate(self._places)}
        self._inside: defaultdict[str, defaultdict[Beyond, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._codes_called: defaultdict[str, list[int]] = defaultdict(list)
        for code, place in enumerate(self._places):
            self._codes_called[place.name].append(code)
            for level, container in enumerate(place.within, 1):
                self._inside[container][place.country, place.within[level:]].append(code)
        names = [(place.name, place.id) for place in self._places]
        self._rank = np.empty(len(names), np.int64)
        self._rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))

    def find(self, place_id: str) -> PlaceCount | None:
        """Return a place by its id, counted over the archive; None for an unknown one."""
        code = self._code_of.get(place_id)
        return None if code is None else self._counted(code, int(self._totals[code]))

    def code(self, place_id: str) -> int:
        """Return the code of a place by its id; raise KeyError for an unknown one."""
        return self._code_of[place_id]

    def known(self, place_id: str) -> KnownPlace:
        """Return what is known of a place by its id; raise KeyError for an unknown one."""
        return self._places[self._code_of[place_id]]

    def named(self, codes: Counts, counts: Counts, limit: int) -> PlaceList:
        """List at most `limit` places by their codes and counts, the most frequent first, then by name."""
        return PlaceList(len(codes), self._frequent(codes, counts, limit))

    def called(self, name: str) -> tuple[PlaceCount, ...]:
        """Return the places of a name, the most frequent first, counted over the archive."""
        codes = np.array(self._codes_called.get(name, ()), np.int64)
        return self._frequent(codes, self._totals[codes], len(codes))

    def values(self, codes: Counts, counts: Counts, limit: int) -> ValueList:
        """List at most `limit` places by their codes and counts, each by itself, as values to filter by."""
        order = self._order(codes, counts, limit)
        listed = codes[order].tolist()
        names = Counter([self._places[code].name for code in listed])
        values = [
            FacetValue(self._values[code], count, self._label_in_list(code, names))
            for code, count in zip(listed, counts[order].tolist(), strict=True)
        ]
        return ValueList(len(codes), tuple(values))

    def called_apart(self, code: int) -> str:
        """Return what tells a place from the others of its name, the name alone where there are none."""
        return self._labels[code] or self._places[code].name

    def inside(self, place_id: str, limit: int) -> tuple[PlaceCount, ...]:
        """Return the most frequent places that lie in one."""
        codes = np.array(self.codes_within(place_id)[1:], np.int64)
        return self._frequent(codes, self._totals[codes], limit)

    def around(self, place_id: str) -> list[tuple[str, str | None]]:
        """Return the names of what contains a place, smallest first, and the id of each where it is named, too."""
        code = self._code_of.get(place_id)
        if code is None:
            return []
        place = self._places[code]
        codes = self._containers(place)
        return [
            (name, None if at is None else self._places[at].id) for name, at in zip(place.within, codes, strict=True)
        ]

    def near(self, place_id: str, kilometres: float, limit: int) -> list[tuple[PlaceCount, float]]:
        """Return the nearest places that neither contain one nor lie in it, with their distances in km; none for a
        large place."""
        code = self._code_of.get(place_id)
        if code is None or self._places[code].kind in TOO_LARGE or not np.isfinite(self._latitudes[code]):
            return []
        point = self._latitudes[code], self._longitudes[code]
        distances = great_circle(*point, self._latitudes, self._longitudes)
        distances[~self._is_small | ~np.isfinite(distances)] = np.inf
        known = (at for at in self._containers(self._places[code]) if at is not None)
        distances[np.array([*self.codes_within(place_id), *known], np.int64)] = np.inf
        nearest = np.argsort(distances, kind="stable")[:limit]
        return [
            (self._counted(int(at), int(self._totals[at])), float(distances[at]))
            for at in nearest
            if distances[at] <= kilometres
        ]

    def codes_within(self, place_id: str) -> list[int]:
        """Return the codes of a place and of all that lie in it; none for an unknown id."""
        code = self._code_of.get(place_id)
        return [] if code is None else [code, *self._contained(self._places[code])]

    def ids_within(self, place_id: str) -> list[str]:
        """Return the ids of a place and of all that lie in it; none for an unknown one."""
        return [self._places[code].id for code in self.codes_within(place_id)]

    def _label_in_list(self, code: int, names: Mapping[str, int]) -> str:
        """Return the label of a place in a list, the name alone where everybody will take it for this one."""
        label, name = self._labels[code], self._places[code].name
        return name if label and names[name] == 1 and self._predominates[code] else label

    @cached_property
    def _labels(self) -> list[str]:
        return list(map(self._label, range(len(self._places))))

    @cached_property
    def _values(self) -> list[str]:
        """What a filter of places finds each by, and no other."""
        pairs = zip(self._places, self._labels, strict=True)
        return [PLACE_ID + place.id if label else place.name for place, label in pairs]

    @cached_property
    def _predominates(self) -> list[bool]:
        """Whether nearly all paragraphs with a place's name mean this one."""
        own = self._totals.tolist()
        of_name = {name: sum(own[code] for code in codes) for name, codes in self._codes_called.items()}
        return [own[code] >= PREDOMINANT * of_name[place.name] for code, place in enumerate(self._places)]

    def _label(self, code: int) -> str:
        """Return what tells a place from the others of its name, "" where there are none."""
        place = self._places[code]
        others = [self._places[other] for other in self._codes_called[place.name] if other != code]
        if not others:
            return ""
        telling = (own for what in TELLING if (own := what(place)) and all(what(other) != own for other in others))
        return f"{place.name}, {next(telling, place.id)}"

    @cached_property
    def _totals(self) -> Counts:
        return self._of_archive()

    @cached_property
    def _is_small(self) -> NDArray[np.bool_]:
        return np.array([place.kind not in TOO_LARGE for place in self._places], bool)

    @cached_property
    def _latitudes(self) -> NDArray[np.float64]:
        """Radians, not a number where unknown."""
        return np.radians(_degrees([place.latitude for place in self._places]))

    @cached_property
    def _longitudes(self) -> NDArray[np.float64]:
        return np.radians(_degrees([place.longitude for place in self._places]))

    def _containers(self, place: KnownPlace) -> list[int | None]:
        """Return the codes of what contains a place, smallest first; None where paragraphs don't name it."""
        return [self._code_of_name.get((name, place.within[level:])) for level, name in enumerate(place.within, 1)]

    def _contained(self, place: KnownPlace) -> Iterator[int]:
        """Yield what lies in a place of that name and country that lies in all that contains this one: towns in the
        Washington County of Oregon, not in that of Minnesota."""
        for (country, beyond), codes in self._inside.get(place.name, {}).items():
            if place.country in (country, None) and set(place.within) <= set(beyond):
                yield from codes

    def _frequent(self, codes: Counts, counts: Counts, limit: int) -> tuple[PlaceCount, ...]:
        order = self._order(codes, counts, limit)
        return tuple(map(self._counted, codes[order].tolist(), counts[order].tolist()))

    def _order(self, codes: Counts, counts: Counts, limit: int) -> Counts:
        """Return at which rows the first `limit` stand, the most frequent first, then by name."""
        return np.lexsort((self._rank[codes], -counts))[:limit]

    def _counted(self, code: int, count: int) -> PlaceCount:
        one = self._places[code]
        point = one.latitude, one.longitude
        return PlaceCount(one.id, one.name, one.kind, *point, one.country, one.within, count, self._labels[code])


def _degrees(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], np.float64)
