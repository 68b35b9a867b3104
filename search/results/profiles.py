"""What the archive tells of a speaker and of a place."""

from collections.abc import Mapping
from dataclasses import dataclass

from search.results.counts import DateBucket, FacetValue
from search.results.hits import Hit
from search.results.places import NearPlace, PlaceCount, PlaceList


@dataclass(frozen=True, slots=True)
class Coverage:
    """What some paragraphs are together: how many, in how many articles, of which days, sources and speakers; `span` is
    the first and the last day, None where none is known."""

    paragraphs: int
    articles: int
    dates: tuple[DateBucket, ...]
    sources: tuple[FacetValue, ...]
    speakers: tuple[FacetValue, ...]
    span: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """A speaker by the canonical `name`; `names` has all names used, with the paragraphs of each, most frequent first,
    and `reasons` why each of them but the canonical one was taken for the same person's.

    `kind` is person, organization or unnamed; it and `roles` are of the newest paragraphs, which `read` counts.
    `latest` are the newest paragraphs that quote the speaker or, where none of those read does, that report what was
    said; `quoted` tells which of the two.
    """

    name: str
    kind: str
    names: tuple[FacetValue, ...]
    reasons: Mapping[str, str]
    roles: tuple[FacetValue, ...]
    read: int
    coverage: Coverage
    places: PlaceList
    latest: tuple[Hit, ...]
    quoted: bool
    generation: str


@dataclass(frozen=True, slots=True)
class PlaceProfile:
    """A place, and all that is reported and said of it and of the places in it.

    `containers` are the names of what contains it, smallest first, with an id where the archive names it, too.
    `spellings` are how else the newest paragraphs write it; `spoken` counts the paragraphs in which somebody speaks.
    """

    place: PlaceCount
    containers: tuple[tuple[str, str | None], ...]
    contained: tuple[PlaceCount, ...]
    near: tuple[NearPlace, ...]
    spellings: tuple[FacetValue, ...]
    coverage: Coverage
    spoken: int
    latest: tuple[Hit, ...]
    generation: str
