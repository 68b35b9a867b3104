"""Reading ahead what first answers need leaves the processor to others, the more of it the more they want."""

import time

import pytest

from search.service import warming


def rests(monkeypatch: pytest.MonkeyPatch, took: float, computed: float) -> list[float]:
    """Return how long it rests after a stretch of time of which so much was computed."""
    slept: list[float] = []
    wall, thread = iter([0.0, took, took]), iter([0.0, computed, computed])
    monkeypatch.setattr(time, "monotonic", lambda: next(wall))
    monkeypatch.setattr(time, "thread_time", lambda: next(thread))
    monkeypatch.setattr(time, "sleep", slept.append)
    warming.Rest()(0)
    monkeypatch.undo()
    return slept


def test_where_nobody_else_computes_it_rests_half_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rests(monkeypatch, took=0.004, computed=0.004) == [0.004]


def test_where_it_waits_for_others_it_rests_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    [rest] = rests(monkeypatch, took=0.012, computed=0.004)
    assert rest == pytest.approx(0.004 + warming.RESTS_FOR_WAITING * 0.008)


def test_it_goes_on_for_a_moment_before_it_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rests(monkeypatch, took=warming.MOMENT_SECONDS / 2, computed=0.001) == []
