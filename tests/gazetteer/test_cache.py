import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from index.errors import DatelineError
from index.gazetteer import Gazetteer, cache, compiler


def write_little(folder: Path) -> None:
    """Stand in for the real compilation, which takes too long to repeat here."""
    (folder / "array.npy").write_bytes(b"numbers")


def compile_in(directory: Path) -> Path:
    compiler.write = write_little
    return cache.compiled(directory)


def test_the_folder_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Path] = []
    monkeypatch.setattr(compiler, "write", calls.append)
    assert cache.compiled(tmp_path) == cache.compiled(tmp_path)
    assert len(calls) == 1


def test_two_processes_that_compile_at_once_agree(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        first, second = pool.map(compile_in, [tmp_path, tmp_path])
    assert first == second
    assert (first / "array.npy").read_bytes() == b"numbers"
    assert list(tmp_path.iterdir()) == [first]


def test_the_loser_of_a_race_uses_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(making: Path) -> None:
        write_little(making)
        folder = Path(str(making).rsplit(".", 1)[0])
        folder.mkdir()
        write_little(folder)

    monkeypatch.setattr(compiler, "write", slowly)
    assert (cache.compiled(tmp_path) / "array.npy").exists()
    assert len(list(tmp_path.iterdir())) == 1


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
