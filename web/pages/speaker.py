"""The page of a speaker: who that is, how often and when, about which places, and the latest words.

/speakers/<name> takes any name that the archive's people go by and leads to the canonical one.
"""

from dataclasses import dataclass, replace

from flask import Blueprint, Flask, Response

from search.archive import Archive
from search.request import SearchRequest
from search.results import SpeakerPage
from web.http.caching import fresh
from web.http.problems import NoSuchSpeakerError, existing
from web.http.responses import page_response, redirect_to
from web.pages.profile import Covered, ProfileSearch, Ranked, covered, ranked_places
from web.rendering.form import Form
from web.rendering.formatting import shortened
from web.urls.links import address, pairs, speaker_address

LONGEST_NAME = 120
SOURCES_LISTED = 10
KINDS = {"person": "Person", "organization": "Organisation", "unnamed": "Without a name, perhaps several people"}


@dataclass(frozen=True, slots=True)
class SpeakerProfile:
    """A speaker, prepared; `also` are other names with why they are taken for the same person's, `sample` says of what
    the roles are."""

    form: Form
    name: str
    kind: str
    also: tuple[Ranked, ...]
    roles: tuple[Ranked, ...]
    sample: str
    covered: Covered
    search: ProfileSearch
    places: tuple[Ranked, ...]
    sources: tuple[Ranked, ...]


def speaker_profile(found: SpeakerPage) -> SpeakerProfile:
    """Prepare what is known of a speaker."""
    own = SearchRequest(speakers=(found.name,))
    partly = found.read < found.coverage.paragraphs
    heading = "Latest quotations" if found.quoted else "Latest reports of what was said"
    return SpeakerProfile(
        form=Form(),
        name=shortened(found.name, LONGEST_NAME),
        kind=KINDS.get(found.kind, ""),
        also=tuple(
            Ranked(one.value, "", f"{one.count:,}", found.reasons.get(one.value, ""))
            for one in found.names
            if one.value != found.name
        ),
        roles=tuple(Ranked(shortened(one.value, LONGEST_NAME), "", f"{one.count:,}") for one in found.roles),
        sample=f"(in the newest {found.read:,} paragraphs)" if partly else "",
        covered=covered(found.coverage, replace(own, sort="newest"), heading, found.latest),
        search=ProfileSearch("Search in these paragraphs", tuple(pairs(own))),
        places=ranked_places(found.places.places),
        sources=tuple(
            Ranked(one.value, address(replace(own, sources=(one.value,))), f"{one.count:,}")
            for one in found.coverage.sources[:SOURCES_LISTED]
        ),
    )


def register(app: Flask, archive: Archive) -> None:
    """Add the page to the application."""
    pages = Blueprint("speaker", __name__)

    @pages.get("/speakers/<name:name>")
    def page(name: str) -> Response:
        def make() -> Response:
            found = existing(archive.speaker(name), NoSuchSpeakerError(name))
            if found.name != name:
                return redirect_to(speaker_address(found.name))
            return page_response("speaker.html", speaker=speaker_profile(found))

        return fresh(archive, make)

    app.register_blueprint(pages)
