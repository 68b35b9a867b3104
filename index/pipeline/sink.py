"""Where a build's articles go: batches in, in order, then one heavy step that makes an index of them.

Between the last batch and that step, the names that people go by over the whole archive are joined, which is the
pipeline's to do (`index.pipeline.people`): a sink is told which name counts as which.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from index.analysis.batch import IndexedBatch
from index.errors import NothingToIndexError
from index.pipeline.people import canonical_names
from index.pipeline.progress import Progress
from index.pipeline.stages import Packed
from index.sources.files import BadInput
from index.store.company import Beside
from index.store.counts import Joined, NameUse

REASONS_NAMED = 3
"""How many of the bad files and lines are named where there was nothing else."""


class Sink(Protocol):
    """What a build writes to, and ends by `finish` or by `cancel`: a generation (`index.store.writer`)."""

    def add(self, batch: IndexedBatch) -> None:
        """Add articles, no two of which have one id, after those of earlier batches."""

    def names(self) -> Mapping[str, NameUse]:
        """Return how the speakers' names are used in all that was added."""

    def beside(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Beside]:
        """Say of pairs of speakers' names how they appear beside each other in all that was added."""

    def finish(self, joined: Mapping[str, Joined]) -> dict[str, int]:
        """Complete the index, and return what it holds: articles, paragraphs, words, distinct speakers and places.

        `joined` maps each name of a speaker that counts as another to that one.
        """

    def cancel(self) -> None:
        """Give up what was added."""


def fill(
    sink: Sink, results: Iterable[Packed], progress: Progress, *, may_be_empty: bool = False
) -> tuple[dict[str, int], list[BadInput]]:
    """Add all articles, join the names of people, and finish; return what was counted, and what could not be indexed.

    Cancels the sink where it does not come to that, and raises NothingToIndexError where there was no article, and
    there must be one.
    """
    try:
        bad = _add(sink, results, progress, may_be_empty)
        joined = canonical_names(sink.names(), sink.beside)
    except BaseException:
        sink.cancel()
        raise
    return sink.finish(joined), bad


def _add(sink: Sink, results: Iterable[Packed], progress: Progress, may_be_empty: bool) -> list[BadInput]:
    """Add all articles; return what could not be indexed, and raise where there was nothing else."""
    bad: list[BadInput] = []
    is_empty = True
    for batch, unread in results:
        bad += unread
        sink.add(batch)
        is_empty = is_empty and not batch.heads
        progress.wrote(len(batch.records))
    if is_empty and not may_be_empty:
        raise NothingToIndexError(_nothing_read(bad))
    return bad


def _nothing_read(bad: Sequence[BadInput]) -> str:
    failed = [item for item in bad if item.failures]
    reasons = "; ".join(map(str, failed[:REASONS_NAMED])) or "there is no article in what was named"
    unnamed = sum(item.failures for item in failed[REASONS_NAMED:])
    more = f"; and {unnamed:,} more files or lines" if unnamed else ""
    return f"Nothing was indexed: {reasons}{more}."
