"""Articles as what is ranked: their paragraphs taken together, and how well their whole text answers a query."""

import numpy as np
from numpy.typing import NDArray

from index.columns import Codes
from search.matches import Matches
from search.postings import Postings
from search.ranking import K1, TEXT_B, Scores, inverse_document_frequency
from search.sets import Numbers, Rows

Groups = tuple[NDArray[np.int64], Rows]
"""Articles, ascending, and the rows at which those of each begin among ascending paragraphs."""


class Articles:
    """The articles of an archive; `article` and `lengths` are columns, each paragraph's article and length in words."""

    def __init__(self, article: Codes, lengths: Codes) -> None:
        self.of_paragraph = article
        self.count = int(article[-1]) + 1 if len(article) else 0
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
