"""Which of the paragraphs or articles that a plan finds stand on a page, and the next best where they don't fill it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from index.store.columns import Codes
from search.engine.embedded.articles import Articles
from search.engine.embedded.grouping import Evaluated
from search.engine.embedded.top_k import Matches, select
from search.engine.embedded.translated import Translated
from search.engine.protocol import Match, Ref, Wanted
from search.engine.spread import PAGES_AHEAD, PAGES_SPREAD, is_spread, nth_page

NEXT_BEST_LOOKED_AT = 3
"""For each that is wanted of the next best, so many are looked at, that no article crowds out the others."""


def matches_of(found: Matches) -> Iterator[Match]:
    """Yield what was found, in its order."""
    for number, score in zip(found.numbers.tolist(), found.scores.tolist(), strict=True):
        yield Match(Ref(number), score)


@dataclass(frozen=True, slots=True)
class Pager:
    """Chooses what stands on pages; `dates` and `lengths` are columns of all paragraphs, `text_of` reads one's text."""

    articles: Articles
    dates: Codes
    lengths: Codes
    text_of: Callable[[int], str]

    def choose(self, plan: Translated, found: Evaluated, wanted: Wanted) -> tuple[Match, ...]:
        """Return the matches asked for, and where they don't fill the page, the next best."""
        by_relevance = wanted.sort == "relevance" and wanted.group != "article"
        in_order = partial(select, found.listed, self.dates, wanted.sort)
        chosen = self._page(in_order, wanted) if by_relevance else in_order(wanted.start, wanted.stop)
        full = self._with_more(chosen, found.listed) if by_relevance else matches_of(chosen)
        room = wanted.stop - wanted.start - len(chosen)
        if not room or not wanted.next_best or (wanted.start and not len(chosen)):
            return tuple(full)
        rest = self._next_best(found, chosen, room) if by_relevance else self._best(found.next_best(room), room)
        held = found.held(rest.numbers) if len(rest) else []
        missing = (
            tuple(leaf.text for (leaf, _), holds in zip(plan.wanted, held, strict=True) if not holds[row])
            for row in range(len(rest))
        )
        next_best = (replace(match, missing=lacks) for match, lacks in zip(matches_of(rest), missing, strict=True))
        return (*full, *next_best)

    def _page(self, in_order: Callable[[int, int], Matches], wanted: Wanted) -> Matches:
        """Return a page of what is in order of relevance, no article crowding out the others."""
        size = wanted.stop - wanted.start
        page = wanted.start // size
        first = page // PAGES_SPREAD * PAGES_SPREAD
        for pages in (page - first + PAGES_AHEAD, PAGES_SPREAD):
            best = in_order(first * size, (first + min(pages, PAGES_SPREAD)) * size)
            if not best.scores.any():  # nothing is more relevant than another: they are in the order of their days
                return in_order(wanted.start, wanted.stop)
            found = self._spread(best, size, page - first)
            if len(found) == size and is_spread(self.articles.of_paragraph.take(found.numbers).tolist()):
                break
        return found

    def _next_best(self, found: Evaluated, chosen: Matches, room: int) -> Matches:
        """Return so many of the next best, spread as the `chosen` beside them are."""
        best = self._best(found.next_best(room), room * NEXT_BEST_LOOKED_AT)
        return self._spread(best, room, 0, self.articles.of_paragraph.take(chosen.numbers).tolist())

    def _best(self, matches: Matches, count: int) -> Matches:
        return select(matches, self.dates, "relevance", 0, count)

    def _spread(self, best: Matches, size: int, page: int, shown: Iterable[int] = ()) -> Matches:
        if len(best) <= 1 and not page:
            return best
        articles = self.articles.of_paragraph.take(best.numbers).tolist()
        rows = nth_page(articles, self._texts(best, articles), size, page, shown)
        return best.only(np.array(rows, np.intp))

    def _texts(self, best: Matches, articles: Sequence[int]) -> Sequence[int]:
        """Number the texts of paragraphs; those of an article that say the same share a number.  Only those are read
        that are of one length and score alike."""
        lengths = self.lengths.take(best.numbers).tolist()
        alike = list(zip(articles, best.scores.tolist(), lengths, strict=True))
        counts = Counter(alike)
        firsts: dict[object, int] = {}
        return [
            row if counts[key] == 1 else firsts.setdefault((key, self.text_of(number)), row)
            for row, (key, number) in enumerate(zip(alike, best.numbers.tolist(), strict=True))
        ]

    def _with_more(self, chosen: Matches, listed: Matches) -> Iterator[Match]:
        """Give the last match of each article how many more there are in it that are not among the chosen."""
        owners = self.articles.of_paragraph.take(chosen.numbers)
        articles, matches = owners.tolist(), self.articles.matches_in(listed.numbers, owners)
        shown = Counter(articles)
        last = {article: row for row, article in enumerate(articles)}
        for row, (number, score) in enumerate(zip(chosen.numbers.tolist(), chosen.scores.tolist(), strict=True)):
            article = articles[row]
            more = matches[row] - shown[article] if last[article] == row else 0
            yield Match(Ref(number), score, (), more)
