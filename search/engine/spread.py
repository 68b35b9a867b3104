"""Pages on which no article crowds out the others: at most two paragraphs of one, and none that repeats another.

The best matches are cut into pages in their order; what a page has no place for waits for the next.  A page that would
stay short takes in more of an article, so that paging comes by every match, but never what is there already, word for
word.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

MOST_OF_AN_ARTICLE = 2
"""Paragraphs of one article on a page, where there are others."""
PAGES_SPREAD = 10
"""Matches are spread among so many pages, then among the next so many: what is shown depends on no more than those."""

PAGES_AHEAD = 2
"""Pages, the one wanted among them, that mostly hold enough to fill it: more is looked at only where they don't."""


def is_spread(articles: Sequence[int]) -> bool:
    """Tell whether a page with paragraphs of these articles has no more of any than it may."""
    return max(Counter(articles).values(), default=0) <= MOST_OF_AN_ARTICLE


def nth_page(
    articles: Sequence[int], texts: Sequence[int], size: int, page: int, shown: Iterable[int] = ()
) -> list[int]:
    """Return the rows of a page, the first being 0, of matches, best first.

    Of each its article is given, and a number of its text, which those of an article share that say the same.  `shown`
    are the articles of what stands on the page already.
    """
    counts = dict.fromkeys(articles, 0)
    for article in shown:
        counts[article] = counts.get(article, 0) + 1
    left: list[int] = list(range(len(articles)))
    for _ in range(page):
        left = _cut(articles, texts, left, size, dict(counts))[1]
    return _cut(articles, texts, left, size, counts)[0]


def _cut(
    articles: Sequence[int], texts: Sequence[int], rows: list[int], size: int, counts: dict[int, int]
) -> tuple[list[int], list[int]]:
    """Cut the next page off, on which articles stand so often already; return it, and what is left, in order."""
    page: list[int] = []
    waiting: list[int] = []
    repeats: list[int] = []
    seen: set[int] = set()
    for at, row in enumerate(rows):
        if len(page) == size:
            return page, sorted([*waiting, *repeats, *rows[at:]])
        if texts[row] in seen:
            repeats.append(row)
            continue
        seen.add(texts[row])
        article = articles[row]
        if counts[article] < MOST_OF_AN_ARTICLE:
            counts[article] += 1
            page.append(row)
        else:
            waiting.append(row)
    room = size - len(page)
    return [*page, *waiting[:room]], sorted([*waiting[room:], *repeats])
