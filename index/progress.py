"""What a rebuild tells while it runs, and how it is shown: on a terminal one line, elsewhere nothing."""

import sys
import time
from types import TracebackType
from typing import NoReturn, Protocol, Self

from tqdm import tqdm


class Progress(Protocol):
    """Told by a rebuild of the bytes there are to read, of those it has read, and of the paragraphs it has written."""

    def start(self, total_bytes: int) -> None:
        """Take note of the size of all files, as they lie on disk."""

    def read(self, count: int) -> None:
        """Count bytes that were read."""

    def wrote(self, paragraphs: int) -> None:
        """Count paragraphs that were written."""


class Silence:
    """Shows nothing."""

    def start(self, total_bytes: int) -> None:
        """Show nothing."""

    def read(self, count: int) -> None:
        """Show nothing."""

    def wrote(self, paragraphs: int) -> None:
        """Show nothing."""


class TerminalProgress:
    """One line with the share done, the time left and the rate; a context manager that wipes the line at the end."""

    def __init__(self) -> None:
        self._paragraphs = 0
        self._began = time.monotonic()
        self._bar: tqdm[NoReturn] = tqdm(
            desc="Indexing",
            total=0,
            bar_format="{desc} {percentage:3.0f} % |{bar:30}| {remaining} left{postfix}",
            disable=not sys.stderr.isatty(),
            leave=False,
        )

    def start(self, total_bytes: int) -> None:
        """Begin the line."""
        self._bar.reset(total_bytes)

    def read(self, count: int) -> None:
        """Move the bar on."""
        self._bar.update(count)

    def wrote(self, paragraphs: int) -> None:
        """Bring the rate up to date."""
        self._paragraphs += paragraphs
        rate = self._paragraphs / max(time.monotonic() - self._began, 1e-3)
        self._bar.set_postfix_str(f"{self._paragraphs:,} paragraphs, {rate:,.0f} a second", refresh=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()
