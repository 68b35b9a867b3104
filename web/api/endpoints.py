"""The endpoints for programs, a row each: from this table /openapi.json and /reference are made.

Whoever adds an endpoint adds its row here and the schema of its answer to `web.api.schemas`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from search.fields import ALL, FILTERS, SUGGESTION_FIELDS
from search.limits import Limits
from search.request import CountedBy, Interval
from web.urls import links
from web.urls.kinds import Cursor, FacetSizes, OneOf, Several, Text, Whole
from web.urls.parameters import MAX_NAME_CHARACTERS, PART, Parameter, search_parameters

AFTER = "after"
"""The parameter that says where a search goes on."""
PLACES_LISTED = 100
"""Places listed where neither a `size` nor a limit says otherwise."""
NOT_FOR_PLACES = ("sort", "page", "size")
"""Parameters of a search that make no difference to which places its matches name."""

Parameters = tuple[Parameter, ...]


def article_parameters(limits: Limits) -> Parameters:
    """Return the parameters of an article."""
    return Parameter("q", "query", Text(limits.max_query_characters), "The query whose words are marked."), PART


def search_api_parameters(limits: Limits) -> Parameters:
    """Return the parameters of a search as programs ask for it."""
    return (*search_parameters(limits), *further_parameters())


def further_parameters() -> Parameters:
    """Return what programs may ask of a search besides what a page may."""
    about = "Where to go on, as the answer before had it; however deep that is, but only until the next publication."
    return (
        Parameter(AFTER, AFTER, Cursor(), about),
        Parameter(
            "facets",
            "facets",
            FacetSizes(),
            "Which facets are counted, and how many values of each are given (source:200,speaker:50); else all.",
            most=len(FILTERS),
        ),
        interval_parameter("Periods by which dates are counted; if not given, the finest that gives at most 60."),
    )


def interval_parameter(about: str, default: str | None = None) -> Parameter:
    """Return the parameter that says by which periods dates are counted."""
    return Parameter("interval", "interval", OneOf(get_args(Interval)), about, default=default)


def filter_parameters(limits: Limits) -> Parameters:
    """Return the parameters of a search that say which paragraphs match it, and whether they are counted by article."""
    return tuple(parameter for parameter in search_parameters(limits) if parameter.name not in NOT_FOR_PLACES)


def place_size(limits: Limits) -> Parameter:
    """Return the parameter that says how many places are listed."""
    about, default = "Places listed, the most frequent.", places_listed(limits)
    return Parameter("size", "limit", Whole(limits.max_places), about, default=default)


def places_listed(limits: Limits) -> int:
    """Return how many places are listed where no `size` says so."""
    return min(PLACES_LISTED, limits.max_places)


def counts_parameters() -> Parameters:
    """Return the parameters of counts besides those of a search."""
    return (
        Parameter("by", "by", Several(get_args(CountedBy)), "What is counted by, between commas.", default="date"),
        interval_parameter("Periods by which dates are counted.", "month"),
    )


def counts_api_parameters(limits: Limits) -> Parameters:
    """Return the parameters of counts; a search's of the same name as one of theirs can't be given."""
    own = counts_parameters()
    names = [one.name for one in own]
    return (*(one for one in filter_parameters(limits) if one.name not in names), *own)


def places_parameters(limits: Limits) -> Parameters:
    """Return the parameters of a list of places."""
    return (*filter_parameters(limits), place_size(limits))


def prefix_parameter() -> Parameter:
    """Return the parameter that holds what somebody types."""
    return Parameter("q", "prefix", Text(MAX_NAME_CHARACTERS), "What was typed so far.")


def suggest_parameters(limits: Limits) -> Parameters:
    """Return the parameters of a suggestion."""
    about = f"Where its completions are from; “{ALL}” takes some of each, and of titles, for the last words typed."
    return prefix_parameter(), Parameter("field", "field", OneOf(SUGGESTION_FIELDS), about, default="word")


def _none(limits: Limits) -> Parameters:
    return ()


def _prefix(limits: Limits) -> Parameters:
    return (prefix_parameter(),)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint: its path, where `{id}` or another name in braces may stand for a part that `part` tells of.

    `schema` is the name of its answer's in SCHEMAS, "" where there is none; `kept` tells whether a client may keep the
    answer and ask with its tag; `example` is a query string that shows what can be asked, as {name: value};
    `problems` are statuses that it has beside those of all.
    """

    path: str
    name: str
    about: str
    parameters: Callable[[Limits], Parameters] = _none
    schema: str = ""
    media_type: str = "application/json"
    part: str = ""
    kept: bool = True
    example: tuple[tuple[str, str], ...] = ()
    problems: tuple[int, ...] = ()


