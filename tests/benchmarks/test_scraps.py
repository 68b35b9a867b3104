"""The measure of what is no speaker and no place: its data is whole, and a tally is what it says."""

import pytest

from benchmarks.scraps import ROUNDS, Tally, judgements, queries, tally

KINDS = {"speakers": {"person", "organization", "unnamed", "none"}, "places": {"place", "none"}}


@pytest.mark.parametrize("field", KINDS)
def test_every_name_is_judged_to_be_something(field: str) -> None:
    judged = judgements(field)
    assert set(judged.values()) == KINDS[field]
    assert len(judged) > 1_000


def test_no_query_is_in_two_rounds() -> None:
    asked = [query for of_round in ROUNDS for query in queries(of_round)]
    assert len(asked) == len(set(asked)) == 90


def test_a_tally_holds_names_against_judgements() -> None:
    judged = {"Mara Alda": "person", "Tide Deal": "none"}
    assert tally(["Mara Alda", "Tide Deal", "Bo Ek"], judged) == Tally(3, ("Tide Deal",), ("Bo Ek",))
