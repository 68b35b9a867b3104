"""From the corpora to as many paragraphs as are asked for: a sample of whole articles, all, or all and copies."""

import datetime
import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Self

from index.cleaning import clean

FILES = ("news-modern.jsonl.gz", "reuters-21578.jsonl.gz")
SOURCE_OF_REUTERS = "Reuters"
"""Who wrote the second corpus, whose records don't say."""
DAYS_BETWEEN_COPIES = 400
"""How much later than the article its first copy is dated; the next one again so much later."""


class CorporaMissingError(Exception):
    """A corpus is not where it was looked for; the message says where."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article as its corpus has it."""

    id: str
    date: str | None
    source: str
    title: str
    text: str

    @classmethod
    def of(cls, line: bytes) -> Self:
        """Read a line of a corpus."""
        record = json.loads(line)
        source = record.get("source") or SOURCE_OF_REUTERS
        return cls(record["id"], _day(record.get("date")), source, record.get("title") or "", record["text"])

    def copy(self, number: int) -> "Source":
        """Return another article with the same text: copy 0 is the article itself."""
        if not number:
            return self
        return replace(self, id=f"{self.id}-{number}", date=_later(self.date, number * DAYS_BETWEEN_COPIES))


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article, and the texts of its paragraphs after cleaning: at least one."""

    source: Source
    paragraphs: tuple[str, ...]


def take(folder: Path, paragraphs: int, seed: int) -> Iterator[Cleaned]:
    """Yield articles that have together at least so many paragraphs, no more than the last article makes it.

    Where the corpora have more, a sample of whole articles, drawn with `seed`, in the order of the corpora; where they
    have less, all of them, then copies.  Raises CorporaMissingError.
    """
    lines = list(_lines(folder))
    order = list(range(len(lines)))
    random.Random(seed).shuffle(order)
    sample: dict[int, Cleaned] = {}
    found = 0
    for number in order:
        if found >= paragraphs:
            break
        if cleaned := _clean(Source.of(lines[number])):
            sample[number] = cleaned
            found += len(cleaned.paragraphs)
    articles = [sample[number] for number in sorted(sample)]
    yield from articles
    yield from _copies(articles, paragraphs - found)


def _copies(articles: Iterable[Cleaned], paragraphs: int) -> Iterator[Cleaned]:
    articles = list(articles)
    for number in count(1):
        for article in articles:
            if paragraphs <= 0:
                return
            yield replace(article, source=article.source.copy(number))
            paragraphs -= len(article.paragraphs)
        if not articles:
            return


def _clean(source: Source) -> Cleaned | None:
    paragraphs = tuple(paragraph.text for paragraph in clean(source.text, source.title))
    return Cleaned(source, paragraphs) if paragraphs else None


def _lines(folder: Path) -> Iterator[bytes]:
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise CorporaMissingError(
                f"{path} is needed, and is not part of the project; name the folder that holds it with --corpora."
            )
        with gzip.open(path) as lines:
            yield from lines


def _day(date: object) -> str | None:
    try:
        return datetime.date.fromisoformat(str(date)[:10]).isoformat()
    except ValueError:
        return None


def _later(date: str | None, days: int) -> str | None:
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days)).isoformat() if date else None
