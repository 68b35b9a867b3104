"""What the client gets instead of an answer: RFC 9457 `application/problem+json`, or a page for people.

Every failure becomes a Problem, whose `detail` is a sentence that says what to change.  Programs get it as JSON; who
asks for a page, as browsers do by their Accept header, gets the same sentence as HTML.  An unexpected exception is
logged once, by Flask, and never shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask, Response, request
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException

from index.errors import (
    ClusterError,
    ClusterUnavailableError,
    DatelineError,
    ExhaustedError,
    ForeignDirectoryError,
    IndexDamagedError,
    IndexMissingError,
    unreadable,
)
from search.archive import Archive
from search.errors import SearchError, SearchTimeoutError
from web.http.responses import json_response, page_response
from web.rendering.form import Form
from web.rendering.formatting import day, shortened
from web.urls import links
from web.urls.prefix import placed

Found = TypeVar("Found")

MEDIA_TYPE = "application/problem+json"
MACHINE_PATHS = (links.API, links.HEALTH, links.READY, links.METRICS, links.OPENAPI)
"""Paths that only programs ask for: their problems are always JSON."""

REBUILD = "dateline rebuild PATH... --index INDEX"

_DETAILS = {
    404: "There is nothing at this address; search for it from the start page, or read /help.",
    500: "Something went wrong on this side and was noted in the server's log; try again, or change the query.",
}


class NoSuchArticleError(DatelineError):
    """The archive holds no article of the id that the address names."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"No article has the id “{article_id[:80]}” in this archive; search for its words instead.")


class RemovedArticleError(DatelineError):
    """The article of the id that the address names was in the archive once."""

    def __init__(self, when: str) -> None:
        super().__init__(f"This article was removed from the archive on {day(when)}; search for its words instead.")


class NoSuchPlaceError(DatelineError):
    """No paragraph of the archive names the place of the id that the address names."""

    def __init__(self, place_id: str) -> None:
        super().__init__(
            f"This archive names no place of the id “{place_id[:80]}”; "
            f"{placed(links.PLACE_LIST_API)} lists its places with their ids."
        )


class NoSuchParagraphError(DatelineError):
    """The archive holds no such paragraph."""

    def __init__(self, article_id: str, ordinal: int) -> None:
        super().__init__(
            f"There is no paragraph {str(ordinal)[:12]} of an article “{article_id[:80]}” in this archive; "
            "search for its words instead."
        )


