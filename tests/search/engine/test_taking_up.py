"""Who waits until a state is open, and it can't be opened."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from index.errors import IndexMissingError
from search.engine.taking_up import TakingUp
from tests.web.serving import eventually

MANY = 5


class Counted:
    """A lock that counts who has come to it."""

    def __init__(self) -> None:
        self.came, self._lock = 0, threading.Lock()

    def __enter__(self) -> None:
        self.came += 1
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


@pytest.fixture
def tried() -> list[int]:
    return []


@pytest.fixture
def may_end() -> threading.Event:
    return threading.Event()


@pytest.fixture
def taking_up(tried: list[int], may_end: threading.Event) -> TakingUp[int, str]:
    def open_() -> tuple[int, str]:
        tried.append(1)
        assert may_end.wait(60)
        raise IndexMissingError("There is none.")

    return TakingUp(lambda: 1, lambda published: True, open_, lambda state: None)


def ask(taking_up: TakingUp[int, str]) -> None:
    with pytest.raises(IndexMissingError, match="There is none"):
        taking_up.state()


def test_all_who_wait_meanwhile_learn_that_it_cannot_be_opened(
    taking_up: TakingUp[int, str], tried: list[int], may_end: threading.Event
) -> None:
    taking_up._opening = counted = Counted()  # type: ignore[assignment]
    with ThreadPoolExecutor(MANY) as pool:
        asked = [pool.submit(ask, taking_up) for _ in range(MANY)]
        assert eventually(lambda: counted.came == MANY)
        may_end.set()
        for one in asked:
            one.result()
    assert len(tried) == 1


def test_who_comes_later_tries_again(taking_up: TakingUp[int, str], tried: list[int], may_end: threading.Event) -> None:
    may_end.set()
    for _ in range(3):
        with suppress(IndexMissingError):
            taking_up.state()
    assert len(tried) == 3
