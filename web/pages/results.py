"""The results page: the answer to a search, what else could be chosen, and ways out where there is no answer.

A search is one URL, and all that changes it is a link or a form that holds the rest of it.  Everything that the page
shows is prepared here as texts and addresses, so that the template decides nothing.
"""

from dataclasses import dataclass, replace
from typing import get_args

from flask import Blueprint, Flask, Response

from search.archive import Archive
from search.request import Group, SearchRequest, Sort
from search.results import Reading, SearchPage
from web.api.exports import export_links
from web.http.asked import lenient_search
from web.http.caching import fresh
from web.http.responses import page_response
from web.pages.filters import (
    Alternatives,
    Chip,
    FacetList,
    SubjectLink,
    about,
    chips,
    facet_lists,
    without_filters,
)
from web.pages.passages import Passage, results
from web.pages.start import welcome
from web.pages.ways_out import ways_out
from web.rendering.absence import absent
from web.rendering.form import Choice, Form, form, without
from web.rendering.formatting import counted, milliseconds, shortened
from web.rendering.histogram import Histogram, histogram
from web.rendering.pagination import last_page, neighbours, offered_pages
from web.urls.links import address


def register(app: Flask, archive: Archive) -> None:
    """Add the page to the application; where nothing is asked for, it is the start page."""
    pages = Blueprint("results", __name__)

    @pages.get("/")
    def page() -> Response:
        asked = lenient_search(archive.limits)
        if asked == SearchRequest():
            return fresh(archive, lambda: page_response("start.html", start=welcome(archive)))

        def make() -> Response:
            found = searched(archive, asked)
            return page_response("results.html", listing=found, links=export_links(asked, found.has_matches))

        return fresh(archive, make)

    app.register_blueprint(pages)


