import pytest

from search.request import SearchRequest
from web.rendering.pagination import last_page, neighbours, offered_pages


@pytest.mark.parametrize(
    ("current", "last", "offered"),
    [
        (1, 1, [1]),
        (1, 4, [1, 2, 3, 4]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (50, 99, [1, None, 48, 49, 50, 51, 52, None, 99]),
        (99, 99, [1, None, 97, 98, 99]),
    ],
)
def test_pages_around_the_current_one_are_offered(current: int, last: int, offered: list[int | None]) -> None:
    assert offered_pages(current, last) == offered


def test_last_page_is_within_the_window() -> None:
    assert last_page(SearchRequest(), 41, 10_000) == 5
    assert last_page(SearchRequest(), 5_000_000, 10_000) == 1_000
    assert last_page(SearchRequest(), 0, 10_000) == 1


def test_past_the_end_the_previous_page_is_the_last() -> None:
    previous, following = neighbours(SearchRequest(page=99), 41, 10_000)

    assert (previous, following) == (SearchRequest(page=5), None)
