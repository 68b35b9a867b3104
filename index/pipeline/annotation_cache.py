"""What annotation found is kept beside the index, so that no article is annotated twice by one annotator.

    dateline-index/cache/annotations.sqlite     key → compressed record, in the order they were made
    dateline-index/cache/batches.sqlite         the same of articles that were packed together for the writer

What was found in an article is found by the article, wherever it stands.  What was packed is found where a rebuild
meets the same articles in a row, which is done in a tenth of the time; else they are packed anew.

A key is a digest of all that a record depends on: the article's own content, the local lexicon, the annotator.  So a
rebuild that was stopped, killed perhaps, goes on where it was, one after a change of formats annotates nothing, and a
wrong record is never found.  It is a cache and nothing more: where it can't be read or written, what it would have told
is computed, and without a word, for nothing is lost but time.

SQLite keeps it whole through any end of a process and of power; each record has a checksum, of its key and of itself.
A file that is damaged, or no cache, is removed and made anew; one that can't be read or written now, the disk being
full say, is left.  Its one user is the process that holds the index directory's lock.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Protocol
from zlib import crc32

from index.annotation.locations import LocalLexicon
from index.documents.article import Article
from index.pipeline.versions import annotator_version, packer_version
from index.sources.files import BadInput

DEFAULT_BYTES = 2_000_000_000
"""Most that the files take, unless said otherwise: some 200,000 articles of 900 words."""
FILE = "annotations.sqlite"
BATCHES = "batches.sqlite"
SHARE = 1 / 6
"""The part of the room that annotations have: of a batch much more is kept, its text for one."""
KEY_BYTES = 16
CHECKSUM_BYTES = 4
ASKED_AT_ONCE = 500
"""Fewer than SQLite takes values in one statement."""
FREED_AT_ONCE = 200
"""Records, the oldest first, that make room for others."""
_RECORDS = """
    CREATE TABLE IF NOT EXISTS records (number INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, record BLOB NOT NULL)
"""
OF_THE_SYSTEM = ("FULL", "IOERR", "READONLY", "CANTOPEN", "PERM", "AUTH", "BUSY", "LOCKED", "PROTOCOL", "NOMEM")
"""How SQLite's errors begin that are no fault of the file."""
NOT_ANNOTATED = frozenset({"id", "path", "url", "own_id", "identity", "line", "written_date", "section", "format"})
"""What of an article has no say in what annotation finds."""


BROKEN = (sqlite3.Error, sqlite3.Warning, ValueError, TypeError)
"""What reading a damaged file may raise."""


class Kept(Protocol):
    """What is asked for records by their keys, and given new ones."""

    def get(self, keys: Sequence[bytes]) -> list[bytes | None]:
        """Return what is kept under each of some keys."""

    def put(self, records: Mapping[bytes, bytes]) -> None:
        """Keep records under their keys."""


class NothingKept:
    """Keeps nothing."""

    def get(self, keys: Sequence[bytes]) -> list[bytes | None]:
        """Return nothing for each key."""
        return [None] * len(keys)

    def put(self, records: Mapping[bytes, bytes]) -> None:
        """Keep nothing."""


