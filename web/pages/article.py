"""The article page: its paragraphs, the words searched for marked, who speaks and which places beside each.

A long article is shown in parts, which lead to one another; hits lead to hits in other parts, too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flask import Blueprint, Flask, Response
from markupsafe import Markup

from search.archive import Archive
from search.request import SearchRequest
from search.results import ArticlePage, Hit
from web.http.asked import lenient_search, values
from web.http.caching import fresh
from web.http.pausing import pausing
from web.http.problems import NoSuchArticleError, NoSuchParagraphError, existing_in
from web.http.responses import page_response, redirect_to
from web.pages.origin import Origin, origin
from web.pages.passages import LONGEST_SOURCE, Name, known
from web.rendering.form import Form, form
from web.rendering.formatting import counted, day, headline, listed, shortened, web_address
from web.rendering.quotations import VOICES_LISTED, Typesetter, Voice, voices_of
from web.urls.kinds import Whole
from web.urls.links import (
    address,
    addresses_in_articles,
    anchor,
    article_address,
    article_part_address,
    citation_address,
    pairs,
    place_address,
    similar_address,
    speaker_address,
    step_address,
)
from web.urls.parameters import MOST_PARAGRAPHS, PART, Parameter, read

MARGIN_PLACES = 8
"""Places that the margin of a paragraph has room for."""
CHANGES_SHOWN = 3
"""Days of changes that are named, the last ones."""
STEPS = tuple(Parameter(name, name, Whole(MOST_PARAGRAPHS), f"The paragraph to {name}.") for name in ("cite", "like"))
"""Where the links of a paragraph lead: ?cite=7 of the article's own address, since thousands of them can't each hold
its id."""


class HitLink(NamedTuple):
    """A paragraph that the search finds: its ordinal, and where a link leads to it, which may be in another part."""

    ordinal: int
    url: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its margin: who speaks, which places, and the hits before and after it, which only a hit has,
    and None at either end."""

    ordinal: int
    text: Markup
    speakers: tuple[Name, ...]
    places: tuple[Name, ...]
    more_places: int
    is_hit: bool
    previous: HitLink | None
    following: HitLink | None


@dataclass(frozen=True, slots=True)
class Hits:
    """What the search finds in all of an article: `told` says how many paragraphs, `count` of them, `passed` of these
    before the part that is shown; `first` leads to the first, `before` and `after` to the nearest outside that part."""

    told: str
    count: int
    passed: int
    first: HitLink | None
    before: HitLink | None
    after: HitLink | None


@dataclass(frozen=True, slots=True)
class PartLinks:
    """Which part of a long article is shown, and the addresses of those before and after it, "" where there is none;
    `paragraph` is the name of the parameter, and `search` what else its form sends, to go to another one."""

    told: str
    previous: str
    following: str
    total: int
    paragraph: str
    search: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article; `original` is its address on the web, if it has one that may be linked.

    `other_language` names its language, "" for English, `dateline` where it was written, by which agency, `changed`
    when its text was last found changed.  There are no `hits` without a search, no `part` of what is shown whole.
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
    hits: Hits | None
    part: PartLinks | None
    address: str
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
        given = read((*STEPS, PART), values())
        if led_to := destination(article_id, given):
            return redirect_to(led_to)
        asked, ordinal = lenient_search(archive.limits), given.get("paragraph")
        missing = NoSuchParagraphError(article_id, ordinal) if ordinal else NoSuchArticleError(article_id)

        def make() -> Response:
            found = archive.article_part(article_id, ordinal or 1, asked.query, filters=asked)
            return page_response(
                "article.html", article=reading(existing_in(archive, article_id, found, missing), asked)
            )

        return fresh(archive, make)

    app.register_blueprint(pages)


def destination(article_id: str, asked: Mapping[str, int]) -> str:
    """Return where one of the STEPS leads, "" when none is asked for."""
    if "cite" in asked:
        return citation_address(article_id, asked["cite"])
    return similar_address(article_id, asked["like"]) if "like" in asked else ""


def reading(found: ArticlePage, asked: SearchRequest) -> Reading:
    """Prepare an article, or a part of one, that a search found."""
    article, query = found.article, asked.query
    searched = asked != SearchRequest()
    voices = voices_of(found.paragraphs)
    hit = _hit_links(found, asked)
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
        hits=_hits(found, hit) if query or found.hits else None,
        part=_part(found, asked) if found.previous or found.following else None,
        address=article_address(article.id),
        anchor=anchor(""),
        cite=citation_address(article.id, ""),
        cite_step=step_address("cite", ""),
        like_step=step_address("like", ""),
        voices=tuple(voices.values())[:VOICES_LISTED],
        more_voices=max(0, len(voices) - VOICES_LISTED),
        paragraphs=_paragraphs(found, Typesetter(voices), hit),
        origin=origin(found),
    )


HitAt = Callable[[int], HitLink | None]
"""Of a place among the hits, from 0, the hit there, None where there is none."""


def _hit_links(found: ArticlePage, asked: SearchRequest) -> HitAt:
    first, last = found.paragraphs[0].ordinal, found.paragraphs[-1].ordinal
    elsewhere = addresses_in_articles(asked)

    def hit_at(place: int) -> HitLink | None:
        if not 0 <= place < len(found.hits):
            return None
        ordinal = found.hits[place]
        is_here = first <= ordinal <= last
        return HitLink(ordinal, f"#{anchor(ordinal)}" if is_here else elsewhere(found.article.id, ordinal))

    return hit_at


def _hits(found: ArticlePage, hit_at: HitAt) -> Hits:
    first, last = found.paragraphs[0].ordinal, found.paragraphs[-1].ordinal
    count, passed = len(found.hits), bisect_left(found.hits, first)
    return Hits(
        told=f"{counted(count, 'paragraph')} of {found.total:,}",
        count=count,
        passed=passed,
        first=hit_at(0),
        before=hit_at(passed - 1),
        after=hit_at(bisect_right(found.hits, last)),
    )


def _part(found: ArticlePage, asked: SearchRequest) -> PartLinks:
    identity, first, last = found.article.id, found.paragraphs[0].ordinal, found.paragraphs[-1].ordinal
    return PartLinks(
        told=f"paragraphs {first:,} to {last:,} of {found.total:,}",
        previous=article_part_address(identity, found.previous, asked) if found.previous else "",
        following=article_part_address(identity, found.following, asked) if found.following else "",
        total=found.total,
        paragraph=PART.name,
        search=tuple(pairs(asked)),
    )


def _paragraphs(found: ArticlePage, typesetter: Typesetter, hit_at: HitAt) -> tuple[Paragraph, ...]:
    places = {ordinal: place for place, ordinal in enumerate(found.hits)}
    return tuple(
        _paragraph(one, typesetter.typeset(one), places.get(one.ordinal), hit_at) for one in pausing(found.paragraphs)
    )


def _paragraph(one: Hit, text: Markup, place: int | None, hit_at: HitAt) -> Paragraph:
    places = {place.name: place.id for place in reversed(one.locations)}
    names = tuple(Name(name, place_address(place_id)) for name, place_id in reversed(places.items()))
    return Paragraph(
        ordinal=one.ordinal,
        text=text,
        speakers=tuple(Name(speaker.name, speaker_address(speaker.name), known(speaker)) for speaker in one.speakers),
        places=names[:MARGIN_PLACES],
        more_places=max(0, len(names) - MARGIN_PLACES),
        is_hit=place is not None,
        previous=None if place is None else hit_at(place - 1),
        following=None if place is None else hit_at(place + 1),
    )
