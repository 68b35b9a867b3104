"""A paragraph as both pages show it: who speaks, where, when, and the words, set for reading."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup

from search.query.unparse import copies_query
from search.request import SearchRequest
from search.results import NO_COPIES, Copy, Hit, SpeakerName
from web.http.pausing import pausing
from web.rendering.countries import country_name
from web.rendering.excerpts import excerpt
from web.rendering.formatting import counted, day, headline, shortened
from web.rendering.html import typeset
from web.urls.links import (
    address,
    addresses_in_articles,
    addresses_with,
    article_address,
    citation_address,
    similar_address,
)

SHOWN_PLACES = 3
"""Places in a result's first line; the rest are counted."""
LONGEST_SOURCE = 80


class Name(NamedTuple):
    """A speaker, a place or a word, and where its link leads; `known` says how a speaker is known who is not surely
    named in the paragraph."""

    label: str
    url: str
    known: str = ""


class CopyLink(NamedTuple):
    """Where the text of a result stands as well."""

    title: str
    source: str
    day: str
    date: str
    url: str


class Copies(NamedTuple):
    """The copies of a result: how many, the earliest, and where all are listed; `quoting` tells of those that quote
    the same words in a text of their own."""

    told: str
    earliest: tuple[CopyLink, ...]
    all: str
    quoting: str


class Passage(NamedTuple):
    """A paragraph, prepared for a template.

    `url` leads to it in its article, where all matches can be stepped through, of which the page lacks `more`; `cite`
    leads to its citation, `like` to paragraphs like it.
    """

    ordinal: int
    text: Markup
    before: bool
    after: bool
    speakers: tuple[Name, ...]
    places: tuple[Name, ...]
    more_places: int
    country: str
    day: str
    date: str
    title: str
    source: str
    url: str
    cite: str
    like: str
    missing: tuple[str, ...]
    more: int
    copies: Copies | None = None


def results(hits: Iterable[Hit], asked: SearchRequest) -> list[Passage]:
    """Prepare paragraphs among the results: cut to the hits when they are long, their names narrow the search."""
    by_speaker = addresses_with(replace(asked, speakers=()), "speaker")
    by_place = addresses_with(replace(asked, locations=()), "location")
    inside = addresses_in_articles(asked)
    return [_passage(hit, inside, by_speaker, by_place) for hit in pausing(hits)]


def _passage(
    hit: Hit, inside: Callable[[str, int], str], by_speaker: Callable[[str], str], by_place: Callable[[str], str]
) -> Passage:
    shown = excerpt(hit.text, hit.marks, hit.quotations)
    places = dict.fromkeys(place.name for place in hit.locations)
    return Passage(
        ordinal=hit.ordinal,
        text=typeset(shown.text, shown.marks, shown.quotations),
        before=shown.before,
        after=shown.after,
        speakers=tuple([Name(one.name, by_speaker(one.name), known(one)) for one in hit.speakers]),
        places=tuple([Name(name, by_place(name)) for name in list(places)[:SHOWN_PLACES]]),
        more_places=max(0, len(places) - SHOWN_PLACES),
        country=_common_country(hit) if len(places) <= SHOWN_PLACES else "",
        day=day(hit.article.date),
        date=hit.article.date or "",
        title=headline(hit.article.title),
        source=shortened(hit.article.source, LONGEST_SOURCE),
        url=inside(hit.article.id, hit.ordinal),
        cite=citation_address(hit.article.id, hit.ordinal),
        like=similar_address(hit.article.id, hit.ordinal),
        missing=hit.missing,
        more=hit.more_in_article,
        copies=_copies(hit) if hit.copies != NO_COPIES else None,
    )


def _copies(hit: Hit) -> Copies:
    found = hit.copies
    sources = f" in {counted(found.sources, 'source')}" if found.sources else ""
    number = f"{found.count:,} {'copy' if found.count == 1 else 'copies'}"
    query = copies_query(hit.article.id, hit.ordinal)
    return Copies(
        told=f"and {number}{sources}" if found.count else "",
        earliest=tuple([_copy(one) for one in found.earliest]),
        all=address(SearchRequest(query, sort="oldest")),
        quoting=f"The same words are quoted in {counted(found.quoting, 'other text')}" if found.quoting else "",
    )


def _copy(one: Copy) -> CopyLink:
    article = one.article
    return CopyLink(
        title=headline(article.title),
        source=shortened(article.source, LONGEST_SOURCE),
        day=day(article.date),
        date=article.date or "",
        url=article_address(article.id, one.ordinal),
    )


def known(speaker: SpeakerName) -> str:
    """Say by what a paragraph shows who speaks, where it is not surely by the name."""
    by = "" if speaker.by == "name" else f"by {speaker.by}"
    return ", ".join(filter(None, (by, "" if speaker.sure else "likely")))


def _common_country(hit: Hit) -> str:
    """Return the country of all places, unless it is one of the names already."""
    codes = {place.country for place in hit.locations if place.country}
    if len(codes) != 1:
        return ""
    country = country_name(codes.pop())
    return "" if any(place.name == country for place in hit.locations) else country
