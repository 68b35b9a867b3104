"""By which names an archive is stored what a question asks of it by others."""

from collections.abc import Mapping

from search.engine.protocol import NameField
from search.fields import FacetName

FACETS: Mapping[FacetName, str] = {
    "speaker": "speaker_name",
    "location": "location_name",
    "country": "country",
    "source": "source_name",
}
"""The stored facet, and the field of exact values, of each."""
NAMES: Mapping[NameField, str] = {"speaker": "speaker_name", "location": "location_name", "source": "source_name"}
"""Those of them that are completed."""
PLACE = "place"
"""The facet of places, each by itself."""
