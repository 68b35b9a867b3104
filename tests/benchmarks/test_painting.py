"""First contentful paint, measured on the sample archive, in a process of its own: a browser may run in this one."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.painting import NAMES
from tests.conftest import PROJECT

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def painting(index: Path) -> subprocess.CompletedProcess[str]:
    if not any(map(shutil.which, NAMES)):
        pytest.skip("no browser is installed")
    command = [sys.executable, "-m", "benchmarks.painting", "--index", str(index), "--queries", "2"]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120)


def test_paints_of_first_and_later_visits_are_printed(sample_index: Path) -> None:
    done = painting(sample_index)
    rows = re.findall(r"^\| (first|later) visit +\| +2 +\| +\d+ / \d+ +\| +(\d+) / \d+", done.stdout, re.M)

    assert done.returncode == 0, done.stderr
    assert [kind for kind, _ in rows] == ["first", "later"]
    assert all(int(paint) > 0 for _, paint in rows)


def test_index_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = painting(tmp_path / "none")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "none" in done.stderr
