"""A long article in parts, each of which can be read, sent and shown at once.

Where a part begins depends on the article alone, so that every paragraph always stands in the same one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from search.limits import Limits


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs of an article from the one of index `start` to before `stop`; `previous` and `following` are the
    ordinals with which its neighbours begin, None where there is none."""

    start: int
    stop: int
    previous: int | None = None
    following: int | None = None


def part_with(ordinal: int, sizes: Sequence[int], limits: Limits) -> Part | None:
    """Return the part with a paragraph, by its ordinal, of an article whose paragraphs have these sizes in bytes; None
    where it has no such paragraph."""
    if not 1 <= ordinal <= len(sizes):
        return None
    previous: int | None = None
    start = 0
    for stop in chain(_starts(sizes, limits), [len(sizes)]):
        if ordinal <= stop:
            return Part(start, stop, previous, stop + 1 if stop < len(sizes) else None)
        previous, start = start + 1, stop
    return None


def _starts(sizes: Sequence[int], limits: Limits) -> Iterator[int]:
    """Yield the index of the first paragraph of each part but the first: with it the one before would be too long."""
    start = held = 0
    for at, size in enumerate(sizes):
        if at > start and (at - start == limits.max_part_paragraphs or held + size > limits.max_part_bytes):
            yield at
            start, held = at, 0
        held += size
