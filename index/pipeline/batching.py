"""How much of files and articles is handed to a process at once."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from index.documents.article import Article
from index.sources.files import BadInput, FoundFile

BATCH_CHARACTERS = 200_000
"""Text handed to a process at once: large enough that handing over is cheap, small enough to keep all cores busy."""
BATCH_FILES = 16
"""Files of one article each that are handed to a process at once."""

BYTES_A_CHARACTER = 8
"""Bytes of a page within a container for a character of its article, about: a batch of them is 2 MB."""

Item = TypeVar("Item")


def batches(items: Iterable[Item], weigh: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Yield items together until they weigh as much as is handed to a process at once."""
    batch: list[Item] = []
    gathered = 0
    for item in items:
        batch.append(item)
        gathered += weigh(item)
        if gathered >= BATCH_CHARACTERS:
            yield batch
            batch, gathered = [], 0
    if batch:
        yield batch


def weight(item: Article | FoundFile | BadInput) -> int:
    """Return the characters of an article, or those that a file is taken for before it is read."""
    if isinstance(item, Article):
        return len(item.text)
    held = len(item.content or b"") if isinstance(item, FoundFile) else 0
    return max(BATCH_CHARACTERS // BATCH_FILES, held // BYTES_A_CHARACTER)
