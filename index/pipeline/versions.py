"""Which reader and which annotator this is: digests of all that decides what is read, and what is found in it.

Annotation is a pure function of an article, its source's local lexicon, and of the annotator's version: the sources and
tables of what cleans and annotates, and the gazetteer's.  What was found by another version may be found no longer.
What a reader makes of a file depends on its version likewise, and on those of the libraries that parse.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from index.documents.provenance import Processing
from index.gazetteer.cache import gazetteer_key

ROOMS = ("annotation", "cleaning", "gazetteer")
MODULES = ("pipeline/datelines.py",)
PACKAGES = ("py3langid",)
"""What annotation relies on beside the gazetteer's packages, whose versions are in its key."""
PACKING_ROOMS = ("analysis", "deduplication", "documents")
PACKING_MODULES = ("pipeline/stages.py", "pipeline/packed_record.py")
PACKING_PACKAGES = ("whoosh", "snowballstemmer")
"""What stems words, of which there are two distributions."""
READING_ROOMS = ("readers", "sources")
READING_PACKAGES = (
    *("trafilatura", "lxml", "webencodings", "charset-normalizer", "pyyaml", "feedparser", "fastwarc", "defusedxml"),
    *("mammoth", "pypdfium2"),
)
"""What readers rely on; some of it need not be installed."""
VERSION_BYTES = 8


@cache
def annotator_version() -> str:
    """Return the version, 16 hexadecimal digits, the same wherever the same sources are installed."""
    modules = ((files("index") / module).read_bytes() for module in MODULES)
    return _digest(gazetteer_key().encode(), *_installed(PACKAGES), *_contents(ROOMS), *modules)


@cache
def reader_version() -> str:
    """Return the version of what reads files, 16 hexadecimal digits."""
    return _digest(*_installed(READING_PACKAGES), *_contents(READING_ROOMS))


@cache
def packer_version() -> str:
    """Return the version of what makes of an annotated article what is stored of it, 16 hexadecimal digits."""
    modules = ((files("index") / module).read_bytes() for module in PACKING_MODULES)
    return _digest(*_installed(PACKING_PACKAGES), *_contents(PACKING_ROOMS), *modules)


def processing() -> Processing:
    """Return by what articles are read and annotated from now on."""
    return Processing(reader_version(), annotator_version(), int(time.time()))


def _digest(*parts: bytes) -> str:
    digest = hashlib.blake2b(digest_size=VERSION_BYTES)
    for part in parts:
        digest.update(f" {len(part)} ".encode() + part)
    return digest.hexdigest()


def _installed(packages: Iterable[str]) -> Iterator[bytes]:
    for package in packages:
        try:
            yield f"{package} {version(package)}".encode()
        except PackageNotFoundError:
            yield package.encode()


def _contents(rooms: Iterable[str]) -> Iterator[bytes]:
    for room in rooms:
        yield from _of_folder(files("index") / room)


def _of_folder(folder: Traversable) -> Iterator[bytes]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir() and one.name != "__pycache__":
            yield f"{one.name}/".encode()
            yield from _of_folder(one)
        elif one.is_file():
            yield one.name.encode()
            yield one.read_bytes()
