"""Copies: paragraphs and articles with the same text but for small changes, and paragraphs that quote the same words.

Texts that share keys (`signatures`) are candidates; each pair is then compared word by word (`wording`), so that no
group rests on chance.  What is alike is alike at second hand, too: groups are what pairs connect.  An article that is
an abridgement of another, or an update of it, is its copy.  A paragraph that is short, or mostly quoted, says nothing
by itself, and neither does a form, which is filled in with other figures on other days: it is a copy where its article
is one.

The order in which texts come makes no difference, and new ones join the groups of old ones without regrouping those.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.deduplication.candidates import Pairs, candidates, share_lowest, share_minimal
from index.deduplication.partition import Groups, Partition
from index.deduplication.signatures import Signatures
from index.deduplication.wording import Passage, Story, Wording, shared
from index.remembering import remembered

TELLING_WORDS = 12
"""Words of its own by which a paragraph is known for a copy, wherever it stands."""
SAME_WORDS = 0.8
"""Of the longer's words, all and its own, what a copy of a paragraph has."""
SAME_WORDS_OF_COPIES = 0.65
"""The same where the articles are copies of one another."""
SAME_WORDS_LONG_AFTER = 0.9
"""The same where it was written long after the other: reports that recur, on a market say, are worded alike."""
SAME_SHINGLES = 0.5
"""Of the shorter's words in a row, what a copy of an article has."""
BRIEF_SHINGLES = 40
"""An article with fewer of them is known by its words, too: reports of a line are all written alike."""
SAME_WORDS_OF_BRIEF = 0.8
FIGURES_CHANGED = 1 / 3
"""Of an article's figures, what an update changes at most; a brief one, a table and a paragraph keep them all."""
FIGURES_ADDED = 1 / 4
"""Of a paragraph's figures, what its copy lacks at most, but where that has none."""
NAMES_CHANGED = 1 / 4
"""Of a paragraph's names, what another wording changes at most."""
SUBJECT_CHANGED = 1 / 4
"""Of the names of whom a story is about, what its copy lacks at most."""
DAYS_OF_UPDATES = 2
"""Days within which a text is updated, or written anew."""
QUOTED_WORDS = 6
"""Words quoted by which a quotation is known."""
SAME_QUOTED_WORDS = 0.8
SHARED_KEYS, SHARED_ARTICLE_KEYS, SHARED_QUOTATION_KEYS = 3, 4, 2
"""Keys that candidates share."""
WORDINGS_KEPT = 20_000
STORIES_KEPT = 4_000
"""Texts that are remembered as compared; each has some kilobytes."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What is compared: of each paragraph its article, of each article its day (a count of days, 0 where unknown), and
    what reads a paragraph and a headline by number.  An article's paragraphs follow one another."""

    article: NDArray[Any]
    days: NDArray[Any]
    passage: Callable[[int], Passage]
    headline: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Copies:
    """The groups of paragraphs with the same text, of paragraphs with the same quotation, and of articles."""

    paragraphs: Groups
    quotations: Groups
    articles: Groups


def group_copies(signatures: Signatures, texts: Texts, known: Copies | None = None) -> Copies:
    """Group all texts or, where the first of them are grouped as `known`, let the others join."""
    comparison = _Comparison(texts)
    known = known or Copies(*(np.empty(0, np.uint32) for _ in range(3)))
    several, old = len(signatures.articles), len(known.articles)
    alone = np.arange(several, dtype=np.int64)
    pairs = candidates(signatures.articles, share_lowest, SHARED_ARTICLE_KEYS, alone, old)
    articles = _grouped(pairs, comparison.are_articles_alike, known.articles, several)
    comparison.kin = np.where(articles > 0, articles.astype(np.int64), -1 - alone)[texts.article]
    several, old = len(signatures.paragraphs), len(known.paragraphs)
    pairs = candidates(signatures.paragraphs, share_minimal, SHARED_KEYS, comparison.kin, old)
    paragraphs = _group_paragraphs(pairs, comparison, known.paragraphs, several)
    pairs = candidates(signatures.quotations, share_minimal, SHARED_QUOTATION_KEYS, comparison.kin, old)
    quotations = _grouped(pairs, comparison.are_quotations_alike, known.quotations, several)
    return Copies(paragraphs, quotations, articles)


class Likeness(Enum):
    """What two paragraphs are to one another: the same, copies, one form about different figures, or nothing."""

    SAME = auto()
    COPY = auto()
    FORM = auto()
    NONE = auto()


