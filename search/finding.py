"""What a question finds: the paragraphs, or the articles, that have all it asks for, and the next best.

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

from search.articles import Articles, best_of_each
from search.execution import Executor
from search.matches import NOTHING, Matches
from search.pruning import best_of_any
from search.question import Question
from search.ranking import Scores
from search.sets import Numbers, members, union

Missing = tuple[str, ...]

BEST_PARAGRAPHS_SHARE = 0.5
"""What the best paragraph counts for in an article's score; the rest is the whole text's."""


@dataclass(frozen=True, slots=True)
class Found:
    """`paragraphs` are all that match; `listed` what is counted and shown, each by the paragraph that stands for it.

    `next_best` finds what has some of the wanted words only, the best so many at least, and `held` tells for some of
    that, by paragraph, which of the wanted words, a row each, it has.
    """

    paragraphs: Matches
    listed: Matches
    next_best: Callable[[int], Matches]
    held: Callable[[Numbers], list[NDArray[np.bool_]]]

    def missing(self, question: Question, numbers: Numbers) -> list[Missing]:
        """Return for each of the next best the words it misses."""
        held = self.held(numbers) if len(numbers) else []
        return [
            tuple(leaf.text for (leaf, _), holds in zip(question.wanted, held, strict=True) if not holds[row])
            for row in range(len(numbers))
        ]


def find_paragraphs(executor: Executor, question: Question) -> Found:
    """Find paragraphs."""
    full = executor.evaluate(question.whole)

    def next_best(count: int) -> Matches:
        if len(question.wanted) < 2:
            return NOTHING
        required = None if isinstance(question.required, q.Every) else executor.part(question.required)
        wanted = [executor.part(query) for _, query in question.wanted]
        return best_of_any(executor, required, wanted, full.numbers, count)

    def held(numbers: Numbers) -> list[NDArray[np.bool_]]:
        return [members(numbers, executor.numbers(query)) for _, query in question.wanted]

    return Found(full, full, next_best, held)


def find_articles(executor: Executor, question: Question, articles: Articles) -> Found:
    """Find articles: those that have every wanted word somewhere in what the question requires of a paragraph."""
    some = executor.evaluate(question.required)
    holders = np.ones((max(len(question.wanted), 1), articles.count), bool)
    if question.wanted:
        wanted = [executor.evaluate(query) for _, query in question.wanted]
        if not isinstance(question.required, q.Every):
            wanted = [found.only(members(found.numbers, some.numbers)) for found in wanted]
        for row, found in enumerate(wanted):
            holders[row] = False
            holders[row, articles.of_paragraph[found.numbers]] = True
        some = Matches(*union([found.numbers for found in wanted], [found.scores for found in wanted]))
    groups = owners, _ = articles.groups(some.numbers)
    best = best_of_each(some, groups)
    whole = articles.score_whole_text(question.words_of_text(), executor.postings)[owners]
    share = np.float32(BEST_PARAGRAPHS_SHARE)
    ranked = Matches(best.numbers, share * _of_greatest(best.scores) + (1 - share) * _of_greatest(whole))
    has_all: NDArray[np.bool_] = np.logical_and.reduce(holders)

    def held(numbers: Numbers) -> list[NDArray[np.bool_]]:
        return list(holders[:, articles.of_paragraph[numbers]])

    return Found(
        paragraphs=some.only(has_all[articles.of_paragraph[some.numbers]]),
        listed=ranked.only(has_all[owners]),
        next_best=lambda _: ranked.only(~has_all[owners]),
        held=held,
    )


def _of_greatest(scores: Scores) -> Scores:
    greatest = scores.max(initial=0)
    return scores / greatest if greatest else scores
