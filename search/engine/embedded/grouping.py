"""What a plan finds: the paragraphs, or the articles, that have all it asks for, and the next best.

Bare words are all wanted: what has all of them is the total.  Where that doesn't fill a page, the best with some of the
words follow, each with the words it misses.

An article has a word when any of its paragraphs has it.  It is ranked by the score of its best paragraph and by the
score of its whole text, each divided by the greatest there is, in equal parts: that finds more than either alone
(`benchmarks/ranking.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from index.store.columns import Codes
from search.engine.embedded.bm25 import K1, TEXT_B, Scores, inverse_document_frequency
from search.engine.embedded.docsets import Numbers, Rows, members, union
from search.engine.embedded.executor import Executor
from search.engine.embedded.maxscore import best_of_any
from search.engine.embedded.postings import Postings
from search.engine.embedded.top_k import NOTHING, Matches
from search.engine.embedded.translation import Translated

BEST_PARAGRAPHS_SHARE = 0.5
"""What the best paragraph counts for in an article's score; the rest is the whole text's."""

Groups = tuple[NDArray[np.int64], Rows]
"""Articles, ascending, and the rows at which those of each begin among ascending paragraphs."""


class Articles:
    """The articles of an archive, so many; `article` and `lengths` are columns, each paragraph's article and length in
    words."""

    def __init__(self, count: int, article: Codes, lengths: Codes) -> None:
        if article.max(initial=0) >= max(count, 1):
            raise ValueError("a paragraph belongs to no article")  # of damaged numbers, which would fill all memory
        self.of_paragraph = article
        self.count = count
        words = np.bincount(article, lengths, minlength=self.count)
        average = float(words.mean()) if self.count else 1.0
        self._norms = (K1 * (1 - TEXT_B + TEXT_B * words / (average or 1.0))).astype(np.float32)

    def groups(self, paragraphs: Numbers) -> Groups:
        """Group paragraphs, which ascend, by article."""
        owners = self.of_paragraph.take(paragraphs)
        firsts = np.flatnonzero(np.concatenate([[True], owners[1:] != owners[:-1]])) if len(owners) else np.arange(0)
        return owners.take(firsts).astype(np.int64), firsts

    def score_whole_text(self, words: list[str], postings: Postings) -> Scores:
        """Score every article's whole text by BM25, an article being one document: zero where it has none of the words.

        Returns a score an article.
        """
        scores = np.zeros(self.count, np.float32)
        for word in words:
            found = postings.of("text", word)
            if found.frequencies is None:
                continue
            articles, firsts = self.groups(found.numbers)
            frequencies = np.add.reduceat(found.frequencies, firsts, dtype=np.float32)
            idf = inverse_document_frequency(self.count, len(articles))
            scores[articles] += idf * (K1 + 1) * frequencies / (frequencies + self._norms[articles])
        return scores


def best_of_each(matches: Matches, groups: Groups) -> Matches:
    """Keep of every group its best paragraph, the first of equals."""
    _, firsts = groups
    if not len(firsts):
        return matches
    sizes = np.diff(firsts, append=len(matches))
    rows = np.flatnonzero(matches.scores == np.repeat(np.maximum.reduceat(matches.scores, firsts), sizes))
    owner = np.repeat(np.arange(len(firsts)), sizes)[rows]
    return matches.only(rows[np.concatenate([[True], owner[1:] != owner[:-1]])])


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What a plan finds: `paragraphs` are all that match; `listed`, what is counted and shown, each by the paragraph
    that stands for it.

    `next_best` finds what has some of the wanted words only, the best so many at least, and `held` tells for some of
    that, by paragraph, which of the wanted words, a row each, it has.
    """

    paragraphs: Matches
    listed: Matches
    next_best: Callable[[int], Matches]
    held: Callable[[Numbers], list[NDArray[np.bool_]]]


def find_paragraphs(executor: Executor, plan: Translated) -> Evaluated:
    """Find paragraphs."""
    full = executor.evaluate(plan.whole)

    def next_best(count: int) -> Matches:
        if len(plan.wanted) < 2:
            return NOTHING
        required = None if isinstance(plan.strict, q.Every) else executor.part(plan.strict)
        wanted = [executor.part(query) for _, query in plan.wanted]
        return best_of_any(executor, required, wanted, full.numbers, count)

    def held(numbers: Numbers) -> list[NDArray[np.bool_]]:
        return [members(numbers, executor.numbers(query), executor.scratch) for _, query in plan.wanted]

    return Evaluated(full, full, next_best, held)


def find_articles(executor: Executor, plan: Translated, articles: Articles) -> Evaluated:
    """Find articles: those that have every wanted word somewhere in what the plan requires of a paragraph."""
    some = executor.evaluate(plan.strict)
    holders = np.ones((max(len(plan.wanted), 1), articles.count), bool)
    if plan.wanted:
        wanted = [executor.evaluate(query) for _, query in plan.wanted]
        if not isinstance(plan.strict, q.Every):
            wanted = [found.only(members(found.numbers, some.numbers, executor.scratch)) for found in wanted]
        for row, found in enumerate(wanted):
            holders[row] = False
            holders[row, articles.of_paragraph[found.numbers]] = True
        numbers, scores = [found.numbers for found in wanted], [found.scores for found in wanted]
        some = Matches(*union(numbers, scores, executor.scratch))
    groups = owners, _ = articles.groups(some.numbers)
    best = best_of_each(some, groups)
    whole = articles.score_whole_text(plan.words_of_text(), executor.postings)[owners]
    share = np.float32(BEST_PARAGRAPHS_SHARE)
    ranked = Matches(best.numbers, share * _of_greatest(best.scores) + (1 - share) * _of_greatest(whole))
    has_all: NDArray[np.bool_] = np.logical_and.reduce(holders)

    def held(numbers: Numbers) -> list[NDArray[np.bool_]]:
        return list(holders[:, articles.of_paragraph[numbers]])

    return Evaluated(
        paragraphs=some.only(has_all[articles.of_paragraph[some.numbers]]),
        listed=ranked.only(has_all[owners]),
        next_best=lambda _: ranked.only(~has_all[owners]),
        held=held,
    )


def _of_greatest(scores: Scores) -> Scores:
    greatest = scores.max(initial=0)
    return scores / greatest if greatest else scores
