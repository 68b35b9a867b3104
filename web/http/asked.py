"""What the current request asks for, read from the query of its URL.

A program that asks for what there is not is told so.  A page is lenient with parameters that it doesn't know: links
gather them on their way.
"""

from collections.abc import Sequence
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


def lenient_search(limits: Limits) -> SearchRequest:
    """Return the search that a page is asked for; raise ParameterError for one that can't be."""
    return search_request(values(), limits)
