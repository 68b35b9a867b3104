"""What an index was built from: how many files of each format, and by which versions they were read and annotated."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.documents.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Origins:
    """Counts over a whole index: files by their format, and articles by the versions of annotator and reader."""

    files: Mapping[str, int]
    annotators: Mapping[str, int]
    readers: Mapping[str, int]


def origins_of(articles: Iterable[tuple[str, Provenance]]) -> Origins:
    """Count articles, of each its path and provenance; a second for a million, and the memory of a number for each
    file."""
    formats: dict[int, str] = {}
    annotators: Counter[str] = Counter()
    readers: Counter[str] = Counter()
    for path, provenance in articles:
        formats[hash(path)] = provenance.format
        annotators[provenance.annotator] += 1
        readers[provenance.reader] += 1
    return Origins(*map(_by_count, (Counter(formats.values()), annotators, readers)))


def _by_count(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
