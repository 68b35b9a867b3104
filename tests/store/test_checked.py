"""What is read of a file is checked before it is used, block by block, and once."""

import random
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.store.files import checked
from index.store.files.checked import BLOCKS_AT_ONCE
from index.store.files.checksums import BLOCK, Checksums
from index.store.files.folder import Folder

BLOCKS = BLOCKS_AT_ONCE + 2
NUMBERS = np.arange(BLOCKS * BLOCK // 4, dtype="<u4")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    NUMBERS.tofile(tmp_path / "numbers")
    return Folder(tmp_path, {"numbers": Checksums.of(tmp_path / "numbers")})


def flip(path: Path, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_changed_bit_is_noticed_by_whoever_reads_its_block(folder: Folder, block: int) -> None:
    flip(folder.path / "numbers", random.Random(block).randrange(block * BLOCK * 8, (block + 1) * BLOCK * 8))
    numbers = folder.map("numbers", "<u4")
    for other in set(range(BLOCKS)) - {block}:
        begin, end = other * BLOCK // 4, (other + 1) * BLOCK // 4
        assert np.array_equal(numbers[begin:end], NUMBERS[begin:end])
        assert numbers.item(end - 1) == end - 1
    for read in (lambda: numbers[:], lambda: numbers.whole, lambda: numbers.item(block * BLOCK // 4)):
        with pytest.raises(IndexDamagedError, match="numbers does not have its checksum"):
            read()


def test_a_small_file_is_checked_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(bytes(BLOCKS_AT_ONCE * BLOCK))
    folder = Folder(tmp_path, {"text": Checksums.of(tmp_path / "text")})
    flip(tmp_path / "text", BLOCKS_AT_ONCE * BLOCK * 8 - 1)
    with pytest.raises(IndexDamagedError, match="text does not have its checksum"):
        folder.map("text").item(0)


@given(st.integers(-5, len(NUMBERS) + 5), st.integers(-5, len(NUMBERS) + 5), st.integers(1, 4 * BLOCKS * BLOCK - 1))
def test_a_slice_is_that_of_the_array(
    tmp_path_factory: pytest.TempPathFactory, begin: int, end: int, first: int
) -> None:
    path = tmp_path_factory.mktemp("numbers")
    NUMBERS.tofile(path / "numbers")
    numbers = Folder(path, {"numbers": Checksums.of(path / "numbers")}).map("numbers", "<u4")
    assert np.array_equal(numbers[begin:end], NUMBERS[begin:end])
    assert np.array_equal(numbers.part(first, end)[begin:end], NUMBERS[first:end][begin:end])


def test_damage_that_was_found_is_remembered_by_the_folder(folder: Folder) -> None:
    folder.damage.recall()
    flip(folder.path / "numbers", 5)
    with pytest.raises(IndexDamagedError):
        folder.map("numbers").item(0)
    with pytest.raises(IndexDamagedError, match="numbers does not have its checksum"):
        folder.damage.recall()


def test_damage_in_a_folder_within_is_damage_of_the_whole(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "text").write_text("sound")
    folder = Folder(tmp_path, {"inner/text": Checksums.of(tmp_path / "inner" / "text")})
    assert folder.within("inner").read("text") == b"sound"
    (tmp_path / "inner" / "text").write_text("s0und")
    with pytest.raises(IndexDamagedError):
        folder.within("inner").read("text")
    assert folder.damage.found is not None


@pytest.mark.parametrize("content", ["sou", "sounder"])
def test_a_file_of_another_size_is_damage(tmp_path: Path, content: str) -> None:
    (tmp_path / "text").write_text("sound")
    folder = Folder(tmp_path, {"text": Checksums.of(tmp_path / "text")})
    (tmp_path / "text").write_text(content)
    with pytest.raises(IndexDamagedError, match="text does not have its size"):
        folder.read("text")


def test_a_file_that_the_manifest_does_not_know_is_damage(folder: Folder) -> None:
    (folder.path / "other").write_text("planted")
    assert "other" not in folder
    with pytest.raises(IndexDamagedError, match="other is not in the manifest"):
        folder.read("other")


def again(folder: Folder) -> Folder:
    """Open it as the next generation, which has the same files."""
    return Folder(folder.path, folder.checksums, checks=folder.checks.passed_on())


def test_what_was_found_sound_is_not_checked_again_by_who_opens_the_next_generation(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.map("numbers", "<u4").item(0)
    checked_anew: list[int] = []

    def counted(content: memoryview) -> int:
        checked_anew.append(len(content))
        return crc32(content)

    monkeypatch.setattr(checked, "crc32", counted)
    numbers = again(folder).map("numbers", "<u4")

    assert numbers.item(0) == 0
    assert not checked_anew
    assert numbers.item(BLOCK // 4) == BLOCK // 4
    assert checked_anew == [BLOCK]


def test_what_was_written_to_since_is_checked_again(folder: Folder) -> None:
    assert folder.map("numbers", "<u4").item(0) == 0
    flip(folder.path / "numbers", 5)
    with pytest.raises(IndexDamagedError, match="numbers does not have its checksum"):
        again(folder).map("numbers", "<u4").item(0)


def test_what_ought_to_be_something_else_is_checked_again(folder: Folder, tmp_path: Path) -> None:
    assert folder.map("numbers", "<u4").item(0) == 0
    (tmp_path / "other").write_bytes(bytes(BLOCKS * BLOCK))
    other = Folder(folder.path, {"numbers": Checksums.of(tmp_path / "other")}, checks=folder.checks.passed_on())
    with pytest.raises(IndexDamagedError, match="numbers does not have its checksum"):
        other.map("numbers", "<u4").item(0)


def test_of_a_folder_that_is_being_written_nothing_is_checked(folder: Folder) -> None:
    flip(folder.path / "numbers", 5)
    assert Folder(folder.path).map("numbers", "<u4").item(0) == 32
