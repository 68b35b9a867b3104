"""Pages on which no article crowds out the others."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from search.engine.spread import MOST_OF_AN_ARTICLE, nth_page

articles = st.lists(st.integers(0, 5), max_size=40)


DIFFERENT = range(100)


def test_a_third_of_an_article_waits_for_the_next_page() -> None:
    of = [7, 7, 7, 8, 9, 7, 9]
    assert nth_page(of, DIFFERENT, 4, 0) == [0, 1, 3, 4]
    assert nth_page(of, DIFFERENT, 4, 1) == [2, 5, 6]


def test_a_short_page_takes_in_more_of_an_article() -> None:
    assert nth_page([7, 7, 7, 8], DIFFERENT, 10, 0) == [0, 1, 3, 2]


def test_what_stands_on_the_page_already_counts() -> None:
    assert nth_page([7, 7, 8], DIFFERENT, 2, 0, shown=[7]) == [0, 2]


def test_a_repeat_is_not_beside_what_it_repeats() -> None:
    assert nth_page([7, 7, 8], [0, 0, 2], 10, 0) == [0, 2]


@given(articles, st.integers(1, 10))
def test_paging_comes_by_every_match_once(of: list[int], size: int) -> None:
    pages = [nth_page(of, DIFFERENT, size, page) for page in range(len(of) // size + 1)]
    assert sorted(row for page in pages for row in page) == list(range(len(of)))


@given(articles, st.integers(1, 10))
def test_there_are_two_of_an_article_at_most_where_there_are_others(of: list[int], size: int) -> None:
    places = sum(min(count, MOST_OF_AN_ARTICLE) for count in Counter(of).values())
    page = Counter(of[row] for row in nth_page(of, DIFFERENT, size, 0))
    if places >= size:
        assert max(page.values()) <= MOST_OF_AN_ARTICLE
