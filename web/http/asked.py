"""What the current request asks for, read from the query of its URL.

A program that asks for what there is not is told so.  A page is lenient with parameters that it doesn't know: links
gather them on their way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from search.limits import Limits
from search.request import SearchRequest
from web.urls.parameters import Parameter, Values, read, refuse_unknown, search_parameters, search_request


def values() -> Values:
    """Return the texts that the URL has by parameter name, in the order given."""
    return request.args.to_dict(flat=False)


def strict_fields(parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Return the fields that the URL fills; raise ParameterError for a parameter that is none of these."""
    given = values()
    refuse_unknown(parameters, given)
    return read(parameters, given)


def strict_search(limits: Limits) -> SearchRequest:
    """Return the search that a program asks for; raise ParameterError for one that can't be, or has more to it."""
    given = values()
    refuse_unknown(search_parameters(limits), given)
    return search_request(given, limits)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search, the fields that further parameters fill, and these as the URL has them."""

    search: SearchRequest
    fields: dict[str, Any]
    further: list[tuple[str, str]]


def strict_search_and(parameters: Sequence[Parameter], limits: Limits) -> Asked:
    """Return the search that a program asks for with these further parameters; raise as `strict_search`."""
    given = values()
    refuse_unknown((*search_parameters(limits), *parameters), given)
    names = {one.name for one in parameters}
    of_search = {name: texts for name, texts in given.items() if name not in names}
    further = [(one.name, text) for one in parameters for text in given.get(one.name, ()) if text.strip()]
    return Asked(search_request(of_search, limits), read(parameters, given), further)


def lenient_search(limits: Limits) -> SearchRequest:
    """Return the search that a page is asked for; raise ParameterError for one that can't be."""
    return search_request(values(), limits)
