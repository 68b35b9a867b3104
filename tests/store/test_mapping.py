"""Mapped files: bytes and numbers of the disk, for which no descriptor is held, released with the last look at them."""

import gc
import os
import weakref
from pathlib import Path

import numpy as np
import pytest

from index.store.files.folder import Folder
from index.store.files.mapping import MappedFile
from tests.descriptors import descriptors


def test_what_a_file_holds_is_read_but_not_written(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"eleven minutes")
    mapped = Folder(path.parent).map(path.name).whole
    assert mapped[7:].tobytes() == b"minutes"
    assert not mapped.flags.writeable


def test_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    np.arange(1000, dtype="<u4").tofile(path)
    assert np.array_equal(Folder(path.parent).map(path.name, "<u4").whole, np.arange(1000))
    path.write_bytes(b"uneven")
    with pytest.raises(ValueError, match="multiple"):
        Folder(path.parent).map(path.name, "<u4")


def test_an_empty_file_has_no_bytes(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert not len(Folder(tmp_path).map("empty"))
    assert not len(Folder(tmp_path).map("empty", "<u4"))


def test_a_mapped_file_takes_no_descriptor(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"still there")
    gc.collect()  # what others left, and has descriptors
    before = descriptors()
    mapped = [Folder(path.parent).map(path.name).whole for _ in range(100)]
    assert descriptors() == before
    path.unlink()
    assert {bytes(one) for one in mapped} == {b"still there"}


def test_a_file_is_mapped_until_the_last_array_of_it_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    np.arange(1000, dtype="<u4").tofile(path)
    with path.open("rb") as file:
        mapped = MappedFile(file.fileno(), 4000)
    is_mapped = weakref.ref(mapped)
    part = np.frombuffer(mapped.content, "<u4")[500:]
    del mapped
    assert is_mapped() is not None
    assert part[0] == 500
    del part
    assert is_mapped() is None


def test_what_was_forgotten_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"eleven minutes")
    with path.open("rb") as file:
        mapped = MappedFile(file.fileno(), 14)
    mapped.forget()
    assert mapped.content.tobytes() == b"eleven minutes"


def test_what_cannot_be_mapped_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Folder(tmp_path).map("nowhere")
    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(OSError, match="No such device"):
            MappedFile(descriptor, 1)
    finally:
        os.close(descriptor)
