"""Read the hand-written tables beside this module: tab-separated lines, comments start with "#"."""

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of each line of the table `name`.tsv that isn't a comment."""
    with (DATA / f"{name}.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def listed(cell: str) -> list[str]:
    """Split a cell that holds a list separated by vertical bars."""
    return [part for part in cell.split("|") if part]