class _Comparison:
    """Compares texts by number; `kin` has of each paragraph a number that is its article's and that of its copies."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._firsts = np.searchsorted(texts.article, np.arange(len(texts.days) + 1))
        self.kin: NDArray[np.int64] = np.empty(0, np.int64)

    def are_articles_alike(self, one: int, other: int) -> bool:
        """Tell whether one is a copy of the other, abridged or updated perhaps."""
        short, long = sorted((self._story(one), self._story(other)), key=lambda story: len(story.shingles))
        if len(short.shingles & long.shingles) < max(SAME_SHINGLES * len(short.shingles), 1):
            return False
        if len(short.subject - long.vocabulary) > SUBJECT_CHANGED * len(short.subject):
            return False
        figures = min(short.figures.total(), long.figures.total())
        changed = figures - shared(short.figures, long.figures)
        words = min(short.words.total(), long.words.total())
        if len(short.shingles) < BRIEF_SHINGLES and shared(short.words, long.words) < SAME_WORDS_OF_BRIEF * words:
            return False
        is_mostly_figures = len(short.shingles) < BRIEF_SHINGLES or 2 * figures > words
        return not changed or (
            not is_mostly_figures and changed <= FIGURES_CHANGED * figures and self._are_near(one, other)
        )

    def paragraphs(self, one: int, other: int) -> Likeness:
        """Tell whether two paragraphs are the same but for small changes, and not for what they quote alone."""
        is_same = self._texts.passage(one).text == self._texts.passage(other).text
        if is_same and self.kin[one] == self.kin[other]:
            return Likeness.SAME
        first = self._wording(one)
        second = first if is_same else self._wording(other)
        own, quoted = shared(first.own, second.own), shared(first.quoted, second.quoted)
        longer = max(first.own.total() + first.quoted.total(), second.own.total() + second.quoted.total())
        if self.kin[one] == self.kin[other]:
            if own + quoted == longer:
                return Likeness.SAME
            alike = own + quoted >= SAME_WORDS_OF_COPIES * longer
            is_form = self._texts.article[one] == self._texts.article[other]
            return (Likeness.FORM if is_form else Likeness.COPY) if alike else Likeness.NONE
        longest = max(first.own.total(), second.own.total())
        if own < TELLING_WORDS or own + quoted < SAME_WORDS * longer or own < SAME_WORDS * longest:
            return Likeness.NONE
        are_near = self._are_near(self._texts.article[one], self._texts.article[other])
        figures, most = sorted((first.figures.total(), second.figures.total()))
        if shared(first.figures, second.figures) < figures:
            return Likeness.NONE if are_near else Likeness.FORM
        names = min(first.names.total(), second.names.total())
        is_copy = (
            (not figures or most - figures <= FIGURES_ADDED * most)
            and names - shared(first.names, second.names) <= NAMES_CHANGED * names / (1 if are_near else 2)
            and (are_near or own >= SAME_WORDS_LONG_AFTER * longest)
        )
        if is_copy and are_near and own == longest:
            return Likeness.SAME
        return Likeness.COPY if is_copy else Likeness.NONE

    def are_quotations_alike(self, one: int, other: int) -> bool:
        first, second = self._wording(one).quoted, self._wording(other).quoted
        both = shared(first, second)
        return both >= QUOTED_WORDS and both >= SAME_QUOTED_WORDS * min(first.total(), second.total())

    def _are_near(self, one: int, other: int) -> bool:
        days = int(self._texts.days[one]), int(self._texts.days[other])
        return 0 in days or abs(days[0] - days[1]) <= DAYS_OF_UPDATES

    @remembered(WORDINGS_KEPT)
    def _wording(self, number: int) -> Wording:
        return Wording.of(self._texts.passage(number))

    @remembered(STORIES_KEPT)
    def _story(self, article: int) -> Story:
        passages = list(map(self._texts.passage, range(*self._firsts[article : article + 2].tolist())))
        return Story.of(self._texts.headline(article), passages)


def _grouped(pairs: Pairs, are_alike: Callable[[int, int], bool], known: Groups, count: int) -> Groups:
    """Group texts by the pairs of them that are alike; the first have their groups already."""
    partition = Partition(known)
    for one, other in pairs.tolist():
        if partition.leader(one) != partition.leader(other) and are_alike(one, other):
            partition.join(one, other)
    return partition.groups(count)


def _group_paragraphs(pairs: Pairs, comparison: _Comparison, known: Groups, count: int) -> Groups:
    """Group paragraphs as `_grouped` does, those that are forms only with what is the same."""
    partition = Partition(known)
    forms: set[int] = set()
    copies: list[tuple[int, int]] = []
    for one, other in pairs.tolist():
        if partition.leader(one) == partition.leader(other):
            continue
        likeness = comparison.paragraphs(one, other)
        if likeness is Likeness.SAME:
            partition.join(one, other)
        elif likeness is Likeness.COPY:
            copies.append((one, other))
        elif likeness is Likeness.FORM:
            forms.update((one, other))
    for one, other in copies:
        if one not in forms and other not in forms:
            partition.join(one, other)
    return partition.groups(count)
