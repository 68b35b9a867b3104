"""Sets as ascending arrays are sets, by bisection as by table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engine.embedded import docsets as sets
from search.engine.embedded.docsets import Scratch, ScratchPool, members, rows_of, union

numbers = st.sets(st.integers(0, 60)).map(lambda found: np.array(sorted(found), np.uint32))


@pytest.fixture(params=[0, 1000], ids=["bisection", "table"])
def cost(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "BISECTION_COST", request.param)


def test_an_operation_may_stand_within_another(cost: None) -> None:
    some, other, scratch = np.array([1, 2], np.uint32), np.array([2, 5], np.uint32), Scratch(6)
    with scratch.flagged(some) as flags:
        assert union([(some, np.ones(2, np.float32)), (other, np.ones(2, np.float32))], scratch)[0].tolist() == [
            1,
            2,
            5,
        ]
        assert members(other, other, scratch).all()
        assert flags.tolist() == [False, True, True, False, False, False]
    with scratch.flagged(other) as flags:
        assert np.flatnonzero(flags).tolist() == [2, 5]


def test_what_a_failure_leaves_is_not_found_by_the_next_search() -> None:
    pool, some = ScratchPool(4), np.array([1, 2], np.uint32)
    with pytest.raises(ZeroDivisionError), pool.lent() as scratch, scratch.flagged(some):
        raise ZeroDivisionError
    with pool.lent() as scratch, scratch.flagged(np.array([3], np.uint32)) as flags:
        assert np.flatnonzero(flags).tolist() == [3]


def test_searches_side_by_side_have_scratch_of_their_own() -> None:
    pool = ScratchPool(4)
    with pool.lent() as one, pool.lent() as other:
        assert one is not other
    with pool.lent() as again:
        assert again in (one, other)


@pytest.mark.usefixtures("cost")
class TestSets:
    @given(numbers, numbers)
    def test_members_are_in_both(self, some: sets.Set, among: sets.Set) -> None:
        assert members(some, among, Scratch(61)).tolist() == [number in among.tolist() for number in some.tolist()]

    @given(numbers, st.data())
    def test_rows_are_where_numbers_stand(self, among: sets.Set, data: st.DataObject) -> None:
        rows = sorted(data.draw(st.sets(st.integers(0, len(among) - 1)) if len(among) else st.just(set())))
        assert rows_of(among[rows], among, Scratch(61)).tolist() == rows

    @given(st.lists(numbers, max_size=4))
    def test_a_union_sums_scores(self, several: list[sets.Set]) -> None:
        united, sums = union([(found, np.full(len(found), 2.0, np.float32)) for found in several], Scratch(61))
        expected = {
            number: 2.0 * sum(number in found.tolist() for found in several)
            for found in several
            for number in found.tolist()
        }
        assert dict(zip(united.tolist(), sums.tolist(), strict=True)) == expected
        assert united.tolist() == sorted(expected)
