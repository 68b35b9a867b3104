import errno
import json
import multiprocessing
import os
import random
import shutil
import stat
import tempfile
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from types import ModuleType

import numpy as np
import pytest

from index.errors import DatelineError
from index.gazetteer import Gazetteer, cache, compiler, gazetteer
from tests.interleaving import once_before
from tests.soak.disk import Disk, FailingDisk, RememberingDisk, in_place


def write_little(folder: Path) -> None:
    """Stand in for the real compilation, which takes too long to repeat here."""
    (folder / "array.npy").write_bytes(b"numbers")


def compile_in(directory: Path) -> Path:
    compiler.write = write_little
    return cache.compiled(directory)


def test_the_folder_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Path] = []

    def noting(folder: Path) -> None:
        calls.append(folder)
        write_little(folder)

    monkeypatch.setattr(compiler, "write", noting)
    assert cache.compiled(tmp_path) == cache.compiled(tmp_path)
    assert len(calls) == 1


def test_two_processes_that_compile_at_once_agree(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        first, second = pool.map(compile_in, [tmp_path, tmp_path])
    assert first == second
    assert (first / "array.npy").read_bytes() == b"numbers"
    assert list(tmp_path.iterdir()) == [first]


def test_the_loser_of_a_race_uses_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Path] = []

    def slowly(making: Path) -> None:
        write_little(making)
        calls.append(making)
        if len(calls) == 1:
            cache.compiled(tmp_path)

    monkeypatch.setattr(compiler, "write", slowly)
    folder = cache.compiled(tmp_path)
    assert (folder / "array.npy").exists()
    assert list(tmp_path.iterdir()) == [folder]


def test_what_publish_in_the_same_moment_all_find_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of them takes for broken what another has just put there."""
    together = Barrier(4)

    def write_at_once(making: Path) -> None:
        write_little(making)
        together.wait(60)

    monkeypatch.setattr(compiler, "write", write_at_once)
    with ThreadPoolExecutor(4) as pool:
        for number in range(50):
            folders = list(pool.map(cache.compiled, [tmp_path / str(number)] * 4))
            assert len(set(folders)) == 1
            assert [path.name for path in folders[0].parent.iterdir()] == [folders[0].name]
            assert (folders[0] / "array.npy").read_bytes() == b"numbers"


@pytest.mark.parametrize("step", [(gazetteer, "_mapped"), (np, "load")], ids=["all", "an array"])
def test_one_that_another_process_removes_before_it_is_mapped_is_compiled_again(
    tmp_path: Path, step: tuple[ModuleType, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one of another version does, which keeps the newest."""
    arrays = list(cache.compiled().glob("*.npy"))

    def write(folder: Path) -> None:
        for array in arrays:
            shutil.copy(array, folder)

    monkeypatch.setattr(compiler, "write", write)
    folder = cache.compiled(tmp_path)
    once_before(monkeypatch, *step, lambda: shutil.rmtree(folder))
    assert Gazetteer.open(tmp_path).places("Kyiv")


def put_a_file_in_its_place(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(b"")


def put_a_link_in_its_place(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to("elsewhere")


def empty_it(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a bit that changed": lambda folder: (folder / "array.npy").write_bytes(b"numberz"),
    "a file cut short": lambda folder: (folder / "array.npy").write_bytes(b"num"),
    "a file that is gone": lambda folder: (folder / "array.npy").rename(folder.with_name("elsewhere")),
    "a file too many": lambda folder: (folder / "more.npy").write_bytes(b"more"),
    "no checksums": lambda folder: (folder / "checksums.json").rename(folder.with_name("elsewhere")),
    "broken checksums": lambda folder: (folder / "checksums.json").write_bytes(b"{\xff"),
    "what others may write": partial(Path.chmod, mode=0o777),
    "a file in its place": put_a_file_in_its_place,
    "a link in its place": put_a_link_in_its_place,
    "an empty folder": empty_it,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_is_not_as_it_was_is_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], object]
) -> None:
    monkeypatch.setattr(compiler, "write", write_little)
    folder = cache.compiled(tmp_path)
    damage(folder)
    assert cache.compiled(tmp_path) == folder
    assert not folder.is_symlink()
    assert (folder / "array.npy").read_bytes() == b"numbers"
    assert [path.name for path in tmp_path.iterdir() if path.name != "elsewhere"] == [folder.name]


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A cache directory and two others, all in a folder of the test's."""
    monkeypatch.setattr(compiler, "write", write_little)
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(cache, "IN_MEMORY", tmp_path / "memory")
    for name in ("temporary", "memory"):
        (tmp_path / name).mkdir()
    return [tmp_path / "cache", *(tmp_path / name / f"dateline-{os.getuid()}" for name in ("temporary", "memory"))]


@pytest.mark.parametrize("full", [0, 1, 2])
def test_where_the_cache_directory_can_not_be_used_another_place_is(places: list[Path], full: int) -> None:
    for place in places[:full]:
        place.write_text("in the way")
    assert not cache.is_compiled()
    assert cache.compiled().parent == places[full]
    assert cache.is_compiled()
    assert cache.compiled().parent == places[full]
    assert stat.S_IMODE(places[full].stat().st_mode) == 0o700


