"""How two names of speakers appear beside each other in what is written: side by side, in one company, at one time.

The company of a name is who else speaks in its articles, which places they name and which sources print them.  What
the archive has everywhere (a country, a president) tells little, what it has seldom tells much: each counts by its
information, the logarithm of the archive's articles over those that have it, which is 1 for what a single one has.  A
name in many articles is seen with nearly everything, so that the company of the rarer of two is sought in the articles
of the other.

Everything is read from the columns on disk, a part after another: memory is bounded but for some bytes a name and what
the compared names need.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis.tokens import counting_positions
from index.store.columns import NUMBER

FACETS_OF_COMPANY = ("speaker_name", "location_name", "source_name")
PARAGRAPHS_AT_ONCE = 1 << 16
ARTICLES_ASKED = 12
"""Articles of the rarer name whose company is looked for."""
CROWD = 1000
"""Speakers, places and the source of an article that are too many to be company."""
NUMBER_BITS = 32
UNKNOWN = 1 << 40
"""Stands for the day of a name that no article with a date has."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Beside:
    """How two names appear: `together` in so many of the rarer name's `articles`; `shared` is the information in what
    both have for company, `share` that over all the information in the rarer name's; `days` lie between the times of
    both, 0 where they overlap or one is unknown.
    """

    together: int = 0
    articles: int = 0
    shared: float = 0.0
    share: float = 0.0
    days: int = 0


def beside(folder: Path, counts: Sequence[int], pairs: Sequence[tuple[int, int]]) -> list[Beside]:
    """Compare pairs of speakers' names, given by their codes; `counts` has how many values each facet has."""
    if not pairs:
        return []
    columns = _Columns(folder, counts)
    asked = np.array(pairs, np.int64)
    first = columns.survey(asked)
    is_second_rarer = first.articles[asked[:, 1]] < first.articles[asked[:, 0]]
    rarer = np.where(is_second_rarer, asked[:, 1], asked[:, 0])
    other = np.where(is_second_rarer, asked[:, 0], asked[:, 1])
    rows, company = columns.company(rarer, other)
    wanted = other[rows] << NUMBER_BITS | company
    is_shared = columns.have(np.unique(wanted), wanted)
    information = 1 - np.log(np.maximum(first.articles[company], 1)) / np.log(max(first.total, 2))
    whole = np.bincount(rows, information, len(asked))
    shared = np.bincount(rows[is_shared], information[is_shared], len(asked))
    gaps = np.maximum(first.begins[rarer], first.begins[other]) - np.minimum(first.ends[rarer], first.ends[other])
    gaps[(first.ends[rarer] == UNKNOWN) | (first.ends[other] == UNKNOWN)] = 0
    return [
        Beside(int(together), int(articles), float(of_both), float(of_both / max(of_all, 1e-9)), int(max(gap, 0)))
        for together, articles, of_both, of_all, gap in zip(
            first.together, first.articles[rarer], shared, whole, gaps, strict=True
        )
    ]


@dataclass(frozen=True, slots=True)
class _Survey:
    """In how many of all articles each thing is, when each name begins and ends, and how often pairs are together."""

    total: int
    articles: Numbers
    begins: Numbers
    ends: Numbers
    together: Numbers


