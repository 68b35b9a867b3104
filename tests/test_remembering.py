"""What a method found is remembered by each object for itself, and forgotten with it."""

import gc
import weakref

from index.remembering import remembered


class Clock:
    """Counts how often it was read."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self.readings = 0

    @remembered(2)
    def late_by(self, minutes: int, *, twice: bool = False) -> int:
        """Return how late it is."""
        self.readings += 1
        return self.offset + minutes * (1 + twice)


def test_what_was_found_is_not_looked_for_again() -> None:
    clock = Clock(1)
    assert [clock.late_by(10), clock.late_by(10), clock.late_by(10, twice=True)] == [11, 11, 21]
    assert clock.readings == 2


def test_no_more_is_remembered_than_was_asked_for_last() -> None:
    clock = Clock(1)
    for minutes in (10, 11, 12, 10):
        clock.late_by(minutes)
    assert clock.readings == 4


def test_each_object_remembers_its_own() -> None:
    assert [Clock(1).late_by(10), Clock(2).late_by(10)] == [11, 12]


def test_an_object_that_remembers_is_let_go_at_once() -> None:
    gc.disable()
    try:
        clock = Clock(1)
        clock.late_by(10)
        is_there = weakref.ref(clock)
        del clock
        assert is_there() is None
    finally:
        gc.enable()
