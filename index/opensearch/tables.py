"""The small files of an archive, kept in its index as documents: in parts, and with a manifest that is written last.

A reader takes them all into a folder, and reads them as those of a generation.  What has no sound manifest, which names
every file with its size and its SHA-256, is not finished: it is never published, and never read.
"""

import base64
import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

from index.errors import DatelineError, IndexDamagedError
from index.opensearch.bulk import Action, BulkWriter, draft_of
from index.opensearch.cluster import Cluster
from index.opensearch.mapping import FORMAT
from index.store.files import filesystem
from index.store.manifest import digest_of

PART = 4_000_000
"""Bytes of a file that are in one document."""
MANIFEST = "manifest.json"
_DIGEST = "sha256"


class ClusterIndexDamagedError(IndexDamagedError):
    """An index of the cluster is not what was published."""

    def __init__(self, index: str, how: str) -> None:
        self.path, self.how = Path(index), how
        DatelineError.__init__(
            self, f"The index {index} of the cluster is damaged: {how}. Make it again with `dateline rebuild PATH...`."
        )
        self.public = "The index is damaged. Make it again with `dateline rebuild PATH... --index INDEX`."


@dataclass(frozen=True, slots=True)
class TableFile:
    """What a file must be: its size in bytes, and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> "TableFile":
        """Describe a content."""
        return cls(len(content), hashlib.sha256(content).hexdigest())

    @property
    def parts(self) -> int:
        """How many documents it takes; an empty one has one, too."""
        return max(-(-self.size // PART), 1)


@dataclass(frozen=True, slots=True)
class ClusterManifest:
    """What an index holds: when it was made, how much of what, the newest day of its articles (YYYY-MM-DD), the
    languages other than English that have a stemmer, and its files."""

    index: str
    created: str
    counts: Mapping[str, int]
    newest: str | None = None
    languages: tuple[str, ...] = ()
    files: Mapping[str, TableFile] = field(default_factory=dict)
    format: int = FORMAT

    def encode(self) -> bytes:
        """Return it as JSON, with its own digest."""
        content = asdict(self)
        return json.dumps({"manifest": content, _DIGEST: digest_of(content)}).encode()

    @classmethod
    def decode(cls, content: bytes) -> "ClusterManifest":
        """Read it back; raise ValueError where it is none."""
        try:
            read = json.loads(content)
            told = read["manifest"]
            if digest_of(told) != read[_DIGEST]:
                raise ValueError("another digest")
            files = {name: TableFile(**about) for name, about in told["files"].items()}
            return cls(**{**told, "files": files, "languages": tuple(told["languages"])})
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("no manifest") from error


def generation_of(index: str) -> str:
    """Return what a state is called within its archive, higher for a newer one, as a generation is.

    >>> generation_of("news-000007")
    '000007'
    """
    return index.rpartition("-")[2]


class Tables:
    """The files of one index of the cluster."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self.index = index
        self._cluster = cluster
        self._written: dict[str, TableFile] = {}

    def write(self, name: str, content: bytes) -> None:
        """Write a file, in the place of an earlier one of its name."""
        self._write([(name, content)])

    def write_files(self, paths: Iterable[Path]) -> None:
        """Write files of a folder, under their names."""
        self._write((path.name, path.read_bytes()) for path in paths)

    def _write(self, files: Iterable[tuple[str, bytes]]) -> None:
        with closing(BulkWriter(self._cluster, self.index)) as writer:
            for name, content in files:
                self._written[name] = about = TableFile.of(content)
                for part in range(about.parts):
                    data = base64.b64encode(content[part * PART : (part + 1) * PART]).decode()
                    source = {"kind": "table", "table": name, "part": part, "data": data}
                    writer.add(Action("index", _id(name, part), body=source))
                writer.add(Action("delete", _id(name, about.parts)))  # where an earlier one went on, it ends here
            writer.flush()

    def read(self, name: str) -> bytes | None:
        """Return a file, whole; None where there is none."""
        parts: list[bytes] = []
        while (part := self._read_part(name, len(parts))) is not None:
            parts.append(part)
            if len(part) < PART:
                break
        return b"".join(parts) if parts else None

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        self._written.pop(name, None)
        self._remove_from(name, 0)

    def carry(self, manifest: ClusterManifest, names: Iterable[str]) -> None:
        """Note files that are there already, as a manifest has them, so that they are in the next one, too."""
        self._written |= {name: manifest.files[name] for name in names if name in manifest.files}

    def write_manifest(
        self, created: str, counts: Mapping[str, int], newest: str | None = None, languages: tuple[str, ...] = ()
    ) -> ClusterManifest:
        """Say that the index is finished: with these files, and no others."""
        files = dict(sorted(self._written.items()))
        manifest = ClusterManifest(self.index, created, dict(counts), newest, languages, files)
        self.write(MANIFEST, manifest.encode())
        del self._written[MANIFEST]
        return manifest

    def manifest(self) -> ClusterManifest:
        """Read the manifest; raise ClusterIndexDamagedError where there is no sound one of this index."""
        content = self.read(MANIFEST)
        if content is None:
            raise ClusterIndexDamagedError(self.index, "it has no manifest")
        try:
            manifest = ClusterManifest.decode(content)
        except ValueError:
            raise ClusterIndexDamagedError(self.index, "its manifest is none") from None
        if (manifest.index, manifest.format) != (self.index, FORMAT):
            raise ClusterIndexDamagedError(self.index, "its manifest is that of another one")
        return manifest

    def check(self) -> ClusterManifest:
        """Read all files through, and return the manifest; raise ClusterIndexDamagedError for the first that is not
        what it tells."""
        manifest = self.manifest()
        for _ in self._sound_files(manifest):
            pass
        return manifest

    def download(self, folder: Path) -> ClusterManifest:
        """Write all files into a folder, and return the manifest; raise as `check`."""
        manifest = self.manifest()
        for name, content in self._sound_files(manifest):
            filesystem.write(folder / name, content)
        return manifest

    def _sound_files(self, manifest: ClusterManifest) -> Iterator[tuple[str, bytes]]:
        """Yield the files as the manifest has them."""
        asked = [(name, part) for name, about in manifest.files.items() for part in range(about.parts)]
        for name, parts in groupby(zip(asked, self._parts(asked, manifest), strict=True), lambda one: one[0][0]):
            content = b"".join(content for _, content in parts)
            if TableFile.of(content) != manifest.files[name]:
                raise ClusterIndexDamagedError(self.index, f"its file {name} is not what was published")
            yield name, content

    def _parts(self, asked: Sequence[tuple[str, int]], manifest: ClusterManifest) -> Iterator[bytes]:
        """Yield parts of files, an empty one where there is none; small ones are read together."""
        sizes = [min(manifest.files[name].size - part * PART, PART) for name, part in asked]
        first = 0
        while first < len(asked):
            taken = max(bisect_right(list(accumulate(sizes[first:])), PART), 1)
            docs = [{"_id": _id(name, part)} for name, part in asked[first : first + taken]]
            with self._cluster.failures():
                found: Any = self._cluster.client.mget(
                    index=self.index, body={"docs": docs}, params={"_source": "data", **self._cluster.hanging.avoided}
                )
            documents = self._cluster.documents(found)
            yield from (base64.b64decode(one["_source"]["data"]) if one.get("found") else b"" for one in documents)
            first += taken

    def _read_part(self, name: str, part: int) -> bytes | None:
        with self._cluster.failures():
            found: Any = self._cluster.client.get(
                index=self.index,
                id=_id(name, part),
                params={"_source": "data", "ignore": 404, **self._cluster.hanging.avoided},
            )
        return base64.b64decode(found["_source"]["data"]) if found.get("found") else None

    def _remove_from(self, name: str, part: int) -> None:
        """Remove the parts of a file from one on."""
        result = ""
        while result != "not_found":
            with self._cluster.failures():
                answer: Any = self._cluster.client.delete(
                    index=draft_of(self.index), id=_id(name, part), params={"ignore": 404}
                )
            result = answer.get("result", "not_found")
            part += 1


def _id(name: str, part: int) -> str:
    return f"table:{name}:{part}"
