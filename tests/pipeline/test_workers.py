"""Workers give back what they were asked for, or say that they can't."""

import os
import signal

import pytest

from index.pipeline.workers import ThisProcess, WorkerError, Workers


def tools() -> int:
    return 2


def multiplied(times: int, batch: bytes) -> bytes:
    return batch * times


def ended(times: int, batch: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return batch


def slept(times: int, batch: bytes) -> bytes:
    signal.pause()
    return batch


BATCHES = [bytes([number]) * 1_000_000 for number in range(20)]
"""Each is larger than a pipe, and there are more than are under way at once."""


def test_batches_come_back_in_order_from_here_and_from_other_processes() -> None:
    expected = [batch * 2 for batch in BATCHES]
    assert list(ThisProcess(tools()).map(multiplied, BATCHES)) == expected
    with Workers(2, tools) as workers:
        assert list(workers.map(multiplied, BATCHES)) == expected


def test_one_task_may_be_asked_for_what_another_works_on() -> None:
    with Workers(2, tools) as workers:
        once = workers.map(multiplied, BATCHES)
        assert list(workers.map(multiplied, once)) == [batch * 4 for batch in BATCHES]


def test_a_worker_that_is_killed_is_an_error_for_every_batch_that_waits() -> None:
    with Workers(2, tools) as workers:
        futures = [workers.submit(ended, batch) for batch in BATCHES[:6]]
        for future in futures:
            with pytest.raises(WorkerError, match="ended from outside"):
                future.result(timeout=60)


def test_leaving_ends_batches_that_would_never_end() -> None:
    with Workers(2, tools) as workers:
        futures = [workers.submit(slept, batch) for batch in BATCHES[:6]]
    assert all(future.done() for future in futures)
