"""Links that somebody planted in an index directory lead nothing of Dateline's elsewhere."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from index.errors import DatelineError, ForeignDirectoryError
from index.pipeline.rebuild import rebuild
from index.pipeline.removing import remove
from index.pipeline.update import update
from index.store.files.permissions import SETTING
from index.store.generation import FORMAT, IndexDirectory, storage_failures
from search.archive import Archive

NAMES = ("FORMAT", "CURRENT", "LOCK", "cache", "generations", "generations/000001", "FORMAT.draft", "CURRENT.draft")
COMMANDS: dict[str, Callable[[Path, Path], object]] = {
    "rebuild": lambda articles, index: rebuild([articles], index, processes=1),
    "update": lambda articles, index: update([articles], index, processes=1),
    "prune": lambda articles, index: update([articles], index, processes=1, prune=True),
    "remove": lambda articles, index: remove(index, before="2032"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    (folder / "articles").mkdir()
    for name, day in (("a", 1), ("b", 2)):
        text = f"Headline {name}\nDate: 2031-05-0{day}\n\nThe tide is late in the harbour, {name * 40} said."
        (folder / "articles" / f"{name}.txt").write_text(text)
    rebuild([folder / "articles"], folder / "index", processes=1)
    (folder / "articles" / "c.txt").write_text("The ferry is late.")
    (folder / "articles" / "a.txt").unlink()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_changed_where_a_link_leads(built: Path, tmp_path: Path, name: str, command: str) -> None:
    shutil.copytree(built, tmp_path / "here")
    index, victim = tmp_path / "here" / "index", tmp_path / "victim"
    place = index / name
    if place.exists():
        shutil.move(place, victim)
    elif place.suffix:
        victim.write_text("somebody's")
    if victim.is_dir():
        (victim / "202601").mkdir()
        (victim / "202601" / "picture.txt").write_text("somebody's")
    place.symlink_to(victim)
    before = contents(tmp_path / "victim") if victim.is_dir() else victim.read_bytes()
    with suppress(DatelineError), storage_failures(index):
        COMMANDS[command](tmp_path / "here" / "articles", index)
    assert before == (contents(victim) if victim.is_dir() else victim.read_bytes())


@pytest.mark.parametrize("setting", ["", "1"])
def test_generations_that_lie_elsewhere_are_neither_read_nor_written(
    built: Path, tmp_path: Path, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, setting)
    shutil.copytree(built / "index", tmp_path / "index")
    generations = tmp_path / "index" / "generations"
    generations.rename(tmp_path / "elsewhere")
    generations.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ForeignDirectoryError, match=r"generations is not a folder of its own"):
        Archive(tmp_path / "index").info()
    with pytest.raises(ForeignDirectoryError, match=r"generations is not"), IndexDirectory(tmp_path / "index").lock():
        pass


def test_a_generation_that_lies_elsewhere_is_not_read(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "index", tmp_path / "index")
    generation = tmp_path / "index" / "generations" / "000001"
    generation.rename(tmp_path / "elsewhere")
    generation.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ForeignDirectoryError, match=r"000001 is not a folder of its own"):
        Archive(tmp_path / "index").info()


def test_a_link_that_is_planted_while_the_lock_is_held_is_not_followed(built: Path, tmp_path: Path) -> None:
    """As others can, where they are meant to write."""
    shutil.copytree(built / "index", tmp_path / "index")
    directory = IndexDirectory(tmp_path / "index")
    victim = tmp_path / "victim"
    (victim / "202601").mkdir(parents=True)
    with pytest.raises(ForeignDirectoryError, match=r"generations is not"), directory.lock():
        (tmp_path / "index" / "generations").rename(tmp_path / "before")
        (tmp_path / "index" / "generations").symlink_to(victim)
        with directory.new_generation():
            pass
    assert [path.name for path in victim.iterdir()] == ["202601"]


@pytest.mark.parametrize("name", ["FORMAT", "CURRENT"])
def test_nothing_is_told_of_a_file_that_a_link_leads_to(built: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(built / "index", tmp_path / "index")
    (tmp_path / "secret").write_text("hunter2\n")
    (tmp_path / "index" / name).unlink()
    (tmp_path / "index" / name).symlink_to(tmp_path / "secret")
    with pytest.raises(DatelineError, match=rf"{name}: it is not a regular file") as raised:
        Archive(tmp_path / "index").info()
    assert "hunter2" not in str(raised.value)


def test_an_index_directory_may_itself_be_reached_by_a_link_to_what_is_private(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "index", tmp_path / "index")
    (tmp_path / "link").symlink_to(tmp_path / "index")
    assert Archive(tmp_path / "link").info().counts["articles"] == 2
    (tmp_path / "index").chmod(0o777)
    with pytest.raises(ForeignDirectoryError, match="Others may write to"):
        Archive(tmp_path / "link").info()
    assert (tmp_path / "index" / "FORMAT").read_text() == FORMAT
