"""Which pages a search has, and which of them to offer."""

from dataclasses import replace

from search.request import SearchRequest

AROUND = 2
"""Pages offered on either side of the current one, besides the first and the last."""


def last_page(asked: SearchRequest, total: int, max_window: int) -> int:
    """Return the number of the last page that can be asked for, at least 1."""
    return max(1, min(-(-total // asked.size), max_window // asked.size))


def neighbours(asked: SearchRequest, total: int, max_window: int) -> tuple[SearchRequest | None, SearchRequest | None]:
    """Return the searches for the previous and the next page, None where there is none.

    Before a page that lies past the end comes the last one.
    """
    last = last_page(asked, total, max_window)
    previous = replace(asked, page=min(asked.page - 1, last)) if asked.page > 1 else None
    following = replace(asked, page=asked.page + 1) if asked.page < last else None
    return previous, following


def offered_pages(current: int, last: int) -> list[int | None]:
    """Return the page numbers to offer in order, None for a gap between them."""
    near = range(max(1, current - AROUND), min(last, current + AROUND) + 1)
    offered: list[int | None] = []
    for number in sorted({1, last, *near}):
        previous = offered[-1] if offered else None
        if previous is not None and number == previous + 2:
            offered.append(previous + 1)
        elif previous is not None and number > previous + 2:
            offered.append(None)
        offered.append(number)
    return offered
