"""An article keeps its address: ids follow what it says, wherever it is moved and whatever it is called."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.errors import IndexDamagedError
from index.pipeline.rebuild import rebuild
from index.pipeline.summary import Summary
from index.sources.files import Outcome
from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from index.store.removed import read_removed
from search.archive import Archive
from search.request import SearchRequest

STORY = "The goose of {} sleeps on the roof of the town hall."


def today() -> str:
    return datetime.now(UTC).date().isoformat()


@pytest.fixture
def geese(tmp_path: Path) -> Path:
    folder = tmp_path / "geese"
    folder.mkdir()
    for name in ("brown", "grey", "white"):
        (folder / f"{name}.txt").write_text(STORY.format(name))
    return folder


def build(geese: Path, index: Path) -> Summary:
    return rebuild([geese], index, processes=1)


def ids(index: Path) -> dict[str, str]:
    """Return the id of each article by the word that only it has."""
    hits = Archive(index).search(SearchRequest("goose", size=100, copies="each")).results
    return {hit.text.split()[3]: hit.article.id for hit in hits}


def changes(index: Path, article_id: str) -> tuple[str, ...]:
    stored = StoredIndex(IndexDirectory(index).current())
    numbers = set(stored.columns["article"].tolist())
    return next(head.changes for head in map(stored.article, numbers) if head.id == article_id)


def test_a_renamed_file_keeps_its_address(geese: Path, index: Path) -> None:
    build(geese, index)
    before = ids(index)
    (geese / "grey.txt").rename(geese / "zebra.txt")
    (geese / "deep").mkdir()
    (geese / "white.txt").rename(geese / "deep" / "again.txt")
    for _ in range(2):
        build(geese, index)
        assert ids(index) == before
    assert changes(index, before["grey"]) == ()


def test_what_takes_the_place_of_a_moved_article_is_another_one(geese: Path, index: Path) -> None:
    build(geese, index)
    before = ids(index)
    (geese / "grey.txt").rename(geese / "zebra.txt")
    (geese / "grey.txt").write_text(STORY.format("new"))
    build(geese, index)
    after = ids(index)
    new = after.pop("new")
    assert after == before
    assert new not in before.values()
    build(geese, index)
    assert ids(index) == {**before, "new": new}


def test_two_files_that_change_names_keep_their_articles(geese: Path, index: Path) -> None:
    build(geese, index)
    before = ids(index)
    (geese / "grey.txt").rename(geese / "other.txt")
    (geese / "white.txt").rename(geese / "grey.txt")
    (geese / "other.txt").rename(geese / "white.txt")
    build(geese, index)
    assert ids(index) == before


def test_an_article_whose_text_changed_keeps_its_address_and_the_day_is_noted(geese: Path, index: Path) -> None:
    build(geese, index)
    before = ids(index)
    assert changes(index, before["grey"]) == ()
    (geese / "grey.txt").write_text(STORY.format("black"))
    for _ in range(2):
        build(geese, index)
        assert ids(index)["black"] == before["grey"]
        assert changes(index, before["grey"]) == (today(),)
    assert changes(index, before["white"]) == ()


def test_an_article_that_is_moved_later_keeps_what_is_known_of_its_changes(geese: Path, index: Path) -> None:
    build(geese, index)
    (geese / "grey.txt").write_text(STORY.format("black"))
    build(geese, index)
    (geese / "grey.txt").rename(geese / "a.txt")
    build(geese, index)
    assert changes(index, ids(index)["black"]) == (today(),)


def test_three_copies_of_a_file_are_one_article_and_the_others_are_reported(geese: Path, index: Path) -> None:
    build(geese, index)
    before = ids(index)
    for name in ("a", "z"):
        (geese / f"{name}.txt").write_text(STORY.format("grey"))
    summary = build(geese, index)
    assert ids(index) == before
    assert [Path(bad.path).name for bad in summary.bad] == ["grey.txt", "z.txt"]
    assert {bad.outcome for bad in summary.bad} == {Outcome.REPEATED}
    assert all(f"from {geese / 'a.txt'}; the first one is kept" in bad.reason for bad in summary.bad)


def test_lines_that_move_in_their_file_keep_their_addresses(tmp_path: Path, index: Path) -> None:
    """They have no name but their place."""
    file = tmp_path / "geese.jsonl"

    def write(*names: str) -> None:
        file.write_text("".join(json.dumps({"text": STORY.format(name)}) + "\n" for name in names))
        rebuild([file], index, processes=1)

    write("brown", "grey", "white")
    before = ids(index)
    write("new", "white", "brown", "grey")
    after = ids(index)
    new = after.pop("new")
    assert after == before
    assert new not in before.values()
    write("new", "white", "black", "grey")
    assert ids(index) == {"new": new, "white": before["white"], "grey": before["grey"], "black": ids(index)["black"]}


def test_articles_with_ids_of_their_own_are_not_one_because_they_say_the_same(tmp_path: Path, index: Path) -> None:
    lines = [{"id": name, "text": STORY.format("grey")} for name in ("monday", "tuesday")]
    (tmp_path / "geese.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert rebuild([tmp_path / "geese.jsonl"], index, processes=1).counts["articles"] == 2


def test_what_is_gone_is_remembered(geese: Path, index: Path) -> None:
    build(geese, index)
    before = ids(index)
    (geese / "grey.txt").unlink()
    build(geese, index)
    assert read_removed(IndexDirectory(index).current().files()) == {before["grey"]: today()}
    (geese / "white.txt").unlink()
    build(geese, index)
    generation = IndexDirectory(index).current()
    assert set(read_removed(generation.files())) == {before["grey"], before["white"]}
    written = (generation.folder / "removed.jsonl").read_text()
    (generation.folder / "removed.jsonl").write_text(written.replace(before["white"], before["white"].upper()))
    with pytest.raises(IndexDamagedError, match=r"removed\.jsonl"):
        read_removed(generation.files())


def test_a_rebuild_over_what_cannot_be_read_knows_nobody_again(geese: Path, index: Path) -> None:
    build(geese, index)
    before = ids(index)
    (IndexDirectory(index).current().folder / "articles.records").write_bytes(b"")
    build(geese, index)
    assert ids(index) == before
