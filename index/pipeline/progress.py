"""What a rebuild tells while it runs, and how it is shown: on a terminal one line, elsewhere nothing."""

from typing import Protocol


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
