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


@pytest.fixture
def niced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note by how much each command that runs in this process would step back."""
    asked: list[int] = []

    def nice(more: int) -> int:
        asked.append(more)
        return sum(asked)

    monkeypatch.setattr(os, "nice", nice)
    return asked
