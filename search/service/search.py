"""A request answered: planned, found, shown, and told of what it lacks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from index.analysis.analyzer import readings, stem, words
from index.analysis.languages import native_term
from search.engine.protocol import Found, Snapshot, Wanted
from search.errors import SearchEndedError
from search.fields import FILTERS, PLACE_ID, FacetName
from search.limits import Deadline
from search.query.correction import suggest_query
from search.query.nodes import Exactly, Word
from search.query.planner import Plan, Planner
from search.request import CountedBy, Detail, Interval, SearchRequest
from search.results import (
    Choices,
    CountTable,
    Facets,
    FacetValue,
    Hit,
    PlaceList,
    Reading,
    SearchPage,
    Subject,
    ValueList,
)
from search.service.cursor import cursor_of, position_of
from search.service.hits import hits_of
from search.service.misnamed import Misnamed, misnamed
from search.service.readings import read as read_otherwise
from search.service.relaxation import absent_parts, ways_out

VALUES_COUNTED = 20
"""Values of a facet that are returned, the most frequent; rarer ones are found by searching for them."""
SPEAKERS_COUNTED = 60
"""Speakers among which a page has enough people, organisations and unnamed groups to show each by themselves."""
WORDS_NAMED = 5
"""Words that a notice lists; a pasted sentence may lack many."""


def search(
    snapshot: Snapshot, planner: Planner, request: SearchRequest, detail: Detail, deadline: Deadline
) -> SearchPage:
    """Answer a request within the limits; raise SearchEndedError when it takes too much."""
    plan = planner.of(request)
    publication = snapshot.info.publication
    start = position_of(detail.after, publication) if detail.after else (request.page - 1) * request.size
    filtered = [one.facet for one in plan.filters if isinstance(one, Exactly)] if detail.with_choices else []
    counted: dict[FacetName, int] = dict.fromkeys(FILTERS, VALUES_COUNTED)
    if detail.with_choices:
        counted["speaker"] = SPEAKERS_COUNTED
    if detail.facets:
        counted = dict(detail.facets)
    wanted = Wanted(
        sort=request.sort,
        group=request.group,
        start=start,
        stop=start + request.size,
        once=request.copies == "one" and not plan.asks_for_copies,
        next_best=True,
        articles=True,
        facets=counted,
        alternatives={facet: counted.get(facet, VALUES_COUNTED) for facet in filtered},
        histogram=True,
        interval=detail.interval,
    )
    found = snapshot.find(plan, wanted, deadline)
    unknown = _unknown_words(snapshot, plan)
    results = hits_of(snapshot, found.matches, plan.marked, deadline.check)
    names = _misnamed(snapshot, planner, request, found, deadline)
    offered, subjects = _read(snapshot, planner, request, deadline)
    is_advised = detail.with_choices or not found.matches
    return SearchPage(
        total=found.total,
        took_ms=round(deadline.elapsed_ms(), 2),
        results=results,
        facets=_facets(found) if found.total else replace(facets_of(results, counted), undated=found.undated),
        suggestion=_suggestion(snapshot, planner, request.query, unknown, names),
        notices=(*plan.notices, *_nowhere(unknown), *_past_the_end(request, found.listed)),
        generation=snapshot.info.generation,
        articles=found.articles,
        origins=found.listed,
        choices=_choices(snapshot, planner, request, found, names, deadline) if is_advised else Choices(),
        labels=_labels(snapshot, request),
        after=cursor_of(publication, start + request.size) if start + request.size < found.listed else "",
        readings=offered,
        subjects=subjects,
    )


def _read(
    snapshot: Snapshot, planner: Planner, request: SearchRequest, deadline: Deadline
) -> tuple[tuple[Reading, ...], tuple[Subject, ...]]:
    """Read the words of a first page's query otherwise."""
    if request.page > 1:
        return (), ()
    try:
        return read_otherwise(snapshot, planner, request, deadline)
    except SearchEndedError:  # the answer is there; what else it might be can be done without
        return (), ()


def places(snapshot: Snapshot, planner: Planner, request: SearchRequest, limit: int, deadline: Deadline) -> PlaceList:
    """Count the places that all matches of a request name; raise SearchEndedError when it takes too much."""
    return snapshot.find(planner.of(request), Wanted(group=request.group, places=limit), deadline).places


def counts(
    snapshot: Snapshot,
    planner: Planner,
    request: SearchRequest,
    by: Sequence[CountedBy],
    interval: Interval,
    limit: int,
    deadline: Deadline,
) -> CountTable:
    """Count all matches of a request by combinations of fields."""
    return snapshot.tabulate(planner.of(request), by, interval, request.group, limit, deadline)


def values(
    snapshot: Snapshot, planner: Planner, request: SearchRequest, field: FacetName, limit: int, deadline: Deadline
) -> ValueList:
    """Count the values of a field over the matches of a request without its filter of that field."""
    plan = planner.of(request).without(field)
    return snapshot.find(plan, Wanted(group=request.group, facets={field: limit}), deadline).facets[field]


