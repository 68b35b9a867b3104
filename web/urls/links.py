"""Every address of this program, without host: what stands where, and how a link there is written.

A page leads to others by some hundred links, and a program follows the same ones.  They are written here and nowhere
else, by one function for each thing that can be led to, so that an address changes in one place and what a link quotes
is quoted by one rule, and begins with the prefix that the program has on its host (`web.urls.prefix`), which the
constants lack.  A link to a search holds the whole search: what `web.urls.parameters` reads, `pairs` writes.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from urllib.parse import quote, urlsplit

from search.limits import Limits
from search.request import SearchRequest
from web.urls.parameters import PART as _PART
from web.urls.parameters import search_parameters
from web.urls.prefix import placed

HOME = "/"
HELP = "/help"
REFERENCE = "/reference"
MAP = "/map"
FEED = "/feed.atom"
EXPORT = "/export."
VALUES = "/values/"
ARTICLES = "/articles/"
CITATIONS = "/cite/"
SIMILAR = "/like/"
SPEAKERS = "/speakers/"
PLACES = "/places/"
STATIC = "/static/"
BROWSER_SEARCH = "/opensearch.xml"

API = "/api/"
SEARCH_API = "/api/search"
ARTICLES_API = "/api/articles/"
SPEAKERS_API = "/api/speakers/"
PLACE_LIST_API = "/api/places"
COUNTS_API = "/api/counts"
PLACES_API = "/api/places/"
SUGGEST_API = "/api/suggest"
BROWSER_SUGGEST_API = "/api/suggest/opensearch"
HEALTH = "/healthz"
READY = "/readyz"
METRICS = "/metrics"
OPENAPI = "/openapi.json"

_MOSTLY_FIRST = 100
"""Paragraphs that stand in the first part of any article but one of very long ones, which needs no parameter."""
_WRITTEN = tuple((parameter.name, parameter.default) for parameter in search_parameters(Limits()))
_VALUES = attrgetter(*(parameter.field for parameter in search_parameters(Limits())))
_PLACES = {name: place for place, (name, _) in enumerate(_WRITTEN)}


@lru_cache(maxsize=4096)
def url_quoted(text: str) -> str:
    """Quote a value for a URL; a page has the same in many of its links."""
    return quote(text, safe="")


def pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """Return the parameters that say this search, without those that hold their default."""
    found: list[tuple[str, str]] = []
    values: tuple[str | int | tuple[str, ...] | None, ...] = _VALUES(request)
    for (name, default), value in zip(_WRITTEN, values, strict=True):
        if not value or value == default:
            continue
        found += ((name, text) for text in value) if isinstance(value, tuple) else ((name, str(value)),)
    return found


def with_parameters(path: str, parameters: Iterable[tuple[str, str]]) -> str:
    """Return the URL of a path with a query of these names and values."""
    query = "&".join(f"{name}={url_quoted(value)}" for name, value in parameters)
    return f"{path}?{query}" if query else path


def address(request: SearchRequest) -> str:
    """Return the URL of the page with a search's results."""
    return with_parameters(placed(HOME), pairs(request))


def addresses_with(request: SearchRequest, name: str) -> Callable[[str], str]:
    """Return what gives the URL of this search's first page with one more value of a parameter.

    It is the URL that `address` gives of such a request; of many that differ in one value the rest is written
    once.
    """
    before, after = _around(request, name)
    return lambda value: f"{before}{name}={url_quoted(value)}{after}"


def addresses_between(request: SearchRequest) -> Callable[[str, str], str]:
    """Return what gives the URL of this search's first page from a day to another, instead of its own days."""
    before, after = _around(replace(request, date_from=None, date_to=None, undated="either"), "from")
    return lambda first, last: f"{before}from={first}&to={last}{after}"


def _around(request: SearchRequest, name: str) -> tuple[str, str]:
    """Return what stands before and behind a further value of a parameter in the URL of a search's first page."""
    written = pairs(replace(request, page=1))
    before = "".join(f"{one}={url_quoted(value)}&" for one, value in written if _PLACES[one] <= _PLACES[name])
    after = "".join(f"&{one}={url_quoted(value)}" for one, value in written if _PLACES[one] > _PLACES[name])
    return f"{placed(HOME)}?{before}", after


def search_api_address(request: SearchRequest, further: Iterable[tuple[str, str]] = ()) -> str:
    """Return the URL of a search's answer for programs, with further parameters."""
    return with_parameters(placed(SEARCH_API), [*pairs(request), *further])


def counts_api_address(request: SearchRequest, further: Iterable[tuple[str, str]]) -> str:
    """Return the URL of counts over a search's matches, with the parameters that say by what."""
    return with_parameters(placed(COUNTS_API), [*pairs(request), *further])


