"""The campaign against starvation in some seconds, on a small index: everything is answered; no time is asserted."""

from pathlib import Path

import pytest

from index.pipeline.rebuild import rebuild
from tests.soak.starvation import campaign
from tests.web import sample


def test_light_requests_are_answered_beside_heavy_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rebuild([sample.write(tmp_path)], tmp_path / "index", processes=1)

    assert campaign(tmp_path / "index", seconds=0.4, clients=4) == 0
    assert len(capsys.readouterr().out.splitlines()) == 13
