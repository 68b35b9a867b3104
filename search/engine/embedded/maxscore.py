"""The best paragraphs with some of several words, found without scoring all that have one: MaxScore over arrays.

No paragraph scores more by a word than the word's bound.  The paragraphs of the words with the greatest bounds, which
are the rarest, and those under the best headlines are scored first; when as many of them as are wanted score more than
all other words and headlines together can give, what has only those is not looked at (Turtle & Flood 1995, Query
Evaluation: Strategies and Optimizations).
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from search.engine.embedded.bm25 import Scores
from search.engine.embedded.docsets import Numbers, distinct, members
from search.engine.embedded.executor import Executor, Part
from search.engine.embedded.ranking import Ranking
from search.engine.embedded.top_k import Matches


def best_of_any(
    executor: Executor, required: Part | None, wanted: Sequence[Part], excluded: Numbers, count: int, ranking: Ranking
) -> Matches:
    """Return paragraphs that have any of the `wanted` and the `required`, without those that are `excluded`.

    The `count` best are among them, and all that score the same as the last of these; of the others some may be left
    out.
    """
    by_bound = sorted(wanted, key=lambda part: part.bound, reverse=True)
    always = [] if required is None else [required]
    under_headlines, headline_bound = ranking.best_headed()
    headed = under_headlines.compress(_holds_any(wanted, under_headlines))
    for kept in _more_and_more(len(by_bound)):
        executor.deadline.check()
        numbers = distinct(np.concatenate([headed, *(part.numbers for part in by_bound[:kept])]))
        numbers = numbers.compress(~members(numbers, excluded, executor.scratch))
        if required is not None:
            numbers = numbers.compress(required.holds(numbers))
        left_out = by_bound[kept:]
        if len(numbers) < count and left_out:
            continue
        scores = np.zeros(len(numbers), np.float32)
        for part in (*by_bound, *always):
            part.add_scores_where_held(scores, numbers)
        scores = ranking.scores(numbers, scores)
        bound = headline_bound + sum(part.bound for part in (*left_out, *always))
        if not left_out or _nth_best(scores, count) > bound:
            break
    return Matches(numbers, scores)


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
