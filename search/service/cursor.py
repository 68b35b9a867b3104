"""Cursors: where a search goes on, beyond the window of its pages.

A published state is immutable, so the place of the next match in the order is all that has to be known, and the state
it is a place in.  Of another state the place would repeat some matches and miss others, so it is refused.
"""

import hashlib

from search.errors import SearchError

MARK_DIGITS = 12


def cursor_of(publication: str, position: int) -> str:
    """Return the cursor of the match at a position, from 0, of a published state."""
    return f"{position}-{_mark(publication)}"


def position_of(cursor: str, publication: str) -> int:
    """Return the position that a cursor stands for; raise SearchError for one that is none, or of another state."""
    position, _, mark = cursor.partition("-")
    if not (position.isascii() and position.isdigit() and len(position) <= MARK_DIGITS and len(mark) == MARK_DIGITS):
        raise SearchError(f"“{cursor[:40]}” is no place to go on from; give “after” as the answer before had it.")
    if mark != _mark(publication):
        raise SearchError("The archive was published anew since “after” was given; begin again without it.")
    return int(position)


def _mark(publication: str) -> str:
    return hashlib.sha256(publication.encode()).hexdigest()[:MARK_DIGITS]