class NoSuchSpeakerError(DatelineError):
    """Nobody speaks in the archive under the name that the address has."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Nobody speaks as “{shortened(name, 80)}” in this archive; search for speaker: and a part of the name, "
            "or look for the name among a result's speakers."
        )


class BusyError(DatelineError):
    """As much is under way as can be; it can be asked again in `retry_after` seconds."""

    retry_after = 5

    def __init__(self, told: str = "") -> None:
        super().__init__(told or "Too many long searches are under way; ask again in some seconds, or for rarer words.")


def existing(found: Found | None, missing: DatelineError) -> Found:
    """Return what was found; raise `missing` where nothing was."""
    if found is None:
        raise missing
    return found


def existing_in(archive: Archive, article_id: str, found: Found | None, missing: DatelineError) -> Found:
    """Return what was found of an article; raise `missing` where nothing was, RemovedArticleError if it was removed."""
    if found is None and (when := archive.removed_on(article_id)):
        raise RemovedArticleError(when)
    return existing(found, missing)


@dataclass(frozen=True, slots=True)
class Problem:
    """A failure as the client sees it.  `detail` may hold a command between backquotes; where `command` makes the index
    that is missing, the page shows that instead.  `retry_after`: seconds until it may be asked again.  Where nothing
    that the archive is asked for is answered, the start page neither, `all_fail`."""

    status: int
    detail: str
    heading: str = ""
    command: str = ""
    retry_after: int | None = None
    all_fail: bool = False

    @property
    def title(self) -> str:
        """The status in words, as RFC 9457 wants it where the type is about:blank."""
        return HTTPStatus(self.status).phrase


def answer(problem: Problem) -> Response:
    """Return the problem as a response, in the form that the client asked for."""
    if _wants_page():
        form = None if problem.all_fail else Form(request.args.get("q", ""))
        response = page_response("problem.html", problem=problem, detail=_with_code(problem.detail), form=form)
    else:
        members = {
            "type": "about:blank",
            "title": problem.title,
            "status": problem.status,
            "detail": problem.detail,
            "instance": quote(placed(request.path)),
        }
        response = json_response(members, MEDIA_TYPE)
    response.status_code = problem.status
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept")
    if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = "GET, HEAD"
    if problem.retry_after is not None:
        response.retry_after = problem.retry_after
    return response


def _with_code(sentence: str) -> Markup:
    """Return the sentence as HTML, with what stands between backquotes as code."""
    parts = enumerate(sentence.split("`"))
    return Markup("").join(Markup("<code>{}</code>").format(part) if i % 2 else escape(part) for i, part in parts)


def _wants_page() -> bool:
    if request.path.startswith(MACHINE_PATHS):
        return False
    return request.accept_mimetypes.best_match([MEDIA_TYPE, "application/json", "text/html"]) == "text/html"


def register(app: Flask, index: str | Path) -> None:
    """Make the application answer every failure with a problem.

    Where `index` lies is nobody's business but of whoever runs the server: that is in the log alone, once a failure.
    """
    told: set[str] = set()

    def handle(kind: type[Exception] | int, describe: Callable[[Any], Problem]) -> None:
        app.register_error_handler(kind, lambda error: answer(describe(error)))

    def unready(error: DatelineError, heading: str, command: str = "", retry_after: int | None = None) -> Problem:
        if str(error) not in told:
            told.add(str(error))
            app.logger.error(error, exc_info=_unexpected(error))
        return Problem(503, error.public, heading, command, retry_after, all_fail=True)

    def exhausted(error: Exception) -> Problem:
        refused = unreadable(Path(index), error) if isinstance(error, OSError) else error
        if not isinstance(refused, ExhaustedError):
            raise error
        return unready(refused, "There is no room to answer")

    handle(NoSuchArticleError, lambda error: Problem(404, str(error), "No such article"))
    handle(RemovedArticleError, lambda error: Problem(410, str(error), "This article was removed"))
    handle(NoSuchParagraphError, lambda error: Problem(404, str(error), "No such paragraph"))
    handle(NoSuchPlaceError, lambda error: Problem(404, str(error), "No such place"))
    handle(NoSuchSpeakerError, lambda error: Problem(404, str(error), "No such speaker"))
    handle(SearchError, lambda error: Problem(400, str(error), "This cannot be searched as it stands"))
    handle(SearchTimeoutError, lambda error: Problem(503, str(error), "The search took too long"))
    handle(
        BusyError, lambda error: Problem(503, str(error), "Too much is under way", retry_after=BusyError.retry_after)
    )
    handle(IndexMissingError, lambda error: unready(error, "There is no index yet", REBUILD))
    handle(IndexDamagedError, lambda error: unready(error, "The index is damaged"))
    handle(
        ClusterUnavailableError,
        lambda error: unready(error, "The archive does not answer", retry_after=error.retry_after),
    )
    handle(ClusterError, lambda error: unready(error, "The archive cannot be read", retry_after=error.retry_after))
    handle(ForeignDirectoryError, lambda error: unready(error, "There is no index that can be read"))
    handle(DatelineError, lambda error: unready(error, "The archive cannot be read"))
    handle(ExhaustedError, exhausted)
    handle(OSError, exhausted)
    handle(HTTPException, _http_problem)
    handle(500, lambda error: Problem(500, _DETAILS[500], "That did not work"))


def _unexpected(error: Exception) -> BaseException | None:
    """Return the exception that damage was looked for and found after, None where it was found at once."""
    seen = error.__context__
    return None if isinstance(seen, DatelineError | OSError) or isinstance(error, ClusterError) else seen


def _http_problem(error: Exception) -> Problem:
    status = getattr(error, "code", None) or 500
    own = _DETAILS.get(status, "").replace(links.HELP, placed(links.HELP))
    described = own or getattr(error, "description", None) or HTTPStatus(status).phrase
    return Problem(status, described, HTTPStatus(status).phrase)
