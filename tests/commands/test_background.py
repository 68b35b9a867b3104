"""What writes an index computes behind what asks one."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from dateline.background import NICENESS
from index.errors import DatelineError
from tests.commands.running import dateline


@pytest.mark.parametrize("command", [["rebuild", "."], ["update", "."], ["remove", "--before", "2030"]])
def test_what_writes_an_index_steps_back(articles: Path, niced: list[int], command: Sequence[str]) -> None:
    (articles / "new.md").write_text("---\ndate: 2031-01-01\n---\nThe new log floats.\n")
    dateline("rebuild", articles, "--index", articles / "index")
    niced.clear()
    dateline(*command, "--index", articles / "index", cwd=articles)
    assert max(niced) == NICENESS


@pytest.mark.parametrize("command", ["rebuild", "update"])
def test_it_steps_back_before_it_imports_what_it_works_with(
    monkeypatch: pytest.MonkeyPatch, niced: list[int], tmp_path: Path, command: str
) -> None:
    seen: list[int] = []

    class Imported(ModuleType):
        def __getattr__(self, name: str) -> object:
            seen.append(max(niced, default=0))
            raise DatelineError("Nothing is done.")

    module = f"index.pipeline.{command}"
    monkeypatch.setitem(sys.modules, module, Imported(module))
    dateline(command, tmp_path, "--index", tmp_path / "index")
    assert seen == [NICENESS]


def test_what_only_reads_one_does_not(articles: Path, niced: list[int]) -> None:
    dateline("rebuild", articles, "--index", articles / "index")
    niced.clear()
    dateline("search", "log", "--index", articles / "index")
    assert niced == []


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no niceness")
def test_stepping_back_twice_is_stepping_back_once() -> None:
    program = "import os; from dateline.background import step_back; step_back(); step_back(); print(os.nice(0))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(run.stdout) == max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0))
