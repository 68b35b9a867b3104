"""An index that others may write to is not read, unless that is meant."""

import grp
import os
import pwd
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.errors import ForeignDirectoryError
from index.pipeline.rebuild import rebuild
from index.store.files import permissions
from index.store.files.permissions import SETTING, is_writable_by_others
from index.store.generation import IndexDirectory
from search.archive import Archive
from tests.archives import publish, texts

PLACES = (
    ".",
    "FORMAT",
    "CURRENT",
    "generations",
    "generations/*",
    "generations/*/whoosh",
    "generations/*/words.records",
)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return publish(tmp_path / "index", [texts("The tide is late")])


def found(index: Path, place: str) -> Path:
    [path] = index.glob(place) if place != "." else [index]
    return path


@pytest.mark.parametrize("place", PLACES)
def test_what_anybody_may_write_to_is_not_read(index: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = found(index, place)
    path.chmod(path.stat().st_mode | 0o002)
    with pytest.raises(ForeignDirectoryError, match=r"Others may write to .*chmod -R go-w .*DATELINE_SHARED_INDEX=1"):
        Archive(index).info()
    monkeypatch.setenv(SETTING, "1")
    assert Archive(index).info().counts["articles"] == 1
    monkeypatch.delenv(SETTING)
    path.chmod(path.stat().st_mode & ~0o002)
    assert Archive(index).info().counts["articles"] == 1


def test_what_anybody_may_write_to_is_not_written_before_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The tide is late.")
    (tmp_path / "index").mkdir()
    (tmp_path / "index").chmod(0o777)
    with pytest.raises(ForeignDirectoryError, match="Others may write to"):
        rebuild([tmp_path / "a.txt"], tmp_path / "index", processes=1)
    assert not (tmp_path / "index" / "CURRENT").exists()


@pytest.mark.parametrize("place", ["FORMAT", "CURRENT", "generations", "cache", "cache/annotations.sqlite"])
def test_nothing_is_written_by_what_anybody_may_have_written(
    index: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who writes to the cache says what is found in articles that are read next."""
    (index.parent / "a.txt").write_text("The tide is late.")
    rebuild([index.parent / "a.txt"], index, processes=1)
    path = index / place
    path.chmod(path.stat().st_mode | 0o002)
    with pytest.raises(ForeignDirectoryError, match=r"Others may write to .*chmod -R go-w"):
        rebuild([index.parent / "a.txt"], index, processes=1)
    monkeypatch.setenv(SETTING, "1")
    assert rebuild([index.parent / "a.txt"], index, processes=1).counts["articles"] == 1


def named(monkeypatch: pytest.MonkeyPatch, user: str, group: str, members: list[str]) -> None:
    permissions._is_private_group.cache_clear()
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name=user))
    monkeypatch.setattr(grp, "getgrgid", lambda _: SimpleNamespace(gr_name=group, gr_mem=members))


@pytest.mark.parametrize(
    ("group", "members", "is_theirs"),
    [("ada", [], False), ("ada", ["ada"], False), ("ada", ["bo"], True), ("newsroom", [], True)],
)
def test_a_group_may_write_that_is_the_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: str, members: list[str], is_theirs: bool
) -> None:
    named(monkeypatch, "ada", group, members)
    tmp_path.chmod(0o775)
    assert is_writable_by_others(tmp_path.stat()) == is_theirs
    tmp_path.chmod(0o755)
    assert not is_writable_by_others(tmp_path.stat())
    permissions._is_private_group.cache_clear()


def test_a_user_and_a_group_without_names_are_one_where_their_numbers_are(tmp_path: Path) -> None:
    status = os.stat_result((0o40775, 0, 0, 0, 987_654, 987_654, 0, 0, 0, 0))
    assert not is_writable_by_others(status)
    assert is_writable_by_others(os.stat_result((0o40775, 0, 0, 0, 987_654, 987_655, 0, 0, 0, 0)))


def test_an_index_of_a_user_with_a_usual_mask_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, "ada", "ada", [])
    before = os.umask(0o002)
    try:
        publish(tmp_path / "index", [texts("The tide is late")])
    finally:
        os.umask(before)
    assert IndexDirectory(tmp_path / "index").current().verify_to_open().counts["articles"] == 1
    permissions._is_private_group.cache_clear()
