"""A few of the stops of `tests.soak.stops`."""

from pathlib import Path

from tests.soak.stops import campaign


def test_a_command_that_is_stopped_says_in_one_line_what_is_published(tmp_path: Path) -> None:
    counted, broken = campaign(count=6, seed=4, seconds=60, folder=tmp_path)
    assert broken == []
    assert counted.total() >= 2
