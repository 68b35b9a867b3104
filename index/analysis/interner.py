"""Strings by number, from 0 in the order in which they first come."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Interner:
    """Numbers strings, and lists them by number.  Some 100 bytes each beside the string itself.

    They are in a plain dictionary, which Python's garbage collector leaves alone as long as it holds strings and
    numbers only; one with a default, it would look through again and again.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, strings: Sequence[str]) -> NDArray[np.uint32]:
        """Return the numbers of strings."""
        return np.fromiter(self.list_of(strings), np.uint32, len(strings))

    def list_of(self, strings: Sequence[str]) -> list[int]:
        """Return the same as a list."""
        numbers: list[Any] = list(map(self._numbers.get, strings))
        place = -1
        for _ in range(numbers.count(None)):
            place = numbers.index(None, place + 1)
            numbers[place] = self._numbers.setdefault(strings[place], len(self._numbers))
        return numbers

    def strings(self) -> list[str]:
        """List the strings in order of number."""
        return list(self._numbers)

    def since(self, number: int) -> list[str]:
        """List the strings from a number on."""
        return list(islice(reversed(self._numbers), len(self) - number))[::-1]
