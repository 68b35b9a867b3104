"""The examples of docs/operating.md, taken as they stand there; nginx is for tests/browser/test_behind_nginx.py."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands.running import DATELINE
from tests.conftest import PROJECT


def example_of_operating(language: str) -> str:
    """Return the example in a language."""
    text = (PROJECT / "docs" / "operating.md").read_text("utf-8")
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.systemd
def test_the_service_is_one_that_systemd_takes(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    unit = tmp_path / "dateline.service"
    unit.write_text(example_of_operating("ini").replace("/srv/dateline/.venv/bin/dateline", DATELINE))
    run = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (0, "")
