"""Articles packed for the writer: the tokens of each field in all their paragraphs as arrays, records as one string.

Packing is done in the processes that annotate: arrays travel between processes as they lie in memory, and the writer
handles a batch in the time of a few array operations.
"""

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analyzer import words
from index.annotation.spans import Location
from index.codec import FieldTokens
from index.document import IndexedArticle, Tokens, describe_place


@dataclass(frozen=True, slots=True)
class IndexedBatch:
    """Some articles in order.  `heads` and `days` have an entry an article; `fields`, `places` (whose terms are ids,
    `described` by JSON) and `records` a row a paragraph.

    `speakers` counts names with kind and role, `vocabulary` in how many paragraphs a word stands; one in a title counts
    as one paragraph more.
    """

    heads: list[dict[str, Any]]
    days: list[int]
    fields: dict[str, FieldTokens]
    places: FieldTokens
    described: dict[str, str]
    records: list[bytes]
    speakers: Counter[tuple[str, str, str | None]]
    vocabulary: Counter[str]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many paragraphs each article has."""
        return np.array([head["paragraphs"] for head in self.heads], np.int64)

    def without(self, dropped: Sequence[int]) -> "IndexedBatch":
        """Return the batch without some articles, given by their places in it."""
        kept = np.ones(len(self.heads), bool)
        kept[list(dropped)] = False
        rows = np.repeat(kept, self.sizes)
        speakers, vocabulary = self.speakers.copy(), self.vocabulary.copy()
        for article in dropped:
            vocabulary.subtract(set(words(self.heads[article]["title"])))
        for row in np.flatnonzero(~rows).tolist():
            record = json.loads(self.records[row])
            vocabulary.subtract(set(words(record["text"])))
            speakers.subtract({(found["name"], found["kind"], found["role"]) for found in record["speakers"]})
        return replace(
            self,
            heads=[head for head, keep in zip(self.heads, kept, strict=True) if keep],
            days=[day for day, keep in zip(self.days, kept, strict=True) if keep],
            fields={name: tokens.of_rows(rows) for name, tokens in self.fields.items()},
            places=self.places.of_rows(rows),
            records=[record for record, keep in zip(self.records, rows, strict=True) if keep],
            speakers=+speakers,
            vocabulary=+vocabulary,
        )


def pack(articles: Iterable[IndexedArticle]) -> IndexedBatch:
    """Pack articles, in order."""
    articles = list(articles)
    paragraphs = [paragraph for article in articles for paragraph in article.paragraphs]
    vocabulary: Counter[str] = Counter()
    for article in articles:
        vocabulary.update(set(words(article.head["title"])))
    for paragraph in paragraphs:
        vocabulary.update(set(paragraph.words))
    names = paragraphs[0].fields if paragraphs else ()
    places: dict[str, Location] = {}
    for paragraph in reversed(paragraphs):
        places |= paragraph.places  # the first mention describes the place
    return IndexedBatch(
        heads=[article.head for article in articles],
        days=[article.day for article in articles],
        fields={name: _pack(paragraph.fields[name] for paragraph in paragraphs) for name in names},
        places=_pack(Tokens(list(paragraph.places), None) for paragraph in paragraphs),
        described={identity: describe_place(identity, location) for identity, location in places.items()},
        records=[paragraph.record for paragraph in paragraphs],
        speakers=Counter(speaker for paragraph in paragraphs for speaker in paragraph.speakers),
        vocabulary=vocabulary,
    )


def _pack(rows: Iterator[Tokens]) -> FieldTokens:
    id_of: defaultdict[str, int] = defaultdict()
    id_of.default_factory = id_of.__len__
    ids, counts, positions = array("I"), array("I"), array("I")
    for tokens in rows:
        ids.extend(map(id_of.__getitem__, tokens.terms))
        counts.append(len(tokens.terms))
        if tokens.positions is not None:
            positions.extend(tokens.positions)
    has_positions = len(positions) == len(ids)
    return FieldTokens(list(id_of), _as_numpy(ids), _as_numpy(counts), _as_numpy(positions) if has_positions else None)


def _as_numpy(numbers: "array[int]") -> NDArray[np.uint32]:
    return np.frombuffer(numbers, np.uint32) if numbers else np.empty(0, np.uint32)
