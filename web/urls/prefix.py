"""The path under which this program stands on its host: "" or "/archive".

Every link begins with it.  It is settled for an application and known to whatever answers a request of it, so that no
function that writes a link has to be told.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_PREFIX: ContextVar[str] = ContextVar("prefix", default="")


def prefix() -> str:
    """Return the prefix of the application that answers."""
    return _PREFIX.get()


@contextmanager
def answering_under(path: str) -> Iterator[None]:
    """Let links that are written meanwhile, in this context, begin with a prefix."""
    before = _PREFIX.set(path)
    try:
        yield
    finally:
        _PREFIX.reset(before)


def placed(path: str) -> str:
    """Return the address of a path of this program."""
    return _PREFIX.get() + path


def unplaced(address: str) -> str:
    """Return the path, in this program, that an address leads to."""
    return address.removeprefix(_PREFIX.get())
