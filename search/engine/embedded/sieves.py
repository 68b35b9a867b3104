"""Which of some paragraphs match a query: what is asked of paragraphs that are known, not found.

Some queries have no paragraphs of their own, or far more than any that are asked for: negations, days, words that must
follow one another.  Of few paragraphs all is told without evaluating anything over the whole archive.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from index.analysis.fields import FORMS
from search.engine.embedded.docsets import Numbers, Rows, members
from search.engine.embedded.phrases import Phrases
from search.engine.embedded.positions import rows_in
from search.engine.embedded.queries import ExactWord, HasValue, NearBy, NoDate, OneSpeaker, Preferred

if TYPE_CHECKING:
    from search.engine.embedded.executor import Executor

Held = NDArray[np.bool_]
Sieve = Callable[["Executor", Numbers], Rows]
"""Gives the rows of ascending paragraphs that match."""
SIFTING = (q.Not, q.TermRange, HasValue, NoDate)
"""Queries that in an intersection are asked of what the others leave."""


def parts_of(node: q.Query) -> Iterator[q.Query]:
    """Yield the subqueries of an intersection that have paragraphs of their own; of what follow one another, words."""
    for child in node:
        if isinstance(child, q.Phrase):
            counts = Counter(child.words)
            yield from (q.Term(child.fieldname, word, boost=child.boost * counts[word]) for word in counts)
        elif isinstance(child, NearBy):
            yield from parts_of(child)
        elif not isinstance(child, SIFTING):
            yield child


def sieves_of(node: q.Query) -> Sequence[Sieve]:
    """Return what tells of paragraphs that have all `parts_of` an intersection whether words follow one another."""
    return [partial(following, node=child) for child in node if isinstance(child, (q.Phrase, NearBy))]


def following(executor: "Executor", numbers: Numbers, node: q.Phrase | NearBy) -> Rows:
    """Return the rows of paragraphs in which the words of a phrase follow one another, or stand near."""
    phrases = Phrases(executor.postings, executor.deadline)
    if isinstance(node, q.Phrase):
        return rows_in(phrases.starts(node.fieldname, node.words, numbers).keys)
    field, first, second = node.rows
    return rows_in(phrases.near(field, first, second, node.distance, numbers).keys)


def holding(executor: "Executor", numbers: Numbers, node: q.Query) -> Rows:
    """Return the rows of paragraphs that match a query."""
    return holds(executor, node, numbers).nonzero()[0]


def holds(executor: "Executor", node: q.Query, numbers: Numbers) -> Held:
    """Tell which of some paragraphs, ascending, match a query."""
    executor.deadline.spend(len(numbers))
    match node:
        case q.Not():
            return ~holds(executor, node.query, numbers)
        case q.TermRange():
            return executor.days_in(node, numbers)
        case NoDate():
            return np.asarray(executor.dates.take(numbers) == 0)
        case HasValue():
            return _have_value(executor, node, numbers)
        case q.Term() | Preferred():
            return _have(executor, node.fieldname, node.text, numbers)
        case ExactWord():
            return _have_exactly(executor, node, numbers)
        case q.ConstantScoreQuery() if type(node) is q.ConstantScoreQuery:
            return holds(executor, node.child, numbers)
        case q.Or():
            return _any(executor, node, numbers)
        case q.And() | q.Phrase():
            return _all(executor, node, numbers)
        case _:
            return members(numbers, executor.numbers(node), executor.scratch)


def _any(executor: "Executor", node: q.Or, numbers: Numbers) -> Held:
    found = np.zeros(len(numbers), bool)
    for child in node:
        left = (~found).nonzero()[0]
        if not len(left):
            break
        found[left] = holds(executor, child, numbers.take(left))
    return found


def _all(executor: "Executor", node: q.And | q.Phrase, numbers: Numbers) -> Held:
    rows: Rows = np.arange(len(numbers))
    sieves: list[Sieve] = [partial(holding, node=child) for child in (*_sifting(node), *parts_of(_conjuncts(node)))]
    speaking: list[Sieve] = [lambda executor, left: executor.rows_of_one_speaker(node, left)]
    for sieve in (*sieves, *(speaking if isinstance(node, OneSpeaker) else sieves_of(_conjuncts(node)))):
        if not len(rows):
            break
        rows = rows.take(sieve(executor, numbers.take(rows)))
    found = np.zeros(len(numbers), bool)
    found[rows] = True
    return found


def _conjuncts(node: q.And | q.Phrase) -> q.Query:
    return q.And([node]) if isinstance(node, (q.Phrase, NearBy)) else node


def _sifting(node: q.Query) -> list[q.Query]:
    return [] if isinstance(node, q.Phrase) else [child for child in node if isinstance(child, SIFTING)]


def _have(executor: "Executor", field: str, term: str, numbers: Numbers) -> Held:
    return members(numbers, executor.postings.of(field, term).numbers, executor.scratch)


def _have_exactly(executor: "Executor", node: ExactWord, numbers: Numbers) -> Held:
    form = FORMS[node.fieldname]
    found = _have(executor, form, node.word, numbers)
    if node.word == node.text:
        alone = _have(executor, node.fieldname, node.text, numbers) & ~found
        for other in executor.postings.forms(node.fieldname, node.text):
            alone &= ~_have(executor, form, other, numbers)
        found |= alone
    return found


def _have_value(executor: "Executor", node: HasValue, numbers: Numbers) -> Held:
    found = executor.facets[node.facet].gather(numbers)
    rows = found.rows if node.codes is None else found.rows[np.isin(found.codes, node.codes)]
    have = np.zeros(len(numbers), bool)
    have[rows] = True
    return have
