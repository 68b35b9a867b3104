"""What is published survives whatever happens to what is not."""

import errno
import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import DatelineError, ForeignDirectoryError, IndexDamagedError, IndexMissingError
from index.store.files import filesystem
from index.store.files.checked import BLOCKS_AT_ONCE
from index.store.files.checksums import BLOCK
from index.store.generation import FORMAT, IndexDirectory
from index.store.manifest import digest_of
from index.store.reader import StoredIndex
from tests.archives import publish as publish_stories
from tests.archives import texts


def publish(path: Path, content: str, name: str = "data") -> IndexDirectory:
    directory = IndexDirectory(path)
    with directory.lock(), directory.new_generation() as generation:
        (generation.folder / name).write_text(content)
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


@pytest.mark.parametrize("damage", ["shorter", "gone"])
def test_a_file_that_is_not_whole_is_noticed_when_the_generation_is_opened(tmp_path: Path, damage: str) -> None:
    directory = publish(tmp_path, "sound")
    data = directory.current().folder / "data"
    data.unlink() if damage == "gone" else data.write_text("x")
    with pytest.raises(IndexDamagedError, match="data"):
        directory.current().verify_to_open()


def test_a_bit_that_changed_is_noticed_when_what_holds_it_is_read(tmp_path: Path) -> None:
    before = "x" * BLOCKS_AT_ONCE * BLOCK
    directory = publish(tmp_path, before + "sound")
    (directory.current().folder / "data").write_text(before + "s0und")
    directory.current().verify_to_open()
    read = directory.current().files().map("data")
    assert bytes(read[:BLOCK]) == b"x" * BLOCK
    with pytest.raises(IndexDamagedError, match="data does not have its checksum"):
        read.item(len(before))


def sealed(content: object) -> str:
    """Return a manifest that has its own checksum, whatever it says."""
    return json.dumps({"manifest": content, "sha256": digest_of(content)})


def of_files(files: object) -> str:
    return sealed({"created": "", "counts": {}, "files": files})


EMPTY = {"size": 0, "sha256": "", "blocks": ""}
BROKEN_MANIFESTS = {
    "empty": "",
    "a list": "[]",
    "cut off": "{",
    "without its checksum": json.dumps({"created": "", "counts": {}, "files": {}}),
    "no digest": of_files({"data": 1}),
    "an endless size": of_files({"data": EMPTY | {"size": float("inf")}}),
    "no size": of_files({"data": EMPTY | {"size": float("nan")}}),
    "too few blocks": of_files({"data": EMPTY | {"size": 5}}),
    "blocks that are no numbers": of_files({"data": EMPTY | {"size": 5, "blocks": "0000000x"}}),
    "a count in words": sealed({"created": "", "counts": {"articles": "many"}, "files": {}}),
    "nested deeply": "[" * 200_000,
    "no files": of_files({}),
    "a path out of the folder": of_files({"../data": EMPTY}),
    "an absolute path": of_files({"/etc/passwd": EMPTY}),
    "a name with NUL": of_files({"da\0ta": EMPTY}),
}


@pytest.mark.parametrize("manifest", BROKEN_MANIFESTS.values(), ids=BROKEN_MANIFESTS)
def test_a_broken_manifest_is_damage(tmp_path: Path, manifest: str) -> None:
    directory = publish(tmp_path, "sound")
    (directory.current().folder / "manifest.json").write_text(manifest)
    with pytest.raises(IndexDamagedError):
        directory.current().verify()


@pytest.mark.parametrize("was, now", [('"now"', '"new"'), ('"paragraphs": 1', '"paragraphs": 3'), ('"data"', '"date"')])
def test_a_manifest_that_tells_something_else_is_damage(tmp_path: Path, was: str, now: str) -> None:
    path = publish(tmp_path, "sound").current().folder / "manifest.json"
    path.write_text(path.read_text().replace(was, now))
    with pytest.raises(IndexDamagedError, match=r"manifest.json does not have its checksum"):
        IndexDirectory(tmp_path).current().manifest()


def test_a_file_that_the_manifest_does_not_list_is_damage(tmp_path: Path) -> None:
    """Whoosh reads the newest table of contents that it finds, listed or not."""
    publish_stories(tmp_path, [texts("The tide is late")])
    whoosh = IndexDirectory(tmp_path).current().folder / "whoosh"
    shutil.copy(whoosh / "_MAIN_1.toc", whoosh / "_MAIN_2.toc")
    with pytest.raises(IndexDamagedError, match=r"_MAIN_2.toc is not in the manifest"):
        StoredIndex(IndexDirectory(tmp_path).current())


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/etc/passwd")], ids=["pipe", "link"])
def test_what_is_no_file_is_damage_and_never_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    directory = publish(tmp_path, "sound")
    data = directory.current().folder / "data"
    data.unlink()
    make(data)
    with pytest.raises(IndexDamagedError, match="data is not a regular file"):
        directory.current().verify()


