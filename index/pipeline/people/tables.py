"""The hand-written tables that names and roles are compared by: files of lines with tabs, `#` before a comment."""

from collections.abc import Iterator, Sequence
from importlib import resources


def rows(name: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the first column of each line of a table, and the others."""
    for line in (resources.files("index.pipeline") / "data" / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, *values = line.split("\t")
            yield key, values
