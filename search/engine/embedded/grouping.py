"""What a plan finds: the paragraphs, or the articles, that have all it asks for, and the next best.

Bare words are all wanted: what has all of them is the total.  Where that doesn't fill a page, the best with some of the
words follow, each with the words it misses.

Headlines count: a paragraph with some of several words under a headline with all of them has them all, for what is
typed may be a headline, which no paragraph repeats.

An article has a word when its headline or any of its paragraphs has it.  It is ranked by the score of its best
paragraph and by the score of its whole text, each divided by the greatest there is, in equal parts: that finds more
than either alone (`benchmarks/ranking.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from search.engine.embedded.articles import Groups
from search.engine.embedded.bm25 import Scores
from search.engine.embedded.docsets import Numbers, cost_of_members, members, union
from search.engine.embedded.executor import Executor, Part
from search.engine.embedded.maxscore import best_of_any
from search.engine.embedded.ranking import Ranking
from search.engine.embedded.sieves import holds
from search.engine.embedded.top_k import NOTHING, Matches
from search.engine.embedded.translated import Translated
from search.engine.weights import BEST_PARAGRAPHS_SHARE


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


def find_paragraphs(executor: Executor, plan: Translated, ranking: Ranking) -> Evaluated:
    """Find paragraphs."""
    ranking = ranking.of_plan(plan, executor)
    whole = executor.evaluate(plan.whole)
    headed = _under_headlines(executor, plan, ranking, whole.numbers)
    if len(headed):
        whole = Matches(*union([(one.numbers, one.scores) for one in (whole, headed)], executor.scratch))
    full = ranking.ranked(whole)

    def next_best(count: int) -> Matches:
        if len(plan.wanted) < 2:
            return NOTHING
        wanted = [query for _, query in plan.wanted]
        return best_of_any(executor, _required(executor, plan), wanted, full.numbers, count, ranking)

    def held(numbers: Numbers) -> list[NDArray[np.bool_]]:
        in_order, ordered = np.argsort(numbers), np.sort(numbers)
        held = np.empty((len(plan.wanted), len(numbers)), bool)
        for row, (_, query) in enumerate(plan.wanted):
            held[row, in_order] = holds(executor, query, ordered)
        return list(held)

    return Evaluated(full, full, next_best, held)


def _required(executor: Executor, plan: Translated) -> Part | None:
    return None if isinstance(plan.strict, q.Every) else executor.part(plan.strict)


def _under_headlines(executor: Executor, plan: Translated, ranking: Ranking, found: Numbers) -> Matches:
    """Find, beside what was `found`, the paragraphs with some of several wanted words under a headline with all."""
    firsts = executor.numbers(plan.headline)
    if not len(firsts):
        return NOTHING
    numbers = ranking.articles.paragraphs_of(firsts)
    numbers = numbers.compress(~members(numbers, found, executor.scratch))
    required = _required(executor, plan)
    if required is not None:
        numbers = numbers.compress(required.holds(numbers))
    scores, has_any = np.zeros(len(numbers), np.float32), np.zeros(len(numbers), bool)
    for part in [executor.part(query) for _, query in plan.wanted]:
        executor.deadline.spend(cost_of_members(len(numbers), len(part)))
        has_any |= part.holds(numbers)
        part.add_scores_where_held(scores, numbers)
    if required is not None:
        required.add_scores(scores, numbers, None)
    return Matches(numbers, scores).only(has_any)


def find_articles(executor: Executor, plan: Translated, ranking: Ranking) -> Evaluated:
    """Find articles: those that have every wanted word somewhere in what the plan requires of a paragraph."""
    ranking, articles = ranking.of_plan(plan, executor), ranking.articles
    required = executor.evaluate(plan.strict)
    holders = np.ones((max(len(plan.wanted), 1), articles.count), bool)

    def holding(row: int) -> tuple[Numbers, Scores]:
        found = Matches(*executor.spent(plan.wanted[row][1]))
        if not isinstance(plan.strict, q.Every):
            found = found.only(members(found.numbers, required.numbers, executor.scratch))
        holders[row] = False
        holders[row, articles.of_paragraph[found.numbers]] = True
        holders[row, articles.of_paragraph[executor.numbers(plan.headlines[row])]] = True
        return found.numbers, found.scores

    some = Matches(*union(map(holding, range(len(plan.wanted))), executor.scratch)) if plan.wanted else required
    groups = owners, _ = articles.groups(some.numbers)
    best = best_of_each(ranking.ranked(some), groups)
    whole = articles.score_whole_text(plan.words_of_text(), executor.postings, executor.deadline)[owners]
    if ranking.headlines is not None:
        whole = whole + ranking.headlines[owners]
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
