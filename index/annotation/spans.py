"""What annotation finds in a paragraph; every `start` and `end` is a character offset into the paragraph's text."""

from dataclasses import dataclass
from typing import Literal

SpeakerKind = Literal["person", "organization", "unnamed"]
ShownBy = Literal["name", "description", "pronoun"]
"""By what a paragraph shows who speaks."""
EARTH_KM = 6371.0
"""Mean radius of the Earth (IUGG): distances between locations are measured on a sphere."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody to whom the paragraph attributes a statement, direct or indirect.

    `name` is the fullest form the article gives, `role` the title or office split off from it ("Major General");
    `start` and `end` delimit the mention that shows who speaks, and `by` says what that is: a name, a description ("the
    minister") or a pronoun.  Where a paragraph goes on quoting and shows nobody, it is as by a pronoun, and the mention
    is the opening mark.

    What is `sure` is right in at least 95 of 100 on news that the rules were not tuned on; all else is likely.  The
    person, not the words, is what is sure or not.  `python -m benchmarks.certainty` measures it.
    """

    name: str
    kind: SpeakerKind
    start: int
    end: int
    role: str | None = None
    by: ShownBy = "name"
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between quotation marks, marks excluded; `speaker` is the speaker's name, None where nobody speaks.

    It may be less `sure` than the speaker is that these words are theirs.
    """

    start: int
    end: int
    speaker: str | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Statement:
    """What a speaker says indirectly, from after the cue to the end of its clause, the cue excluded.

    "Alda told Ek that [the bridge was “unsafe”], but the council denied [it]": a quotation inside belongs to it.  Of
    what stands between quotation marks alone there is a quotation and no statement.
    """

    start: int
    end: int
    speaker: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Location:
    """A mention of a place and the gazetteer entry it was resolved to; or, with the kind "demonym", of a people and its
    country.

    `latitude` and `longitude` are WGS 84 degrees, `country` an ISO 3166-1 two-letter code (None for seas and the
    like), `within` the names of the containing places, smallest first, country last.  `probability` is how sure the
    resolution is that this place is meant, 0 to 1, and `runner_up` the place that it was likeliest to be otherwise.
    """

    name: str
    kind: str
    start: int
    end: int
    latitude: float | None
    longitude: float | None
    country: str | None
    within: tuple[str, ...] = ()
    geonames_id: int | None = None
    probability: float | None = None
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that was found in one paragraph, each group in order of `start`."""

    speakers: tuple[Speaker, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    locations: tuple[Location, ...] = ()
    statements: tuple[Statement, ...] = ()
