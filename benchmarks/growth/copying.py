"""Documents of any number: a sample of the corpora, and beyond it copies of its articles, which cost no analysis."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from benchmarks.engine import preparing, stories
from benchmarks.engine.corpora import DAYS_BETWEEN_COPIES
from benchmarks.engine.frequencies import Frequencies
from benchmarks.engine.stories import Story

SAMPLE = 250_000
"""Paragraphs that are not copies: about as many as the corpora have."""


def prepare(corpora: Path, work: Path, paragraphs: int, seed: int) -> Frequencies:
    """Write at least so many paragraphs, in whole articles, to `documents(work)`; return what is in the sample.

    What is drawn from the sample, by frequency, is as frequent among all.  Raises CorporaMissingError.
    """
    known = preparing.prepare(corpora, work, min(paragraphs, SAMPLE), seed)
    if paragraphs > SAMPLE:
        sample = preparing.documents(work)
        all_of_them = work / "copies.pickle"
        stories.write(stories.first(_repeated(sample), paragraphs), all_of_them)
        all_of_them.replace(sample)
    return known


def _repeated(sample: Path) -> Iterator[Story]:
    for number in count():
        for story in stories.read(sample):
            yield _copy(story, number) if number else story


def _copy(story: Story, number: int) -> Story:
    later = timedelta(number * DAYS_BETWEEN_COPIES)
    day = (date.fromisoformat(story.date) + later).isoformat() if story.date else None
    return replace(story, id=f"{story.id}-{number}", date=day)
