"""Files of many articles, each read as a stream, in a process beside this one that can be ended.

What hangs a reader, or takes its memory, costs that file alone: what came of it is kept, and the next one is read by
another process.  A light file is read here, which is sooner done than starting a process.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from types import TracebackType
from typing import Self

from index.documents.article import Article
from index.pipeline.allowances import Allowance, TookTooLongError, Watch, alarm, may_set_alarms
from index.pipeline.batching import batches, weight
from index.pipeline.worker import Worker, WorkerEndedError
from index.readers import unpack_counted
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions

Held = Article | BadInput | FoundFile
CountBytes = Callable[[int], None]


class Containers:
    """Reads files of many articles; a context manager that ends the process that does."""

    def __init__(self, options: ReadingOptions, allowance: Allowance | None = None) -> None:
        self._options, self._allowance = options, allowance or Allowance()
        self._worker: Worker[ReadingOptions] | None = None

    def unpacked(self, found: FoundFile, count_bytes: CountBytes = lambda count: None) -> Iterator[Held]:
        """Yield what a file holds, but of the files within it those of one article unread; `count_bytes` is told how
        much of it was read."""
        if may_set_alarms() and found.is_light:
            yield from self._read_here(found, count_bytes)
        else:
            yield from self._read_beside(found, count_bytes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _read_here(self, found: FoundFile, count_bytes: CountBytes) -> Sequence[Held]:
        held: list[Held] = []
        try:
            with alarm(self._allowance) as watch:
                for _ in watch([found]):
                    held.extend(unpack_counted(found, self._options, count_bytes))
        except TookTooLongError as error:
            held.append(BadInput(found.shown, None, str(error)))
        return held

    def _read_beside(self, found: FoundFile, count_bytes: CountBytes) -> Iterator[Held]:
        """Read a file in another process: where that ends, the next one reads up to the item that is to blame."""
        taken = counted = ended = 0
        until: int | None = None
        reason = ""
        try:
            while True:
                try:
                    self._worker = self._worker or Worker(partial(_options, self._options), self._allowance)
                    for total, held in self._worker.answers(partial(read_between, start=taken, until=until), found):
                        count_bytes(max(0, total - counted))
                        counted = max(counted, total)
                        taken += len(held)
                        yield from held
                    break
                except WorkerEndedError as error:
                    self._end()
                    ended += 1
                    if until is not None:
                        break
                    if error.is_certain or ended > 1:
                        until, reason = max(taken, error.place), error.reason
        except BaseException:
            self._end()
            raise
        if until is not None:
            yield BadInput(found.shown, None, f"{reason}; what follows in it was not read")

    def _end(self) -> None:
        if self._worker:
            self._worker.end()
        self._worker = None


def _options(options: ReadingOptions) -> ReadingOptions:
    return options


def read_between(
    options: ReadingOptions, found: FoundFile, watch: Watch, *, start: int, until: int | None
) -> Iterator[tuple[int, list[Held]]]:
    """Yield what a file holds from one place up to another, some at a time, and how many bytes were read by then."""
    counts = [0]

    def count_bytes(count: int) -> None:
        counts[0] += count

    for held in batches(islice(watch(unpack_counted(found, options, count_bytes)), start, until), weight):
        yield counts[0], held
    yield counts[0], []
