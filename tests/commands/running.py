"""Run the commands: in this process for what they say, as people do for what only a process shows."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from dateline.cli import main

DATELINE = str(Path(sys.executable).with_name("dateline"))
ARTICLE = "The lake monster of Vorn is a log, said Ada Lund, the mayor.\n\n“It is a log,” she said in Lerwick.\n"


def dateline(*arguments: str | Path, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in this process; what would be a traceback is raised."""
    words = list(map(str, arguments))
    hook = sys.unraisablehook
    try:
        with chdir(cwd or Path.cwd()):
            run = CliRunner(env={"DATELINE_INDEX": None}).invoke(
                main, words, stdin, catch_exceptions=False, prog_name="dateline"
            )
    finally:
        sys.unraisablehook = hook
    return subprocess.CompletedProcess(words, run.exit_code, run.stdout, run.stderr)


def installed(*arguments: str | Path, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a process of its own."""
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


def stop_while_writing(command: Sequence[str], written: Path, stop: signal.Signals) -> None:
    """Run a command, stop it by a signal once it has begun to write a file, and check how it ends."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            while process.poll() is None and not (written.exists() and written.stat().st_size):
                time.sleep(0.02)
            process.send_signal(stop)
            _, said = process.communicate(timeout=300)
        finally:
            process.kill()
    assert process.returncode == (-stop if stop == signal.SIGKILL else 1)
    if stop != signal.SIGKILL:
        assert said == "Error: Interrupted; what was published before is unharmed.\n"