@dataclass(frozen=True, slots=True)
class _Columns:
    """What was written so far; things are numbered by their codes, facet after facet."""

    folder: Path
    counts: Sequence[int]

    def parts(self) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
        """Yield what is in articles, each once an article: the number of the article, the thing, the article's day."""
        paragraphs = (self.folder / "article.column").stat().st_size // np.dtype(NUMBER).itemsize
        begin, size = 0, PARAGRAPHS_AT_ONCE
        while begin < paragraphs:
            article = self._read("article.column", begin, size)
            if begin + len(article) < paragraphs:
                whole = int(np.searchsorted(article, article[-1]))
                if not whole:
                    size *= 2
                    continue
                article = article[:whole]
            days = _day_numbers(self._read("date.column", begin, len(article)))
            things, offset = [], 0
            for facet, count in zip(FACETS_OF_COMPANY, self.counts, strict=True):
                starts = self._read(f"{facet}.starts", begin, len(article) + 1)
                codes = self._read(f"{facet}.codes", int(starts[0]), int(starts[-1] - starts[0]))
                things.append(np.repeat(article, np.diff(starts)) << NUMBER_BITS | codes + offset)
                offset += count
            found = np.unique(np.concatenate(things))
            articles = found >> NUMBER_BITS
            yield articles, found & ((1 << NUMBER_BITS) - 1), days[np.searchsorted(article, articles)]
            begin, size = begin + len(article), PARAGRAPHS_AT_ONCE

    def survey(self, pairs: Numbers) -> _Survey:
        """Go through everything once."""
        size = sum(self.counts)
        counted, begins, ends = np.zeros(size, np.int64), np.full(size, UNKNOWN), np.zeros(size, np.int64)
        is_asked, together, total = np.zeros(size, bool), np.zeros(len(pairs), np.int64), 0
        is_asked[pairs] = True
        for articles, things, days in self.parts():
            total = int(articles[-1]) + 1 if len(articles) else total
            counted += np.bincount(things, minlength=size)
            is_dated = days > 0
            np.minimum.at(begins, things[is_dated], days[is_dated])
            np.maximum.at(ends, things[is_dated], days[is_dated])
            together += _together(things[is_asked[things]], articles[is_asked[things]], pairs)
        return _Survey(total, counted, begins, np.where(ends > 0, ends, UNKNOWN), together)

    def company(self, rarer: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
        """Return the company of the rarer name of pairs, in its first articles: the number of the pair, the thing."""
        size = sum(self.counts)
        is_rarer = np.zeros(size, bool)
        is_rarer[rarer] = True
        seen, found = np.zeros(size, np.int64), np.zeros(0, np.int64)
        for articles, things, _ in self.parts():
            at = is_rarer[things].nonzero()[0]
            order = np.argsort(things[at], kind="stable")
            _, firsts, counts = np.unique(things[at][order], return_index=True, return_counts=True)
            rank = np.empty(len(at), np.int64)
            rank[order] = np.arange(len(at)) - np.repeat(firsts, counts)
            at = at[rank + seen[things[at]] < ARTICLES_ASKED]
            np.add.at(seen, things[at], 1)
            names, company = _with_all(articles, things, at)
            found = np.union1d(found, names << NUMBER_BITS | company)
        begins = np.searchsorted(found, rarer << NUMBER_BITS)
        counts = np.searchsorted(found, (rarer + 1) << NUMBER_BITS) - begins
        rows = np.repeat(np.arange(len(rarer)), counts)
        company = found[np.repeat(begins, counts) + counting_positions(counts)] & ((1 << NUMBER_BITS) - 1)
        is_told = company != other[rows]
        return rows[is_told], company[is_told]

    def have(self, wanted: Numbers, asked: Numbers) -> NDArray[np.bool_]:
        """Say of a name and a thing each, as one number, whether an article has both; `wanted` has all, in order."""
        size = sum(self.counts)
        is_name, is_thing, is_there = np.zeros(size, bool), np.zeros(size, bool), np.zeros(len(wanted), bool)
        is_name[wanted >> NUMBER_BITS] = True
        is_thing[wanted & ((1 << NUMBER_BITS) - 1)] = True
        for articles, things, _ in self.parts():
            names, company = _with_all(articles, things, is_name[things].nonzero()[0])
            is_meant = is_thing[company]
            is_there |= _counts_among(wanted, names[is_meant] << NUMBER_BITS | company[is_meant]) > 0
        return is_there[np.searchsorted(wanted, asked)]

    def _read(self, file: str, first: int, count: int) -> Numbers:
        offset = first * np.dtype(NUMBER).itemsize
        return np.fromfile(self.folder / file, NUMBER, count, offset=offset).astype(np.int64)


def _with_all(articles: Numbers, things: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
    """Pair each of the things at some places with all others of its article, unless that is a crowd."""
    begins = np.searchsorted(articles, articles[at])
    counts = np.searchsorted(articles, articles[at], side="right") - begins
    counts[counts > CROWD] = 0
    names = np.repeat(things[at], counts)
    company = things[np.repeat(begins, counts) + counting_positions(counts)]
    is_other = names != company
    return names[is_other], company[is_other]


def _together(things: Numbers, articles: Numbers, pairs: Numbers) -> Numbers:
    """Count for pairs of things the articles that have both."""
    stands = np.sort(things << NUMBER_BITS | articles)
    begins = np.searchsorted(stands, pairs[:, 0] << NUMBER_BITS)
    counts = np.searchsorted(stands, (pairs[:, 0] + 1) << NUMBER_BITS) - begins
    rows = np.repeat(np.arange(len(pairs)), counts)
    of_first = stands[np.repeat(begins, counts) + counting_positions(counts)] & ((1 << NUMBER_BITS) - 1)
    sought = pairs[rows, 1] << NUMBER_BITS | of_first
    places = np.minimum(np.searchsorted(stands, sought), max(len(stands) - 1, 0))
    return np.bincount(rows[stands[places] == sought], minlength=len(pairs)) if len(stands) else np.zeros_like(begins)


def _counts_among(distinct: Numbers, values: Numbers) -> Numbers:
    """Count how often each of some numbers, in order, is among values."""
    places = np.minimum(np.searchsorted(distinct, values), max(len(distinct) - 1, 0))
    return np.bincount(places[distinct[places] == values], minlength=len(distinct)) if len(distinct) else distinct


def _day_numbers(days: Numbers) -> Numbers:
    """Turn days YYYYMMDD into numbers that differ by days, near enough; 0 stays 0."""
    return np.where(days > 0, days // 10_000 * 365 + days // 100 % 100 * 30 + days % 100, 0)
