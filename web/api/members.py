"""What the archive answers, as the members of JSON: searches, articles, places and speakers.

Programs rely on these names: `web.api.schemas` describes each shape, and a test holds the two together.  Exports write
the same members, a line a paragraph.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from search.fields import FILTERS
from search.request import SearchRequest
from search.results import (
    ArticlePage,
    ArticleSummary,
    CopyList,
    CountTable,
    DateBucket,
    Facets,
    FacetValue,
    Hit,
    PlaceCount,
    PlaceList,
    PlacePage,
    SearchPage,
    SpeakerPage,
)
from web.api.endpoints import AFTER
from web.http.pausing import pausing
from web.rendering.absence import absent
from web.rendering.formatting import moment
from web.rendering.html import mark
from web.rendering.pagination import neighbours
from web.urls.links import (
    address,
    article_address,
    article_api_address,
    counts_api_address,
    place_api_address,
    search_api_address,
    speaker_address,
    speaker_api_address,
)

Pairs = Sequence[tuple[str, str]]
"""Names and values of a URL's query."""
ROWS_AT_ONCE = 1_000
"""Rows of counts between two pauses: a millisecond or two."""
_OF_A_PLACE = tuple(one.name for one in fields(PlaceCount))


def search_members(asked: SearchRequest, page: SearchPage, max_window: int, further: Pairs = ()) -> dict[str, Any]:
    """Return the members of a search's answer; `further` are the parameters of its URL besides those of the search."""
    return {
        "query": asked.query,
        "total": page.total,
        "origins": page.origins,
        "took_ms": round(page.took_ms, 2),
        "page": asked.page,
        "size": asked.size,
        "results": [hit_members(hit, asked.query) for hit in pausing(page.results)],
        "facets": facet_members(page.facets),
        "suggestion": page.suggestion,
        "readings": [
            {"told": one.told, "name": one.name, "query": one.query, "total": one.total} for one in page.readings
        ],
        "notices": [*page.notices, *absent(page.choices.absent)],
        "after": page.after or None,
        "links": _links(asked, page, max_window, further),
    }


def _links(asked: SearchRequest, page: SearchPage, max_window: int, further: Pairs) -> dict[str, str | None]:
    """Return links to the answer itself and to those before and after it: by number as far as pages have one."""
    kept = [(name, value) for name, value in further if name != AFTER]
    previous, following = neighbours(asked, page.origins, max_window) if len(kept) == len(further) else (None, None)
    beyond = search_api_address(replace(asked, page=1), [*kept, (AFTER, page.after)]) if page.after else None
    return {
        "self": search_api_address(asked, further),
        "next": search_api_address(following, kept) if following else beyond,
        "prev": search_api_address(previous, kept) if previous else None,
    }


def hit_members(hit: Hit, query: str) -> dict[str, Any]:
    """Return the members of a paragraph among the results."""
    return {
        "id": hit.id,
        "article": _summary_members(hit.article),
        **_text_members(hit),
        "score": hit.score,
        **_annotation_members(hit),
        "missing": list(hit.missing),
        "more_in_article": hit.more_in_article,
        "copies": {**copies_members(hit.copies), "same_quotation": hit.copies.quoting},
        "url": article_address(hit.article.id, hit.ordinal, query),
    }


def article_members(found: ArticlePage, query: str) -> dict[str, Any]:
    """Return the members of an article, or of a part of a long one."""
    paragraphs = [
        {
            "id": hit.id,
            **_text_members(hit),
            **_annotation_members(hit),
            "stretches": [list(span) for span in spans],
            "url": article_address(hit.article.id, hit.ordinal, query),
        }
        for hit, spans in pausing(zip(found.paragraphs, found.stretches, strict=True))
    ]
    identity, first = found.article.id, found.paragraphs[0].ordinal
    own = article_api_address(identity, query, first if found.previous else None)
    page = article_address(identity, first if found.previous else None, query)
    return {
        **_summary_members(found.article),
        "authors": list(found.article.authors),
        "language": found.article.language,
        "written_in": found.article.written_in,
        "agency": found.article.agency,
        "changes": list(found.article.changes),
        "section": found.article.section,
        "provenance": provenance_members(found.article),
        "copies": copies_members(found.copies),
        "query": query,
        "total": found.total,
        "paragraphs": paragraphs,
        "links": {
            "self": own,
            "next": article_api_address(identity, query, found.following) if found.following else None,
            "prev": article_api_address(identity, query, found.previous) if found.previous else None,
            "page": page,
        },
    }


def provenance_members(article: ArticleSummary) -> dict[str, Any]:
    """Return the members of where an article comes from."""
    told = article.provenance
    return {
        "file": article.path,
        "line": told.line,
        "entry": told.entry,
        "format": told.format,
        "reader": told.reader,
        "annotator": told.annotator,
        "content_hash": article.content_hash,
        "indexed": moment(told.time) if told.time else None,
    }


