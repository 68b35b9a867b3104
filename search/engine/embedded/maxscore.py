"""The best paragraphs with some of several words, found without scoring all that have one: MaxScore over arrays.

No paragraph scores more by a word than the word's bound.  The paragraphs of the words with the greatest bounds, which
are the rarest, and those under the best headlines are scored first; when as many of them as are wanted score more than
all other words and headlines together can give, what has only those is not looked at (Turtle & Flood 1995, Query
Evaluation: Strategies and Optimizations).
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from search.engine.embedded.bm25 import Scores
from search.engine.embedded.cost import cost_of
from search.engine.embedded.docsets import Numbers, cost_of_members, members, rows_of, union, union_of
from search.engine.embedded.executor import Executor, Part
from search.engine.embedded.ranking import Ranking
from search.engine.embedded.top_k import Matches

HELD_AT_ONCE = 4
"""Of queries whose paragraphs are in memory only for the search, how many of the archive's paragraphs they may have."""
STEPS_TO_SUM = 4
"""What it takes to score a paragraph that has a word, and to sum it up, in steps of `cost_of_members`."""


def best_of_any(
    executor: Executor,
    required: Part | None,
    wanted: Sequence[q.Query],
    excluded: Numbers,
    count: int,
    ranking: Ranking,
) -> Matches:
    """Return paragraphs that have any of the `wanted` and the `required`, without those that are `excluded`.

    The `count` best are among them, and all that score the same as the last of these; of the others some may be left
    out.
    """
    costs = [cost_of(query, executor.postings) for query in wanted]
    of_their_own = sum(cost for cost, query in zip(costs, wanted, strict=True) if not isinstance(query, q.Term))
    if of_their_own <= executor.scratch.size * HELD_AT_ONCE:
        parts = sorted(map(executor.part, wanted), key=lambda part: part.bound, reverse=True)
        found = _by_bounds(executor, required, parts, excluded, count, ranking)
        if found is not None:
            return found
    return _of_all(executor, required, wanted, excluded, ranking)


def _by_bounds(
    executor: Executor, required: Part | None, parts: Sequence[Part], excluded: Numbers, count: int, ranking: Ranking
) -> Matches | None:
    """Return the same by the parts, of the greatest bounds first; None where it is less work to score them all."""
    always = [] if required is None else [required]
    under_headlines, headline_bound = ranking.best_headed()
    headed = under_headlines.compress(_holds_any(parts, under_headlines))
    work_of_all = sum(map(len, parts)) * STEPS_TO_SUM
    for kept in _more_and_more(len(parts)):
        executor.deadline.spend(sum(map(len, parts[:kept])))
        numbers = _asked(executor, required, [headed, *(part.numbers for part in parts[:kept])], excluded)
        left_out = parts[kept:]
        if len(numbers) < count and left_out:
            continue
        if sum(cost_of_members(len(numbers), len(part)) for part in parts) > work_of_all:
            return None
        scores = np.zeros(len(numbers), np.float32)
        for part in (*parts, *always):
            executor.deadline.spend(cost_of_members(len(numbers), len(part)))
            part.add_scores_where_held(scores, numbers)
        scores = ranking.scores(numbers, scores)
        bound = headline_bound + sum(part.bound for part in (*left_out, *always))
        if not left_out or _nth_best(scores, count) > bound:
            break
    return Matches(numbers, scores)


def _of_all(
    executor: Executor, required: Part | None, wanted: Sequence[q.Query], excluded: Numbers, ranking: Ranking
) -> Matches:
    """Score whatever has any of the wanted: of the queries one after another, which are not in memory together."""
    numbers, summed = union((executor.spent(query) for query in wanted), executor.scratch)
    asked = _asked(executor, required, [numbers], excluded)
    scores = summed.take(rows_of(asked, numbers, executor.scratch))
    if required is not None:
        required.add_scores(scores, asked, None)
    return Matches(asked, ranking.scores(asked, scores))


def _asked(executor: Executor, required: Part | None, sets: Sequence[Numbers], excluded: Numbers) -> Numbers:
    """Unite sets of paragraphs without those that are excluded or lack what is required."""
    numbers = union_of(sets, executor.scratch)
    numbers = numbers.compress(~members(numbers, excluded, executor.scratch))
    return numbers if required is None else numbers.compress(required.holds(numbers))


def _more_and_more(count: int) -> Iterator[int]:
    """Yield 1, 2, 4 … and in the end `count`: to score again what was scored costs more than a word too many."""
    kept = 1
    while kept < count:
        yield kept
        kept *= 2
    yield count


def _holds_any(parts: Sequence[Part], numbers: Numbers) -> NDArray[np.bool_]:
    return np.any([part.holds(numbers) for part in parts], axis=0) if len(numbers) else np.zeros(0, bool)


def _nth_best(scores: Scores, count: int) -> float:
    return float(np.partition(scores, -count)[-count])
