"""Where on this machine it is kept what annotation found in the articles of an archive in a cluster.

~/.cache/dateline/archives/NAME-DIGEST/     of an address, for this user alone
"""

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from index.errors import ForeignDirectoryError
from index.gazetteer.cache import cache_directory
from index.opensearch.address import Address
from index.store.files import filesystem
from index.store.files.atomic import make_folders
from index.store.files.permissions import require_folder, require_private

DIGEST_BYTES = 8
NAME_CHARACTERS = 40


def cache_of(address: Address) -> Path:
    """Return the folder for an archive."""
    known = blake2b(str(address).encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()
    return cache_directory() / "archives" / f"{address.name[:NAME_CHARACTERS]}-{known}"


def make_private(cache: Path) -> None:
    """Make the folder where it is not there, and can be made; without it, annotation starts anew each time.

    Raises ForeignDirectoryError where others may write to it: they would say what was found in an article.
    """
    with suppress(OSError):
        make_folders(cache.parent)
        with suppress(FileExistsError):
            filesystem.make_folder(cache, filesystem.PRIVATE)
        require_folder(cache)
        above = (cache.parent.parent, cache.parent, cache)
        require_private((*above, *(path for path in cache.iterdir() if not path.is_symlink())), cache)
        if {path.stat().st_uid for path in above} - {0, os.getuid()}:
            raise ForeignDirectoryError(f"{cache} is somebody else's: set DATELINE_CACHE to a folder of your own.")
