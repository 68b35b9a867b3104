"""Ways out of an empty page, in words: searches that do find something."""

from collections.abc import Iterable, Mapping

from search.request import SearchRequest
from search.results import WayOut
from web.pages.filters import NO_LABELS, chips
from web.rendering.form import Choice
from web.rendering.formatting import counted, shortened
from web.urls.links import address

SHOWN_CHARACTERS = 80


def ways_out(asked: SearchRequest, ways: Iterable[WayOut], labels: Mapping[str, str] = NO_LABELS) -> tuple[Choice, ...]:
    """Return links to what asks for less, each with what it finds; `labels` are those of chips."""
    return tuple(Choice(f"{_label(asked, way, labels)} ({_found(asked, way)})", address(way.request)) for way in ways)


def _found(asked: SearchRequest, way: WayOut) -> str:
    return counted(way.total, asked.group) if way.total else "some of the words"


def _label(asked: SearchRequest, way: WayOut, labels: Mapping[str, str]) -> str:
    request = way.request
    match way.change:
        case "named":
            return f"the same with {way.name}"
        case "named alone":
            return f"{way.name} alone"
        case "without":
            chip = next(chip for chip in chips(asked, labels) if chip.without == request)
            return f"the same without the {chip.field} {chip.label}"
        case "unfiltered":
            return "the same without any filter"
        case "words":
            return f"the words {shortened(request.query, SHOWN_CHARACTERS)} anywhere"
        case "words unfiltered":
            return f"the words {shortened(request.query, SHOWN_CHARACTERS)} anywhere, without filters"
        case "filters":
            return "all that passes these filters"
        case "newest":
            return "the newest of all"
