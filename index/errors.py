"""The failures that Dateline reports to people; each message says what failed, where, and what to do.

Those of an index have a second sentence, `public`, for whoever asks over the network: it has nothing of where the index
lies, nor of what the system said.
"""

import errno
import re
from collections.abc import Mapping
from pathlib import Path

from index.text import one_line


class DatelineError(Exception):
    """Anything that is reported in one line instead of a traceback."""

    public = "The archive cannot be read; the log of the server says why."

    def __str__(self) -> str:
        """Return the message as one line, whatever the names in it hold."""
        return one_line(super().__str__())


class UnreadableFileError(DatelineError):
    """A file, or a line of it, that no article could be read from."""


class IndexMissingError(DatelineError):
    """There is no published index where one was expected."""

    public = "There is no index yet: make one with `dateline rebuild PATH... --index INDEX`."


_OF_A_GENERATION = re.compile("/generations/[0-9]{6,18}/(whoosh/)?[^/]+$")


class IndexDamagedError(DatelineError):
    """The published index is not what was published: `path` is missing, changed, or was not there."""

    def __init__(self, path: Path, how: str) -> None:
        self.path, self.how = path, how
        super().__init__(
            f"The index is damaged: {path} {how}. Make it again with `dateline rebuild PATH... --index DIR`."
        )
        what = one_line(path.name) if _OF_A_GENERATION.search(path.as_posix()) else "what it is made of"
        self.public = (
            f"The index is damaged: {what} is missing or changed. Make it again with "
            "`dateline rebuild PATH... --index INDEX`."
        )


class ExhaustedError(DatelineError):
    """The system gives this process no more files or memory: what it holds open can be used, nothing else be opened."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.public = told


_EXHAUSTED: Mapping[int | None, str] = {
    errno.EMFILE: "This process may open no more files: allow it more with `ulimit -n`.",
    errno.ENFILE: "This machine may open no more files: end other programs, or allow it more.",
    errno.ENOMEM: "This process gets no more memory: end other programs, or allow it more with `ulimit -v`.",
}


def unreadable(path: Path, error: OSError, what: str = "read") -> DatelineError:
    """Return what is to be said where the system refuses to read (`what`) a file of an index: ExhaustedError where it
    would refuse any other, too, else IndexDamagedError."""
    if error.errno in _EXHAUSTED:
        return ExhaustedError(_EXHAUSTED[error.errno])
    return IndexDamagedError(Path(error.filename or path), f"cannot be {what} ({error.strerror})")


class ForeignDirectoryError(DatelineError):
    """The index directory holds something that Dateline did not make, or made in another format, or others may write to
    it."""

    public = (
        "What lies where the index should be is none that this Dateline made, or others may write to it; the log of "
        "the server says what to do."
    )


class IndexLockedError(DatelineError):
    """Another process is writing to the index."""


class ClusterError(DatelineError):
    """A cluster, which was to hold an archive, does not do what it was asked."""

    public = "The cluster that holds the archive refuses what it is asked; the log of the server says why."
    retry_after = 60
    """Seconds after which it may be asked again."""


class ClusterUnavailableError(ClusterError):
    """A cluster can't be reached, did not answer in time, lacks a manager or shards, or has too much to do: at another
    time it may answer."""

    public = "The cluster that holds the archive does not answer at the moment: try again soon."
    retry_after = 10


class ClusterIncompleteError(ClusterUnavailableError):
    """A cluster lacks shards of an archive, being red, so that it could find a part of it only."""

    public = "The cluster that holds the archive lacks a part of it at the moment: try again soon."


class ClusterReadOnlyError(ClusterError):
    """A cluster takes nothing to be written, its disks being full say; what is published is searched as before."""

    public = "The cluster that holds the archive is read-only at the moment; the log of the server says why."


class ClusterAccessError(ClusterError):
    """A cluster refuses who asks, can't be trusted, or is none that Dateline knows: it has to be set up otherwise."""


class ClusterVersionError(ClusterAccessError):
    """A cluster is of a version that this Dateline does not know."""

    public = "The cluster that holds the archive is of a version that this Dateline does not know."


class NothingToIndexError(DatelineError):
    """None of the files held an article."""
