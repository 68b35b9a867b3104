"""What is published survives whatever happens to what is not."""

import json
import multiprocessing
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from index.errors import ForeignDirectoryError, IndexDamagedError, IndexLockedError, IndexMissingError
from index.generation import IndexDirectory


def publish(path: Path, content: str) -> IndexDirectory:
    directory = IndexDirectory(path)
    with directory.lock(), directory.new_generation() as generation:
        (generation.folder / "data").write_text(content)
        directory.publish(generation, "now", {"paragraphs": 1})
    return directory


def content(directory: IndexDirectory) -> str:
    return (directory.current().folder / "data").read_text()


def test_a_new_generation_replaces_the_old_one(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    directory = publish(tmp_path, "new")
    assert content(directory) == "new"
    assert [folder.name for folder in (tmp_path / "generations").iterdir()] == ["000002"]


def test_a_failure_leaves_the_old_generation_and_no_scraps(tmp_path: Path) -> None:
    directory = publish(tmp_path, "old")
    with pytest.raises(KeyboardInterrupt), directory.lock(), directory.new_generation() as generation:
        (generation.folder / "data").write_text("half")
        raise KeyboardInterrupt
    assert content(directory) == "old"
    assert [folder.name for folder in (tmp_path / "generations").iterdir()] == ["000001"]


def test_what_a_killed_writer_left_is_removed_by_the_next(tmp_path: Path) -> None:
    directory = publish(tmp_path, "old")
    (tmp_path / "generations" / "000002").mkdir()
    (tmp_path / "generations" / "000002" / "data").write_text("half")
    publish(tmp_path, "new")
    assert content(directory) == "new"


def test_a_sound_generation_verifies(tmp_path: Path) -> None:
    manifest = publish(tmp_path, "sound").current().verify()
    assert manifest.counts == {"paragraphs": 1}
    assert list(manifest.files) == ["data"]


@pytest.mark.parametrize("damage", ["changed", "shorter", "gone"])
def test_a_damaged_file_is_named(tmp_path: Path, damage: str) -> None:
    directory = publish(tmp_path, "sound")
    data = directory.current().folder / "data"
    if damage == "gone":
        data.unlink()
    else:
        data.write_text("s0und" if damage == "changed" else "s")
    with pytest.raises(IndexDamagedError, match=r"data .*dateline rebuild"):
        directory.current().verify()


@pytest.mark.parametrize("manifest", ["", "[]", '{"created": "", "counts": {}, "files": {"data": 1}}', "{"])
def test_a_broken_manifest_is_damage(tmp_path: Path, manifest: str) -> None:
    directory = publish(tmp_path, "sound")
    (directory.current().folder / "manifest.json").write_text(manifest)
    with pytest.raises(IndexDamagedError):
        directory.current().verify()


def test_an_index_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(IndexMissingError, match="dateline rebuild"):
            IndexDirectory(path).current()


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years")
    directory = IndexDirectory(tmp_path)
    with pytest.raises(ForeignDirectoryError), directory.lock():
        pass
    with pytest.raises(ForeignDirectoryError):
        directory.current()
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_index(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("")
    with pytest.raises(ForeignDirectoryError):
        IndexDirectory(path).current()


def test_another_format_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    (tmp_path / "FORMAT").write_text("dateline index, format 0\n")
    with pytest.raises(ForeignDirectoryError, match="another format"):
        IndexDirectory(tmp_path).current()
    with pytest.raises(ForeignDirectoryError), IndexDirectory(tmp_path).lock():
        pass


def test_a_current_that_names_nothing_is_damage_and_a_rebuild_mends_it(tmp_path: Path) -> None:
    directory = publish(tmp_path, "old")
    (tmp_path / "CURRENT").write_text("../../etc")
    with pytest.raises(IndexDamagedError):
        directory.current()
    assert content(publish(tmp_path, "new")) == "new"


def hold(path: Path, holds: Event, release: Event) -> None:
    with IndexDirectory(path).lock():
        holds.set()
        release.wait(30)


def test_the_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    holds, release = context.Event(), context.Event()
    holder = context.Process(target=hold, args=(tmp_path, holds, release))
    holder.start()
    try:
        assert holds.wait(30)
        with pytest.raises(IndexLockedError, match=str(holder.pid)), IndexDirectory(tmp_path).lock():
            pass
    finally:
        release.set()
        holder.join(30)
    with IndexDirectory(tmp_path).lock():
        assert (tmp_path / "LOCK").read_text().strip() != str(holder.pid)


def test_the_manifest_lists_every_file_with_size_and_checksum(tmp_path: Path) -> None:
    generation = publish(tmp_path, "sound").current()
    files = json.loads((generation.folder / "manifest.json").read_text())["files"]
    assert files == {"data": [5, "dd29442deca69f52c50006b831cb216edf78a7da33748f0a80ff19f2ebe57ecd"]}
