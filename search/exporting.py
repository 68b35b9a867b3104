"""All matches of a request, one after another, for who takes them elsewhere.

What matches is found and put in order at once, as numbers; each paragraph is read only when it is its turn, so that an
export of any length needs the memory of a few.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from search.matches import Matches
from search.results import Hit
from search.showing import Presenter

HITS_A_PRESENTER = 1_000
"""Paragraphs shown by one presenter, which remembers the articles that it has read."""


@dataclass(frozen=True, slots=True)
class Export:
    """The matches of a request: `total` of them, the first `count` in `hits`, which can be read once."""

    total: int
    count: int
    hits: Iterator[Hit]


def export(listed: Matches, chosen: Matches, presenter: Callable[[], Presenter]) -> Export:
    """Return the export of the `chosen`, in their order, of all that are `listed`."""
    return Export(len(listed), len(chosen), _shown(chosen, presenter))


def _shown(chosen: Matches, presenter: Callable[[], Presenter]) -> Iterator[Hit]:
    for start in range(0, len(chosen), HITS_A_PRESENTER):
        part = slice(start, start + HITS_A_PRESENTER)
        show = presenter()
        for number, score in zip(chosen.numbers[part].tolist(), chosen.scores[part].tolist(), strict=True):
            yield show.hit(number, score)
