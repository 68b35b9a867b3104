"""The article page: all paragraphs, the words searched for marked, who speaks and which places beside each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask import Blueprint, Flask, Response
from markupsafe import Markup

from search.archive import Archive
from search.request import SearchRequest
from search.results import ArticlePage, Hit
from web.http.asked import lenient_search, values
from web.http.caching import fresh
from web.http.problems import NoSuchArticleError, existing_in
from web.http.responses import page_response, redirect_to
from web.pages.origin import Origin, origin
from web.pages.passages import LONGEST_SOURCE, Name, known
from web.rendering.form import Form, form
from web.rendering.formatting import counted, day, headline, listed, shortened, web_address
from web.rendering.quotations import VOICES_LISTED, Typesetter, Voice, voices_of
from web.urls.kinds import Whole
from web.urls.links import (
    address,
    anchor,
    citation_address,
    place_address,
    similar_address,
    speaker_address,
    step_address,
)
from web.urls.parameters import Parameter, read

MARGIN_PLACES = 8
"""Places that the margin of a paragraph has room for."""
CHANGES_SHOWN = 3
"""Days of changes that are named, the last ones."""
STEPS = tuple(Parameter(name, name, Whole(9_999_999), f"The paragraph to {name}.") for name in ("cite", "like"))
"""Where the links of a paragraph lead: ?cite=7 of the article's own address, since thousands of them can't each hold
its id."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its margin: who speaks, which places, and the ordinals of the hits before and after it, which
    only a hit has, and None at either end."""

    ordinal: int
    text: Markup
    speakers: tuple[Name, ...]
    places: tuple[Name, ...]
    more_places: int
    is_hit: bool
    previous: int | None
    following: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """An article; `original` is its address on the web, if it has one that may be linked.

    `other_language` names its language, "" for English, `dateline` where it was written, by which agency, `changed`
    when its text was last found changed.  `hits` says how many paragraphs the search finds in it, "" without a search;
    `first_hit` is the ordinal of the first of them.
    With a paragraph's ordinal after them, `anchor` is its id on the page, `cite` the address of its citation, and
    `cite_step` and `like_step` lead to that and to what is like it: thousands of paragraphs share these.
    """

    form: Form
    title: str
    source: str
    section: str
    authors: str
    other_language: str
    dateline: str
    day: str
    date: str
    changed: str
    original: str
    back: str
    shown_query: str
    hits: str
    first_hit: int | None
    anchor: str
    cite: str
    cite_step: str
    like_step: str
    voices: tuple[Voice, ...]
    more_voices: int
    paragraphs: tuple[Paragraph, ...]
    origin: Origin


def register(app: Flask, archive: Archive) -> None:
    """Add the page to the application."""
    pages = Blueprint("article", __name__)

    @pages.get("/articles/<article_id>")
    def page(article_id: str) -> Response:
        given = values()
        if led_to := destination(article_id, read(STEPS, given)):
            return redirect_to(led_to)
        asked = lenient_search(archive.limits)

        def make() -> Response:
            found = existing_in(
                archive,
                article_id,
                archive.article(article_id, asked.query, filters=asked),
                NoSuchArticleError(article_id),
            )
            return page_response("article.html", article=reading(found, asked))

        return fresh(archive, make)

    app.register_blueprint(pages)


def destination(article_id: str, asked: Mapping[str, int]) -> str:
    """Return where one of the STEPS leads, "" when none is asked for."""
    if "cite" in asked:
        return citation_address(article_id, asked["cite"])
    return similar_address(article_id, asked["like"]) if "like" in asked else ""


def reading(found: ArticlePage, asked: SearchRequest) -> Reading:
    """Prepare an article that a search found."""
    article, hits, query = found.article, found.hits, asked.query
    searched = asked != SearchRequest()
    voices = voices_of(found.paragraphs)
    return Reading(
        form=form(asked),
        title=headline(article.title),
        source=shortened(article.source, LONGEST_SOURCE),
        section=shortened(article.section, LONGEST_SOURCE),
        authors=shortened(", ".join(article.authors)),
        other_language=article.other_language,
        dateline=", ".join(filter(None, (article.written_in, article.agency))),
        day=day(article.date),
        date=article.date or "",
        changed=listed([day(one) for one in article.changes[-CHANGES_SHOWN:]]),
        original=web_address(article.url),
        back=address(asked) if searched else "",
        shown_query=shortened(query, 80),
        hits=f"{counted(len(hits), 'paragraph')} of {len(found.paragraphs):,}" if query or hits else "",
        first_hit=hits[0] if hits else None,
        anchor=anchor(""),
        cite=citation_address(article.id, ""),
        cite_step=step_address("cite", ""),
        like_step=step_address("like", ""),
        voices=tuple(voices.values())[:VOICES_LISTED],
        more_voices=max(0, len(voices) - VOICES_LISTED),
        paragraphs=_paragraphs(found, Typesetter(voices), hits),
        origin=origin(found),
    )


def _paragraphs(found: ArticlePage, typesetter: Typesetter, hits: Sequence[int]) -> tuple[Paragraph, ...]:
    neighbours: dict[int, tuple[int | None, int | None]] = dict.fromkeys(hits, (None, None))
    for one, following in pairwise(hits):
        neighbours[one] = neighbours[one][0], following
        neighbours[following] = one, None
    return tuple(_paragraph(hit, typesetter.typeset(hit), neighbours.get(hit.ordinal)) for hit in found.paragraphs)


def _paragraph(hit: Hit, text: Markup, neighbours: tuple[int | None, int | None] | None) -> Paragraph:
    previous, following = neighbours or (None, None)
    places = {place.name: place.id for place in reversed(hit.locations)}
    names = tuple(Name(name, place_address(place_id)) for name, place_id in reversed(places.items()))
    return Paragraph(
        ordinal=hit.ordinal,
        text=text,
        speakers=tuple(Name(speaker.name, speaker_address(speaker.name), known(speaker)) for speaker in hit.speakers),
        places=names[:MARGIN_PLACES],
        more_places=max(0, len(names) - MARGIN_PLACES),
        is_hit=neighbours is not None,
        previous=previous,
        following=following,
    )
