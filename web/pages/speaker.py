"""The page of a speaker: who that is, how often and when, about which places, and the latest words.

/speakers/<name> takes any name that the archive's people go by and leads to the canonical one.
"""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response

from search.archive import Archive
from search.request import SearchRequest
from search.results import SpeakerPage
from web.http.caching import fresh
from web.http.problems import NoSuchSpeakerError, existing
from web.http.responses import page_response, redirect_to
from web.pages.passages import Passage, results
from web.pages.profile import ProfileSearch, Ranked, period, ranked_places
from web.rendering.form import Form
from web.rendering.formatting import counted, shortened
from web.rendering.histogram import Histogram, histogram
from web.urls.links import address, pairs, speaker_address

LONGEST_NAME = 120
SOURCES_LISTED = 10
KINDS = {"person": "Person", "organization": "Organisation", "unnamed": "Without a name, perhaps several people"}


@dataclass(frozen=True, slots=True)
class SpeakerProfile:
    """A speaker, prepared; `sample` says of what the roles are."""

    form: Form
    name: str
    kind: str
    also: tuple[Ranked, ...]
    roles: tuple[Ranked, ...]
    sample: str
    paragraphs: str
    articles: str
    period: str
    everything: str
    search: ProfileSearch
    histogram: Histogram | None
    places: tuple[Ranked, ...]
    sources: tuple[Ranked, ...]
    heading: str
    latest: tuple[Passage, ...]


def speaker_profile(found: SpeakerPage) -> SpeakerProfile:
    """Prepare what is known of a speaker."""
    coverage, own = found.coverage, SearchRequest(speakers=(found.name,), sort="newest")
    partly = found.read < coverage.paragraphs
    return SpeakerProfile(
        form=Form(),
        name=shortened(found.name, LONGEST_NAME),
        kind=KINDS.get(found.kind, ""),
        also=tuple(Ranked(one.value, "", f"{one.count:,}") for one in found.names if one.value != found.name),
        roles=tuple(Ranked(shortened(one.value, LONGEST_NAME), "", f"{one.count:,}") for one in found.roles),
        sample=f"(in the newest {found.read:,} paragraphs)" if partly else "",
        paragraphs=counted(coverage.paragraphs, "paragraph"),
        articles=counted(coverage.articles, "article"),
        period=period(coverage.dates),
        everything=address(own),
        search=ProfileSearch("Search in these paragraphs", tuple(pairs(SearchRequest(speakers=(found.name,))))),
        histogram=histogram(own, coverage.dates),
        places=ranked_places(found.places.places),
        sources=tuple(
            Ranked(one.value, address(SearchRequest(speakers=(found.name,), sources=(one.value,))), f"{one.count:,}")
            for one in coverage.sources[:SOURCES_LISTED]
        ),
        heading="Latest quotations" if found.quoted else "Latest reports of what was said",
        latest=tuple(results(found.latest, SearchRequest())),
    )


def register(app: Flask, archive: Archive) -> None:
    """Add the page to the application."""
    pages = Blueprint("speaker", __name__)

    @pages.get("/speakers/<path:name>")
    def page(name: str) -> Response:
        def make() -> Response:
            found = existing(archive.speaker(name), NoSuchSpeakerError(name))
            if found.name != name:
                return redirect_to(speaker_address(found.name))
            return page_response("speaker.html", speaker=speaker_profile(found))

        return fresh(archive, make)

    app.register_blueprint(pages)
