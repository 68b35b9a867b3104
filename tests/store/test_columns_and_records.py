"""Records and columns: written once, mapped and read back by number."""

from collections import Counter
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.columns import ColumnWriter, read_column
from index.store.files.folder import Folder
from index.store.files.records import Records, RecordWriter
from tests.archives import facet_of


@given(st.lists(st.binary()))
def test_records_come_back_by_number(tmp_path_factory: pytest.TempPathFactory, given_records: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("records")
    writer = RecordWriter(folder, "paragraphs")
    for record in given_records:
        writer.append(record)
    writer.close()
    assert list(Records(Folder(folder), "paragraphs")) == given_records


def test_a_record_that_is_not_there_is_an_index_error(tmp_path: Path) -> None:
    writer = RecordWriter(tmp_path, "names")
    writer.append(b"one")
    writer.close()
    records = Records(Folder(tmp_path), "names")
    for number in (-1, 1):
        with pytest.raises(IndexError):
            records[number]


def test_a_column_is_an_array(tmp_path: Path) -> None:
    writer = ColumnWriter(tmp_path, "date")
    writer.append(np.array([20220910, 0]))
    writer.append(np.array([20220911]))
    writer.close()
    assert read_column(Folder(tmp_path), "date").tolist() == [20220910, 0, 20220911]


def test_an_empty_facet_can_be_asked(tmp_path: Path) -> None:
    found = facet_of(tmp_path, [[], []]).gather(np.array([0, 1]))
    assert (len(found.rows), len(found.codes)) == (0, 0)


def test_values_that_stand_for_another_count_as_it_and_keep_their_places(tmp_path: Path) -> None:
    stored = facet_of(tmp_path, [["Lund", "Bo", "Ada Lund"]], {"Lund": "Ada Lund"})
    found = stored.gather(np.array([0]))
    assert [stored.value(code) for code in found.codes.tolist()] == ["Ada Lund", "Bo", "Ada Lund"]
    assert found.places.tolist() == [0, 1, 2]
    assert stored.totals().tolist() == [0, 1, 1]


@given(st.lists(st.lists(st.sampled_from("abcde"), unique=True), min_size=1), st.data())
def test_gather_gives_every_value_with_its_row_and_place(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], data: st.DataObject
) -> None:
    stored = facet_of(tmp_path_factory.mktemp("facet"), rows)
    wanted = data.draw(st.lists(st.integers(0, len(rows) - 1)))
    found = stored.gather(np.array(wanted, np.int64))
    listed = zip(found.rows.tolist(), found.places.tolist(), map(stored.value, found.codes.tolist()), strict=True)
    assert list(listed) == [
        (row, place, value) for row, number in enumerate(wanted) for place, value in enumerate(rows[number])
    ]


@pytest.mark.parametrize("cost", [1, 1000], ids=["sorted", "table"])
@given(st.lists(st.lists(st.sampled_from("abcde"), unique=True), min_size=1), st.data())
def test_the_values_of_paragraphs_are_counted_once_each(
    tmp_path_factory: pytest.TempPathFactory, cost: int, rows: list[list[str]], data: st.DataObject
) -> None:
    stored = facet_of(tmp_path_factory.mktemp("facet"), rows, {"a": "b"} if {"a", "b"} <= set().union(*rows) else {})
    wanted = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1))))
    is_wanted = np.isin(np.arange(len(rows)), wanted)
    with patch("index.store.facets.SORTING_COST", cost), patch("index.store.facets.BISECTION_COST", cost):
        codes, counts = stored.count(np.array(wanted, np.uint32), is_wanted)
    expected = Counter(code for number in wanted for code in set(stored.gather(np.array([number])).codes.tolist()))
    assert dict(zip(codes.tolist(), counts.tolist(), strict=True)) == expected


@given(st.lists(st.lists(st.sampled_from("abcde"), unique=True), min_size=1), st.integers(1, 4))
def test_a_facet_is_the_same_however_many_paragraphs_are_in_memory(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], at_once: int
) -> None:
    whole, parts = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("parts")
    facet_of(whole, rows)
    with patch("index.store.facets.PARAGRAPHS_AT_ONCE", at_once):
        facet_of(parts, rows)
    assert [path.read_bytes() for path in sorted(parts.iterdir())] == [
        path.read_bytes() for path in sorted(whole.iterdir())
    ]
