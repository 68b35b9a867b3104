"""Files of arrays: what is written is read back, narrowed and aligned, and nothing else is taken for one."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.store.files.array_file import (
    ALIGNMENT,
    ArrayFileWriter,
    NotAnArrayFileError,
    map_arrays,
    narrowest,
    read_arrays,
    write_arrays,
)
from index.store.files.checked import CheckedArray
from index.store.files.folder import Folder


def written(pieces: dict[str, list[list[int]]], *, narrow: bool = True) -> bytes:
    arrays, file = ArrayFileWriter(None), BytesIO()
    for name, lists in pieces.items():
        for numbers in lists:
            arrays.append(name, np.array(numbers, "<u4"), "<u4", narrow=narrow)
    arrays.save(file, {"told": 1})
    arrays.close()
    return file.getvalue()


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.text(max_size=5), st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=5), min_size=1), max_size=4
    ),
    st.booleans(),
)
def test_what_is_written_in_pieces_is_read_whole(pieces: dict[str, list[list[int]]], narrow: bool) -> None:
    file = read_arrays(CheckedArray.of(written(pieces, narrow=narrow)))
    expected = {name: [number for numbers in lists for number in numbers] for name, lists in pieces.items()}
    assert {name: array.whole.tolist() for name, array in file.arrays.items()} == expected
    assert file.directory["told"] == 1
    assert all(offset % ALIGNMENT == 0 for offset, _, _ in file.directory["arrays"].values())
    if narrow:
        assert all(array.dtype == narrowest(array.whole.max(initial=0)) for array in file.arrays.values())


@pytest.mark.parametrize(
    ("largest", "dtype"),
    [(0, "<u1"), (255, "<u1"), (256, "<u2"), (65_535, "<u2"), (65_536, "<u4"), (2**32 - 1, "<u4"), (2**32, "<u8")],
)
def test_the_narrowest_type_holds_the_largest(largest: int, dtype: str) -> None:
    assert narrowest(largest) == dtype


def test_a_piece_that_needs_more_room_widens_what_came_before() -> None:
    arrays = read_arrays(CheckedArray.of(written({"numbers": [[1, 2], [70_000]]}))).arrays
    assert arrays["numbers"].whole.tolist() == [1, 2, 70_000]


@given(st.binary(max_size=200))
def test_any_other_file_is_a_value_error(content: bytes) -> None:
    with pytest.raises(NotAnArrayFileError):
        read_arrays(CheckedArray.of(content))


def test_a_file_that_is_cut_anywhere_is_a_value_error() -> None:
    whole = written({"one": [[1, 2, 3]], "two": [[4]]})
    for length in range(len(whole)):
        with pytest.raises(NotAnArrayFileError):
            read_arrays(CheckedArray.of(whole[:length]))
        with pytest.raises(NotAnArrayFileError):
            read_arrays(CheckedArray.of(whole[length + 1 :]))


def test_a_directory_that_names_what_is_not_there_is_a_value_error() -> None:
    whole = written({"one": [[1, 2, 3]]})
    for damaged in (
        whole.replace(b"[0, 3", b"[9, 9"),
        whole.replace(b'"arrays"', b'"errors"'),
        whole.replace(b"{", b"["),
    ):
        with pytest.raises(NotAnArrayFileError):
            read_arrays(CheckedArray.of(damaged))


def test_an_empty_file_holds_no_arrays(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(NotAnArrayFileError):
        map_arrays(Folder(tmp_path).open("empty"))


def test_what_is_forgotten_is_read_again(tmp_path: Path) -> None:
    with (tmp_path / "arrays").open("wb") as file:
        write_arrays(file, [("one", np.array([1, 2, 3], "<u4")), ("two", np.array([4], "<u1"))])
    mapped = map_arrays(Folder(tmp_path).open("arrays"))
    mapped.forget()
    assert {name: array.whole.tolist() for name, array in mapped.arrays.items()} == {"one": [1, 2, 3], "two": [4]}
