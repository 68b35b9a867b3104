"""The dictionary against a sorted list of Python's."""

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.files.checked import CheckedArray
from index.store.files.folder import Folder
from index.store.files.term_dictionary import BLOCK, Dictionary, largest, write_dictionary


def in_memory(keys: Sequence[bytes]) -> Dictionary:
    offsets = np.cumsum([0, *map(len, keys)]).astype("<u8")
    return Dictionary(CheckedArray.of(b"".join(keys)), *map(CheckedArray, (offsets, np.arange(len(keys), dtype="<u4"))))


terms = st.text("abé\u4e2d\U0001f30a", max_size=5)


@given(st.dictionaries(terms, st.integers(0, 2**32 - 1)))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, counted: dict[str, int]) -> None:
    folder = tmp_path_factory.mktemp("dictionary")
    write_dictionary(folder, "words", sorted(counted.items()))
    stored = Dictionary.open(Folder(folder), "words")
    assert [stored.term(number) for number in range(len(stored))] == sorted(counted)
    assert stored.counts.tolist() == [counted[term] for term in sorted(counted)]
    assert all(stored.count(term) == count for term, count in counted.items())


@given(st.sets(st.one_of(terms, st.text(st.characters(codec=None)))), terms)
def test_terms_are_found_where_a_sorted_list_has_them(known: set[str], asked: str) -> None:
    keys = sorted(term.encode("utf-8", "surrogatepass") for term in known)
    dictionary = in_memory(keys)
    assert [dictionary.find(key) for key in keys] == list(range(len(keys)))
    assert all(dictionary.find(term) is not None for term in known)
    assert (dictionary.find(asked) is not None) == (asked in known)
    assert dictionary.lower_bound(asked) == bisect_left(keys, asked.encode())


@given(st.sets(st.one_of(terms.map(str.encode), st.binary(max_size=3))), st.one_of(terms.map(str.encode), st.binary()))
def test_a_prefix_has_the_range_of_all_that_begin_so(known: set[bytes], beginning: bytes) -> None:
    keys = sorted(known)
    first, end = in_memory(keys).prefix_range(beginning)
    assert keys[first:end] == [key for key in keys if key.startswith(beginning)]


@pytest.mark.parametrize("length", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK + 3])
def test_terms_at_the_borders_of_blocks_are_found(length: int) -> None:
    keys = [b"%04d" % number for number in range(1, 2 * length, 2)]
    dictionary = in_memory(keys)
    for number in range(2 * length + 1):
        asked = b"%04d" % number
        assert dictionary.lower_bound(asked) == bisect_left(keys, asked)
        assert (dictionary.find(asked) is not None) == (asked in keys)
        first, end = dictionary.prefix_range(asked[:3])
        assert keys[first:end] == [key for key in keys if key.startswith(asked[:3])]


@given(st.lists(st.integers(0, 5)), st.integers(0, 9))
def test_the_largest_are_those_of_a_stable_sort(counts: list[int], limit: int) -> None:
    expected = sorted(range(len(counts)), key=lambda place: -counts[place])[:limit]
    assert largest(np.array(counts, np.uint32), limit).tolist() == expected


def test_data_may_be_a_part_of_a_larger_file() -> None:
    whole, numbers = (
        CheckedArray.of(b"..adabo.."),
        map(CheckedArray, (np.array([0, 3, 5], np.uint32), np.array([7, 8]))),
    )
    dictionary = Dictionary(whole.part(2, 7), *numbers)
    assert (dictionary.term(0), dictionary.find("bo"), dictionary.count("bo")) == ("ada", 1, 8)


def test_terms_out_of_order_are_refused(tmp_path: Path) -> None:
    for wrong in ([("b", 1), ("a", 1)], [("a", 1), ("a", 2)]):
        with pytest.raises(ValueError, match="must stand before"):
            write_dictionary(tmp_path, "words", wrong)


def test_files_that_do_not_agree_are_refused(tmp_path: Path) -> None:
    write_dictionary(tmp_path, "words", [("a", 1), ("b", 2)])
    (tmp_path / "words.counts").write_bytes(b"1234")
    with pytest.raises(ValueError, match="1 counts and 3 offsets"):
        Dictionary.open(Folder(tmp_path), "words")


def test_damaged_bytes_give_a_wrong_term_and_no_error() -> None:
    numbers = map(CheckedArray, (np.array([2**60, 1, 2], np.uint64), np.array([1, 1])))
    dictionary = Dictionary(CheckedArray.of(b"\xff\xfe"), *numbers)
    assert dictionary.term(0) == ""
    assert dictionary.term(1) == "\ufffd"
    assert dictionary.find("a") is None
