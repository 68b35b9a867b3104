"""What this process offers to be published, for whoever is to say, when it is stopped, whether it is.

That something else is published than before is no answer: another process may have done so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_offers: ContextVar[list[str] | None] = ContextVar("offers", default=None)


@contextmanager
def offers_noted() -> Iterator[list[str]]:
    """Note the names of the states that are offered within the `with`."""
    offers: list[str] = []
    token = _offers.set(offers)
    try:
        yield offers
    finally:
        _offers.reset(token)


def offer(state: str) -> None:
    """Say, by its name, that a state is about to be published, as the last thing before it is."""
    if (offers := _offers.get()) is not None:
        offers.append(state)
