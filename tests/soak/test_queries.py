"""The campaign of queries in some seconds, on a small index: each gets an answer; no time is asserted."""

from pathlib import Path

import pytest

from tests.soak.queries import campaign


def test_whatever_is_asked_gets_an_answer(sample_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert campaign(sample_index, trials=400, seed=1, limit=0, seconds=60) == 0, capsys.readouterr().out
    assert capsys.readouterr().out.startswith("400 requests")
