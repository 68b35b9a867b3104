"""What this package asks of a gazetteer; `index.gazetteer.Gazetteer` offers it.

Names and places are numbers.  A name is found by its key, and has readings: the places it may mean, each with the
role of the name (0 primary, 1 well known, 2 short for a unit such as "Kanawha" for Kanawha County,
3 alternate).
"""

from collections.abc import Hashable, Iterator, Sequence
from typing import Protocol


class Place(Protocol):
    """A place in full."""

    @property
    def name(self) -> str:
        """The common English name."""
        ...

    @property
    def kind(self) -> str:
        """The kind of place: country, region, district, city, sea, river, …"""
        ...

    @property
    def latitude(self) -> float:
        """Degrees north, WGS 84."""
        ...

    @property
    def longitude(self) -> float:
        """Degrees east, WGS 84."""
        ...

    @property
    def country(self) -> str | None:
        """The ISO 3166-1 code."""
        ...

    @property
    def within(self) -> tuple[str, ...]:
        """Names of the containing places, smallest first."""
        ...

    @property
    def geonames_id(self) -> int | None:
        """The GeoNames number."""
        ...


class Places(Hashable, Protocol):
    """Names to places, fast."""

    @property
    def population(self) -> Sequence[int]:
        """People living in each place, 0 where unknown."""
        ...

    @property
    def latitude(self) -> Sequence[float]:
        """Degrees north of each place."""
        ...

    @property
    def longitude(self) -> Sequence[float]:
        """Degrees east of each place."""
        ...

    def key_of(self, name: str) -> str:
        """Normalise a name."""
        ...

    def code_of(self, name: str) -> str | None:
        """Return the key of a code in capitals."""
        ...

    def abbreviation_of(self, name: str) -> str:
        """Return the key of an abbreviation that ends in a full stop."""
        ...

    def find(self, key: str) -> int:
        """Return the name's number, -1 where it is unknown."""
        ...

    def reach(self, name: int) -> int:
        """Return the number of words of the longest name that begins with this word."""
        ...

    def readings(self, name: int) -> Sequence[tuple[int, int]]:
        """Return (place, role) of everything the name may mean."""
        ...

    def evidence(self, name: int) -> Sequence[float]:
        """Return how often raw news text has the name: after "in" and the like, alone, with a capitalised word to the
        left, to the right, as a person's, in lower case; and how many people bear it as a given and a family name."""
        ...

    def kind(self, place: int) -> str:
        """Return the kind of a place."""
        ...

    def is_capital(self, place: int) -> bool:
        """Tell whether a town is the capital of its country."""
        ...

    def country(self, place: int) -> str | None:
        """Return the country code of a place."""
        ...

    def country_place(self, code: str) -> int:
        """Return the place of a country code."""
        ...

    def name(self, place: int) -> str:
        """Return the English name of a place."""
        ...

    def parents(self, place: int) -> Iterator[int]:
        """Yield the containing places, smallest first."""
        ...

    def entry(self, place: int) -> Place:
        """Return everything about a place."""
        ...
