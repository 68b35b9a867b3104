"""Ids are numbered as a dictionary would number them."""

from hypothesis import given
from hypothesis import strategies as st

from index.deduplication.article_ids import ArticleIds


@given(st.lists(st.lists(st.text(max_size=2), max_size=8), max_size=12))
def test_an_id_keeps_the_number_that_it_got_first(batches: list[list[str]]) -> None:
    ids = ArticleIds()
    expected: dict[str, int] = {}
    for batch in batches:
        assert ids.of(batch) == [expected.setdefault(one, len(expected)) for one in batch]


def test_many_ids_lie_in_few_arrays() -> None:
    ids = ArticleIds()
    for first in range(0, 5_000, 10):
        assert ids.of([f"article {number}" for number in range(first, first + 10)]) == list(range(first, first + 10))
    assert ids.of(["article 4999", "article 0", "article -1"]) == [4999, 0, 5000]
    assert len(ids._known) < 15
