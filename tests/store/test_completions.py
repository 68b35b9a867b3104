"""Completions against a look at every word of every name."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.analyzer import readings
from index.store.completions import LONGEST, Completions, order_of, smallest_distinct, write_completions
from index.store.files.folder import Folder
from index.store.updating.completions import carry_completions


def completions(folder: Path, counted: Sequence[tuple[str, int]]) -> Completions:
    counts = np.array([count for _, count in counted], np.int64)
    write_completions(folder, "names", (value for value, _ in counted), counts)
    return Completions(Folder(folder), "names")


def looked_up(counted: Sequence[tuple[str, int]], beginning: str, limit: int) -> list[tuple[int, int]]:
    found = []
    for code, (value, count) in enumerate(counted):
        spelled = [" ".join(read[at:]) for read in readings(value) for at in range(len(read))]
        if count and any(ending.startswith(beginning) for ending in spelled):
            found.append((code, count))
    return sorted(found, key=lambda entry: (-entry[1], entry[0]))[:limit]


def test_any_word_of_a_name_is_completed_the_most_frequent_name_first(tmp_path: Path) -> None:
    names = completions(tmp_path, [("Ada Lund", 3), ("Bo Ek", 9), ("Zoë Lund", 5), ("Lusaka", 1), ("Lund", 0)])
    assert names.beginning_with("lu", 10) == [(2, 5), (0, 3), (3, 1)]
    assert names.beginning_with("lund", 1) == [(2, 5)]
    assert names.beginning_with("zoe lu", 10) == [(2, 5)]
    assert names.beginning_with("lund ada", 10) == []


name = st.lists(st.text("abAÉ’.-", max_size=3), max_size=4).map(" ".join)


@given(
    st.lists(st.tuples(name, st.integers(0, 3)), unique_by=lambda pair: pair[0]),
    st.lists(st.text("abe'", min_size=1, max_size=3), min_size=1, max_size=3).map(" ".join),
    st.integers(1, 5),
)
def test_names_are_completed_as_by_looking_at_all(
    tmp_path_factory: pytest.TempPathFactory, counted: list[tuple[str, int]], beginning: str, limit: int
) -> None:
    names = completions(tmp_path_factory.mktemp("names"), counted)
    assert names.beginning_with(beginning, limit) == looked_up(counted, beginning, limit)


@given(
    st.lists(st.tuples(name, st.integers(0, 3)), unique_by=lambda pair: pair[0]),
    st.lists(st.text("abe'", min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_names_that_hold_words_are_those_with_the_words_in_a_row(
    tmp_path_factory: pytest.TempPathFactory, counted: list[tuple[str, int]], asked: list[str]
) -> None:
    names = completions(tmp_path_factory.mktemp("names"), counted)
    in_a_row = f" {' '.join(asked)} "
    holding = [
        code
        for code, (value, _) in enumerate(counted)
        if any(in_a_row in f" {' '.join(read)} " for read in readings(value))
    ]
    frequent = sorted((code for code in holding if counted[code][1]), key=lambda code: -counted[code][1])
    assert names.holding(asked) == [(code, counted[code][1]) for code in frequent]


def test_no_names_complete_nothing(tmp_path: Path) -> None:
    assert completions(tmp_path, []).beginning_with("a", 5) == []
    assert completions(tmp_path, [("—", 4), ("Ada", 0)]).beginning_with("a", 5) == []


def test_of_a_very_long_name_the_beginning_is_compared(tmp_path: Path) -> None:
    names = completions(tmp_path, [("ab " * LONGEST, 1), ("ab", 2)])
    assert names.beginning_with("ab", 5) == [(1, 2), (0, 1)]
    assert names.beginning_with("ab " * LONGEST + "x", 5) == [(0, 1)]
    assert names.holding(["ab"]) == [(1, 2), (0, 1)]
    assert names.holding(["ab"] * LONGEST) == []


@given(st.lists(st.integers(0, 20)), st.integers(1, 4))
def test_the_smallest_distinct_are_those_of_a_sorted_set(numbers: list[int], limit: int) -> None:
    assert smallest_distinct(np.array(numbers, np.uint32), limit).tolist() == sorted(set(numbers))[:limit]


COMPARED = 16

lines = st.lists(st.text("ab z", max_size=20) | st.text("ab", min_size=15, max_size=40), min_size=1, max_size=12)


@given(lines)
def test_every_place_of_every_line_is_in_the_order_of_its_first_bytes(given_lines: list[str]) -> None:
    text = "".join(given_lines).encode() + b"\n"
    ends = np.cumsum(list(map(len, given_lines)))
    stretches = [
        (at, end) for line, end in zip(given_lines, ends.tolist(), strict=True) for at in range(end - len(line), end)
    ]
    starts, stops = (np.array(borders, np.int64) for borders in zip(*stretches, strict=True)) if stretches else ([], [])
    found = order_of(np.frombuffer(text, np.uint8), np.asarray(starts, np.int64), np.asarray(stops, np.int64), COMPARED)
    expected = sorted(range(len(stretches)), key=lambda n: text[stretches[n][0] : stretches[n][1]][:COMPARED])
    assert found.tolist() == expected


counted_names = st.lists(st.tuples(name, st.integers(0, 3)), unique_by=lambda pair: pair[0])


@given(counted_names, counted_names, st.lists(st.text("abe'", min_size=1, max_size=3), min_size=1, max_size=2))
def test_what_is_carried_over_is_what_would_be_written(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[str, int]],
    after: list[tuple[str, int]],
    asked: list[str],
) -> None:
    old, new, anew = (tmp_path_factory.mktemp("names") for _ in range(3))
    completions(old, before)
    values = [value for value, _ in after]
    codes = np.array([values.index(value) if value in values else -1 for value, _ in before], np.int64)
    carry_completions(Folder(old), new, "names", codes, values, np.array([count for _, count in after], np.int64))
    carried, written = Completions(Folder(new), "names"), completions(anew, after)
    assert carried.holding(asked) == written.holding(asked)
    assert carried.beginning_with(" ".join(asked), 5) == written.beginning_with(" ".join(asked), 5)
    assert carried.every(9) == written.every(9)


def test_a_few_new_names_are_put_among_many(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    before = [(f"Ada {letter}und", 2) for letter in "abcdefghijklmnopqrstuvwxyz"]
    completions(old, before)
    values = [value for value, _ in before[1:]] + ["Zed, Aaron", "Aaron Zed"]
    codes = np.arange(-1, len(before) - 1)
    carry_completions(Folder(old), new, "names", codes, values, np.full(len(values), 1))
    names = Completions(Folder(new), "names")
    assert names.holding(["aund"]) == []
    assert names.beginning_with("bu", 3) == [(0, 1)]
    assert names.beginning_with("aar", 3) == [(25, 1), (26, 1)]
    assert names.holding(["zed", "aaron"]) == [(25, 1)]
    assert {spelled for spelled, _, _ in names.every(100)} >= {"ada zund", "zed aaron", "aaron zed"}
