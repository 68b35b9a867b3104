"""The documents as every engine gets them: articles of paragraphs, their terms and their facet values made beforehand.

They are made once and kept in a file, which each build reads in a process of its own.
"""

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Self

from index.analysis.analyzer import terms
from index.annotation.spans import Annotation

STORIES_A_BATCH = 64
"""Articles that are pickled together: a process that reads the file holds so many in memory."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: its text, its terms with a space between, what annotation found, and the facet values of that."""

    text: str
    tokens: str
    annotation: Annotation
    speakers: tuple[str, ...]
    places: tuple[str, ...]
    countries: tuple[str, ...]

    @classmethod
    def of(cls, text: str, annotation: Annotation) -> Self:
        """Compute the terms, and the facet values as Dateline stores them: each once, in order; a demonym is none."""
        named = [location for location in annotation.locations if location.kind != "demonym"]
        return cls(
            text,
            " ".join(terms(text)),
            annotation,
            tuple(dict.fromkeys(speaker.name for speaker in annotation.speakers)),
            tuple(dict.fromkeys(location.name for location in named)),
            tuple(dict.fromkeys(location.country for location in named if location.country)),
        )


@dataclass(frozen=True, slots=True)
class Story:
    """An article; `date` is an ISO day or None."""

    id: str
    date: str | None
    source: str
    passages: tuple[Passage, ...]

    @property
    def day(self) -> int:
        """The date as YYYYMMDD, 0 where there is none."""
        return int(self.date.replace("-", "")) if self.date else 0


def write(stories: Iterable[Story], path: Path) -> None:
    """Write stories to a file, a batch at a time."""
    remaining = iter(stories)
    with path.open("wb") as file:
        while batch := list(islice(remaining, STORIES_A_BATCH)):
            pickle.dump(batch, file, pickle.HIGHEST_PROTOCOL)


def read(path: Path) -> Iterator[Story]:
    """Yield the stories of a file that `write` made."""
    with path.open("rb") as file:
        while file.peek(1):
            yield from pickle.load(file)


def first(stories: Iterable[Story], paragraphs: int | None) -> Iterator[Story]:
    """Yield whole articles until they have as many paragraphs; all of them when that is None."""
    count = 0
    for story in stories:
        if paragraphs is not None and count >= paragraphs:
            return
        yield story
        count += len(story.passages)
