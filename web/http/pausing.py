"""Pauses in the making of an answer, in which a server lets others go first."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from flask import Flask, current_app

from search.limits import Pause, never_waiting

One = TypeVar("One")

EXTENSION = "pause"


def register(app: Flask, pause: Pause) -> None:
    """Set what is called every few milliseconds by what takes long."""
    app.extensions[EXTENSION] = pause


def pausing(each: Iterable[One]) -> Iterator[One]:
    """Give one after another, with a pause before each; where no application answers, without."""
    pause: Pause = current_app.extensions[EXTENSION] if current_app else never_waiting
    for one in each:
        pause(0)
        yield one
