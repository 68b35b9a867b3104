"""Which annotator this is: a digest of all that decides what annotation finds in an article.

Annotation is a pure function of an article, its source's local lexicon, and of this: the sources and tables of what
cleans and annotates, and the gazetteer's.  What was found by another version may be found no longer.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from index.gazetteer.cache import gazetteer_key

ROOMS = ("annotation", "cleaning", "gazetteer")
MODULES = ("pipeline/datelines.py",)
PACKAGES = ("py3langid",)
"""What annotation relies on beside the gazetteer's packages, whose versions are in its key."""
VERSION_BYTES = 8


@cache
def annotator_version() -> str:
    """Return the version, 16 hexadecimal digits, the same wherever the same sources are installed."""
    digest = hashlib.blake2b(gazetteer_key().encode(), digest_size=VERSION_BYTES)
    for package in PACKAGES:
        digest.update(f"{package} {version(package)} ".encode())
    for room in ROOMS:
        for name, content in _contents(files("index") / room):
            digest.update(f"{name} {len(content)} ".encode() + content)
    for module in MODULES:
        digest.update((files("index") / module).read_bytes())
    return digest.hexdigest()


def _contents(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir() and one.name != "__pycache__":
            yield f"{one.name}/", b""
            yield from _contents(one)
        elif one.is_file():
            yield one.name, one.read_bytes()
