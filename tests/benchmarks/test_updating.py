"""Updates over invented corpora against a rebuild: a whole small run."""

from pathlib import Path

import pytest

from benchmarks.updating import main
from tests.benchmarks.test_engine import folder  # noqa: F401  # a fixture

pytestmark = pytest.mark.slow


def test_a_small_run_finds_the_same_totals(
    folder: Path,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = {"paragraphs": 100, "articles": 4, "updates": 6, "added": 2, "replaced": 1, "queries": 4}
    arguments = [word for name, value in given.items() for word in (f"--{name}", str(value))]
    assert main([*arguments, "--corpora", str(folder), "--work", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "An update by 4 articles" in printed
    assert "6 updates:" in printed
    assert printed.endswith("0 totals differ.\n")


def test_without_corpora_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--paragraphs", "100", "--corpora", str(tmp_path), "--work", str(tmp_path / "work")]) == 1
    assert str(tmp_path) in capsys.readouterr().err
