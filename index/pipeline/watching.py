"""Keep an index up to date with a folder while files come and change in it.

At the start the whole folder is compared with the index, which makes up for all that happened while nobody watched;
then what the system tells of is read as soon as it is whole, what came together at once.  Nothing that befalls the
folder ends the watch: when it is gone, as a disk may be, it is waited for.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from watchfiles import watch as watch_files

from index.errors import DatelineError, ForeignDirectoryError, IndexMissingError, NothingToIndexError
from index.pipeline.annotation_cache import DEFAULT_BYTES
from index.pipeline.arrivals import Arrivals
from index.pipeline.destinations import destination
from index.pipeline.summary import Summary
from index.pipeline.update import Scope, update, update_found
from index.sources.files import BadInput, Outcome
from index.sources.options import DEFAULTS, ReadingOptions
from index.sources.walk import find_within
from index.text import encodable

SETTLE = 1.0
"""Seconds for which a file must stay as it is until it is taken for whole."""
LOOK_EVERY = 0.5
"""Seconds between two looks at what is waiting."""
COMPARE_AGAIN = 10
"""Times as long as a file must stay as it is, after which a comparison is tried again."""
IS_LINUX = sys.platform == "linux"
POLL_EVERY = 5.0
"""Seconds between two looks through a folder of whose changes the system doesn't tell."""
POLL_ASKED_FOR = 0.3
"""The same where the environment asks for it, by WATCHFILES_FORCE_POLLING."""


@dataclass(frozen=True, slots=True)
class Watched:
    """The folder that is watched, the index it is taken into, and how.

    With `prune`, articles of files that are removed from the folder are removed from the index.
    """

    folder: Path
    index: str | Path
    prune: bool = False
    processes: int | None = None
    options: ReadingOptions = DEFAULTS
    cache_bytes: int = DEFAULT_BYTES
    settle: float = SETTLE


def watch(watched: Watched, told: Callable[[Summary | str], None]) -> None:
    """Watch until interrupted; `told` is given a summary of each update, and a sentence of all else that happens.

    Raises ForeignDirectoryError for an index directory that is not Dateline's.
    """
    told(f"Watching {encodable(str(watched.folder))}; Ctrl-C ends it.")
    while True:
        if not watched.folder.is_dir():
            told(f"{encodable(str(watched.folder))} is not there; it is waited for.")
            while not watched.folder.is_dir():
                time.sleep(LOOK_EVERY)
            told(f"{encodable(str(watched.folder))} is there again.")
        _Watch(watched, told).until_it_is_gone()


