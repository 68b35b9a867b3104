"""The first of each group of matches, in the order of a page."""

from typing import get_args

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engine.embedded.top_k import Matches, first_of_each, select
from search.request import Sort

rows = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=30)


@given(rows, st.sampled_from(get_args(Sort)))
def test_the_first_of_a_group_is_what_a_page_has_first(given_rows: list[tuple[int, int, int]], by: Sort) -> None:
    groups, scores, days = (np.array(column) for column in zip(*given_rows, strict=True))
    matches = Matches(np.arange(len(groups), dtype=np.uint32), scores.astype(np.float32))
    dates = days.astype(np.uint32)
    in_order = select(matches, dates, by, 0, len(groups)).numbers.tolist()
    by_group = np.argsort(groups, kind="stable")
    _, firsts = np.unique(groups.take(by_group), return_index=True)
    expected = [next(row for row in in_order if groups[row] == group) for group in np.unique(groups)]
    assert first_of_each(matches, dates, by, by_group, firsts).tolist() == expected
