"""Find the article files under the paths a user names, and report what can't be read.

A folder is walked in sorted order, so that a rebuild sees the same articles in the same order on any machine.  What
lies in it beside the articles (hidden files, pictures, notes in other formats) is passed over in silence; a file
that the user names is meant, so it is reported if it can't be read.  Every file and folder is visited once, however
many symbolic links or arguments lead to it, which also ends loops of links.

A file is known by its path from the folder that was named: it stays the same when the archive is moved, when it is
named from elsewhere, and when further paths are named after it.  Where an earlier file of the same command has that
path already (`rebuild 2021 2022`, both with may/01.txt), the later one's is lengthened by the names of the folders
above it, as many as tell the two apart: 2022/may/01.txt.  So name folders that share paths in an order that lasts, or
name the folder above them.

What can't be read, a file, a folder or later a line, is reported as a `BadInput` in its place.
"""

import os
import stat
from collections.abc import Container, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from index.text import encodable, one_line

JSON_LINES = "json lines"
FORMATS = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
}
COMPRESSED = ".gz"
WHAT_IS_READ = ".txt, .md, .markdown, .html, .htm, .jsonl and .ndjson files, each also with .gz,"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that a reader can be asked to read.

    `path` is where to open it, `shown` the same as the user would name it, if need be with U+FFFD for what is no
    UTF-8; `relative`, as the module tells, is its path from the folder that the user named (the name alone for a file
    named by itself), with slashes: ids are derived from it, and no two files of one command share one.
    """

    path: Path
    shown: str
    relative: str
    format: str
    compressed: bool
    size: int

    @property
    def holds_many(self) -> bool:
        """Whether a file of this format holds any number of articles."""
        return self.format == JSON_LINES


@dataclass(frozen=True, slots=True)
class BadInput:
    """What could not be read: the path as the user named it, the line if there is one, the reason, and of how many
    files or lines this is said; of none where it only remarks on what was read (`remark`)."""

    path: str
    line: int | None
    reason: str
    count: int = 1

    def __str__(self) -> str:
        """Return the report as one line, whatever the names in it hold."""
        place = self.path if self.line is None else f"{self.path}, line {self.line}"
        return one_line(f"{place}: {self.reason}" if place else self.reason)


def remark(path: str, line: int | None, about: str) -> BadInput:
    """Say of a file, or a line, what became of it though it was read."""
    return BadInput(path, line, about, 0)


def format_of(name: str) -> tuple[str, bool] | None:
    """Give the format that a file's name stands for and whether it is compressed; None for any other file."""
    stem = name.lower()
    compressed = stem.endswith(COMPRESSED)
    if compressed:
        stem = stem.removesuffix(COMPRESSED)
    found = FORMATS.get(Path(stem).suffix)
    return None if found is None else (found, compressed)


def find_files(paths: Iterable[str | Path]) -> Iterator[FoundFile | BadInput]:
    """Yield the article files among `paths` and in the folders among them, in order, and what can't be read."""
    taken: set[str] = set()
    for item in _find(paths):
        if isinstance(item, FoundFile):
            item = replace(item, relative=_not_taken(item, taken))
            taken.add(item.relative)
        yield item


def _not_taken(found: FoundFile, taken: Container[str]) -> str:
    """Return the file's relative path, lengthened from the left until it is not among those taken."""
    if found.relative not in taken:
        return found.relative
    depth = len(Path(found.relative).parts)
    above = os.path.realpath(found.path.parents[depth - 1]).split("/")
    lengthened = ("/".join([*above[-count:], found.relative]) for count in range(1, len(above) + 1))
    return next(path for path in lengthened if path not in taken)  # the last begins with a slash, as no other does


def _find(paths: Iterable[str | Path]) -> Iterator[FoundFile | BadInput]:
    visited: set[tuple[int, int]] = set()
    for named in paths:
        if not str(named):
            yield BadInput("", None, "an empty path names no file or folder")
            continue
        path = Path(named)
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield _bad(path, _reason(error))
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _root_folder(path, visited)
        elif format_of(path.name) is None:
            yield _bad(path, f"not a format that is read; {WHAT_IS_READ} are")
        else:
            yield from _file(path, path.name, status, visited)


def _root_folder(root: Path, visited: set[tuple[int, int]]) -> Iterator[FoundFile | BadInput]:
    known = (root.stat().st_dev, root.stat().st_ino) in visited
    holds_any = yield from _walk(root, visited)
    if not holds_any and not known:
        yield _bad(root, f"the folder holds no article; {WHAT_IS_READ} are read")


def _walk(root: Path, visited: set[tuple[int, int]]) -> Generator[FoundFile | BadInput, None, bool]:
    """Yield what a folder holds; return whether that was anything, files already visited included."""
    holds_any = False
    pending = [root]
    while pending:
        path = pending.pop()
        is_article = path != root and format_of(path.name) is not None
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                if not _seen(status, visited):
                    children = (child for child in path.iterdir() if not child.name.startswith("."))
                    pending.extend(sorted(children, key=lambda child: child.name, reverse=True))
                continue
        except OSError as error:
            # A link to nowhere, or a folder that may not be listed; other files' troubles are not ours.
            if is_article or path == root or _is_a_folder(path):
                holds_any = True
                yield _bad(path, _reason(error))
            continue
        if is_article:
            holds_any = True
            yield from _file(path, path.relative_to(root).as_posix(), status, visited)
    return holds_any


def _is_a_folder(path: Path) -> bool:
    """Say whether `path` is a folder, also one that can't be listed."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _file(
    path: Path, relative: str, status: os.stat_result, visited: set[tuple[int, int]]
) -> Iterator[FoundFile | BadInput]:
    if not stat.S_ISREG(status.st_mode):
        # Reading a pipe or a device could wait for ever.
        yield _bad(path, "not a regular file but a pipe, a socket or a device")
    elif not _seen(status, visited):
        kind = format_of(path.name)
        if kind is not None:
            yield FoundFile(path, encodable(str(path)), relative, *kind, status.st_size)


def _seen(status: os.stat_result, visited: set[tuple[int, int]]) -> bool:
    identity = (status.st_dev, status.st_ino)
    if identity in visited:
        return True
    visited.add(identity)
    return False


def _bad(path: Path, reason: str) -> BadInput:
    return BadInput(encodable(str(path)), None, reason)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "permission to read it is missing"
    detail = error.strerror if isinstance(error, OSError) else None
    return f"it can't be read: {detail or error}"
