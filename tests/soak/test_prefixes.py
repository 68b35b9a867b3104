"""The campaign of beginnings in some seconds, on a small index: each is found; no time is asserted."""

from pathlib import Path

import pytest

from tests.soak.prefixes import campaign


def test_every_beginning_is_found(sample_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert campaign(sample_index, letters=2, part=(1, 2), seed=1, limit=0, seconds=60) == 0
    assert " beginnings of " in capsys.readouterr().out