def feed_address(request: SearchRequest) -> str:
    """Return the URL of a search's feed."""
    return with_parameters(placed(FEED), pairs(request))


def export_address(request: SearchRequest, suffix: str) -> str:
    """Return the URL of a search's matches as a file, in the form of that suffix."""
    return with_parameters(placed(EXPORT + suffix), pairs(request))


def map_address(request: SearchRequest) -> str:
    """Return the URL of the map of the places that a search names."""
    return with_parameters(placed(MAP), pairs(request))


def values_address(request: SearchRequest, field: str) -> str:
    """Return the URL of the page with all values of a field in a search."""
    return with_parameters(placed(VALUES + field), pairs(request))


def article_address(article_id: str, ordinal: int | None = None, query: str = "") -> str:
    """Return the URL of an article, of one of its paragraphs, with the words of a query marked."""
    own = placed(ARTICLES) + url_quoted(article_id)
    asked = [("q", query)] if query else []
    if ordinal is None:
        return with_parameters(own, asked)
    return f"{with_parameters(own, [*asked, *_part_of(ordinal)])}#{anchor(ordinal)}"


def addresses_in_articles(request: SearchRequest) -> Callable[[str, int], str]:
    """Return what gives the URL of an article's paragraph that a search found: it holds the whole search."""
    asked, articles = pairs(request), placed(ARTICLES)
    query = with_parameters("", asked)

    def address_of(article_id: str, ordinal: int) -> str:
        search = with_parameters("", [*asked, *_part_of(ordinal)]) if ordinal > _MOSTLY_FIRST else query
        return f"{articles}{url_quoted(article_id)}{search}#{anchor(ordinal)}"

    return address_of


def article_part_address(article_id: str, ordinal: int, request: SearchRequest) -> str:
    """Return the URL of that part of a long article that begins with a paragraph; it holds the whole search."""
    return with_parameters(placed(ARTICLES) + url_quoted(article_id), [*pairs(request), (_PART.name, str(ordinal))])


def article_api_address(article_id: str, query: str = "", ordinal: int | None = None) -> str:
    """Return the URL of an article for programs, of the part of a long one that begins with a paragraph."""
    asked = [("q", query)] if query else []
    part = [(_PART.name, str(ordinal))] if ordinal else []
    return with_parameters(placed(ARTICLES_API) + url_quoted(article_id), [*asked, *part])


def _part_of(ordinal: int) -> list[tuple[str, str]]:
    """Return the parameters that lead to a paragraph's part of a long article: a fragment is seen by browsers alone."""
    return [(_PART.name, str(ordinal))] if ordinal > _MOSTLY_FIRST else []


def anchor(ordinal: int | str) -> str:
    """Return the id that a paragraph has on its article's page; an ordinal "" is left to be added."""
    return f"p{ordinal}"


def step_address(name: str, ordinal: int | str) -> str:
    """Return the URL, relative to an article's own, that leads on to what `name` calls (cite, like) of a paragraph.

    An ordinal "" is left to be added.
    """
    return f"?{name}={ordinal}"


def citation_address(article_id: str, ordinal: int | str, form: str = "") -> str:
    """Return the URL of the page that cites a paragraph, or of the citation alone in a form.

    An ordinal "" is left to be added.
    """
    own = f"{placed(CITATIONS)}{url_quoted(article_id)}/{ordinal}"
    return with_parameters(own, [("as", form)]) if form else own


def similar_address(article_id: str, ordinal: int) -> str:
    """Return the URL of the page with the paragraphs like one."""
    return f"{placed(SIMILAR)}{url_quoted(article_id)}/{ordinal}"


def speaker_address(name: str) -> str:
    """Return the URL of a speaker's page."""
    return placed(SPEAKERS) + url_quoted(name)


def speaker_api_address(name: str) -> str:
    """Return the URL of a speaker for programs."""
    return placed(SPEAKERS_API) + url_quoted(name)


def place_address(place_id: str) -> str:
    """Return the URL of a place's page, which a name leads to as well as an id."""
    return placed(PLACES) + url_quoted(place_id)


def place_api_address(place_id: str) -> str:
    """Return the URL of a place for programs."""
    return placed(PLACES_API) + url_quoted(place_id)


def static_address(name: str) -> str:
    """Return the path of a file that pages refer to."""
    return STATIC + name


def query_template(path: str) -> str:
    """Return the URL template (OpenSearch 1.1) of a path that takes a query."""
    return f"{placed(path)}?q={{searchTerms}}"


def root_of(url: str) -> str:
    """Return what makes an address of this program a whole one, from any URL on its host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
