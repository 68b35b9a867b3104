"""Run the installed command as people do."""

import os
import subprocess
import sys
from pathlib import Path

DATELINE = str(Path(sys.executable).with_name("dateline"))
ARTICLE = "The lake monster of Vorn is a log, said Ada Lund, the mayor.\n\n“It is a log,” she said in Lerwick.\n"


def dateline(*arguments: str | Path, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DATELINE, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=120,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "DATELINE_INDEX"},
    )


def fails_in_one_line(run: subprocess.CompletedProcess[str]) -> str:
    """Assert that a command failed as promised, and return what it said."""
    assert run.returncode == 1
    assert run.stderr.startswith("Error: ")
    assert run.stderr.count("\n") == 1
    assert "Traceback" not in run.stderr
    return run.stderr
