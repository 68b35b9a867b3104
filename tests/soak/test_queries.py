"""The campaign of queries in some seconds, on a small index: each gets an answer; no time is asserted."""

from pathlib import Path

import pytest

from tests.soak.queries import campaign, main


def test_whatever_is_asked_gets_an_answer(sample_index: Path) -> None:
    seen = campaign(sample_index, trials=400, seed=1, limit=0, seconds=600)
    assert not seen.broken, seen.report()
    assert seen.statuses.total() == 400


def test_pieces_of_a_campaign_are_added_up(
    sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--index", str(sample_index), "--limit", "0", "--seed", "3", "--ledger", str(tmp_path / "ledger")]
    for trials in ("20", "50", "50"):
        monkeypatch.setattr("sys.argv", ["queries", *options, "--trials", trials])
        assert main() == 0
    assert [line for line in capsys.readouterr().out.splitlines() if "requests" in line] == [
        "20 requests, seed 3",
        "50 requests, seed 3, 4",
        "50 requests, seed 3, 4",
    ]
