"""Articles grouped as an index groups them, and pairs looked up in that."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.analysis.batch_analyzer import BatchAnalyzer
from index.annotation.speakers.quotations import find_quotations
from index.cleaning import clean
from index.deduplication.near_duplicates import Copies, Texts, group_copies
from index.deduplication.signatures import Signatures
from index.deduplication.wording import Passage
from index.documents.article import Article

AT_ONCE = 200
"""Articles whose words are numbered together."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """The numbers of articles by id, of paragraphs by id and offset ("id#120"), and the groups of both."""

    articles: dict[str, int]
    paragraphs: dict[str, int]
    copies: Copies

    def are_copies(self, kind: str, one: str, other: str) -> bool:
        """Tell whether two articles, paragraphs, or quotations of paragraphs are in one group."""
        groups = {
            "article": self.copies.articles,
            "paragraph": self.copies.paragraphs,
            "quotation": self.copies.quotations,
        }[kind]
        numbers = self.articles if kind == "article" else self.paragraphs
        group = groups[numbers[one]]
        return bool(group) and bool(group == groups[numbers[other]])


def sign(articles: Sequence[Article]) -> tuple[dict[str, int], Signatures, Texts]:
    """Return the numbers of paragraphs by id and offset, and what articles are grouped by."""
    analyzer = BatchAnalyzer()
    numbers: dict[str, int] = {}
    passages: list[Passage] = []
    sizes: list[int] = []
    keys: list[Signatures] = []
    for begin in range(0, len(articles), AT_ONCE):
        first = len(passages)
        for article in articles[begin : begin + AT_ONCE]:
            paragraphs = clean(article.text, article.title)
            sizes.append(len(paragraphs))
            quoted = find_quotations([paragraph.text for paragraph in paragraphs])
            for paragraph, spans in zip(paragraphs, quoted, strict=True):
                numbers[f"{article.id}#{paragraph.start}"] = len(passages)
                passages.append(Passage(paragraph.text, [(span.start, span.end) for span in spans]))
        text = analyzer.analyze([passage.text for passage in passages[first:]]).text
        quotations = analyzer.analyze(
            [" ".join([one.text[start:end] for start, end in one.quotations]) for one in passages[first:]]
        ).text
        keys.append(Signatures.of(text, quotations, np.array(sizes[begin:], np.int64)))
    signatures = Signatures(
        np.concatenate([one.paragraphs for one in keys]),
        np.concatenate([one.quotations for one in keys]),
        np.concatenate([one.articles for one in keys]),
    )
    days = [datetime.date.fromisoformat(article.date).toordinal() if article.date else 0 for article in articles]
    owners = np.repeat(np.arange(len(articles)), sizes)
    return numbers, signatures, Texts(owners, np.array(days), passages.__getitem__, lambda n: articles[n].title)


def grouped(articles: Sequence[Article]) -> Grouped:
    """Group articles."""
    numbers, signatures, texts = sign(articles)
    by_id = {article.id: number for number, article in enumerate(articles)}
    return Grouped(by_id, numbers, group_copies(signatures, texts))


def precision_and_recall(pairs: Iterable[tuple[bool, bool]]) -> tuple[float, float, int, int]:
    """Return both, of pairs of what was found and what is right, and how many are copies and how many none."""
    counts = Counter(pairs)
    right, found = counts[True, True], counts[True, True] + counts[True, False]
    copies, others = right + counts[False, True], counts[True, False] + counts[False, False]
    return right / found if found else 1.0, right / copies if copies else 1.0, copies, others
