"""What a server does for its archive while nobody asks: it takes up what is published, and lets go of the rest.

A generation that was replaced is mapped until it is let go of, and its files take room on the disk as long.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from search.archive import Archive

EVERY_SECONDS = 1.0
"""Between two looks, each of which costs one at a file."""


@contextmanager
def kept_up(archive: Archive, every: float = EVERY_SECONDS) -> Iterator[None]:
    """Follow publications within the `with`, by a thread of its own."""
    ended = threading.Event()
    thread = threading.Thread(target=_follow, args=(archive, every, ended), name="upkeep", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _follow(archive: Archive, every: float, ended: threading.Event) -> None:
    while not ended.wait(every):
        with suppress(Exception):  # whoever asks next is told what is wrong
            archive.refresh()
