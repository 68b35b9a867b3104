"""What a paragraph is worth beside the words of its text: by its article's headline, and by what it is.

A paragraph scores

    (BM25 of its text + HEADLINES_SHARE · BM25 of its article's headline) · weight

where the weight says whether it is prose (`index.analysis.prose`) and whether somebody speaks in it
(`search.engine.weights`).
"""

from dataclasses import dataclass

import numpy as np

from index.analysis.fields import PROSE, SPOKEN
from index.store.columns import Codes
from search.engine.embedded.articles import Articles
from search.engine.embedded.bm25 import Scores
from search.engine.embedded.docsets import Numbers
from search.engine.embedded.executor import Executor
from search.engine.embedded.postings import NO_NUMBERS
from search.engine.embedded.top_k import Matches
from search.engine.embedded.translated import Translated
from search.engine.weights import HEADLINES_SHARE, SCRAP, SILENT

HEADLINES_LOOKED_AT = 10
"""Headlines, the best, whose paragraphs are looked at before the others' are bounded."""


def weights_of(shapes: Codes) -> Scores:
    """Return the weight of each paragraph, above 0 and at most 1, from the column of shapes."""
    by_shape = [
        (1 if shape & PROSE else SCRAP) * (1 if shape & SPOKEN else SILENT) for shape in range(PROSE + SPOKEN + 1)
    ]
    return np.array(by_shape, np.float32).take(shapes)


@dataclass(frozen=True, slots=True)
class Ranking:
    """How the paragraphs that one plan finds are ranked: `weights`, one a paragraph, and what headlines add, one an
    article, or None where they add nothing."""

    articles: Articles
    weights: Scores
    headlines: Scores | None = None

    def of_plan(self, plan: Translated, executor: Executor) -> "Ranking":
        """Return the ranking of what a plan finds."""
        scores = self.articles.score_headlines(plan.words_of_text(), executor.postings)
        return Ranking(self.articles, self.weights, None if scores is None else scores * np.float32(HEADLINES_SHARE))

    def ranked(self, found: Matches) -> Matches:
        """Return what was found with the scores by which it is ranked."""
        return Matches(found.numbers, self.scores(found.numbers, found.scores))

    def scores(self, numbers: Numbers, of_text: Scores) -> Scores:
        """Return the scores of paragraphs whose text scores so much."""
        rows = numbers.astype(np.intp)
        scores = self.weights.take(rows)
        if self.headlines is None:
            scores *= of_text
        else:
            scores *= of_text + self.headlines.take(self.articles.of_paragraph.take(rows))
        return scores

    def best_headed(self) -> tuple[Numbers, float]:
        """Return the paragraphs under the best headlines, and what the others add at most."""
        if self.headlines is None:
            return NO_NUMBERS, 0.0
        best, rest = self.headlines.nonzero()[0], 0.0
        if len(best) > HEADLINES_LOOKED_AT:
            scores = self.headlines.take(best)
            by_score = scores.argpartition(-HEADLINES_LOOKED_AT - 1)[-HEADLINES_LOOKED_AT - 1 :]
            rest = float(scores[by_score[0]])
            best = np.sort(best.take(by_score[1:]))
        return self.articles.paragraphs_of(self.articles.first_paragraphs(best)), rest
