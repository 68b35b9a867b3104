"""Sets as ascending arrays are sets, by bisection as by table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engine.embedded import docsets as sets
from search.engine.embedded.docsets import members, rows_of, union

numbers = st.sets(st.integers(0, 60)).map(lambda found: np.array(sorted(found), np.uint32))


@pytest.fixture(params=[0, 1000], ids=["bisection", "table"])
def cost(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "BISECTION_COST", request.param)


def test_a_threads_tables_are_lent_once_at_a_time() -> None:
    some = np.array([1, 2], np.uint32)
    with sets.flagged(some, 3), pytest.raises(RuntimeError, match="stands within another"):
        union([some, some], [np.ones(2, np.float32)] * 2)
    assert members(some, some).all()


@pytest.mark.usefixtures("cost")
class TestSets:
    @given(numbers, numbers)
    def test_members_are_in_both(self, some: sets.Set, among: sets.Set) -> None:
        assert members(some, among).tolist() == [number in among.tolist() for number in some.tolist()]

    @given(numbers, st.data())
    def test_rows_are_where_numbers_stand(self, among: sets.Set, data: st.DataObject) -> None:
        rows = sorted(data.draw(st.sets(st.integers(0, len(among) - 1)) if len(among) else st.just(set())))
        assert rows_of(among[rows], among).tolist() == rows

    @given(st.lists(numbers, max_size=4))
    def test_a_union_sums_scores(self, several: list[sets.Set]) -> None:
        united, sums = union(several, [np.full(len(found), 2.0, np.float32) for found in several])
        expected = {
            number: 2.0 * sum(number in found.tolist() for found in several)
            for found in several
            for number in found.tolist()
        }
        assert dict(zip(united.tolist(), sums.tolist(), strict=True)) == expected
        assert united.tolist() == sorted(expected)
