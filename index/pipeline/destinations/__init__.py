"""Where an index is kept, and what of that a build has to do with: a directory, or an archive in a cluster.

There is one writer at a time.  It makes a new state, from nothing or from what is published, and publishes it; until
then, and whatever happens before, what was published is there as it was.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from index.documents.article_head import ArticleHead
from index.errors import DatelineError
from index.opensearch.address import is_address, parsed, require_client
from index.pipeline.destinations.share import Share
from index.pipeline.identities import Identities
from index.pipeline.local_lexicons import LocalLexicons
from index.pipeline.sink import Sink
from index.pipeline.summary import Changes
from index.store.built import Built
from index.store.origins import Origins
from index.store.removed import write_removed

OF_A_CLUSTER = "shares are of an archive in a cluster, --index opensearch+http://HOST:PORT/NAME"


@dataclass(frozen=True, slots=True)
class Notes:
    """What is told of a state beside its articles: what it was built from, which articles were removed, each with the
    day, and where its sources' news happens, None where that stays as it was; and, not to be kept, what changed."""

    built: Built
    removed: Mapping[str, str]
    lexicons: LocalLexicons | None = None
    changes: Changes = field(default_factory=Changes)

    def write(self, folder: Path) -> None:
        """Write them as files into a folder."""
        if self.lexicons is not None:
            self.lexicons.write(folder)
        self.built.write(folder)
        write_removed(folder, self.removed)


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a published state: in what it is kept, its name, when it was made, how much of what it holds, and
    takes, what it was built from, and by what."""

    engine: str
    generation: str
    created: str
    counts: Mapping[str, int]
    bytes: int
    built: Built
    origins: Origins


class Draft(Protocol):
    """A new state, which is given up unless it is published."""

    name: str

    def writer(self) -> Sink:
        """Begin to fill it; to be called once."""

    def publish(self, created: str, counts: dict[str, int], notes: Notes) -> None:
        """Let it take the place of what is published; the writer is finished, and returned the `counts`."""


class Updater(Sink, Protocol):
    """A sink that begins with what is published."""

    def articles(self) -> Iterator[ArticleHead]:
        """Yield the heads of the articles that are there, without removed and added ones."""

    def article(self, article_id: str) -> ArticleHead | None:
        """Return the head of an article that is there; None where none is, or it was removed."""

    def remove(self, ids: Iterable[str]) -> int:
        """Remove articles that were there before; return how many there were."""


class Revision(Protocol):
    """A new state that begins as the published one, named `before`, and is given up unless it is published."""

    name: str
    before: str

    @property
    def updater(self) -> Updater:
        """What changes it, ended by `finish` or `cancel`."""

    def lexicons(self) -> LocalLexicons:
        """Return what the last rebuild learned."""

    def built(self) -> Built:
        """Return what the published state was built from."""

    def removed(self) -> Mapping[str, str]:
        """Return which articles were removed before, each with the day."""

    def counts(self) -> dict[str, int]:
        """Return what the published state holds."""

    def explain(self) -> None:
        """Raise IndexDamagedError where the published state can't be read because it is damaged."""

    def publish(self, created: str, counts: dict[str, int], notes: Notes) -> None:
        """Let it take the place of what is published; the updater is finished, and returned the `counts`."""


class Destination(Protocol):
    """A place for an index.  As a string, it is what is named with --index."""

    cache: Path
    """A folder for whoever builds, which may be removed at any time."""

    def published(self) -> Sequence[object]:
        """Return what changes with every publication, the name of the published state first.

        Raises IndexMissingError when nothing is published, ForeignDirectoryError for what is not ours.
        """

    def counts(self) -> Mapping[str, int]:
        """Return what the published state holds; raise as `published`, and IndexDamagedError."""

    def about(self) -> About:
        """Tell of the published state; raise as `counts`."""

    def sample(self, most: int) -> Iterable[ArticleHead]:
        """Yield the heads of at most about so many of its articles, from everywhere in it; raise as `counts`."""

    def verify(self) -> str:
        """Read through all of the published state, and return a sentence of what is sound; raise IndexDamagedError
        where something is not."""

    def writing(self) -> AbstractContextManager[None]:
        """Be the one writer, and put in words whatever fails meanwhile.

        Raises IndexLockedError while there is another, ForeignDirectoryError for what is not ours.
        """

    def known(self) -> tuple[Identities, Mapping[str, str]]:
        """Know again, in a rebuild, the articles of what is published, and return those removed before, each with the
        day: nobody, and none, where that can't be read."""

    def drafted(self) -> AbstractContextManager[Draft]:
        """Make a new state that holds nothing."""

    def revised(self) -> AbstractContextManager[Revision]:
        """Make a new state that holds what is published."""

    def contains(self, path: Path) -> bool:
        """Tell whether a path, resolved, is one of the index's own, to which nobody puts articles."""


def destination(index: str | Path, share: Share | None = None) -> Destination:
    """Return the place that a path or an address names, or that a share of it goes to, imported only then.

    Raises AddressError for what should be an address and is none, and DatelineError for a share of a directory, which
    one machine writes, and where what a cluster needs is not installed.
    """
    if not is_address(index):
        if share is not None:
            raise DatelineError(f"{index} is a directory, which one machine writes: {OF_A_CLUSTER}.")
        from index.pipeline.destinations.directory import Directory

        return Directory(Path(index))
    address = parsed(str(index))
    require_client()
    from index.pipeline.destinations.archive import Archive
    from index.pipeline.destinations.shares import SharedArchive

    return Archive(address) if share is None else SharedArchive(Archive(address), share)
