"""The report on a file, or on a line of one, that no article could be read from."""

from dataclasses import dataclass

from index.printing import one_line


@dataclass(frozen=True, slots=True)
class BadInput:
    """What could not be read: the path as the user named it, the line if there is one, the reason, and of how many
    files or lines this is said."""

    path: str
    line: int | None
    reason: str
    count: int = 1

    def __str__(self) -> str:
        """Return the report as one line, whatever the names in it hold."""
        place = self.path if self.line is None else f"{self.path}, line {self.line}"
        return one_line(f"{place}: {self.reason}" if place else self.reason)
