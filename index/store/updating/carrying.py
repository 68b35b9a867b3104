"""What an update does with the rows of arrays of the old generation, one a paragraph or one an article.

Rows of segments that stay keep their numbers, those that are deleted, too, which then are empty: a deleted paragraph
has no date, no length and no values, so that it counts nowhere.  Behind them come the live rows of segments that are
merged, then what is added.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.columns import NUMBER, read_column
from index.store.files import filesystem
from index.store.files.array_file import Array
from index.store.files.folder import Folder

LEFT_OUT = -1


@dataclass(frozen=True, slots=True)
class Carrying:
    """Which rows are carried over: the first `kept`, and of the others those that are live."""

    kept: int
    is_live: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return how many rows are carried over, those that are empty then included."""
        return self.kept + int(np.count_nonzero(self.is_live[self.kept :]))

    @property
    def live(self) -> int:
        """How many of them are not deleted."""
        return int(np.count_nonzero(self.is_live))

    def rows(self, old: Array) -> Array:
        """Return what is carried over as it is."""
        return np.concatenate([old[: self.kept], old[self.kept :].compress(self.is_live[self.kept :], axis=0)])

    def emptied(self, old: Array) -> Array:
        """Return what is carried over, 0 where a row is deleted."""
        return self.rows(np.where(self.is_live, old, old.dtype.type(0)))

    def new_numbers(self) -> NDArray[np.int64]:
        """Return for every old row its new number, LEFT_OUT for one that is not carried over."""
        is_carried = self.is_live.copy()
        is_carried[: self.kept] = True
        return np.where(is_carried, np.cumsum(is_carried) - 1, LEFT_OUT)

    def sparse(self, starts: Array, codes: Array) -> tuple[Array, Array]:
        """Return sparse rows, `codes[starts[n] : starts[n + 1]]`, as they are carried over: how many codes each has,
        and the codes."""
        counts: Array = np.diff(starts.astype(np.int64))
        kept_codes = codes[: starts.item(-1)].compress(np.repeat(self.is_live, counts))
        return self.emptied(counts), kept_codes


def carry_column(old: Folder, added: Folder, folder: Path, name: str, paragraphs: Carrying) -> Array:
    """Write the column `name`, and return it."""
    column = np.concatenate([paragraphs.emptied(read_column(old, name)), read_column(added, name)])
    filesystem.write_array(folder / f"{name}.column", column.astype(NUMBER))
    return column


def carry_article_numbers(old: Folder, added: Folder, folder: Path, paragraphs: Carrying, articles: Carrying) -> Array:
    """Write the column `article`, whose numbers are those that articles have now: of deleted paragraphs, too."""
    numbers = articles.new_numbers().take(paragraphs.rows(read_column(old, "article")))
    column = np.concatenate([numbers, read_column(added, "article") + np.int64(len(articles))])
    filesystem.write_array(folder / "article.column", column.astype(NUMBER))
    return column