class _Watch:
    """The watch over a folder for as long as it is there."""

    def __init__(self, watched: Watched, told: Callable[[Summary | str], None]) -> None:
        self._watched = watched
        self._index = destination(watched.index)
        self._told = told
        self._arrivals = Arrivals(watched.settle)
        self._must_compare = True
        self._compare_at = 0.0
        self._last_failure = ""
        self._is_told_at_once = True

    def until_it_is_gone(self) -> None:
        """Take what comes, until the folder is not the one any longer that it was."""
        try:
            identity = self._identity()
            for changed in self._changes():
                self._arrivals.note(changed, time.monotonic())
                self._look()
                if self._identity() != identity:
                    return
        except FileNotFoundError:
            return

    def _identity(self) -> tuple[int, int]:
        status = self._watched.folder.stat()
        return status.st_dev, status.st_ino

    def _changes(self) -> Iterator[list[Path]]:
        """Yield the paths that changed, or none after a while in which nothing did.

        Where the system tells of no changes, for it watches too many folders already say, the folder is looked through
        for them; where that can't be done either, it is compared with the index now and then.
        """
        while True:
            self._must_compare = True  # of what happened before it was watched nothing is told
            try:
                yield from self._noticed()
            except FileNotFoundError:
                raise
            except (OSError, RuntimeError) as error:  # as which watchfiles raises what its watcher says
                if self._is_told_at_once:
                    self._look_through_instead(error)
                else:
                    time.sleep(COMPARE_AGAIN * self._watched.settle)
                    yield []

    def _look_through_instead(self, error: OSError | RuntimeError) -> None:
        self._is_told_at_once = False
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        self._told(
            f"Changes in {encodable(str(self._watched.folder))} can't be noticed as they happen ({reason}): it is "
            f"looked through every {POLL_EVERY:g} seconds"
            + (", unless fs.inotify.max_user_watches and max_user_instances are raised." if IS_LINUX else ".")
        )

    def _noticed(self) -> Iterator[list[Path]]:
        folder = self._watched.folder.resolve()
        looks = watch_files(
            folder,
            watch_filter=None,
            debounce=int(1_000 * LOOK_EVERY),
            rust_timeout=int(1_000 * LOOK_EVERY),
            yield_on_timeout=True,
            force_polling=None if self._is_told_at_once else True,
            poll_delay_ms=int(1_000 * (POLL_ASKED_FOR if self._is_told_at_once else POLL_EVERY)),
            ignore_permission_denied=True,
        )
        for changes in looks:
            paths = [Path(name) for _, name in changes]
            yield [self._watched.folder / path.relative_to(folder) for path in paths if self._is_meant(path, folder)]

    def _is_meant(self, path: Path, folder: Path) -> bool:
        """Tell whether a path is one that an update of the folder would read: not hidden, and not of the index."""
        if folder not in path.parents or self._index.contains(path):
            return False
        return not any(part.startswith(".") for part in path.relative_to(folder).parts)

    def _look(self) -> None:
        now = time.monotonic()
        if self._must_compare and now >= self._compare_at:
            self._compare()
        elif taken := self._arrivals.take(now):
            self._take(taken)

    def _compare(self) -> None:
        """Compare the whole folder with the index; one that is empty, as the place of a disk that is away is, removes
        nothing."""
        watched = self._watched
        try:
            summary = update(
                [watched.folder],
                watched.index,
                prune=watched.prune and any(watched.folder.iterdir()),
                processes=watched.processes,
                options=watched.options,
                cache_bytes=watched.cache_bytes,
            )
        except ForeignDirectoryError:
            raise
        except NothingToIndexError as error:
            self._must_compare = False
            self._fail(str(error))
        except DatelineError as error:
            self._compare_at = time.monotonic() + COMPARE_AGAIN * watched.settle
            self._fail(str(error))
        else:
            self._must_compare = False
            self._finish(summary)

    def _take(self, paths: list[Path]) -> None:
        """Take what came, changed or went into the index."""
        watched = self._watched
        there = [path for path in paths if path.exists()]
        gone = [path for path in paths if path not in set(there)]
        try:
            with self._index.writing():
                found = [
                    item
                    for item in find_within(watched.folder, there)
                    if not (isinstance(item, BadInput) and item.outcome is Outcome.PASSED_OVER)
                ]
                scope = Scope(map(str, [*there, *gone]) if watched.prune else [], found)
                if not found and not (gone and watched.prune):
                    return
                summary = update_found(
                    found,
                    self._index,
                    scope,
                    processes=watched.processes,
                    options=watched.options,
                    cache_bytes=watched.cache_bytes,
                )
        except ForeignDirectoryError:
            raise
        except IndexMissingError:
            self._compare()
        except NothingToIndexError as error:
            self._fail(str(error))
        except DatelineError as error:
            self._arrivals.put_back(paths, time.monotonic())
            self._fail(str(error))
        else:
            self._finish(summary, there)

    def _finish(self, summary: Summary, read: Iterable[Path] = ()) -> None:
        """Tell of an update, and have what it could not read read again."""
        self._last_failure = ""
        refused = [item for item in summary.bad if item.outcome is Outcome.REFUSED]
        failed = [path for path in read if any(_is_of(item, path) for item in refused)]
        known = {path for path in failed if self._arrivals.was_tried(path)}
        for path in set(read) - set(failed):
            self._arrivals.read(path)
        news = tuple(item for item in summary.bad if not any(_is_of(item, path) for path in known))
        if summary.changes.any or news:
            self._told(summary)
        for path in self._arrivals.try_again(failed, time.monotonic()):
            self._told(f"{encodable(str(path))} could not be read and is given up until it changes.")

    def _fail(self, sentence: str) -> None:
        if sentence != self._last_failure:
            self._told(sentence)
        self._last_failure = sentence


def _is_of(item: BadInput, path: Path) -> bool:
    shown = encodable(str(path))
    return item.path == shown or item.path.startswith(shown + "/")
