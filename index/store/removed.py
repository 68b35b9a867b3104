"""What was removed from an archive, so that an old address says that something was there: a JSON object a line.

The newest stand first, and only so many are remembered.
"""

import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from index.store import contents
from index.store.files import filesystem
from index.store.files.checked import CheckedArray
from index.store.files.folder import Folder

MOST_REMOVED = 50_000
"""Removed articles that are remembered: some 4 MB."""


def write_removed(folder: Path, removed: Mapping[str, str]) -> None:
    """Write the ids of removed articles, each with the day, ISO 8601, the newest first, into a generation's folder."""
    lines = (
        json.dumps({"id": article_id, "removed": day}) + "\n"
        for article_id, day in islice(removed.items(), MOST_REMOVED)
    )
    filesystem.write(folder / contents.REMOVED, "".join(lines))


def map_removed(folder: Folder) -> CheckedArray:
    """Map what was written, if anything was, to be read by `removed_in`."""
    return folder.map(contents.REMOVED) if contents.REMOVED in folder else CheckedArray.of(b"")


def removed_in(mapped: CheckedArray) -> dict[str, str]:
    """Read the ids back, each with the day."""
    read = map(json.loads, mapped.whole.tobytes().decode().splitlines())
    return {str(one["id"]): str(one["removed"]) for one in read}


def read_removed(folder: Folder) -> dict[str, str]:
    """Map and read them."""
    return removed_in(map_removed(folder))
