"""Counts over all matches: how many of them have each value of a field, and are of each day."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.fields import MAX_SLOTS
from index.store.columns import Codes, Days
from index.store.facets import CODE_BITS, Facet
from search.engine.embedded.docsets import Numbers
from search.engine.embedded.speech import Slots
from search.results import FacetValue, ValueList


@dataclass(frozen=True, slots=True)
class Counted:
    """The paragraphs over which values are counted, and a table that is true for them.

    `groups`, a column of all paragraphs, makes a value count once a group (an article); `slots`, as of
    `search.engine.embedded.speech`, says which of a paragraph's speakers count, by their place among them.
    """

    paragraphs: Numbers
    is_among: NDArray[np.bool_]
    groups: Codes | None = None
    slots: Slots | None = None


def list_values(facet: Facet, counted: Counted, limit: int, kinds: Sequence[str] = ("",)) -> ValueList:
    """Count the facet's values and list at most `limit` of them: the most frequent first, then by name.

    `kinds` are the names of the kinds that its values are of.
    """
    codes, counts = count_codes(facet, counted)
    total = len(codes)
    if total > limit > 0:
        may_be_listed = counts >= np.partition(counts, total - limit)[total - limit]
        codes, counts = codes.compress(may_be_listed), counts.compress(may_be_listed)
    named = ((-count, facet.value(code), code) for code, count in zip(codes.tolist(), counts.tolist(), strict=True))
    listed = nsmallest(limit, named)
    return ValueList(
        total, tuple([FacetValue(name, -less, kind=kinds[facet.kind(code)]) for less, name, code in listed])
    )


def count_codes(facet: Facet, counted: Counted) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the codes that count at all, ascending, and the count of each."""
    if counted.groups is None and counted.slots is None:
        return facet.count(counted.paragraphs, counted.is_among)
    owners, codes = pairs_of(facet, counted)
    if counted.groups is not None:
        owners = counted.groups.take(owners)
    pairs = owners.astype(np.int64) << CODE_BITS | codes
    pairs.sort()
    is_new = np.diff(pairs, prepend=-1) != 0
    return np.unique(pairs.compress(is_new) & ((1 << CODE_BITS) - 1), return_counts=True)


def pairs_of(facet: Facet, counted: Counted) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return what the paragraphs count for, in any order: a paragraph's number and a code each."""
    if counted.slots is None:
        return facet.pairs(counted.paragraphs, counted.is_among)
    found = facet.gather(counted.paragraphs)
    holds = np.isin(found.rows * MAX_SLOTS + found.places, counted.slots)
    return counted.paragraphs[found.rows[holds]], found.codes[holds]


def count_days(days: Days, paragraphs: Numbers) -> NDArray[np.int64]:
    """Return how many of the paragraphs are of each of the archive's days."""
    return np.bincount(days.codes.take(paragraphs), minlength=len(days.days))
