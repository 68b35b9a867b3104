"""All tables learned from annotated articles, put to use, and what they find."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.locations_learn.examples import Example
from benchmarks.locations_learn.fitting import Tables
from benchmarks.locations_learn.recognizing import fit_recognition
from benchmarks.locations_learn.resolving import fit_resolution
from index.annotation.locations import geoparser as locating
from index.annotation.locations import linear, recognition, resolution
from index.annotation.locations.local_lexicon import NO_LEXICON, LocalLexicon
from index.gazetteer import Gazetteer

DATA = Path(linear.__file__).parent / "data"


def learn(examples: Sequence[Example]) -> Tables:
    """Learn all tables from annotated articles."""
    tables: Tables = {}
    fit_recognition(examples, tables)
    fit_resolution(examples, tables)
    return tables


def use(tables: Tables) -> None:
    """Let the annotator score with these tables instead of those on disk."""
    lookup: Callable[[str], Mapping[str, float]] = tables.__getitem__
    for module in (recognition, resolution):
        module.weights = lookup  # type: ignore[attr-defined]


def annotated(example: Example, places: Gazetteer, lexicon: LocalLexicon = NO_LEXICON) -> dict[str, Any]:
    """Annotate an article with the tables in use, in the form of the scorer."""
    found = []
    located = locating.locate(example.paragraphs, places, *example.persons, lexicon=lexicon)
    for number, locations in enumerate(located):
        at = example.offsets[number]
        for place in locations:
            start, end = at + place.start, at + place.end
            found.append(
                {"start": start, "end": end, "text": example.text[start:end], "lat": place.latitude,
                 "lon": place.longitude, "country": place.country}
            )  # fmt: skip
    return {"id": example.id, "locations": found}
