"""All values of one field that a search could be narrowed to, or widened by.

The facets of a page hold the most frequent values among the matches.  Once a filter of the field itself is set, that is
little else than what was chosen: of a source's articles, all are of that source.  What one may choose besides are the
values of the same search without the field's own filter, for the values of one filter are alternatives.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from index.columns import Facet
from search.facets import Counted, count_codes
from search.request import SearchRequest
from search.results import FacetValue

FilterField = Literal["speaker", "location", "country", "source"]

FACET_OF: dict[FilterField, str] = {
    "speaker": "speaker_name",
    "location": "location_name",
    "country": "country",
    "source": "source_name",
}


@dataclass(frozen=True, slots=True)
class ValueList:
    """The values of a field, most frequent first, then by name: `total` of them, no more listed than were asked for."""

    total: int
    values: tuple[FacetValue, ...]


def without_own_filter(request: SearchRequest, field: FilterField) -> SearchRequest:
    """Return the search without the filter of the field."""
    match field:
        case "speaker":
            return replace(request, speakers=())
        case "location":
            return replace(request, locations=())
        case "country":
            return replace(request, countries=())
        case "source":
            return replace(request, sources=())


def list_values(facet: Facet, counted: Counted, limit: int) -> ValueList:
    """Count the facet's values and list at most `limit` of them."""
    codes, counts = count_codes(facet, counted)
    total = len(codes)
    if total > limit:
        most = np.argpartition(-counts, limit)[:limit]
        codes, counts = codes[most], counts[most]
    values = [FacetValue(facet.value(code), count) for code, count in zip(codes.tolist(), counts.tolist(), strict=True)]
    return ValueList(total, tuple(sorted(values, key=lambda value: (-value.count, value.value))))
