"""Which paragraphs and articles are copies of one another: what they are found by, and the groups they are in.

Three kinds of texts, each with two files.  `NAME.keys` has the keys of each text (`index.deduplication.signatures`), in
rows; `NAME.group` has the number of its group, 0 for one that has no copy, one number a text: a paragraph with the
same text, a paragraph with the same quotation, an article.  All are unsigned numbers of 32 bits, little-endian.

Groups are known in the end, when all texts are written, for candidates are compared word by word.  An update compares
what is new, and leaves the groups of the others as they are, but where a new one joins two.
"""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.deduplication.near_duplicates import Copies, Texts, group_copies
from index.deduplication.partition import Groups
from index.deduplication.signatures import ARTICLE_KEYS, PARAGRAPH_KEYS, QUOTATION_KEYS, Keys, Signatures
from index.deduplication.wording import Passage
from index.documents.article_head import decode_head
from index.documents.paragraph import quotations_of, text_of
from index.store import contents
from index.store.columns import NUMBER, map_numbers, read_column
from index.store.files import filesystem
from index.store.files.folder import Folder
from index.store.files.records import Records
from index.store.updating.carrying import Carrying

WIDTHS: Mapping[str, int] = {"copies": PARAGRAPH_KEYS, "quoted": QUOTATION_KEYS, "stories": ARTICLE_KEYS}
"""The files of each kind of texts, and how many keys a text has."""


class KeyWriter:
    """Appends the keys of texts."""

    def __init__(self, folder: Path) -> None:
        self._files: dict[str, BinaryIO] = {name: filesystem.create(folder / f"{name}.keys") for name in WIDTHS}

    def append(self, signatures: Signatures) -> None:
        """Add the next articles' keys, and those of their paragraphs."""
        for file, keys in zip(
            self._files.values(), (signatures.paragraphs, signatures.quotations, signatures.articles), strict=True
        ):
            file.write(keys.astype(NUMBER).data)

    def close(self) -> None:
        """Finish the files."""
        for file in self._files.values():
            file.close()


def write_groups(folder: Path, known: Copies | None = None) -> None:
    """Group what is in a folder, of which all but the groups is written, and write them; the first texts may be
    grouped as `known`."""
    written = Folder(folder)
    keys = [_read_keys(written, name) for name in WIDTHS]
    copies = group_copies(Signatures(*keys), _texts(written, len(keys[2])), known)
    for name, groups in zip(WIDTHS, (copies.paragraphs, copies.quotations, copies.articles), strict=True):
        filesystem.write_array(folder / f"{name}.group", groups.astype(NUMBER))


class StoredGroups:
    """The groups of a generation, mapped."""

    def __init__(self, folder: Folder) -> None:
        self._groups = [map_numbers(folder, f"{name}.group") for name in WIDTHS]

    def read(self) -> Copies:
        """Return them, checked."""
        return Copies(*(groups.whole for groups in self._groups))


def carry_copies(old: Folder, added: Folder, folder: Path, paragraphs: Carrying, articles: Carrying) -> None:
    """Write keys and groups of what is carried over and of what is added; all else of the folder is written."""
    rows = {"copies": paragraphs, "quoted": paragraphs, "stories": articles}
    for name, carried in rows.items():
        keys = carried.rows(_read_keys(old, name))
        keys[~carried.rows(carried.is_live)] = 0
        filesystem.write_array(folder / f"{name}.keys", np.concatenate([keys, _read_keys(added, name)]))
    known: list[Groups] = [carried.emptied(map_numbers(old, f"{name}.group").whole) for name, carried in rows.items()]
    write_groups(folder, Copies(*known))


def _read_keys(folder: Folder, name: str) -> Keys:
    return map_numbers(folder, f"{name}.keys").whole.reshape(-1, WIDTHS[name])


def _texts(folder: Folder, articles: int) -> Texts:
    owners, dates = (read_column(folder, name) for name in ("article", "date"))
    days = np.zeros(articles, np.int64)
    days[owners] = _ordinals(dates)
    paragraphs, heads = Records(folder, contents.PARAGRAPHS), Records(folder, contents.ARTICLES)

    def passage(number: int) -> Passage:
        record = paragraphs[number]
        return Passage(text_of(record), quotations_of(record))

    return Texts(owners, days, passage, lambda number: decode_head(heads[number]).title)


def _ordinals(dates: NDArray[Any]) -> NDArray[np.int64]:
    """Return days (YYYYMMDD) as counts of days, 0 where unknown."""
    days, codes = np.unique(dates, return_inverse=True)
    counts = [datetime.date.fromisoformat(f"{day:08d}").toordinal() if day else 0 for day in days.tolist()]
    return np.array(counts, np.int64)[codes]
