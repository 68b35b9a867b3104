"""What the pages of speakers and of places share: the paragraphs they are about, ranked values, a search inside."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.request import SearchRequest
from search.results import Coverage, FacetValue, Hit, PlaceCount
from web.pages.passages import Passage, results
from web.rendering.formatting import counted, days
from web.rendering.histogram import Histogram, histogram
from web.urls.links import address, place_address, speaker_address


@dataclass(frozen=True, slots=True)
class Ranked:
    """A value, where it leads ("" for nowhere), and how often it occurs, as written on the page."""

    label: str
    url: str
    count: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class ProfileSearch:
    """The form that searches inside a profile: what it is for, and the filters that it carries along."""

    label: str
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """The paragraphs that a profile is of: how many, of which days, where all are, and under `heading` the latest."""

    paragraphs: str
    articles: str
    period: str
    everything: str
    histogram: Histogram | None
    heading: str
    latest: tuple[Passage, ...]


def covered(coverage: Coverage, asked: SearchRequest, heading: str, latest: Iterable[Hit]) -> Covered:
    """Prepare the paragraphs that a search finds."""
    return Covered(
        paragraphs=counted(coverage.paragraphs, "paragraph"),
        articles=counted(coverage.articles, "article"),
        period=days(*coverage.span) if coverage.span else "",
        everything=address(asked),
        histogram=histogram(asked, coverage.dates),
        heading=heading,
        latest=tuple(results(latest, SearchRequest())),
    )


def whereabouts(places: Sequence[PlaceCount], levels: int | None = None) -> list[str]:
    """Write what contains each place, at most its `levels` largest; the kind tells namesakes in one place apart."""
    named = [(place.name, ", ".join(place.within[-levels:] if levels else place.within)) for place in places]
    often = Counter(named)
    return [
        ", ".join(filter(None, (place.kind if often[name, within] > 1 else "", within)))
        for place, (name, within) in zip(places, named, strict=True)
    ]


def ranked_places(places: Sequence[PlaceCount]) -> tuple[Ranked, ...]:
    """Return places with links to their pages."""
    return tuple(
        Ranked(place.name, place_address(place.id), f"{place.count:,}", within)
        for place, within in zip(places, whereabouts(places, 2), strict=True)
    )


def ranked_speakers(speakers: Iterable[FacetValue]) -> tuple[Ranked, ...]:
    """Return speakers with links to their pages."""
    return tuple(Ranked(one.value, speaker_address(one.value), f"{one.count:,}") for one in speakers)