_SAID = (("q", "speaker:okonjo bridge"),)

ENDPOINTS = (
    Endpoint(
        links.SEARCH_API,
        "search",
        "Search for paragraphs.",
        search_api_parameters,
        "SearchPage",
        example=(*_SAID, ("size", "5")),
    ),
    Endpoint(
        links.ARTICLES_API + "{id}",
        "article",
        "One article with its paragraphs; of a long one a part, and links to those before and after it.",
        article_parameters,
        "Article",
        part="An article's id, as in the results of a search.",
        example=(("q", "bridge"),),
        problems=(410,),
    ),
    Endpoint(
        links.COUNTS_API,
        "counts",
        "How many matches of a search have which values: counts by one field or by combinations of several.",
        counts_api_parameters,
        "Counts",
        example=(*_SAID, ("by", "date,source")),
    ),
    Endpoint(
        links.PLACE_LIST_API,
        "places",
        "The places that all matches of a search name.",
        places_parameters,
        "Places",
        example=(("q", "cloud"), ("size", "20")),
    ),
    Endpoint(
        links.PLACES_API + "{id}",
        "place",
        "One place, and those of the archive's places that lie in it.",
        schema="Place",
        part="A place's id, as in a list of places.",
    ),
    Endpoint(
        links.SPEAKERS_API + "{name}",
        "speaker",
        "A speaker: names used and why they are one's, roles, when, where, in which sources, the latest quotations.",
        schema="Speaker",
        part="Any name that the speaker goes by.",
    ),
    Endpoint(
        links.SUGGEST_API,
        "suggest",
        "Complete a name, a title or a word.",
        suggest_parameters,
        "Suggestions",
        example=(("q", "oko"), ("field", "speaker")),
    ),
    Endpoint(
        links.BROWSER_SUGGEST_API,
        "suggestForBrowser",
        "Complete a query, in the form that browsers read (OpenSearch Suggestions).",
        _prefix,
        "BrowserSuggestions",
        "application/x-suggestions+json",
        example=(("q", "oko"),),
    ),
    Endpoint(
        links.FEED,
        "feed",
        "The newest paragraphs of a search as an Atom feed; of its order and its page it takes no notice.",
        search_parameters,
        media_type="application/atom+xml",
        example=_SAID,
    ),
    Endpoint(
        links.EXPORT + "csv",
        "exportCsv",
        "All matches of a search, up to a limit, as comma-separated values (RFC 4180); whatever its page.",
        search_parameters,
        media_type="text/csv",
        example=_SAID,
    ),
    Endpoint(
        links.EXPORT + "jsonl",
        "exportJsonLines",
        "All matches of a search, up to a limit, as JSON Lines: a result of /api/search a line.",
        search_parameters,
        media_type="application/jsonl",
        example=_SAID,
    ),
    Endpoint(
        links.EXPORT + "bib",
        "exportBibtex",
        "All matches of a search, up to a limit, as entries of BibTeX.",
        search_parameters,
        media_type="application/x-bibtex",
        example=_SAID,
    ),
    Endpoint(
        links.HEALTH,
        "health",
        "Whether the server is well, and which generation of the index it serves, if any.",
        schema="Health",
        kept=False,
    ),
    Endpoint(links.READY, "ready", "Whether an index is published that can be asked.", schema="Readiness", kept=False),
    Endpoint(
        links.METRICS,
        "metrics",
        "What the server counts about itself, for Prometheus.",
        media_type="text/plain",
        kept=False,
    ),
    Endpoint(links.OPENAPI, "openapi", "This document.", schema="Document"),
)
