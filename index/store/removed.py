"""What was removed from an archive, so that an old address says that something was there: a JSON object a line.

The newest stand first, and only so many are remembered.
"""

import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from index.store import contents
from index.store.files.folder import Folder

MOST_REMOVED = 50_000
"""Removed articles that are remembered: some 4 MB."""


def write_removed(folder: Path, removed: Mapping[str, str]) -> None:
    """Write the ids of removed articles, each with the day, ISO 8601, the newest first, into a generation's folder."""
    lines = (
        json.dumps({"id": article_id, "removed": day}) + "\n"
        for article_id, day in islice(removed.items(), MOST_REMOVED)
    )
    (folder / contents.REMOVED).write_text("".join(lines), "utf-8")


def read_removed(folder: Folder) -> dict[str, str]:
    """Read them back; nothing where nothing was written."""
    if contents.REMOVED not in folder:
        return {}
    read = map(json.loads, folder.read(contents.REMOVED).decode().splitlines())
    return {str(one["id"]): str(one["removed"]) for one in read}
