"""Take in what comes through a pipe as a file: it is read more than once, and by several processes."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from index.sources.content import recognise_file
from index.sources.files import FoundFile
from index.sources.formats import BY_NAME, TEXT
from index.sources.unpacking import BUFFER_BYTES
from index.text import encodable

STANDARD_INPUT = "-"
"""The path that stands for it."""
SHOWN = "standard input"


@contextmanager
def with_standard_input(paths: Iterable[str | Path], stream: BinaryIO | None) -> Iterator[list[str | Path | FoundFile]]:
    """Put in the place of the path that stands for standard input what comes from it, while it is read."""
    named = list(dict.fromkeys(map(str, paths)))
    if stream is None or STANDARD_INPUT not in named:
        yield [*named]
        return
    with _piped_file(stream) as file:
        yield [file if path == STANDARD_INPUT else path for path in named]


def place_of(named: str | Path | FoundFile) -> str:
    """Return a path that was named so that it means the same from anywhere."""
    return named.shown if isinstance(named, FoundFile) else encodable(str(Path(named).absolute()))


@contextmanager
def _piped_file(stream: BinaryIO) -> Iterator[FoundFile]:
    """Have a copy of a stream on disk as a file, of the format that its content shows, else plain text."""
    with tempfile.NamedTemporaryFile(prefix="dateline-") as copy:
        shutil.copyfileobj(stream, copy, BUFFER_BYTES)
        copy.flush()
        path = Path(copy.name)
        format, compression = recognise_file(path)
        yield FoundFile(path, SHOWN, SHOWN, (format or BY_NAME[TEXT]).name, compression, copy.tell())
