"""Workers give back what they were asked for, without what would take a process too long or too much memory."""

import os
import re
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.pipeline.allowances import Allowance, Watch
from index.pipeline.workers import Task, ThisProcess, WorkerError, Workers

Batch = Sequence[bytes]


def tools() -> int:
    return 2


def without(batch: Batch, place: int, reason: str) -> Batch:
    return [*batch[:place], reason.encode(), *batch[place + 1 :]]


def task(run: Callable[[int, Batch, Watch], Batch], *, is_light: bool = True) -> Task[int, Batch, Batch]:
    return Task(run, without, lambda batch: is_light)


def multiplied(times: int, batch: Batch, watch: Watch) -> Batch:
    return [item * times for item in watch(batch)]


def ended(times: int, batch: Batch, watch: Watch) -> Batch:
    os.kill(os.getpid(), signal.SIGKILL)
    return batch


def slept(times: int, batch: Batch, watch: Watch) -> Batch:
    signal.pause()
    return batch


def obeyed(times: int, batch: Batch, watch: Watch) -> Batch:
    return [ORDERS.get(item, bytes)(item) for item in watch(batch)]


def _hang(item: bytes) -> bytes:
    while True:
        pass


def _match_for_ever(item: bytes) -> bytes:
    re.match("(a+)+b", "a" * 60)
    return item


def _fill_memory(item: bytes) -> bytes:
    return b"x" * 4_000_000_000


def _die(item: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return item


def _sleep(item: bytes) -> bytes:
    time.sleep(1_000)
    return item


ORDERS: dict[bytes, Callable[[bytes], bytes]] = {
    b"hang": _hang,
    b"match": _match_for_ever,
    b"fill": _fill_memory,
    b"die": _die,
    b"sleep": _sleep,
}
STRICT = Allowance(seconds=1, waiting=60, memory=1_000_000_000)
IMPATIENT = Allowance(waiting=1)
BATCHES = [[bytes([number]) * 1_000_000] for number in range(20)]
"""Each is larger than a pipe, and there are more than are under way at once."""


def test_batches_come_back_in_order_from_here_and_from_other_processes() -> None:
    expected = [[item * 2 for item in batch] for batch in BATCHES]
    for is_light in (True, False):
        with ThisProcess(tools(), tools) as here:
            assert list(here.map(task(multiplied, is_light=is_light), BATCHES)) == expected
    with Workers(2, tools) as workers:
        assert list(workers.map(task(multiplied), BATCHES)) == expected


def test_one_task_may_be_asked_for_what_another_works_on() -> None:
    with Workers(2, tools) as workers:
        once = workers.map(task(multiplied), BATCHES)
        assert list(workers.map(task(multiplied), once)) == [[item * 4 for item in batch] for batch in BATCHES]


def test_a_worker_that_is_killed_is_an_error_for_every_batch_that_waits() -> None:
    with Workers(2, tools) as workers:
        futures = [workers.submit(task(ended), batch) for batch in BATCHES[:6]]
        for future in futures:
            with pytest.raises(WorkerError, match="ended from outside"):
                future.result(timeout=60)


def test_leaving_ends_batches_that_would_never_end() -> None:
    with Workers(2, tools) as workers:
        futures = [workers.submit(task(slept), batch) for batch in BATCHES[:6]]
    assert all(future.done() for future in futures)


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (b"hang", "it takes more than 1 seconds of a processor"),
        (b"fill", "it takes more than 1,000,000,000 bytes of memory"),
        (b"die", "a process that read it was ended from outside twice"),
    ],
)
def test_an_item_that_takes_too_much_is_refused_and_the_others_go_on(order: bytes, reason: str) -> None:
    with Workers(1, tools, STRICT) as workers:
        require_refused(workers, order, reason)


def late() -> int:
    time.sleep(2.5 * IMPATIENT.waiting)
    return tools()


def test_an_item_of_which_nothing_comes_is_refused_however_long_a_process_takes_to_start() -> None:
    with Workers(1, late, IMPATIENT) as workers:
        require_refused(workers, b"sleep", "nothing came of it in 1 seconds")


def require_refused(workers: Workers[int], order: bytes, reason: str) -> None:
    """Have an item worked on among others; require that it is refused for a reason and the others are not."""
    batches = [[b"one", order, b"three"], [b"four"]]
    [[one, refused, three], [four]] = workers.map(task(obeyed), batches)
    assert (one, three, four) == (b"one", b"three", b"four")
    assert refused.decode().startswith(reason)


def test_what_is_light_is_interrupted_where_it_is_worked_on() -> None:
    with ThisProcess(tools(), tools, STRICT) as here:
        [[one, hung, matched, four]] = here.map(task(obeyed), [[b"one", b"hang", b"match", b"four"]])
    assert (one, four) == (b"one", b"four")
    assert hung == matched == b"it takes more than 1 seconds of a processor"


def test_what_is_not_light_is_worked_on_beside_and_so_is_all_where_no_alarm_can_be_set() -> None:
    before = set(threading.enumerate())
    with ThisProcess(tools(), tools, STRICT) as here:
        [[one, refused]] = here.map(task(obeyed, is_light=False), [[b"one", b"die"]])
        assert one == b"one"
        assert refused.startswith(b"a process")
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(lambda: list(here.map(task(obeyed), [[b"two", b"hang"]]))).result() == [
                [b"two", b"it takes more than 1 seconds of a processor"]
            ]
    assert set(threading.enumerate()) <= before
