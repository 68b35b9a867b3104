"""How a paragraph is cited: a sentence to paste, and an entry of BibTeX.

/cite/<article>/<n> shows both; `?as=text` and `?as=bibtex` are either of them alone, for the script of the article page
and for saving.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from urllib.parse import quote

from search.limits import Limits
from search.request import SearchRequest
from web.urls.parameters import (
    search_parameters,
)

_WRITTEN = tuple((parameter.name, parameter.default) for parameter in search_parameters(Limits()))


_PLACES = {name: place for place, (name, _) in enumerate(_WRITTEN)}


_VALUES = attrgetter(*(parameter.field for parameter in search_parameters(Limits())))


def pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """Return the parameters that say this search, without those that hold their default."""
    found: list[tuple[str, str]] = []
    values: tuple[str | int | tuple[str, ...] | None, ...] = _VALUES(request)
    for (name, default), value in zip(_WRITTEN, values, strict=True):
        if not value or value == default:
            continue
        found += ((name, text) for text in value) if isinstance(value, tuple) else ((name, str(value)),)
    return found


@lru_cache(maxsize=4096)
def url_quoted(text: str) -> str:
    """Quote a value for a URL; a page has the same in many of its links."""
    return quote(text, safe="")


def address(request: SearchRequest, path: str = "/") -> str:
    """Return the URL, without host, that asks for this search at `path`."""
    query = "&".join(f"{name}={url_quoted(value)}" for name, value in pairs(request))
    return f"{path}?{query}" if query else path


def addresses_with(request: SearchRequest, name: str) -> Callable[[str], str]:
    """Return what gives the URL of this search's first page with one more value of a parameter.

    It is the URL that `address` gives of such a request; of many that differ in one value the rest is written once.
    """
    written = pairs(replace(request, page=1))
    before = "".join(f"{one}={url_quoted(value)}&" for one, value in written if _PLACES[one] <= _PLACES[name])
    after = "".join(f"&{one}={url_quoted(value)}" for one, value in written if _PLACES[one] > _PLACES[name])
    return lambda value: f"/?{before}{name}={url_quoted(value)}{after}"


def article_address(article_id: str, ordinal: int | None = None, query: str = "", path: str = "/articles/") -> str:
    """Return the URL, without host, of an article, of one of its paragraphs, with the words of a query marked."""
    asked = f"?q={url_quoted(query)}" if query else ""
    anchor = f"#p{ordinal}" if ordinal is not None else ""
    return f"{path}{url_quoted(article_id)}{asked}{anchor}"


def citation_address(article_id: str, ordinal: int | str) -> str:
    """Return the URL, without host, of the page that cites a paragraph; an ordinal "" is left to be added."""
    return f"/cite/{url_quoted(article_id)}/{ordinal}"


def speaker_address(name: str, path: str = "/speakers/") -> str:
    """Return the URL, without host, of a speaker's page."""
    return path + url_quoted(name)


def place_address(place_id: str) -> str:
    """Return the URL, without host, of a place's page, which a name leads to as well as an id."""
    return f"/places/{url_quoted(place_id)}"


def similar_address(article_id: str, ordinal: int | str) -> str:
    """Return the URL, without host, of the page with the paragraphs like one; an ordinal "" is left to be added."""
    return f"/like/{url_quoted(article_id)}/{ordinal}"