@dataclass(frozen=True, slots=True)
class Dates:
    """The form that narrows the dates, and what it carries along."""

    earliest: str
    latest: str
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReadingLink:
    """How the words of a query may be read: told around a name, as a query, and what that finds."""

    before: str
    name: str
    after: str
    query: str
    url: str
    count: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of results.  `full` have all that was asked; `partial`, which follow them, lack some words.

    `undated` leads to what has no date: in no bar of the histogram, or left out, as `leaves_out` tells.  `about` leads
    to the pages of the speaker and the place that the search names, `readings` to what its words may ask for in the
    language.
    """

    form: Form
    title: str
    total: str
    has_matches: bool
    took: str
    notices: tuple[str, ...]
    suggestion: Choice | None
    sorts: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    chips: tuple[Chip, ...]
    clear: str
    about: tuple[SubjectLink, ...]
    readings: tuple[ReadingLink, ...]
    facets: tuple[FacetList, ...]
    dates: Dates
    histogram: Histogram | None
    undated: Choice | None
    leaves_out: bool
    full: tuple[Passage, ...]
    partly: str
    partial: tuple[Passage, ...]
    previous: str
    following: str
    pages: tuple[Choice, ...]
    nothing: str
    absent: tuple[str, ...]
    loosen: tuple[Choice, ...]


def listing(
    asked: SearchRequest,
    page: SearchPage,
    max_window: int,
    *,
    alternatives: Alternatives | None = None,
    absent: tuple[str, ...] = (),
    loosen: tuple[Choice, ...] = (),
) -> Listing:
    """Prepare the answer to a search.

    `alternatives` are further values of the fields that are filtered by; of an empty page, `absent` says what the
    archive has nothing of, and `loosen` are ways out.
    """
    passages = results(page.results, asked)
    previous, following = neighbours(asked, page.origins, max_window)
    active, several = chips(asked, page.labels), max(len(passages), page.total) > 1 or asked.page > 1
    return Listing(
        form=form(asked),
        title=shortened(asked.query, 80) or "All paragraphs",
        total=_total(asked, page),
        has_matches=page.total > 0,
        took=milliseconds(page.took_ms),
        notices=page.notices,
        suggestion=_suggestion(asked, page),
        sorts=tuple(_choice(asked, asked.sort, sort=sort) for sort in get_args(Sort)) if several else (),
        groups=tuple(_choice(asked, asked.group, group=group) for group in _groups(asked, page)) if several else (),
        chips=active,
        clear=address(without_filters(asked)) if len(active) > 1 else "",
        about=about(asked, page.subjects, page.labels),
        readings=tuple(_reading(asked, one) for one in page.readings),
        facets=facet_lists(asked, page.facets, alternatives, of_all=page.total > 0),
        dates=Dates(asked.date_from or "", asked.date_to or "", without(asked, "from", "to", "undated")),
        histogram=histogram(asked, page.facets.date),
        undated=_undated(asked, page),
        leaves_out=_leaves_out(page),
        full=tuple(one for one in passages if not one.missing),
        partly="With some of the words" if page.total else "Nothing has all of the words; these have some",
        partial=tuple(one for one in passages if one.missing),
        previous=address(previous) if previous else "",
        following=address(following) if following else "",
        pages=_pages(asked, page.origins, max_window),
        nothing=_nothing(asked),
        absent=absent,
        loosen=loosen,
    )


def _total(asked: SearchRequest, page: SearchPage) -> str:
    if asked.group == "article" or page.total < 2:
        return counted(page.total, asked.group)
    origins = f", {counted(page.origins, 'origin')}" if page.origins < page.total else ""
    return f"{counted(page.total, asked.group)} in {counted(page.articles, 'article')}{origins}"


def _groups(asked: SearchRequest, page: SearchPage) -> tuple[Group, ...]:
    """Return what can be counted: origins only where they are fewer than paragraphs."""
    has_copies = asked.group == "origin" or page.origins < page.total
    return tuple(group for group in get_args(Group) if group != "origin" or has_copies)


def _undated(asked: SearchRequest, page: SearchPage) -> Choice | None:
    count = page.facets.undated
    if not count or asked.undated == "only":
        return None
    said = f"{count:,} without a date{' left out' if _leaves_out(page) else ''}"
    return Choice(said, address(replace(asked, page=1, undated="only")))


def _leaves_out(page: SearchPage) -> bool:
    """Tell whether what has no date is left out: then all matches are dated."""
    return sum(bucket.count for bucket in page.facets.date) >= page.total


def _nothing(asked: SearchRequest) -> str:
    if not asked.query:
        return "Nothing in this archive passes these filters."
    with_filters = " and passes these filters" if chips(asked) else ""
    return f"Nothing in this archive matches “{shortened(asked.query, 200)}”{with_filters}."


def _choice(asked: SearchRequest, current: str, **change: str) -> Choice:
    (value,) = change.values()
    label = f"{value}s" if "group" in change else value
    changed = replace(asked, page=1, **change)  # type: ignore[arg-type]
    return Choice(label, address(changed), value == current)


def _reading(asked: SearchRequest, one: Reading) -> ReadingLink:
    url = address(replace(asked, page=1, query=one.query))
    return ReadingLink(one.before, one.name, one.after, one.query, url, f"{one.total:,}")


def _suggestion(asked: SearchRequest, page: SearchPage) -> Choice | None:
    if not page.suggestion:
        return None
    return Choice(page.suggestion, address(replace(asked, page=1, query=page.suggestion)))


def _pages(asked: SearchRequest, total: int, max_window: int) -> tuple[Choice, ...]:
    last = last_page(asked, total, max_window)
    if last == 1 and asked.page == 1:
        return ()
    return tuple(
        Choice(f"{number:,}", address(replace(asked, page=number)), number == asked.page) if number else Choice("…")
        for number in offered_pages(min(asked.page, last), last)
    )


def searched(archive: Archive, asked: SearchRequest) -> Listing:
    """Ask the archive, and prepare its answer for the page."""
    page = archive.search(asked, with_choices=True)
    choices = page.choices
    return listing(
        asked,
        page,
        archive.limits.max_window,
        alternatives=choices.alternatives,
        absent=absent(choices.absent),
        loosen=ways_out(asked, choices.ways_out, page.labels),
    )
