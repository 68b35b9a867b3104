"""Places of the archive, counted."""

from dataclasses import dataclass

from search.fields import PLACE_ID


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place, and how many paragraphs name it, itself and not what lies in it.

    `id` is GeoNames' number, or a slug of the name; it is the same after a rebuild.  WGS 84 degrees, ISO 3166-1 code,
    None where there is none; `within` names the containing places, smallest first, country last.  `label` tells it from
    the archive's other places of its name ("Georgia, US"); it is empty where there are none.
    """

    id: str
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    country: str | None
    within: tuple[str, ...]
    count: int
    label: str = ""

    @property
    def value(self) -> str:
        """What a filter of places finds this one by, and no other."""
        return PLACE_ID + self.id if self.label else self.name


@dataclass(frozen=True, slots=True)
class PlaceList:
    """The places that all matches of a request name, most frequent first, then by name.

    `total` counts all of them, `places` has no more than were asked for.  Of a request grouped by article, `count` is
    the number of articles.
    """

    total: int
    places: tuple[PlaceCount, ...]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place, and those of the archive's places that lie in it, most frequent first; counted over the archive."""

    place: PlaceCount
    contained: tuple[PlaceCount, ...]


@dataclass(frozen=True, slots=True)
class NearPlace:
    """A place and how far it is, in km."""

    place: PlaceCount
    kilometres: float