def _labels(snapshot: Snapshot, request: SearchRequest) -> dict[str, str]:
    """Return what the places are called that are filtered by their ids, by the values that stand for them."""
    by_id = [value for value in request.locations if value.startswith(PLACE_ID)]
    places = ((value, snapshot.place(value.removeprefix(PLACE_ID))) for value in by_id)
    return {value: place.label or place.name for value, place in places if place}


def _facets(found: Found) -> Facets:
    counted = {facet: listed.values for facet, listed in found.facets.items()}
    return Facets(**counted, date=found.histogram, undated=found.undated)


def facets_of(hits: Sequence[Hit], sizes: Mapping[FacetName, int]) -> Facets:
    """Count the values of hits, most frequent first, then by name; of each facet as many as its size; without dates."""
    kinds = {one.name: one.kind for hit in hits for one in hit.speakers}
    values: Mapping[FacetName, Iterable[str | None]] = {
        "speaker": (name for hit in hits for name in {one.name for one in hit.speakers}),
        "location": (name for hit in hits for name in {place.name for place in hit.locations}),
        "country": (code for hit in hits for code in {place.country for place in hit.locations}),
        "source": (hit.article.source for hit in hits),
    }
    counted: dict[str, Any] = {
        field: tuple(
            FacetValue(value, count, kind=kinds.get(value, "") if field == "speaker" else "")
            for value, count in sorted(
                Counter(filter(None, values[field])).items(), key=lambda item: (-item[1], item[0])
            )
        )[:size]
        for field, size in sizes.items()
    }
    return Facets(**counted)


def _misnamed(
    snapshot: Snapshot, planner: Planner, request: SearchRequest, found: Found, deadline: Deadline
) -> tuple[Misnamed, ...]:
    """Return the names in a request that finds nothing which the archive doesn't have."""
    if found.total or request.page > 1:
        return ()
    try:
        return misnamed(snapshot, planner, request, deadline)
    except SearchEndedError:  # the answer is there; advice can be done without
        return ()


def _choices(
    snapshot: Snapshot,
    planner: Planner,
    request: SearchRequest,
    found: Found,
    names: Sequence[Misnamed],
    deadline: Deadline,
) -> Choices:
    alternatives = {facet: listed.values for facet, listed in found.alternatives.items()}
    if found.matches or request.page > 1:
        return Choices(alternatives)
    try:
        absent = absent_parts(snapshot, planner, request.query, deadline)
        return Choices(alternatives, absent, ways_out(snapshot, planner, request, names, deadline))
    except SearchEndedError:  # the answer is there; advice can be done without
        return Choices(alternatives)


def _unknown_words(snapshot: Snapshot, plan: Plan) -> tuple[str, ...]:
    """List the bare words, of one index term each, that stand nowhere in the archive."""
    bare = [
        (leaf.text, stem(word))
        for leaf in plan.wanted
        if isinstance(leaf, Word) and len(words(leaf.text)) == 1
        for (word,) in readings(leaf.text)
    ]
    counts = snapshot.document_frequencies("text", [term for _, term in bare])
    known = {typed for (typed, _), count in zip(bare, counts, strict=True) if count}
    for language in snapshot.info.languages:
        natives = [native_term(language, words(typed)[0]) for typed, _ in bare]
        counts = snapshot.document_frequencies("native", natives)
        known |= {typed for (typed, _), count in zip(bare, counts, strict=True) if count}
    return tuple(dict.fromkeys(typed for typed, _ in bare if typed not in known))


def _suggestion(
    snapshot: Snapshot, planner: Planner, query: str, unknown: Sequence[str], names: Sequence[Misnamed]
) -> str | None:
    """Rewrite the query with words and names of the archive for those that it doesn't have."""
    corrections = {word: better for word in unknown if (better := snapshot.correct(word))}
    suggested = suggest_query(query, corrections) if corrections else query
    for one in names:
        if one.leaf:
            suggested = replace(one, asked=replace(one.asked, query=suggested)).named(planner, one.nearest[0]).query
    return suggested if suggested != query else None


def _past_the_end(request: SearchRequest, total: int) -> tuple[str, ...]:
    pages = -(-total // request.size)
    if request.page == 1 or request.page <= pages:
        return ()
    return (f"Page {request.page} is past the end: there {'is 1 page' if pages == 1 else f'are {pages} pages'}.",)


def _nowhere(unknown: Sequence[str]) -> tuple[str, ...]:
    if not unknown:
        return ()
    listed = ", ".join(f"“{word}”" for word in unknown[:WORDS_NAMED]) + (" …" if len(unknown) > WORDS_NAMED else "")
    return (f"{listed} {'stands' if len(unknown) == 1 else 'stand'} nowhere in the archive.",)
