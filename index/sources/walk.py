"""Find the article files under the paths a user names, and report what can't be read.

A folder is walked in sorted order, so that a rebuild sees the same articles in the same order on any machine.  What
lies in it beside the articles, pictures and the like, is passed over, which is said, hidden files in silence; a file
that the user names is meant, so it is reported if it can't be read.  Every file and folder is visited once, however
many symbolic links or arguments lead to it, which also ends loops of links; a link that leads out of the folder is not
followed.  The format of a file is told by its content (`index.sources.formats`).

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
from dataclasses import replace
from pathlib import Path

from index.sources.content import recognise_file, why_unreadable
from index.sources.files import BadInput, FoundFile, Outcome, passed_over
from index.sources.formats import WHAT_IS_READ, ending_of, hinted_by
from index.sources.unpacking import BROKEN
from index.text import encodable

INDEX_FORMAT = b"dateline index, format "
"""How the file FORMAT of an index begins."""

OUTWARD_LINK = "a symbolic link that leads out of the folder is not followed; name it to have it read"


def find_files(paths: Iterable[str | Path | FoundFile | BadInput]) -> Iterator[FoundFile | BadInput]:
    """Yield the article files among `paths` and in the folders among them, in order, and what can't be read.

    What is found already is passed on.
    """
    taken: set[str] = set()
    for item in _find(paths):
        if isinstance(item, FoundFile):
            item = replace(item, relative=_not_taken(item, taken))
            taken.add(item.relative)
        yield item


def find_within(root: Path, paths: Iterable[Path]) -> Iterator[FoundFile | BadInput]:
    """Yield the article files among some paths within a folder, as `find_files` yields them among all of it."""
    visited: set[tuple[int, int]] = set()
    yield from _walk(root, visited, sorted(paths, reverse=True))


def _not_taken(found: FoundFile, taken: Container[str]) -> str:
    """Return the file's relative path, lengthened from the left until it is not among those taken."""
    if found.relative not in taken:
        return found.relative
    depth = len(Path(found.relative).parts)
    above = os.path.realpath(found.path.parents[depth - 1]).split("/")
    lengthened = ("/".join([*above[-count:], found.relative]) for count in range(1, len(above) + 1))
    return next(path for path in lengthened if path not in taken)  # the last begins with a slash, as no other does


def _find(paths: Iterable[str | Path | FoundFile | BadInput]) -> Iterator[FoundFile | BadInput]:
    visited: set[tuple[int, int]] = set()
    for named in paths:
        if isinstance(named, (FoundFile, BadInput)):
            yield named
            continue
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
        else:
            for item in _file(path, path.name, status, visited):
                is_other = isinstance(item, BadInput) and item.outcome is Outcome.PASSED_OVER
                yield _bad(path, f"not a format that is read; {WHAT_IS_READ} are") if is_other else item


def _root_folder(root: Path, visited: set[tuple[int, int]]) -> Iterator[FoundFile | BadInput]:
    known = (root.stat().st_dev, root.stat().st_ino) in visited
    holds_any = yield from _walk(root, visited)
    if not holds_any and not known:
        yield _bad(root, f"the folder holds no article; {WHAT_IS_READ} are read")


def _walk(
    root: Path, visited: set[tuple[int, int]], among: Iterable[Path] | None = None
) -> Generator[FoundFile | BadInput, None, bool]:
    """Yield what a folder holds, or some paths in it; return whether that was anything, files already visited included.

    An index that lies in it is passed over.
    """
    holds_any = False
    pending = [root] if among is None else list(among)
    real_root = os.path.realpath(root)
    while pending:
        path = pending.pop()
        try:
            is_link = path.is_symlink() or among is not None  # of some paths any folder above may be one
            if path != root and is_link and not _is_within(os.path.realpath(path), real_root):
                yield _bad(path, OUTWARD_LINK)
                continue
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                if not _seen(status, visited) and not _is_an_index(path):
                    children = (child for child in path.iterdir() if not child.name.startswith("."))
                    pending.extend(sorted(children, key=lambda child: child.name, reverse=True))
                continue
        except OSError as error:
            # A link to nowhere, a folder that may not be listed, or what was there a moment ago.
            holds_any = True
            yield _bad(path, _reason(error))
            continue
        for item in _file(path, path.relative_to(root).as_posix(), status, visited):
            holds_any = holds_any or isinstance(item, FoundFile) or item.outcome is not Outcome.PASSED_OVER
            yield item
        holds_any = holds_any or (hinted_by(path.name) is not None)
    return holds_any


def _is_an_index(folder: Path) -> bool:
    try:
        with (folder / "FORMAT").open("rb") as file:
            return file.read(len(INDEX_FORMAT)) == INDEX_FORMAT
    except OSError:
        return False


def _is_within(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip("/") + "/")


def _file(
    path: Path, relative: str, status: os.stat_result, visited: set[tuple[int, int]]
) -> Iterator[FoundFile | BadInput]:
    shown = encodable(str(path))
    hinted = hinted_by(path.name)
    if not stat.S_ISREG(status.st_mode):
        # Reading a pipe or a device could wait for ever.
        yield BadInput(shown, None, "not a regular file but a pipe, a socket or a device")
    elif not _seen(status, visited):
        try:
            format, compression = recognise_file(path)
        except BROKEN as error:
            yield BadInput(shown, None, why_unreadable(error)) if hinted else passed_over(shown, ending_of(path.name))
            return
        if format is None:
            yield passed_over(shown, ending_of(path.name))
        else:
            yield FoundFile(path, shown, relative, format.name, compression, status.st_size)


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
