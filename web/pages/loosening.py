"""Ways out of an empty page: searches that ask for less and do find something, each with what it finds."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from search.archive import Archive
from search.request import SearchRequest
from search.service.relaxation import fielded_parts, plain_words
from web.pages.filters import chips, without_filters
from web.rendering.form import Choice
from web.rendering.formatting import counted, shortened
from web.urls.links import address

WAYS = 3
"""Links that are offered."""
PARTS_TRIED = 4
ABSENT: Mapping[str, str] = {
    "speaker": "No speaker of this archive is called “{}”.",
    "said": "Nobody in this archive says “{}”.",
    "location": "No place called “{}” is named in this archive.",
    "country": "No place in the country “{}” is named in this archive.",
    "source": "No source of this archive is called “{}”.",
    "title": "No title in this archive has “{}”.",
}
"""What the archive has nothing of, by the field of the query."""


def absent(archive: Archive, query: str) -> tuple[str, ...]:
    """Say which parts of a query, each by itself, the archive has nothing of; of bare words, the notices say it."""
    return tuple(
        ABSENT[field].format(shortened(text, 80))
        for field, text in fielded_parts(query, archive.limits)[:PARTS_TRIED]
        if field in ABSENT and not archive.search(SearchRequest(query=f'{field}:"{text}"', size=1)).total
    )


def ways_out(archive: Archive, asked: SearchRequest) -> tuple[Choice, ...]:
    """Return searches that find something where this one, with all that it asks for, finds nothing."""
    found: list[Choice] = []
    seen = {asked}
    for label, looser in _looser(archive, asked):
        if len(found) == WAYS:
            break
        if looser in seen:
            continue
        seen.add(looser)
        page = archive.search(replace(looser, size=1))
        if page.total:
            found.append(Choice(f"{label} ({counted(page.total, asked.group)})", address(looser)))
        elif page.results:
            found.append(Choice(f"{label} (some of the words)", address(looser)))
    return tuple(found)


def _looser(archive: Archive, asked: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
    """Yield what asks for less, the closest first, and in the end for anything."""
    asked = replace(asked, page=1)
    filters = chips(asked)
    for chip in filters[-2:]:
        yield f"the same without the {chip.field} {chip.label}", chip.without
    if len(filters) > 1:
        yield "the same without any filter", without_filters(asked)
    plain = plain_words(asked.query, archive.limits)
    if plain and plain != asked.query:
        yield f"the words {shortened(plain, 80)} anywhere", replace(asked, query=plain)
        yield (
            f"the words {shortened(plain, 80)} anywhere, without filters",
            replace(without_filters(asked), query=plain),
        )
    if asked.query and filters:
        yield "all that passes these filters", replace(asked, query="")
    yield "the newest of all", SearchRequest(sort="newest", group=asked.group)
    yield from _frequent(archive, asked)


def _frequent(archive: Archive, asked: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
    """Yield all by the archive's most frequent speaker, and all about its most frequent place."""
    anything = SearchRequest(group=asked.group)
    for one in archive.values(anything, "speaker", 1).values:
        yield f"all that {one.value} says", replace(anything, speakers=(one.value,))
    for one in archive.values(anything, "location", 1).values:
        yield f"all about {one.value}", replace(anything, locations=(one.value,))
