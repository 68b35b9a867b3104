"""What is told of an index while another process publishes, and removes what is being read, is told of the new one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline import information, update
from index.errors import IndexDamagedError
from index.pipeline.destinations.directory import Directory
from index.pipeline.rebuild import rebuild
from index.store import generation, reader
from index.store.built import Built
from index.store.files.checksums import Checksums
from index.store.generation import Generation
from index.store.manifest import Manifest
from index.store.reader import StoredIndex
from tests.interleaving import once_before

Happens = Callable[[], object]
Meanwhile = Callable[[pytest.MonkeyPatch, Happens], None]


def before_the_manifest(monkeypatch: pytest.MonkeyPatch, happens: Happens) -> None:
    once_before(monkeypatch, Generation, "manifest", happens)


def before_its_rights(monkeypatch: pytest.MonkeyPatch, happens: Happens) -> None:
    def patch_rights() -> None:
        once_before(monkeypatch, generation, "require_private", happens)

    once_before(monkeypatch, Manifest, "check_to_open", patch_rights)


def before_its_files(monkeypatch: pytest.MonkeyPatch, happens: Happens) -> None:
    once_before(monkeypatch, reader, "Columns", happens)


def once_it_is_open(monkeypatch: pytest.MonkeyPatch, happens: Happens) -> None:
    once_before(monkeypatch, Built, "read", happens)


def before_its_checksums(monkeypatch: pytest.MonkeyPatch, happens: Happens) -> None:
    once_before(monkeypatch, Checksums, "of", happens)


def between_checksums_and_opening(monkeypatch: pytest.MonkeyPatch, happens: Happens) -> None:
    once_before(monkeypatch, StoredIndex, "__init__", happens)


@pytest.fixture
def pond(tmp_path: Path) -> Path:
    (tmp_path / "pond.txt").write_text("The pond is deep.")
    return tmp_path / "pond.txt"


@pytest.fixture
def published(pond: Path, index: Path) -> Path:
    rebuild([pond], index, processes=1)
    return index


@pytest.fixture
def publish(pond: Path, published: Path) -> Happens:
    """Publish one article more, and remove the generation of one."""

    def run() -> None:
        (pond.parent / "lake.txt").write_text("The lake is wide.")
        assert update([pond.parent / "lake.txt"], published, processes=1).generation == "000002"

    return run


@pytest.mark.parametrize("meanwhile", [before_its_checksums, between_checksums_and_opening, before_its_files])
def test_a_sound_index_is_never_told_to_be_damaged(
    published: Path, publish: Happens, meanwhile: Meanwhile, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, publish)
    assert Directory(published).verify().startswith("Generation 000002 is sound")


def test_what_was_verified_of_a_replaced_generation_is_not_read_again(
    published: Path, publish: Happens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one is published every few minutes, it would else never come to an end."""
    before, read = files(published), list[int]()
    checksums_of = Checksums.of

    def noting(path: Path, *given: Callable[[], None]) -> Checksums:
        read.append(path.stat().st_ino)
        return checksums_of(path, *given)

    monkeypatch.setattr(Checksums, "of", noting)
    between_checksums_and_opening(monkeypatch, publish)
    Directory(published).verify()
    shared = before & files(published)
    assert shared
    assert {read.count(file) for file in shared} == {1}


def files(index: Path) -> set[int]:
    """Return the inodes of all files of its generations."""
    return {path.stat().st_ino for path in index.glob("generations/*/**/*") if path.is_file()}


@pytest.mark.parametrize("meanwhile", [before_the_manifest, before_its_rights, before_its_files, once_it_is_open])
def test_what_is_told_of_an_index_is_told_of_the_new_one(
    published: Path, publish: Happens, meanwhile: Meanwhile, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, publish)
    about = information.information(published)
    assert (about["generation"], about["articles"], about["updates"]) == ("000002", 2, 1)


def test_a_server_is_told_how_much_the_new_one_holds(
    published: Path, publish: Happens, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_the_manifest(monkeypatch, publish)
    assert Directory(published).counts()["articles"] == 2


@pytest.mark.parametrize("meanwhile", [before_the_manifest, before_its_rights, before_its_files])
def test_a_server_starts_while_another_process_publishes(
    published: Path, publish: Happens, meanwhile: Meanwhile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `serve` asks first had raised a bare FileNotFoundError."""
    monkeypatch.setattr(information, "annotator_version", lambda: "of tomorrow")
    meanwhile(monkeypatch, publish)
    assert information.warning(published).startswith("Another version of Dateline annotated this index")


def test_what_is_missing_of_the_published_one_is_damage(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is what was there a moment ago."""
    [built] = published.glob("generations/*/built.json")
    once_it_is_open(monkeypatch, built.unlink)
    with pytest.raises(IndexDamagedError, match=r"built\.json cannot be read"):
        Directory(published).about()
