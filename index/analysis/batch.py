"""Articles packed for the writer: the tokens of each field in all their paragraphs as arrays, records as one string.

Packing is done in the processes that annotate: arrays travel between processes as they lie in memory, and the writer
handles a batch in the time of a few array operations.  So does packing: each token is looked up once, by the number of
its word in the batch or, in running text, of its chunk (`index.analysis.analyzer`), and the rest is arithmetic with
numbers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.analysis.analyzer import placed
from index.analysis.batch_analyzer import BatchAnalyzer
from index.analysis.document import IndexedArticle
from index.analysis.field_rows import FieldRows
from index.analysis.fields import PROSE, SPOKEN
from index.analysis.interner import Interner
from index.analysis.speakers import SpeakerUse
from index.analysis.tokens import FieldTokens
from index.annotation.spans import Location
from index.deduplication.signatures import Signatures
from index.documents.article_head import ArticleHead
from index.documents.paragraph import describe_place


@dataclass(frozen=True, slots=True)
class IndexedBatch:
    """Some articles in order.  `heads` and `days` have an entry an article; `fields`, `places` (whose terms are ids,
    `described` by JSON) and `records` a row a paragraph.

    `shapes` has of each paragraph what it is, PROSE and SPOKEN, somebody speaking in it, added where they hold.
    `speakers` counts names with kind, role and gender, `words` in how many paragraphs a word stands; one in a title
    counts as one paragraph more.  `signatures` are what copies are found by.
    """

    heads: list[ArticleHead]
    days: list[int]
    fields: dict[str, FieldTokens]
    shapes: NDArray[np.uint8]
    places: FieldTokens
    described: dict[str, str]
    records: list[bytes]
    speakers: Counter[SpeakerUse]
    words: Counter[str]
    signatures: Signatures

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many paragraphs each article has."""
        return np.array([head.paragraphs for head in self.heads], np.int64)


def pack(articles: Iterable[IndexedArticle], analyzer: BatchAnalyzer) -> IndexedBatch:
    """Pack articles, in order; their text is analyzed by what has analyzed that of earlier batches, and knows it."""
    articles = list(articles)
    sizes = np.array([len(article.records) for article in articles], np.int64)
    analyzed = analyzer.analyze(chain.from_iterable([article.texts for article in articles]))
    word_counts = Counter(dict(zip(analyzed.words, analyzed.paragraphs.tolist(), strict=True)))
    for article in articles:
        word_counts.update(set(placed(article.head.title)[0]))
    once = _pack_all([article.shared for article in articles], np.ones(len(articles), np.int64))
    shared = {name: tokens.repeated(sizes) for name, tokens in once.items()}
    annotated = _pack_all([article.fields for article in articles], sizes)
    is_spoken = annotated["speaker_name"].counts > 0 if articles else analyzed.is_prose
    return IndexedBatch(
        heads=[article.head for article in articles],
        days=[article.day for article in articles],
        places=annotated.pop("place") if articles else _pack([], sizes),
        fields=shared | {"text": analyzed.text, "form": analyzed.forms} | annotated,
        shapes=(analyzed.is_prose * PROSE + is_spoken * SPOKEN).astype(np.uint8),
        described=_describe(articles),
        records=list(chain.from_iterable([article.records for article in articles])),
        speakers=Counter(chain.from_iterable([article.speakers for article in articles])),
        words=word_counts,
        signatures=Signatures.of(analyzed.text, annotated["said"] if articles else analyzed.text, sizes),
    )


def _describe(articles: Sequence[IndexedArticle]) -> dict[str, str]:
    """Describe each place as its first mention does."""
    places: dict[str, Location] = {}
    for article in reversed(articles):
        places |= article.places
    return {identity: describe_place(identity, location) for identity, location in places.items()}


def _pack_all(articles: Sequence[Mapping[str, FieldRows]], sizes: NDArray[np.int64]) -> dict[str, FieldTokens]:
    """Pack fields that all articles have, each in so many rows."""
    return {name: _pack([article[name] for article in articles], sizes) for name in (articles[0] if articles else ())}


def _pack(articles: Sequence[FieldRows], sizes: NDArray[np.int64]) -> FieldTokens:
    """Pack one field."""
    numbers, counts = Interner(), np.zeros(int(sizes.sum()), np.uint32)
    used = [len(rows.rows) for rows in articles]
    firsts = np.repeat(np.cumsum(sizes) - sizes, used)
    places = np.fromiter(chain.from_iterable([rows.rows for rows in articles]), np.int64, len(firsts))
    counts[firsts + places] = np.fromiter(chain.from_iterable([rows.counts for rows in articles]), np.uint32)
    ids = numbers.of(list(chain.from_iterable([rows.terms for rows in articles])))
    placed = [rows.positions for rows in articles if rows.positions is not None]
    positions = np.fromiter(chain.from_iterable(placed), np.uint32, len(ids)) if len(placed) == len(articles) else None
    return FieldTokens(numbers.strings(), ids, counts, positions)
