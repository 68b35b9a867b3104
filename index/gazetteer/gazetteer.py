"""The gazetteer as its users see it: from the words of a name to the places they may mean.

Everything is read from arrays mapped from disk, so opening takes milliseconds and all processes of a machine share
the same memory.  Names and places are plain numbers; `entry` makes an object of one where somebody needs it.  Scalars
are read through memoryviews, which is several times faster than through numpy.
"""

import bisect
import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np

from index.gazetteer.cache import compiled
from index.gazetteer.compiler import LOG_STEPS, TOP_BITS
from index.gazetteer.entry import KINDS, Entry
from index.gazetteer.keys import abbreviation_of, code_of, hash_of, key_of

RECURRING = 16_384
"""Keys whose names are kept: a text's capitalised words recur."""
_SHIFT = 64 - TOP_BITS
_COUNTRY = KINDS.index("country")


class Gazetteer:
    """Names to places.

    >>> gazetteer = Gazetteer.open()
    >>> [entry.name for entry in gazetteer.places("Kiev")][:1]
    ['Kyiv']
    """

    def __init__(self, folder: Path) -> None:
        def column(name: str) -> Sequence[int]:
            return cast(Sequence[int], memoryview(np.load(folder / f"{name}.npy", mmap_mode="r")))

        self._hash, self._starts = column("hash"), column("starts")
        self._first, self._reading, self._role = column("first"), column("reading"), column("role")
        self._reach = column("reach")
        self._evidence = np.load(folder / "evidence.npy", mmap_mode="r")
        self._text = np.load(folder / "text.npy", mmap_mode="r")
        self._text_start, self._geonames_id = column("text_start"), column("geonames_id")
        self._kind, self._country = column("kind"), column("country")
        self._parent, self._capital = column("parent"), column("capital")
        self.population = column("population")
        self.latitude = cast(Sequence[float], column("latitude"))
        self.longitude = cast(Sequence[float], column("longitude"))

        self.find: Callable[[str], int] = lru_cache(maxsize=RECURRING)(self._find)
        """Returns the number of the name with a key, -1 if no name has or begins with it."""

        self._country_place: dict[str, int] = {}
        for place in range(len(self._kind)):  # countries come first
            if self._kind[place] != _COUNTRY:
                break
            self._country_place[self.country(place) or ""] = place

    @classmethod
    def open(cls, directory: Path | None = None) -> "Gazetteer":
        """Map the compiled gazetteer of the cache directory, compiling it first where it is missing (some 20 s).

        A process has one of it, however often it is opened: what is remembered of its names holds it.
        """
        try:
            return _opened(directory)
        except FileNotFoundError:  # another process has removed it meanwhile: one of another version, or to mend it
            return _opened(directory)

    def __len__(self) -> int:
        return len(self._kind)

    key_of = staticmethod(key_of)
    code_of = staticmethod(code_of)
    abbreviation_of = staticmethod(abbreviation_of)

    def _find(self, key: str) -> int:
        wanted = hash_of(key)
        top = wanted >> _SHIFT
        end = self._starts[top + 1]
        at = bisect.bisect_left(self._hash, wanted, self._starts[top], end)
        return at if at < end and self._hash[at] == wanted else -1

    def reach(self, name: int) -> int:
        """Return how many words the longest name has that begins with this one-word name."""
        return self._reach[name]

    def readings(self, name: int) -> Sequence[tuple[int, int]]:
        """Return the places a name may mean, each with its `Role`; none where it only begins longer names."""
        return [(self._reading[i], self._role[i]) for i in range(self._first[name], self._first[name + 1])]

    def evidence(self, name: int) -> list[float]:
        """Return the counts of a name in news text in the order of `EVIDENCE`, as precise as `compiler.log_of`."""
        return [math.exp2(steps / LOG_STEPS) - 1 for steps in self._evidence[name].tolist()]

    def kind(self, place: int) -> str:
        """Return one of `KINDS`."""
        return KINDS[self._kind[place]]

    def is_capital(self, place: int) -> bool:
        """Tell whether a town is the capital of its country."""
        return bool(self._capital[place])

    def country(self, place: int) -> str | None:
        """Return the ISO 3166-1 code of the country that a place lies in, None where there is none."""
        letters = self._country[place]
        return chr(letters >> 8) + chr(letters & 255) if letters else None

    def country_place(self, code: str) -> int:
        """Return the place of a country's ISO 3166-1 code; raises KeyError for a code that no country has."""
        return self._country_place[code]

    def name(self, place: int) -> str:
        """Return the common English name of a place."""
        return bytes(self._text[self._text_start[place] : self._text_start[place + 1]]).decode()

    def parents(self, place: int) -> Iterator[int]:
        """Yield the places that contain a place, smallest first, its country last."""
        while (place := self._parent[place]) >= 0:
            yield place

    def entry(self, place: int) -> Entry:
        """Return all that is known of a place."""
        return Entry(
            id=place,
            name=self.name(place),
            kind=self.kind(place),
            latitude=round(self.latitude[place], 5),
            longitude=round(self.longitude[place], 5),
            population=self.population[place],
            country=self.country(place),
            within=self._within(place),
            geonames_id=self._geonames_id[place] or None,
        )

    def _within(self, place: int) -> tuple[str, ...]:
        """Name the containing places once each: the city of Kyiv lies in Ukraine, not in the region of Kyiv."""
        names = dict.fromkeys(self.name(parent) for parent in self.parents(place))
        names.pop(self.name(place), None)
        return tuple(names)

    def places(self, name: str) -> list[Entry]:
        """Return every place that a name may mean, the most populous first; none for an unknown name."""
        found: dict[int, int] = {}
        for key in (code_of(name), abbreviation_of(name) if name.endswith(".") else None, key_of(name)):
            number = self.find(key) if key else -1
            if number >= 0:
                for place, role in self.readings(number):
                    found.setdefault(place, role)
        return [self.entry(place) for place in sorted(found, key=lambda p: (-self.population[p], p))]


@lru_cache(maxsize=1)
def _mapped(folder: Path, inode: int, modified: int) -> Gazetteer:
    """Map what is in a folder, which another inode or time tells from what was there before."""
    return Gazetteer(folder)


def _opened(directory: Path | None) -> Gazetteer:
    folder = compiled(directory)
    status = folder.stat()
    return _mapped(folder, status.st_ino, status.st_mtime_ns)
