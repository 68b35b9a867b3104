"""Which article each paragraph belongs to, and whole articles scored as one document each."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.bm25 import FLAT, WHOLE_TEXT, inverse_document_frequency
from index.analysis.tokens import pieces
from index.store.columns import Codes
from search.engine.embedded.bm25 import Scores
from search.engine.embedded.docsets import Numbers, Rows
from search.engine.embedded.postings import Postings
from search.limits import Deadline

Groups = tuple[NDArray[np.int64], Rows]
"""Articles, ascending, and the rows at which those of each begin among ascending paragraphs."""


class Articles:
    """The articles of an archive: `count` numbers of articles, of whom `live` are not deleted; `article` and `lengths`
    are columns, each paragraph's article and length in words, 0 of one that is deleted.  An article's paragraphs follow
    one another, and so do articles."""

    def __init__(self, count: int, live: int, article: Codes, lengths: Codes) -> None:
        if article.max(initial=0) >= max(count, 1):
            raise ValueError("a paragraph belongs to no article")  # of damaged numbers, which would fill all memory
        self.of_paragraph = article
        self.count = count
        self._live = live
        self._sizes = np.bincount(article, minlength=self.count).astype(np.uint32)
        self._firsts = (np.cumsum(self._sizes) - self._sizes).astype(np.uint32)
        words = np.bincount(article, lengths, minlength=self.count)
        average = float(words.sum()) / max(live, 1)
        k1, b = WHOLE_TEXT
        self._norms = (k1 * (1 - b + b * words / (average or 1.0))).astype(np.float32)

    def groups(self, paragraphs: Numbers) -> Groups:
        """Group paragraphs, which ascend, by article."""
        owners = self.of_paragraph.take(paragraphs)
        firsts = np.flatnonzero(np.concatenate([[True], owners[1:] != owners[:-1]])) if len(owners) else np.arange(0)
        return owners.take(firsts).astype(np.int64), firsts

    def paragraphs_of(self, firsts: Numbers) -> Numbers:
        """Return the numbers of all paragraphs of the articles whose first paragraphs are given, ascending."""
        return pieces(firsts, self._sizes.take(self.of_paragraph.take(firsts))).astype(np.uint32)

    def first_paragraphs(self, articles: NDArray[Any]) -> Numbers:
        """Return the first paragraph of each of some articles."""
        return self._firsts.take(articles)

    def matches_in(self, paragraphs: Numbers, articles: Codes) -> list[int]:
        """Count those of ascending paragraphs that belong to each of some articles."""
        firsts = self._firsts.take(articles)
        ends = firsts + self._sizes.take(articles)
        counts: list[int] = (paragraphs.searchsorted(ends) - paragraphs.searchsorted(firsts)).tolist()
        return counts

    def score_whole_text(self, words: list[str], postings: Postings, deadline: Deadline) -> Scores:
        """Score every article's whole text by BM25, an article being one document: zero where it has none of the words.

        Returns a score an article.
        """
        scores = np.zeros(self.count, np.float32)
        for word in words:
            found = postings.of("text", word)
            if found.frequencies is None:
                continue
            deadline.spend(len(found.numbers))
            articles, firsts = self.groups(found.numbers)
            frequencies = np.add.reduceat(found.frequencies, firsts, dtype=np.float32)
            idf = inverse_document_frequency(self._live, len(articles))
            scores[articles] += idf * (WHOLE_TEXT.k1 + 1) * frequencies / (frequencies + self._norms[articles])
        return scores

    def score_headlines(self, words: list[str], postings: Postings) -> Scores | None:
        """Score every article's headline by BM25 without regard to length; None where no headline has a word.

        Returns a score an article.
        """
        scores = None
        for word in words:
            found = postings.of("headline", word)
            if found.frequencies is None:
                continue
            scores = np.zeros(self.count, np.float32) if scores is None else scores
            idf = inverse_document_frequency(self._live, len(found.numbers))
            frequencies = found.frequencies.astype(np.float32)
            headed = self.of_paragraph.take(found.numbers)
            scores[headed] += idf * (FLAT.k1 + 1) * frequencies / (frequencies + FLAT.k1)
        return scores
