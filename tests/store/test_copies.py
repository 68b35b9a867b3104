"""Which paragraphs are copies lies beside the columns, and an update keeps it up.  All stories are invented."""

from pathlib import Path

import pytest

from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from tests.archives import Story, Told, publish, update

BELL = Told("The bell of Sankt Brannoc rang eleven times at noon, and nobody in the whole valley could say why.")
SHEPHERDS = Told("Shepherds on the far slope counted the strokes on their fingers, and so did the postman.")
ROPES = Told("Ringers from three parishes came to look at the ropes on Wednesday, and found them properly tied.")
FIRST = Story("first", (BELL, SHEPHERDS), "The bell rings", "2031-05-01")
COPY = Story("copy", (SHEPHERDS, BELL), "Bell heard at noon", "2031-05-02")
OTHER = Story("other", (ROPES,), "The ropes are dry", "2031-05-02")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def groups(index: Path) -> dict[str, list[int]]:
    """Return the number of the group of each paragraph that is there, article by article."""
    stored = StoredIndex(IndexDirectory(index).current())
    found: dict[str, list[int]] = {}
    for number, article in enumerate(stored.columns["article"].tolist()):
        if stored.columns["length"][number]:
            found.setdefault(stored.article(article).id, []).append(int(stored.copies.paragraphs[number]))
    return found


def test_copies_are_found_by_a_rebuild(index: Path) -> None:
    publish(index, [FIRST, OTHER, COPY])
    assert groups(index) == {"first": [1, 2], "other": [0], "copy": [2, 1]}
    assert StoredIndex(IndexDirectory(index).current()).copies.articles.tolist() == [1, 0, 1]


@pytest.mark.parametrize("kept", [0, 1])
def test_what_an_update_adds_joins_what_was_there(index: Path, kept: int) -> None:
    publish(index, [FIRST, OTHER])
    update(index, [], [COPY], lambda sizes, live, added: kept)
    assert groups(index) == {"first": [1, 2], "other": [0], "copy": [2, 1]}


@pytest.mark.parametrize("kept", [0, 1])
def test_what_is_removed_is_no_copy(index: Path, kept: int) -> None:
    publish(index, [FIRST, OTHER])
    update(index, ["first"], [COPY], lambda sizes, live, added: kept)
    assert groups(index) == {"other": [0], "copy": [0, 0]}
