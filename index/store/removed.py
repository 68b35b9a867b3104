"""What was removed from an archive, so that an old address says that something was there: a JSON object a line.

The newest stand first, and only so many are remembered.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from index.store import contents

MOST_REMOVED = 50_000
"""Removed articles that are remembered: some 4 MB."""


def write_removed(folder: Path, removed: Mapping[str, str]) -> None:
    """Write the ids of removed articles, each with the day, ISO 8601, the newest first, into a generation's folder."""
    lines = (
        json.dumps({"id": article_id, "removed": day}) + "\n"
        for article_id, day in islice(removed.items(), MOST_REMOVED)
    )
    (folder / contents.REMOVED).write_text("".join(lines), "utf-8")


def read_removed(folder: Path) -> dict[str, str]:
    """Read them back; nothing where nothing was written, or it is damaged."""
    removed: dict[str, str] = {}
    with suppress(OSError, ValueError, KeyError, TypeError), (folder / contents.REMOVED).open(encoding="utf-8") as file:
        for line in file:
            read = json.loads(line)
            removed[str(read["id"])] = str(read["removed"])
    return removed
