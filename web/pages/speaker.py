"""The page of a speaker: who that is, how often and when, about which places, and the latest words.

/speakers/<name> takes any name that the archive's people go by and leads to the canonical one; /api/speakers/<name> has
the same numbers for programs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from json import dumps
from typing import Any

from flask import Blueprint, Flask, Response, redirect, render_template, request

from search.archive import Archive
from search.request import SearchRequest
from search.results import SpeakerPage
from web.api.members import speaker_members
from web.http.caching import fresh
from web.http.problems import NoSuchSpeakerError, Problem, answer
from web.pages.passages import Passage, results
from web.pages.profile import ProfileSearch, Ranked, period, ranked_places
from web.rendering.form import Form
from web.rendering.formatting import counted, shortened
from web.rendering.histogram import Histogram, histogram
from web.urls.links import address, pairs, speaker_address
from web.urls.parameters import refuse_unknown

LONGEST_NAME = 120


KINDS = {"person": "Person", "organization": "Organisation", "unnamed": "Without a name, perhaps several people"}


SOURCES_LISTED = 10


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
    """Add the page and the endpoint to the application."""
    speakers = Blueprint("speakers", __name__)

    @speakers.get("/speakers/<path:name>")
    def page(name: str) -> Response:
        def make() -> Response:
            found = _found(archive, name)
            if found.name != name:
                return redirect(speaker_address(found.name))  # type: ignore[return-value]  # of werkzeug's base class
            html = render_template("speaker.html", speaker=speaker_profile(found))
            return Response(html, mimetype="text/html")

        return fresh(archive, make)

    @speakers.get("/api/speakers/<path:name>")
    def members(name: str) -> Response:
        refuse_unknown((), request.args.to_dict(flat=False))
        return fresh(archive, lambda: _json(speaker_members(_found(archive, name))))

    app.register_blueprint(speakers)
    app.register_error_handler(NoSuchSpeakerError, lambda error: answer(Problem(404, str(error), "No such speaker")))


def _found(archive: Archive, name: str) -> SpeakerPage:
    found = archive.speaker(name)
    if found is None:
        raise NoSuchSpeakerError(name)
    return found


def _json(members: Mapping[str, Any]) -> Response:
    return Response(f"{dumps(members, ensure_ascii=False)}\n".encode(), mimetype="application/json")
