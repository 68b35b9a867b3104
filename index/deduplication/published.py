"""The articles that are published, so that those read now are known again, in some 130 bytes each.

They are found by the id that a url or path gave them, and by their content.  Digests of 64 bits lie sorted in arrays;
what they find is compared by longer ones.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from index.documents.article_head import ArticleHead
from index.documents.ids import CONTENT_BYTES

Digests = NDArray[np.uint64]


class PublishedArticles:
    """Which articles are published, by number in the order they are given, and which of them were met again."""

    def __init__(
        self, heads: Iterable[ArticleHead] = (), is_in_scope: Callable[[str], bool] = lambda file: False
    ) -> None:
        """Take note of articles, and of which come from a file, by its absolute path, that is in scope."""
        known = [
            (
                head.id.encode(),
                digest(head.derived_id or head.id),
                bytes.fromhex(head.content_hash),
                digest(head.file),
                is_in_scope(head.file),
                bool(head.changes),
            )
            for head in heads
        ]
        ids, derived, contents, files, in_scope, changed = zip(*known, strict=True) if known else ((),) * 6
        self._ids = np.array(ids, bytes)
        self._files = np.array(files, np.uint64)
        self._contents = np.array(contents, f"V{CONTENT_BYTES}")
        self._by_id = _Table(np.array([digest(one.decode()) for one in ids], np.uint64))
        self._by_derived_id = _Table(np.array(derived, np.uint64))
        self._by_content = _Table(np.array([_beginning(content) for content in contents], np.uint64))
        self._was_changed = np.array(changed, bool)
        self._is_in_scope = np.array(in_scope, bool)
        self._is_met = np.zeros(len(known), bool)

    def __len__(self) -> int:
        return len(self._ids)

    def id(self, number: int) -> str:
        """Return an article's id."""
        found: bytes = self._ids[number]
        return found.decode()

    def meet(self, number: int) -> None:
        """Take note that an article was met again."""
        self._is_met[number] = True

    def is_met(self, number: int) -> bool:
        """Tell whether an article was met again."""
        return bool(self._is_met[number])

    def unmet(self) -> list[str]:
        """Return the ids of the articles that were not met."""
        return self._ids_of(~self._is_met)

    def unmet_in_scope(self, but_of: Iterable[str] = ()) -> list[str]:
        """Return the ids of those in scope that were not met, but for those of some files."""
        left_out = np.array([digest(file) for file in but_of], np.uint64)
        return self._ids_of(self._is_in_scope & ~self._is_met & ~np.isin(self._files, left_out))

    def _ids_of(self, chosen: NDArray[np.bool_]) -> list[str]:
        return [one.decode() for one in self._ids[chosen].tolist()]

    def has_id(self, article_id: str) -> bool:
        """Tell whether an article has an id."""
        return any(self.id(number) == article_id for number in self._by_id.find(digest(article_id)))

    def was_changed(self, number: int) -> bool:
        """Tell whether changes of an article were noted."""
        return bool(self._was_changed[number])

    def of_derived_id(self, derived_id: str) -> list[int]:
        """Return the numbers of the articles whose url or path gave them an id."""
        return self._by_derived_id.find(digest(derived_id))

    def of_content(self, content_hash: str) -> list[int]:
        """Return the numbers of the articles of a content."""
        content = bytes.fromhex(content_hash)
        return [number for number in self._by_content.find(_beginning(content)) if self._is(number, content)]

    def has_content(self, number: int, content_hash: str) -> bool:
        """Tell whether an article's content is what it was."""
        return self._is(number, bytes.fromhex(content_hash))

    def is_of_file(self, number: int, file: str) -> bool:
        """Tell whether an article was read from a file, given by its absolute path."""
        return int(self._files[number]) == digest(file)

    def _is(self, number: int, content: bytes) -> bool:
        return bool(self._contents[number].tobytes() == content)


class _Table:
    """Finds the places of a number among others."""

    def __init__(self, numbers: Digests) -> None:
        self._order = np.argsort(numbers, kind="stable")
        self._sorted = numbers[self._order]

    def find(self, number: int) -> list[int]:
        wanted = np.uint64(number)
        first, end = (int(np.searchsorted(self._sorted, wanted, side)) for side in ("left", "right"))
        places: list[int] = self._order[first:end].tolist()
        return places


def digest(text: str) -> int:
    """Return a digest of 64 bits."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _beginning(content: bytes) -> int:
    return int.from_bytes(content[:8], "little")
