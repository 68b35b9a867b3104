"""What a server does for its archive while nobody asks: it takes up what is published, and lets go of the rest.

A newer generation is read by a thread of its own, as far as the first answers need it, while the one before answers:
nobody waits for that.  The one before is mapped until it is let go of, and its files take room on the disk as long.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from index.errors import DatelineError
from search.archive import Archive

UNFROZEN_EVERY = 20
"""Publications after which circles are looked for among all that stays."""
EVERY_SECONDS = 0.1
"""Between two looks, each of which costs one at a file."""
FOLLOWED_SECONDS = 5.0
"""For so long after a look nobody else opens what is published; after that whoever asks does."""


@contextmanager
def kept_up(archive: Archive, every: float = EVERY_SECONDS) -> Iterator[None]:
    """Follow publications within the `with`, by a thread of its own; what is published now is open before."""
    with suppress(DatelineError):  # whoever asks is told what is wrong
        archive.prepare()
    _settle()
    ended = threading.Event()
    thread = threading.Thread(target=_follow, args=(archive, every, ended), name="upkeep", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        gc.unfreeze()


def _follow(archive: Archive, every: float, ended: threading.Event) -> None:
    settled, publications = _publication(archive), 0
    while not ended.wait(every):
        with suppress(Exception):  # whoever asks next is told what is wrong
            archive.refresh(FOLLOWED_SECONDS)
            if (published := archive.publication()) != settled:
                settled, publications = published, publications + 1
                _settle(everything=publications % UNFROZEN_EVERY == 0)


def _publication(archive: Archive) -> str:
    with suppress(DatelineError):
        return archive.publication()
    return ""


def _settle(*, everything: bool = True) -> None:
    """Let Python not look for circles among what stays: now and then a request would wait for that, 50 ms.

    What stays no longer goes by itself, for it is in no circle but what belonged to requests; to look for those, too,
    takes four times as long.
    """
    if everything:
        gc.unfreeze()
    gc.collect()
    gc.freeze()