def test_who_has_no_home_has_a_folder_among_temporary_files(
    places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("DATELINE_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert cache.compiled().parent == cache.cache_directory() == places[1]


def test_where_there_is_no_place_all_are_named(places: list[Path]) -> None:
    for place in places:
        place.write_text("in the way")
    with pytest.raises(DatelineError, match=r"can't be kept in .*cache.*; nor in .*; nor in .*Set DATELINE_CACHE"):
        cache.compiled()


def test_what_somebody_else_laid_among_temporary_files_is_not_used(places: list[Path]) -> None:
    places[0].write_text("in the way")
    planted = cache.compiled()
    planted.chmod(0o757)
    (planted / "array.npy").write_bytes(b"planted")
    checksums = {"array.npy": [7, zlib.crc32(b"planted")]}
    (planted / "checksums.json").write_text(json.dumps(checksums))
    assert not cache.is_compiled()
    assert (cache.compiled() / "array.npy").read_bytes() == b"numbers"


def belong_to_another(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a folder, that of somebody else say who guessed its name, look like theirs."""
    lstat = Path.lstat

    def theirs(one: Path) -> os.stat_result:
        found = lstat(one)
        return os.stat_result((*found[:4], os.getuid() + 1, *found[5:])) if one == path else found

    monkeypatch.setattr(Path, "lstat", theirs)


def lead_elsewhere(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def let_others_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.chmod(0o777)


@pytest.mark.parametrize("planted", [belong_to_another, lead_elsewhere, let_others_write])
@pytest.mark.parametrize("is_there", [False, True])
def test_a_folder_that_others_may_change_is_passed_over(
    places: list[Path],
    planted: Callable[[Path, pytest.MonkeyPatch], None],
    is_there: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who may rename what lies in it could lay another gazetteer there."""
    places[0].mkdir()
    if is_there:
        assert cache.compiled().parent == places[0]
    planted(places[0], monkeypatch)
    before = list(places[0].iterdir())
    assert not cache.is_compiled()
    assert cache.compiled().parent == places[1]
    assert list(places[0].iterdir()) == before
    with pytest.raises(DatelineError, match=r"cache: .*others.*Set DATELINE_CACHE"):
        cache.compiled(places[0])


def test_a_folder_in_which_everybody_has_their_own_things_will_do(places: list[Path]) -> None:
    places[0].mkdir()
    places[0].chmod(0o1777)
    assert cache.compiled().parent == places[0]
    assert cache.is_compiled()


def test_what_killed_processes_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "write", write_little)
    for name in ("gazetteer-0123.old", "gazetteer-0123.new"):
        (tmp_path / name).mkdir()
    os.utime(tmp_path / "gazetteer-0123.old", (1_000_000, 1_000_000))
    made = cache.compiled(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {made.name, "gazetteer-0123.new"}


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
def test_whatever_fails_the_gazetteer_is_as_it_was_or_elsewhere(places: list[Path], error: int) -> None:
    """Each operation fails in turn."""
    disk = Disk()
    with in_place(disk):
        cache.compiled()
    assert disk.count >= 10
    for number in range(1, disk.count + 1):
        for place in places:
            shutil.rmtree(place, ignore_errors=True)
        with in_place(FailingDisk(number, error, torn=True)):
            assert (cache.compiled() / "array.npy").read_bytes() == b"numbers"
        assert (cache.compiled() / "array.npy").read_bytes() == b"numbers"


def test_a_loss_of_power_leaves_a_sound_gazetteer_or_one_that_is_seen_not_to_be(places: list[Path]) -> None:
    root, chance = places[0].parent, random.Random(15)
    left: list[Path] = []

    def moment(disk: RememberingDisk) -> None:
        for by in (None, chance):
            left.append(root / f"left-{len(left)}")
            disk.after_power_loss(left[-1], by)

    with in_place(RememberingDisk(root, moment)):
        cache.compiled()
    for at in left:
        assert (cache.compiled(at / "cache") / "array.npy").read_bytes() == b"numbers"


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(making: Path) -> None:
        write_little(making)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compiler, "write", fail)
    with pytest.raises(DatelineError, match="No space left"):
        cache.compiled(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    with pytest.raises(DatelineError, match="DATELINE_CACHE"):
        cache.compiled(file / "below")


def test_the_folder_can_be_read_by_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "write", write_little)
    assert stat.S_IMODE(cache.compiled(tmp_path).stat().st_mode) == 0o755


def test_where_the_cache_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CACHE", "/one")
    monkeypatch.setenv("XDG_CACHE_HOME", "/two")
    assert cache.cache_directory() == Path("/one")
    monkeypatch.delenv("DATELINE_CACHE")
    assert cache.cache_directory() == Path("/two/dateline")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache.cache_directory() == Path.home() / ".cache" / "dateline"


def test_only_the_newest_gazetteers_of_other_versions_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "write", write_little)
    for age in range(6):
        old = tmp_path / f"gazetteer-{age}"
        old.mkdir()
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    made = cache.compiled(tmp_path)
    left = {folder.name for folder in tmp_path.iterdir()}
    assert left == {made.name, "gazetteer-0", "gazetteer-1", "gazetteer-2"}


@pytest.mark.slow
def test_the_real_gazetteer_is_compiled_again_from_nothing(tmp_path: Path) -> None:
    gazetteer = Gazetteer.open(tmp_path)
    assert gazetteer.places("Izyum")
    assert [folder.name for folder in tmp_path.iterdir()] == [cache.compiled().name]
