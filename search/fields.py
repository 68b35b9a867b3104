"""The fields of a paragraph that one can ask for: the one table of what is a filter, a facet, a completion.

A field has one name wherever it is met: before a colon in a query (`speaker:okonjo`), as a parameter of a URL, as a
facet beside the results, as what a name is completed to.  Not every field is met everywhere, and what a reader is told
of it stands here, too.  Days are no field of this table: they are ranges, with a syntax of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

FieldName = Literal["text", "speaker", "said", "location", "source", "title", "country", "demonym", "language"]
"""The fields of the query language, in the order in which they are told."""
FacetName = Literal["speaker", "location", "country", "source"]
"""The fields that can be filtered by, each with a facet, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field; what it lacks is empty.

    `singular` and `plural` are what its values are called.  Of a filter, `attribute` is where a SearchRequest has the
    values chosen, `narrowing` says what it does, and `is_code` tells that its values are codes, written in capitals.
    `completion` is the name by which completions to its values are told, `share` how many of them are given where
    those of all fields are asked for; `is_suggested` tells whether they can be asked for alone.
    """

    name: FieldName
    singular: str = ""
    plural: str = ""
    attribute: str = ""
    narrowing: str = ""
    is_code: bool = False
    completion: str = ""
    share: int = 0
    is_suggested: bool = False


TABLE = (
    Field(
        "speaker",
        singular="speaker",
        plural="speakers",
        attribute="speakers",
        narrowing="Only paragraphs in which one of these speaks.",
        completion="speaker",
        share=3,
        is_suggested=True,
    ),
    Field(
        "location",
        singular="place",
        plural="places",
        attribute="locations",
        narrowing="Only paragraphs that name one of these places, by name, or by place: and an id.",
        completion="location",
        share=3,
        is_suggested=True,
    ),
    Field(
        "country",
        singular="country",
        plural="countries",
        attribute="countries",
        narrowing="Only these countries, by ISO 3166-1 code (UA).",
        is_code=True,
    ),
    Field(
        "source",
        singular="source",
        plural="sources",
        attribute="sources",
        narrowing="Only articles of one of these sources.",
        completion="source",
        share=2,
        is_suggested=True,
    ),
    Field("title", completion="title", share=2),
    Field("text", completion="word", share=3, is_suggested=True),
    Field("said"),
    Field("demonym"),
    Field("language"),
)
"""The fields, in the order in which completions to their values follow one another."""

FIELDS: tuple[FieldName, ...] = get_args(FieldName)
FILTERS: Mapping[FacetName, Field] = {
    name: next(field for field in TABLE if field.name == name) for name in get_args(FacetName)
}
COMPLETED: Mapping[str, FieldName] = {field.completion: field.name for field in TABLE if field.completion}
"""The fields by the names by which completions to their values are told."""
SHARES: Mapping[str, int] = {field.completion: field.share for field in TABLE if field.completion}
"""Completions of each field where all are asked, in this order."""
PLACE_ID = "place:"
"""Before an id, a value of `location` that stands for this place alone, and not for all of its name."""
ALL = "all"
"""Stands for every field, where completions are asked for."""
SUGGESTION_FIELDS = (*(field.completion for field in TABLE if field.is_suggested), ALL)
"""What completions can be asked for."""
