"""Which files are in a share of an archive, where many machines write it at once (`destinations.shares`)."""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.sources.files import BadInput, FoundFile

MOST_SHARES = 1000
_SHARE = re.compile("([0-9]{1,4})/([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Share:
    """A share, from 1 on, of so many."""

    number: int
    of: int

    def __str__(self) -> str:
        """Return it as it is written.

        >>> str(Share.parsed("3/16"))
        '3/16'
        """
        return f"{self.number}/{self.of}"

    @classmethod
    def parsed(cls, written: str) -> "Share":
        """Read K/N; raise ValueError where it is no share."""
        found = _SHARE.fullmatch(written)
        share = cls(*map(int, found.groups())) if found else cls(0, 0)
        if not 1 <= share.number <= share.of <= MOST_SHARES:
            raise ValueError(f"{written!r} is no share: it is K/N, such as 3/16, with N at most {MOST_SHARES}.")
        return share

    def of_found(self, found: Iterable[FoundFile | BadInput]) -> list[FoundFile | BadInput]:
        """Return what of all that was found is in this share; what lies in a file goes with it."""
        return [item for item in found if zlib.crc32(_path(item)) % self.of == self.number - 1]


def _path(item: FoundFile | BadInput) -> bytes:
    """Return a path that is the same on each machine, wherever the folder that was named is there."""
    return (item.relative if isinstance(item, FoundFile) else Path(item.path).name).encode("utf-8", "surrogatepass")
