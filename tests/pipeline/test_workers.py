"""Workers give back what they were asked for, or say that they can't."""

import os
import signal
from collections.abc import Callable

import pytest

from index.pipeline.workers import WorkerError, Workers


def doubling() -> Callable[[bytes], bytes]:
    return lambda batch: batch * 2


def ending() -> Callable[[bytes], bytes]:
    return lambda batch: os.kill(os.getpid(), signal.SIGKILL) or batch


def sleeping() -> Callable[[bytes], bytes]:
    return lambda batch: signal.pause() or batch


def test_batches_larger_than_a_pipe_come_back_in_order() -> None:
    batches = [bytes([number]) * 1_000_000 for number in range(6)]
    with Workers(2, doubling) as workers:
        futures = [workers.submit(batch) for batch in batches]
        assert [future.result() for future in futures] == [batch * 2 for batch in batches]


def test_a_worker_that_is_killed_is_an_error_for_every_batch_that_waits() -> None:
    with Workers(2, ending) as workers:
        futures = [workers.submit(b"x" * 1_000_000) for _ in range(6)]
        for future in futures:
            with pytest.raises(WorkerError, match="ended from outside"):
                future.result(timeout=60)


def test_leaving_ends_batches_that_would_never_end() -> None:
    with Workers(2, sleeping) as workers:
        futures = [workers.submit(b"x" * 1_000_000) for _ in range(6)]
    assert all(future.done() for future in futures)
