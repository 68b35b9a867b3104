"""Of each id it is remembered where it came from first, as a dictionary would."""

from hypothesis import given
from hypothesis import strategies as st

from index.deduplication.article_ids import ArticleIds


@given(st.lists(st.lists(st.text(max_size=2), max_size=8), max_size=12))
def test_an_id_keeps_the_origin_that_it_came_from_first(batches: list[list[str]]) -> None:
    ids = ArticleIds()
    known: dict[str, int] = {}
    origin = 0
    for batch in batches:
        expected = []
        for one in batch:
            origin += 1
            expected.append(known.get(one))
            known.setdefault(one, origin)
        assert ids.first_origins(batch, range(origin - len(batch) + 1, origin + 1)) == expected


def test_many_ids_lie_in_few_arrays() -> None:
    ids = ArticleIds()
    for first in range(0, 5_000, 10):
        numbers = range(first, first + 10)
        assert ids.first_origins([f"article {number}" for number in numbers], numbers) == [None] * 10
    assert ids.first_origins(["article 4999", "article 0", "article -1"], [7, 8, 9]) == [4999, 0, None]
    assert len(ids._known) < 15