def counts_members(asked: SearchRequest, found: CountTable, further: Pairs) -> dict[str, Any]:
    """Return the members of counts; `further` are as in `search_members`."""
    return {
        "query": asked.query,
        "total": found.total,
        "by": list(found.by),
        "combinations": found.combinations,
        "counts": [
            row
            for start in pausing(range(0, len(found.rows), ROWS_AT_ONCE))
            for row in replace(found, rows=found.rows[start : start + ROWS_AT_ONCE]).to_dicts()
        ],
        "links": {"self": counts_api_address(asked, further)},
    }


def places_members(asked: SearchRequest, found: PlaceList) -> dict[str, Any]:
    """Return the members of a list of places; each leads to the page's search, filtered by that place alone."""
    places = [
        {**_place_members(place), "url": address(replace(asked, locations=(place.value,)))}
        for place in pausing(found.places)
    ]
    return {"query": asked.query, "total": found.total, "places": places}


def place_members(found: PlacePage) -> dict[str, Any]:
    """Return the members of a place and what lies in it."""
    return {
        **_place_members(found.place),
        "contained": [{"id": place.id, "name": place.name, "count": place.count} for place in found.contained],
        "links": {
            "self": place_api_address(found.place.id),
            "page": address(SearchRequest(locations=(found.place.value,))),
        },
    }


def _place_members(place: PlaceCount) -> dict[str, Any]:
    return {name: getattr(place, name) for name in _OF_A_PLACE}


def _text_members(hit: Hit) -> dict[str, Any]:
    return {"ordinal": hit.ordinal, "text": hit.text, "html": mark(hit.text, hit.marks)}


def _annotation_members(hit: Hit) -> dict[str, Any]:
    shown_by = {one.name: one.by for one in hit.speakers}
    quotations = zip(hit.quotations, hit.voices, hit.sure_voices, strict=True)
    return {
        "speakers": [{"name": one.name, "kind": one.kind, "by": one.by, "sure": one.sure} for one in hit.speakers],
        "locations": [
            {
                "id": place.id,
                "name": place.name,
                "latitude": place.latitude,
                "longitude": place.longitude,
                "country": place.country,
            }
            for place in hit.locations
        ],
        "quotations": [
            {"start": start, "end": end, "speaker": who, "by": shown_by.get(who) if who else None, "sure": sure}
            for (start, end), who, sure in quotations
        ],
        "statements": [
            {
                "start": one.start,
                "end": one.end,
                "speaker": one.speaker,
                "by": shown_by.get(one.speaker),
                "sure": one.sure,
            }
            for one in hit.statements
        ],
    }


def _summary_members(article: ArticleSummary) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "date": article.date,
    }


def copies_members(copies: CopyList) -> dict[str, Any]:
    """Return the members of where else a text stands."""
    earliest = [
        {**_summary_members(one.article), "page": article_address(one.article.id, one.ordinal or None)}
        for one in copies.earliest
    ]
    return {"count": copies.count, "sources": copies.sources, "earliest": earliest}


def facet_members(facets: Facets) -> dict[str, Any]:
    """Return the counts of every facet."""
    values: dict[str, Any] = {field: _values(facets.of(field)) for field in FILTERS}
    for one, members in zip(facets.location, values["location"], strict=True):
        members["label"] = one.label or one.value
    for one, members in zip(facets.speaker, values["speaker"], strict=True):
        members["kind"] = one.kind
    return {
        **values,
        "date": _periods(facets.date),
        "undated": facets.undated,
    }


def speaker_members(found: SpeakerPage) -> dict[str, Any]:
    """Return the members of a speaker's JSON."""
    coverage = found.coverage
    return {
        "name": found.name,
        "kind": found.kind,
        "names": [value | {"reason": found.reasons.get(value["value"])} for value in _values(found.names)],
        "roles": _values(found.roles),
        "roles_of": found.read,
        "paragraphs": coverage.paragraphs,
        "articles": coverage.articles,
        "dates": _periods(coverage.dates),
        "places": [{"id": one.id, "name": one.name, "count": one.count} for one in found.places.places],
        "sources": _values(coverage.sources),
        "latest": [hit_members(hit, "") for hit in found.latest],
        "links": {
            "self": speaker_api_address(found.name),
            "page": speaker_address(found.name),
            "search": search_api_address(SearchRequest(speakers=(found.name,))),
        },
    }


def _values(values: Sequence[FacetValue]) -> list[dict[str, Any]]:
    return [{"value": one.value, "count": one.count} for one in values]


def _periods(buckets: Sequence[DateBucket]) -> list[dict[str, Any]]:
    return [{"from": one.start, "to": one.end, "count": one.count} for one in buckets]