class AnnotationCache:
    """Records by key in a file of at most so many bytes.  Once it fails it is empty, and stays so."""

    def __init__(self, folder: Path, most_bytes: int, name: str = FILE) -> None:
        """Open the cache, and make it where there is none; raises OSError and sqlite3.Error."""
        path = folder / name
        if folder.is_symlink() or any(one.is_symlink() for one in folder.glob(f"{name}*")):
            raise OSError(f"{path} leads elsewhere")
        folder.mkdir(exist_ok=True)
        self._path = path
        self._most_bytes = most_bytes
        self._works = True
        self._database = sqlite3.connect(path)
        try:
            self._begin()
        except BaseException:
            self._database.close()
            raise

    def _begin(self) -> None:
        self._database.execute("PRAGMA locking_mode = EXCLUSIVE")  # needs no memory shared with other processes
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")  # after a power cut the last records may be gone
        self._database.execute(_RECORDS)
        self._last_before: int = self._database.execute("SELECT coalesce(max(number), 0) FROM records").fetchone()[0]
        if self._used() > self._most_bytes:
            with self._database:
                self._make_room(0)
            self._database.execute("VACUUM")

    def get(self, keys: Sequence[bytes]) -> list[bytes | None]:
        """Return what is kept under each of some keys."""
        found: dict[bytes, bytes] = {}
        for first in range(0, len(keys) if self._works else 0, ASKED_AT_ONCE):
            asked = keys[first : first + ASKED_AT_ONCE]
            question = f"SELECT key, record FROM records WHERE key IN ({','.join('?' * len(asked))})"  # noqa: S608
            with self._failures():
                found |= dict(self._database.execute(question, asked))
        return [_sound(key, found.get(key, b"")) for key in keys]

    def put(self, records: Mapping[bytes, bytes]) -> None:
        """Keep records under their keys, in the place of the oldest where there is no room."""
        if self._works and records:
            with self._failures(), self._database:
                rows = [(key, _checksum(key, record) + record) for key, record in records.items()]
                if self._make_room(sum(len(record) for _, record in rows)):
                    self._database.executemany("INSERT OR REPLACE INTO records (key, record) VALUES (?, ?)", rows)

    def close(self) -> None:
        """Finish."""
        with suppress(sqlite3.Error):
            self._database.close()

    def _used(self) -> int:
        """Return how many bytes of the file are in use."""
        pages, free, size = (
            self._database.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def _make_room(self, size: int) -> bool:
        """Remove the oldest records until `size` bytes more have room, and say whether they have.

        What was kept since the cache was opened stays: it was needed last.
        """
        while self._used() + size > self._most_bytes:
            oldest = "SELECT number FROM records WHERE number <= ? ORDER BY number LIMIT ?"
            removed = self._database.execute(
                f"DELETE FROM records WHERE number IN ({oldest})",  # noqa: S608
                (self._last_before, FREED_AT_ONCE),
            )
            if not removed.rowcount:
                return False
        return True

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Go on without what can't be read or written; what is damaged is removed."""
        try:
            yield
        except BROKEN as error:
            self._works = False
            if not _is_of_the_system(error):
                self.close()
                remove_file(self._path)


def _checksum(key: bytes, content: bytes) -> bytes:
    """Return the checksum of a record: it is one of its key, too, so that no other key has it."""
    return crc32(content, crc32(key)).to_bytes(CHECKSUM_BYTES, "little")


def _sound(key: bytes, record: bytes) -> bytes | None:
    """Return what is kept under a key without its checksum, if it has it."""
    checksum, content = record[:CHECKSUM_BYTES], record[CHECKSUM_BYTES:]
    return content if content and checksum == _checksum(key, content) else None


@dataclass(frozen=True, slots=True)
class Caches:
    """What is kept of single articles, and of batches of them."""

    annotations: Kept
    batches: Kept


@contextmanager
def annotation_cache(folder: Path, most_bytes: int = DEFAULT_BYTES) -> Iterator[Caches]:
    """Open the caches of a folder; where `most_bytes` are none they are removed, and nothing is kept."""
    if most_bytes <= 0:
        remove_cache(folder)
        yield Caches(NothingKept(), NothingKept())
        return
    for_annotations = int(most_bytes * SHARE)
    with ExitStack() as open_ones:
        kept = []
        for name, size in ((FILE, for_annotations), (BATCHES, most_bytes - for_annotations)):
            cache = _opened(folder, size, name)
            if isinstance(cache, AnnotationCache):
                open_ones.callback(cache.close)
            kept.append(cache)
        yield Caches(*kept)


def _opened(folder: Path, most_bytes: int, name: str) -> Kept:
    for _ in range(2):  # one that is damaged is removed, and made anew
        try:
            return AnnotationCache(folder, most_bytes, name)
        except OSError:
            break
        except BROKEN as error:
            if _is_of_the_system(error):
                break
            remove_file(folder / name)
    return NothingKept()


def _is_of_the_system(error: Exception) -> bool:
    """Tell whether what SQLite raised is no fault of the file: the disk is full, or another program holds it."""
    return getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").startswith(OF_THE_SYSTEM)


def remove_cache(folder: Path) -> None:
    """Remove the files of a cache, and its folder when nothing else is in it; a link is not followed."""
    if folder.is_symlink():
        return
    for name in (FILE, BATCHES):
        remove_file(folder / name)
    with suppress(OSError):
        folder.rmdir()


def remove_file(path: Path) -> None:
    """Remove a file of SQLite's, and those that it may have beside it."""
    with suppress(OSError):
        for one in path.parent.glob(f"{path.name}*"):
            one.unlink(missing_ok=True)


def annotation_key(article: Article, lexicon: LocalLexicon) -> bytes:
    """Return the key of what is found in an article by this annotator, given its source's local lexicon.

    What annotation makes nothing of, such as where the article was read from, is left out; whatever a reader may find
    beside that is in.
    """
    content = [getattr(article, name) for name in _ANNOTATED]
    return _digest("annotation", repr(content), repr(sorted(lexicon.places.items())), repr(lexicon.articles))


def batch_key(batch: Sequence[Article | BadInput], keys: Sequence[bytes]) -> bytes:
    """Return the key of what is stored of some articles in a row, given the keys of what is found in each."""
    stored = [replace(item, text="") for item in batch if isinstance(item, Article)]
    return _digest("batch", packer_version(), repr(stored), repr(keys))


def entries_key(article: Article) -> bytes:
    """Return the key of what an article's beginning enters into its source's local lexicon."""
    return _digest("entries", article.title, article.text)


def _digest(*parts: str) -> bytes:
    digest = hashlib.blake2b(annotator_version().encode(), digest_size=KEY_BYTES)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(f" {len(content)} ".encode() + content)
    return digest.digest()


_ANNOTATED = tuple(field.name for field in fields(Article) if field.name not in NOT_ANNOTATED)