def test_what_the_finder_leaves_in_a_folder_does_no_harm(tmp_path: Path) -> None:
    directory = publish(tmp_path, "old")
    for folder in (tmp_path / "generations", directory.current().folder):
        (folder / ".DS_Store").write_text("icons")
    directory.current().verify()
    assert content(publish(tmp_path, "new")) == "new"


@pytest.mark.parametrize("name", ["words.counts", "people.jsonl", "date.column"])
def test_a_generation_that_lacks_a_file_cannot_be_opened(tmp_path: Path, name: str) -> None:
    publish_stories(tmp_path, [texts("The tide is late")])
    generation = IndexDirectory(tmp_path).current()
    (generation.folder / name).unlink()
    manifest = json.loads((generation.folder / "manifest.json").read_text())["manifest"]
    del manifest["files"][name]
    (generation.folder / "manifest.json").write_text(sealed(manifest))
    with pytest.raises(IndexDamagedError, match=name):
        StoredIndex(generation)


def test_an_open_generation_answers_when_its_files_are_gone(tmp_path: Path) -> None:
    publish_stories(tmp_path, [texts("The tide is late")])
    stored = StoredIndex(IndexDirectory(tmp_path).current())
    shutil.rmtree(tmp_path)
    assert list(stored.whoosh.postings("text", "tide").all_ids()) == [0]
    assert [stored.vocabulary.term(number) for number in range(4)] == ["is", "late", "the", "tide"]


def test_an_index_of_an_earlier_format_is_said_to_be_one(tmp_path: Path) -> None:
    """Not to be damaged: what was pickled into it names modules that have moved since."""
    publish_stories(tmp_path, [texts("The tide is late")])
    (tmp_path / "FORMAT").write_text("dateline index, format 4\n")
    with pytest.raises(ForeignDirectoryError, match=r"made in another format .*format 4.*rebuild"):
        IndexDirectory(tmp_path).current()


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


@pytest.mark.parametrize("written", ["dateline index, format 999\n", "dateline index, format\n", ""])
def test_another_format_is_refused(tmp_path: Path, written: str) -> None:
    publish(tmp_path, "old")
    (tmp_path / "FORMAT").write_text(written)
    with pytest.raises(ForeignDirectoryError, match=r"another format.* in a new directory"):
        IndexDirectory(tmp_path).current()
    with pytest.raises(ForeignDirectoryError), IndexDirectory(tmp_path).lock():
        pass


def test_an_earlier_format_is_not_read_but_rebuilt_where_it_is(tmp_path: Path) -> None:
    """What annotation found for it is kept there, and of use still."""
    publish(tmp_path, "old")
    (tmp_path / "FORMAT").write_text("dateline index, format 1\n")
    directory = IndexDirectory(tmp_path)
    with pytest.raises(ForeignDirectoryError, match=f"another format.* --index {tmp_path}`"):
        directory.current()
    with directory.lock(), directory.new_generation() as generation:
        assert [path.name for path in (tmp_path / "generations").iterdir() if path.name != generation.name] == [
            "000001"
        ]
    with pytest.raises(ForeignDirectoryError):
        directory.current()
    assert content(publish(tmp_path, "new")) == "new"
    assert [path.name for path in (tmp_path / "generations").iterdir()] == [directory.current().name]


def test_a_current_that_names_nothing_is_damage_and_a_rebuild_mends_it(tmp_path: Path) -> None:
    directory = publish(tmp_path, "old")
    (tmp_path / "CURRENT").write_text("../../etc")
    with pytest.raises(IndexDamagedError):
        directory.current()
    assert content(publish(tmp_path, "new")) == "new"


@pytest.mark.parametrize("damage", ["²\n", "", None])
def test_a_failed_rebuild_leaves_the_generation_that_a_damaged_current_named(tmp_path: Path, damage: str) -> None:
    directory = publish(tmp_path, "all there is")
    (tmp_path / "CURRENT").unlink()
    if damage is not None:
        (tmp_path / "CURRENT").write_text(damage)
    with pytest.raises(KeyboardInterrupt), directory.lock(), directory.new_generation() as generation:
        assert generation.name == "000002"
        raise KeyboardInterrupt
    (tmp_path / "CURRENT").write_text("000001\n")
    assert content(directory) == "all there is"


def test_finished_generations_that_kills_left_do_not_pile_up(tmp_path: Path) -> None:
    directory = publish(tmp_path, "published")
    for name in ("000002", "000003"):
        shutil.copytree(directory.current().folder, tmp_path / "generations" / name)
    with pytest.raises(KeyboardInterrupt), directory.lock(), directory.new_generation():
        raise KeyboardInterrupt
    assert [folder.name for folder in (tmp_path / "generations").iterdir()] == ["000001"]


