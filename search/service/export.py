"""All matches of a request, one after another, for who takes them elsewhere.

What matches is found and put in order at once, as numbers; each paragraph is read only when it is its turn, so that an
export of any length needs the memory of a few.
"""

from collections.abc import Callable, Iterator

from search.engine.embedded.top_k import Matches
from search.results import Export, Hit
from search.service.hits import Presenter

HITS_A_PRESENTER = 1_000
"""Paragraphs shown by one presenter, which remembers the articles that it has read."""


def export(listed: Matches, chosen: Matches, presenter: Callable[[], Presenter]) -> Export:
    """Return the export of the `chosen`, in their order, of all that are `listed`."""
    return Export(len(listed), len(chosen), _shown(chosen, presenter))


def _shown(chosen: Matches, presenter: Callable[[], Presenter]) -> Iterator[Hit]:
    for start in range(0, len(chosen), HITS_A_PRESENTER):
        part = slice(start, start + HITS_A_PRESENTER)
        show = presenter()
        for number, score in zip(chosen.numbers[part].tolist(), chosen.scores[part].tolist(), strict=True):
            yield show.hit(number, score)
