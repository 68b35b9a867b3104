"""The measure of joined names: its data is whole, and precision and recall are what they say."""

import pytest

from benchmarks.people import PARTS, Pair, labelled, precision_and_recall

PAIRS = [
    Pair("short", "Bill Tane", "William Tane", True),
    Pair("family", "Tane", "William Tane", True),
    Pair("namesake", "Otto Tane", "William Tane", False),
]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_pairs_of_both_kinds(part: str) -> None:
    assert {pair.is_same for pair in labelled(part)} == {True, False}


def test_no_pair_is_in_two_parts() -> None:
    parts = [{frozenset(pair[1:3]) for pair in labelled(part)} for part in PARTS]
    assert len(set().union(*parts)) == sum(map(len, parts))
    assert min(map(len, parts)) >= 150


def test_precision_is_of_what_is_joined_and_recall_of_what_is_one() -> None:
    joined = {"Bill Tane": "William Tane", "Otto Tane": "William Tane"}
    assert precision_and_recall(PAIRS, joined) == (0.5, 0.5, 2)
    assert precision_and_recall(PAIRS, {}) == (1.0, 0.0, 2)
