"""Pages on which no article crowds out the others: at most two paragraphs of one, and none that repeats another.

The best matches are cut into pages in their order; what a page has no place for waits for the next.  A page that would
stay short takes in more of an article, so that paging comes by every match, but never what is there already, word for
word.
"""

from collections import Counter
from collections.abc import Callable, Sequence

MOST_OF_AN_ARTICLE = 2
"""Paragraphs of one article on a page, where there are others."""
PAGES_SPREAD = 20
"""Matches are spread among so many pages, then among the next so many: what is shown depends on no more than those."""

Same = Callable[[int, int], bool]
"""Tells whether two matches of an article, by their rows, say the same."""


def nth_page(articles: Sequence[int], is_same: Same, size: int, page: int, shown: Sequence[int] = ()) -> list[int]:
    """Return the rows of a page, the first being 0, of matches whose articles are given, best first.

    `shown` are the articles of what stands on the page already.
    """
    left = list(range(len(articles)))
    for _ in range(page):
        left = _cut(articles, is_same, left, size, shown)[1]
    return _cut(articles, is_same, left, size, shown)[0]


def _cut(
    articles: Sequence[int], is_same: Same, rows: Sequence[int], size: int, shown: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Cut the next page off; return it, and what is left, in order."""
    page: list[int] = []
    waiting: list[int] = []
    repeats: list[int] = []
    counts = Counter(shown)
    for at, row in enumerate(rows):
        if len(page) == size:
            return page, sorted([*waiting, *repeats, *rows[at:]])
        article = articles[row]
        if any(articles[other] == article and is_same(other, row) for other in (*page, *waiting)):
            repeats.append(row)
        elif counts[article] < MOST_OF_AN_ARTICLE:
            counts[article] += 1
            page.append(row)
        else:
            waiting.append(row)
    room = size - len(page)
    return [*page, *waiting[:room]], sorted([*waiting[room:], *repeats])
