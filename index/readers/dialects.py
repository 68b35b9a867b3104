"""Tell how the cells of a table are parted and what quotation marks mean in it, by its beginning.

In most tables a cell may stand in quotation marks, which are doubled within it.  Some databases write a backslash
before them instead, and where tabs or bars part the cells, quotation marks are often only what somebody said: taken
for more, the first would be lost, and a cell that opens with one would swallow what follows.  So of the ways of reading
that are possible the one counts by which the most rows have as many cells as the header.
"""

import csv
import io
from collections.abc import Mapping
from typing import Any

from index.sources.columns import columns_among
from index.sources.formats import DELIMITERS

Dialect = Mapping[str, Any]
"""Arguments of `csv.reader`."""

_DOUBLED: Dialect = {}
_ESCAPED: Dialect = {"escapechar": "\\", "doublequote": False}
_UNQUOTED: Dialect = {"quoting": csv.QUOTE_NONE}
_UNQUOTED_DELIMITERS = "\t|"
_CUT_OFF = "unexpected end of data"
"""What a strict reader says of a cell that the sample ends in."""


def dialect_of(sample: str, columns: Mapping[str, str], *, delimiter: str = "", is_whole: bool = False) -> Dialect:
    """Tell the dialect of a table by the lines that it begins with, whose first is the header.

    `columns` are names of columns by field, as in `ReadingOptions`; `delimiter` is what parts the cells where that is
    known; `is_whole` says that no more lines follow.
    """
    header = sample[: sample.find("\n") + 1] or sample
    delimiter = delimiter or max(DELIMITERS, key=lambda one: _known_names(header, one, columns))
    candidates = [_DOUBLED, _ESCAPED] if "\\" in sample else [_DOUBLED]
    if delimiter in _UNQUOTED_DELIMITERS:
        candidates.append(_UNQUOTED)
    best = max(candidates, key=lambda one: _fit(sample, {"delimiter": delimiter, **one}, is_whole))
    return {"delimiter": delimiter, **best}


def _known_names(header: str, delimiter: str, columns: Mapping[str, str]) -> tuple[int, int]:
    cells = next(csv.reader([header], delimiter=delimiter), [])
    named = sum(bool(set(names) & set(cells)) for names in columns_among(cells, columns).values())
    return named, len(cells)


def _fit(sample: str, dialect: Dialect, is_whole: bool) -> tuple[bool, float]:
    """Say whether a sample keeps to a dialect, and which share of its rows is as long as the first."""
    widths, failure = _widths(sample, {**dialect, "strict": True})
    is_kept_to = not failure or (failure == _CUT_OFF and not is_whole)
    if not is_kept_to:
        widths, _ = _widths(sample, dialect)
    return is_kept_to, sum(width == widths[0] for width in widths) / len(widths) if widths else 0


def _widths(sample: str, dialect: Dialect) -> tuple[list[int], str]:
    """Give the numbers of cells of rows, and what ends them early."""
    widths: list[int] = []
    try:
        rows = csv.reader(io.StringIO(sample, newline=""), **dialect)
        widths.extend(len(row) for row in rows if any(row))
    except csv.Error as error:
        return widths, str(error)
    return widths, ""
