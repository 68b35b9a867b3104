"""What a build knows of articles that are there no longer."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

DAMAGED = (ValueError, KeyError, TypeError, IndexError)
"""What is raised by records that are not what was written."""


def removed_now(ids: Iterable[str], before: Mapping[str, str]) -> dict[str, str]:
    """Return the articles that are removed now, and those removed before, each with the day."""
    return {**dict.fromkeys(ids, datetime.now(UTC).date().isoformat()), **before}
