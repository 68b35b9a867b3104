"""JSON Schemas (2020-12) of what the JSON endpoints answer with, as they stand in /openapi.json."""

from typing import Any

from search.fields import FILTERS

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DAY: Schema = {"type": "string", "format": "date"}
_LINK: Schema = {"type": "string", "format": "uri-reference"}

BY = ("name", "description", "pronoun")
_KIND: Schema = {**_TEXT, "enum": ["person", "organization", "unnamed"]}
_SURE: Schema = {"type": "boolean", "description": "Whether it is right in at least 95 of 100; else it is likely."}


_SHOWN_BY: Schema = {
    "type": ["string", "null"],
    "enum": [*BY, None],
    "description": "By what the paragraph shows its speaker; null where nobody is known.",
}


def _object(**members: Schema) -> Schema:
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def _named(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_SUMMARY: dict[str, Schema] = {
    "id": _TEXT,
    "title": _TEXT,
    "source": _TEXT,
    "url": {**_TEXT, "description": "As the article gives it, unchecked: look at its scheme before you link it."},
    "date": _or_null(_DAY),
}
_POINT: dict[str, Schema] = {
    "latitude": _or_null({"type": "number", "minimum": -90, "maximum": 90}),
    "longitude": _or_null({"type": "number", "minimum": -180, "maximum": 180}),
    "country": _or_null({**_TEXT, "description": "ISO 3166-1 two-letter code."}),
}
_PLACE: dict[str, Schema] = {
    "id": {**_TEXT, "description": "GeoNames' number, else a slug; the same after a rebuild."},
    "name": _TEXT,
    "kind": {**_TEXT, "description": "country, region, city, river, …"},
    **_POINT,
    "within": {**_list(_TEXT), "description": "Names of the containing places, smallest first, country last."},
    "count": {**_COUNT, "description": "The paragraphs, or articles, that name it, not those that name what is in it."},
    "label": {
        **_TEXT,
        "description": "What tells it from others of its name, “Georgia, US”; empty where there are none.",
    },
}
_PARAGRAPH: dict[str, Schema] = {
    "ordinal": {"type": "integer", "minimum": 1},
    "text": _TEXT,
    "html": {**_TEXT, "description": "The text, escaped, its matching words in <mark>."},
    "speakers": _list(
        _object(
            name=_TEXT,
            kind=_KIND,
            by={**_TEXT, "enum": list(BY)},
            sure=_SURE,
        )
    ),
    "locations": _list(_object(id=_PLACE["id"], name=_TEXT, **_POINT)),
    "quotations": _list(_object(start=_COUNT, end=_COUNT, speaker=_or_null(_TEXT), by=_SHOWN_BY, sure=_SURE)),
    "statements": {
        **_list(_object(start=_COUNT, end=_COUNT, speaker=_TEXT, by=_SHOWN_BY, sure=_SURE)),
        "description": "What is said indirectly, to the end of its clause; quotations inside belong to it.",
    },
    "url": {**_LINK, "description": "The paragraph on its article's page."},
}
_VALUES = _list(_object(value=_TEXT, count=_COUNT))
_PERIODS = _list(_object(**{"from": _DAY, "to": _DAY, "count": _COUNT}))

_COPIES: dict[str, Schema] = {
    "count": {**_COUNT, "description": "Other articles in which the same text stands, but for small changes."},
    "sources": {**_COUNT, "description": "Sources that those are of."},
    "earliest": {**_list(_object(**_SUMMARY, page=_LINK)), "description": "The earliest of them; copies: finds all."},
}

SCHEMAS: dict[str, Schema] = {
    "ArticleSummary": _object(**_SUMMARY),
    "Result": _object(
        id={**_TEXT, "description": "<article>#<ordinal>"},
        article=_named("ArticleSummary"),
        score={"type": "number"},
        missing={**_list(_TEXT), "description": "Words of the query that the paragraph lacks."},
        more_in_article={
            **_COUNT,
            "description": "On the last of an article's matches on a page by relevance: its matches not on the page.",
        },
        copies=_object(
            **_COPIES,
            same_quotation={
                **_COUNT,
                "description": "Other paragraphs that quote the same words in a text of their own: no copies.",
            },
        ),
        **_PARAGRAPH,
    ),
    "Facets": _object(
        **{field: _VALUES for field in FILTERS if field not in ("speaker", "location")},
        speaker=_list(_object(value=_TEXT, count=_COUNT, kind=_KIND)),
        location=_list(
            _object(
                value={
                    **_TEXT,
                    "description": "What “location” takes: a name or, where several places share it, an id.",
                },
                count=_COUNT,
                label={**_TEXT, "description": "What it is called: “Georgia, US” where several places are Georgia."},
            )
        ),
        date=_PERIODS,
        undated={**_COUNT, "description": "Matches without a date; where days are asked for, left out for that."},
    ),
    "SearchPage": _object(
        query=_TEXT,
        total=_COUNT,
        origins={**_COUNT, "description": "Results on all pages: of matches with the same text, one is listed."},
        took_ms={"type": "number", "minimum": 0},
        page={"type": "integer", "minimum": 1},
        size={"type": "integer", "minimum": 1},
        results=_list(_named("Result")),
        facets=_named("Facets"),
        suggestion=_or_null(_TEXT),
        readings={
            **_list(_object(told=_TEXT, name=_TEXT, query=_TEXT, total=_COUNT)),
            "description": "What the words of the query may ask for, told in words and as a query of the language.",
        },
        notices=_list(_TEXT),
        after={
            **_or_null(_TEXT),
            "description": "What “after” takes to go on behind this page, however deep; null at the end.",
        },
        links=_object(self=_LINK, next=_or_null(_LINK), prev=_or_null(_LINK)),
    ),
    "Article": _object(
        **_SUMMARY,
        authors=_list(_TEXT),
        language={**_TEXT, "description": "ISO 639-1 code; of English alone is told who speaks and where."},
        written_in={**_TEXT, "description": "The place that its dateline names, as it is written."},
        agency={**_TEXT, "description": "The agency that its dateline names."},
        changes={
            **_list({"type": "string", "format": "date"}),
            "description": "The last days on which the archive found its content changed.",
        },
        section={**_TEXT, "description": "The part of the paper or site that it stands in."},
        provenance=_named("Provenance"),
        copies=_object(**_COPIES),
        query=_TEXT,
        total={**_COUNT, "description": "Paragraphs of all the article."},
        paragraphs=_list(
            _object(
                id=_TEXT,
                **_PARAGRAPH,
                stretches={
                    **_list({**_list(_COUNT), "minItems": 2, "maxItems": 2}),
                    "description": "Of which characters of the article's text, as it was read, it was made.",
                },
            ),
        ),
        links=_object(self=_LINK, next=_or_null(_LINK), prev=_or_null(_LINK), page=_LINK),
    ),
    "Provenance": _object(
        file={**_TEXT, "description": "The file, as it was named, and within it that in an archive."},
        line={**_or_null(_COUNT), "description": "Where the article begins in its file; null where that has no lines."},
        entry={**_TEXT, "description": "Its own id in a file of many without lines."},
        format={**_TEXT, "description": "What the file is: html, json lines, table, …"},
        reader={**_TEXT, "description": "The version of what reads files."},
        annotator={**_TEXT, "description": "The version of what annotates articles."},
        content_hash={**_TEXT, "description": "A digest of its title, text, date, source, url and authors, as read."},
        indexed=_or_null({**_TEXT, "format": "date-time"}),
    ),
    "Counts": _object(
        query=_TEXT,
        total={**_COUNT, "description": "Matches; one counts for each of its values, for none where it has none."},
        by=_list(_TEXT),
        combinations={**_COUNT, "description": "Combinations of values, listed or not."},
        counts={
            **_list({"type": "object", "additionalProperties": {"type": ["string", "integer", "null"]}}),
            "description": "A value of each field of “by”, and “count”; a date is null where none is known.",
        },
        links=_object(self=_LINK),
    ),
    "Places": _object(
        query=_TEXT,
        total={**_COUNT, "description": "Places that the matches name, listed or not."},
        places=_list(_object(**_PLACE, url={**_LINK, "description": "The page's search, filtered by this place."})),
    ),
    "Place": _object(
        **_PLACE,
        contained={**_list(_object(id=_TEXT, name=_TEXT, count=_COUNT)), "description": "Places in it that are named."},
        links=_object(self=_LINK, page=_LINK),
    ),
    "Speaker": _object(
        name=_TEXT,
        kind=_TEXT,
        names={
            **_list(_object(value=_TEXT, count=_COUNT, reason=_or_null(_TEXT))),
            "description": "All names used, each with the reason why it was joined; null for `name` itself.",
        },
        roles=_VALUES,
        roles_of={**_COUNT, "description": "The newest paragraphs, of which the names and roles are."},
        paragraphs=_COUNT,
        articles=_COUNT,
        dates=_PERIODS,
        places=_list(_object(id=_TEXT, name=_TEXT, count=_COUNT)),
        sources=_VALUES,
        latest={**_list(_named("Result")), "description": "The newest paragraphs, those with quotations first."},
        links=_object(self=_LINK, page=_LINK, search=_LINK),
    ),
    "Suggestions": _object(
        query=_TEXT,
        field=_TEXT,
        suggestions=_list(_object(value=_TEXT, field=_TEXT, count=_COUNT)),
    ),
    "BrowserSuggestions": {
        "type": "array",
        "items": {"anyOf": [_TEXT, _list(_TEXT)]},
        "minItems": 3,
        "maxItems": 3,
        "description": "What was typed, the queries that complete it, and what each of these is.",
    },
    "Document": {"type": "object", "description": "An OpenAPI document."},
    "Health": _object(status={"type": "string", "const": "ok"}, generation={"type": ["string", "null"]}),
    "Readiness": _object(status={"type": "string", "const": "ready"}, generation=_TEXT),
    "Problem": _object(
        type=_LINK,
        title=_TEXT,
        status={"type": "integer", "minimum": 400, "maximum": 599},
        detail=_TEXT,
        instance=_LINK,
    ),
}
