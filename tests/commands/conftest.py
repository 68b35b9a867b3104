from pathlib import Path

import pytest

from tests.commands.running import ARTICLE


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "lake.txt").write_text(ARTICLE)
    return folder
