"""A line of JSON for every request, for whoever runs the server; nobody's questions are among it unless asked for.

What somebody looks for is nobody else's business, and much of it stands in an address: of that the log has the route
alone, /articles/<article_id>.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from logging import INFO, Logger, LogRecord, StreamHandler
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import TextIO

from index.errors import DatelineError
from web.http.forwarded import peer_address
from web.http.observed import Observation, Observer

STANDARD_ERROR = "-"


class LogError(DatelineError):
    """The log of requests can't be written."""


@dataclass(frozen=True, slots=True)
class Log:
    """Where requests are noted, a file or "-" for standard error, and whether the addresses asked for are, too."""

    place: str
    with_addresses: bool = False

    def checked(self) -> "Log":
        """Return this, whose file is there now; raise LogError where nothing can be written."""
        if self.place != STANDARD_ERROR:
            try:
                with Path(self.place).open("ab"):
                    pass
            except OSError as error:
                told = f"The log {self.place} cannot be written ({error.strerror}); choose another with --log."
                raise LogError(told) from error
        return self


@contextmanager
def noting(log: Log | None) -> Iterator[Sequence[Observer]]:
    """Give what writes observations to a log, nothing where there is none.

    Several processes may write to one file, which may be renamed meanwhile: a new one is begun in its place.
    """
    if log is None:
        yield ()
        return
    handler = _StandardError() if log.place == STANDARD_ERROR else _File(log.place)
    lines = Logger("dateline.requests", INFO)
    lines.addHandler(handler)

    def note(seen: Observation) -> None:
        lines.info("%s", json.dumps(members(seen, log.with_addresses)))

    with closing(handler):
        yield (note,)


class _StandardError(StreamHandler[TextIO]):
    """Standard error; if it can't be written to, there is nowhere to say so."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def handleError(self, record: LogRecord) -> None:  # noqa: N802  # the name is logging's
        """Go on."""


class _File(WatchedFileHandler):
    """A file that lines are added to, each by one write, so that those of several processes don't mingle.

    If it can't be written to, that is said once; requests are answered all the same.
    """

    def __init__(self, place: str) -> None:
        super().__init__(place, encoding="ascii", delay=True)
        self._was_said = False

    def emit(self, record: LogRecord) -> None:
        """Add a line."""
        try:
            super().emit(record)
        except OSError:  # of a file that can't be opened again
            self.handleError(record)

    def handleError(self, record: LogRecord) -> None:  # noqa: N802  # the name is logging's
        """Say that the file can't be written to."""
        if not self._was_said:
            self._was_said = True
            print(f"The log {self.baseFilename} cannot be written ({sys.exception()}).", file=sys.stderr, flush=True)


def members(seen: Observation, with_address: bool) -> dict[str, str | int | float]:
    """Return what the log has of a request."""
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "client": str(peer_address(seen.client) or seen.client),
        "method": seen.method,
        "route": seen.route,
        **({"address": seen.address} if with_address else {}),
        "status": seen.status,
        "milliseconds": round(seen.seconds * 1000, 1),
        "bytes": seen.size,
        "process": os.getpid(),
    }
