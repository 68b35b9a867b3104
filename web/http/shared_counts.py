"""The folder in which the processes of a server count together, as prometheus-client does.

It is in memory where there is a place for that, and locked for as long as the server runs: one that nobody has locked
is what a server left that was killed, and the next one to start removes it.
"""

import fcntl
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from prometheus_client.multiprocess import mark_process_dead

FOLDER_SETTING = "PROMETHEUS_MULTIPROC_DIR"
"""The environment variable by which prometheus-client, when it is loaded, knows where processes share counts."""
MOST_ENDED = 100
"""Processes that have ended whose counts are kept: one that ends as soon as it is started must not fill the disk."""
MEMORY = Path(os.sep, "dev", "shm")
"""Where files are memory: to write to one that is mapped, on a disk that has become full, would end the process."""
PREFIX = "dateline-metrics-"


@contextmanager
def shared() -> Iterator[Callable[[int], None]]:
    """Let the processes that are started meanwhile count together; gives what is to be told of one that has ended.

    What ended processes have counted is kept, but for more than MOST_ENDED of them: of the oldest it is forgotten.
    """
    place = MEMORY if os.access(MEMORY, os.W_OK) else Path(gettempdir())
    _remove_abandoned(place)
    with _locked_folder(place) as folder:
        before = os.environ.get(FOLDER_SETTING)
        os.environ[FOLDER_SETTING] = str(folder)
        ended: deque[int] = deque()

        def forget(process: int) -> None:
            mark_process_dead(process, str(folder))  # type: ignore[no-untyped-call]
            ended.append(process)
            while len(ended) > MOST_ENDED:
                for file in folder.glob(f"*_{ended.popleft()}.db"):
                    file.unlink()

        try:
            yield forget
        finally:
            if before is None:
                del os.environ[FOLDER_SETTING]
            else:
                os.environ[FOLDER_SETTING] = before


@contextmanager
def _locked_folder(place: Path) -> Iterator[Path]:
    """Make a folder, and lock it until the end, when it is removed."""
    while True:
        with ExitStack() as held:
            name = held.enter_context(TemporaryDirectory(prefix=PREFIX, dir=place, ignore_cleanup_errors=True))
            with suppress(FileNotFoundError):  # another server took it for abandoned before it was locked
                held.enter_context(_locked(Path(name)))
            if Path(name).exists():
                yield Path(name)
                return


def _remove_abandoned(place: Path) -> None:
    for folder in place.glob(f"{PREFIX}*"):
        with suppress(OSError), _locked(folder, fcntl.LOCK_NB):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path, how: int = 0) -> Iterator[None]:
    """Lock a folder of this user; raise OSError for another's, and where it is locked and `how` says not to wait."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(descriptor).st_uid != os.getuid():
            raise PermissionError(f"{folder} is another user's")
        fcntl.flock(descriptor, fcntl.LOCK_EX | how)
        yield
    finally:
        os.close(descriptor)
