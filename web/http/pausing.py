"""Pauses in the making of an answer, in which a server lets others go first, and the giving up of one."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from flask import Flask, current_app, request

from search.limits import Pause, never_waiting

One = TypeVar("One")

EXTENSION = "pause"
GIVE_UP = "dateline.give_up"
"""In a request's environment: what closes its connection, whatever of the answer is sent, where the server has such."""


def register(app: Flask, pause: Pause) -> None:
    """Set what is called every few milliseconds by what takes long."""
    app.extensions[EXTENSION] = pause


def pausing(each: Iterable[One]) -> Iterator[One]:
    """Give one after another, with a pause before each; where no application answers, without."""
    pause: Pause = current_app.extensions[EXTENSION] if current_app else never_waiting
    for one in each:
        pause(0)
        yield one


def giving_up() -> Callable[[], None]:
    """Return what gives up the current request; any thread may call it, also when it is answered."""
    give_up: Callable[[], None] = request.environ.get(GIVE_UP, _do_nothing)
    return give_up


def _do_nothing() -> None:
    """Give nothing up."""
