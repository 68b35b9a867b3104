"""From the documents of the cluster back to batches, without what is found in a text: that is in the documents.

What isn't kept (the words of texts, the keys of copies, how names are used) is computed anew, by the same code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.analysis.batch import IndexedBatch, pack
from index.analysis.batch_analyzer import BatchAnalyzer
from index.analysis.document import IndexedArticle
from index.analysis.field_rows import FieldRows
from index.analysis.speakers import add_said, slots_of, uses_of
from index.documents.article_head import ArticleHead
from index.documents.paragraph import spoken_in

FIELDS = ("record", "location_name", "country", "place")
"""What is needed of a paragraph."""
_OF_PLACES = ("location_name", "country", "place")
_UNPLACED = (*_OF_PLACES, "speaker_name")


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article as it lies in the cluster: its head, what tells of its places, and the sources of its paragraphs."""

    head: ArticleHead
    described: Mapping[str, str]
    paragraphs: Sequence[Mapping[str, Any]]


def recovered(articles: Sequence[FoundArticle], analyzer: BatchAnalyzer) -> IndexedBatch:
    """Return a batch of articles, whose `fields` are those that a generation without postings needs."""
    described: dict[str, str] = {}
    for article in reversed(articles):
        described |= article.described
    return replace(pack(map(_indexed, articles), analyzer), described=described)


def _indexed(article: FoundArticle) -> IndexedArticle:
    head = article.head
    shared = {"source_name": FieldRows(positions=None)}
    shared["source_name"].add(0, [head.source] if head.source else [])
    fields = {name: FieldRows(positions=None) for name in _UNPLACED} | {"said": FieldRows(), "said_form": FieldRows()}
    day = int(head.date.replace("-", "")) if head.date else 0
    indexed = IndexedArticle(head, day, shared, [], fields, {}, [], [])
    for row, paragraph in enumerate(article.paragraphs):
        record = paragraph["record"].encode()
        text, speakers, quotations = spoken_in(record)
        slots = slots_of(speakers)
        if speakers:
            fields["speaker_name"].add(row, list(slots))
            indexed.speakers.extend(uses_of(text, speakers, slots))
        if quotations:
            add_said(fields, row, text, quotations, slots)
        for name in _OF_PLACES:
            if values := paragraph.get(name):
                fields[name].add(row, values)
        indexed.texts.append(text)
        indexed.records.append(record)
    return indexed
