"""What was settled last on this machine, kept so that the next update begins with it.

    CACHE/settled/      an index directory (`index.store.generation`), whose one generation has no postings

A generation has a file that names the state that it belongs to, as nothing else is named that was ever published: what
is found of another state, or unsound, is as if nothing were there.  It is written when its state is published, so that
whatever stops a writer leaves one of a state before, or a whole one.
"""

from contextlib import suppress
from pathlib import Path

from index.errors import DatelineError
from index.store.files import filesystem
from index.store.files.atomic import read_regular
from index.store.files.folder import Folder
from index.store.files.links import link
from index.store.generation import IndexDirectory

SETTLED = "settled"
STATE = "state"
"""The file that names the state."""


class Keeping:
    """What is kept of an archive in a private folder, if there is one."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache

    def found(self, state: str) -> Folder | None:
        """Return what is kept, read through and sound, where it belongs to a state."""
        if self._cache is None:
            return None
        try:
            generation = IndexDirectory(self._cache / SETTLED).current()
            if read_regular(generation.folder / STATE)[0] != state.encode():
                return None
            generation.verify_to_open()
            generation.verify()
        except (DatelineError, OSError):
            return None
        return Folder(generation.folder)

    def keep(self, folder: Path, state: str, created: str, counts: dict[str, int]) -> None:
        """Keep what was settled in a folder, in the place of what was kept before; it is not, where that can't be."""
        if self._cache is None or not self._cache.is_dir():
            return
        directory = IndexDirectory(self._cache / SETTLED)
        with suppress(OSError):
            filesystem.make_folder(directory.path, filesystem.PRIVATE)
        with suppress(DatelineError, OSError), directory.lock(), directory.new_generation() as generation:
            for path in folder.iterdir():
                link(path, generation.folder / path.name)
            filesystem.write(generation.folder / STATE, state)
            directory.publish(generation, created, counts)
