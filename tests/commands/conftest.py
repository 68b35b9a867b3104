import os
from pathlib import Path

import pytest

from tests.commands.running import ARTICLE


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "lake.txt").write_text(ARTICLE)
    return folder


@pytest.fixture(autouse=True)
def niced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let no command that runs in this process slow what comes after it; return by how much each would have."""
    asked: list[int] = []

    def nice(more: int) -> int:
        asked.append(more)
        return sum(asked)

    monkeypatch.setattr(os, "nice", nice, raising=False)
    return asked