def test_where_nothing_says_which_is_published_the_newest_finished_generation_stays(tmp_path: Path) -> None:
    directory = publish(tmp_path, "published")
    for name in ("000002", "000003", "000004"):
        shutil.copytree(directory.current().folder, tmp_path / "generations" / name)
    (tmp_path / "generations" / "000004" / "manifest.json").unlink()
    (tmp_path / "CURRENT").unlink()
    with pytest.raises(KeyboardInterrupt), directory.lock(), directory.new_generation():
        raise KeyboardInterrupt
    assert [folder.name for folder in (tmp_path / "generations").iterdir()] == ["000003"]


def test_when_the_disk_fails_after_the_switch_the_new_generation_is_said_to_be_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "old")
    sync = filesystem.sync

    def failing(path: Path) -> None:
        if path == tmp_path:
            raise OSError(errno.EIO, "Input/output error", str(path))
        sync(path)

    monkeypatch.setattr(filesystem, "sync", failing)
    with pytest.raises(DatelineError, match=r"Generation 000002 is published in .* Input/output error"):
        publish(tmp_path, "new")
    monkeypatch.undo()
    assert content(IndexDirectory(tmp_path)) == "new"
    assert content(publish(tmp_path, "newer")) == "newer"


def test_what_may_be_published_is_not_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails as the new generation takes its place may leave a CURRENT that can't be read."""
    publish(tmp_path, "old")

    def failing(source: Path, target: Path) -> None:
        target.write_bytes(b"\0\0\0")
        raise OSError(errno.EIO, "Input/output error", str(target))

    monkeypatch.setattr(filesystem, "rename", failing)
    with pytest.raises(DatelineError, match=r"Generation 000002 is published in .* may not outlive a crash"):
        publish(tmp_path, "new")
    assert sorted(folder.name for folder in (tmp_path / "generations").iterdir()) == ["000001", "000002"]
    monkeypatch.undo()
    assert content(publish(tmp_path, "newer")) == "newer"


def test_ctrl_c_while_a_generation_takes_its_place_waits_until_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "old")
    rename = filesystem.rename

    def interrupted(source: Path, target: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        rename(source, target)

    monkeypatch.setattr(filesystem, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, "new")
    assert content(IndexDirectory(tmp_path)) == "new"
    assert [folder.name for folder in (tmp_path / "generations").iterdir()] == ["000002"]


def test_a_new_generation_is_numbered_above_all_that_lies_there(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    (tmp_path / "generations" / "000041").mkdir()
    assert publish(tmp_path, "new").current().name == "000042"


def test_a_generation_that_lies_elsewhere_by_a_link_is_replaced(tmp_path: Path) -> None:
    directory = publish(tmp_path / "index", "old")
    folder = directory.current().folder
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert content(directory) == "old"
    assert content(publish(tmp_path / "index", "new")) == "new"
    assert (tmp_path / "elsewhere" / "data").read_text() == "old"


@pytest.mark.parametrize("name", ["CURRENT", "FORMAT"])
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_names_the_generation_must_be_a_file(tmp_path: Path, name: str, make: Callable[[Path], None]) -> None:
    directory = publish(tmp_path, "old")
    (tmp_path / name).unlink()
    make(tmp_path / name)
    with pytest.raises(DatelineError, match=f"{name}: it is not a regular file"):
        directory.current()


@pytest.mark.parametrize("name", ["FORMAT.draft", "CURRENT.draft"])
def test_a_link_in_the_place_of_a_draft_is_not_followed(tmp_path: Path, name: str) -> None:
    elsewhere, index = tmp_path / "elsewhere", tmp_path / "index"
    elsewhere.write_text("somebody's")
    index.mkdir()
    (index / name).symlink_to(elsewhere)
    if name == "CURRENT.draft":
        (index / "FORMAT").write_text(FORMAT)
    assert content(publish(index, "new")) == "new"
    assert elsewhere.read_text() == "somebody's"


def test_a_link_that_leads_nowhere_is_no_index_directory(tmp_path: Path) -> None:
    index = tmp_path / "index"
    index.symlink_to(tmp_path / "nowhere")
    with pytest.raises(ForeignDirectoryError, match=r"index is a link to .*nowhere, where nothing is"):
        IndexDirectory(index).current()
    with pytest.raises(ForeignDirectoryError, match=r"index is a link to"), IndexDirectory(index).lock():
        pass


def test_the_manifest_lists_every_file_with_size_and_checksum(tmp_path: Path) -> None:
    generation = publish(tmp_path, "sound").current()
    files = json.loads((generation.folder / "manifest.json").read_text())["manifest"]["files"]
    sha256 = "dd29442deca69f52c50006b831cb216edf78a7da33748f0a80ff19f2ebe57ecd"
    assert files == {"data": {"size": 5, "sha256": sha256, "blocks": "84c38ef8"}}
