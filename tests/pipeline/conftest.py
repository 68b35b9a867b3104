"""What tests of builds share."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.annotation.annotator import annotate
from index.annotation.locations import LocalLexicon
from index.annotation.spans import Annotation
from index.gazetteer import Gazetteer
from index.pipeline import stages


@pytest.fixture
def annotated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Take note of the first paragraph of each article that is annotated."""
    texts: list[str] = []

    def noting(paragraphs: Sequence[str], gazetteer: Gazetteer, lexicon: LocalLexicon) -> list[Annotation]:
        texts.append(paragraphs[0])
        return annotate(paragraphs, gazetteer, lexicon)

    monkeypatch.setattr(stages, "annotate", noting)
    return texts


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"
