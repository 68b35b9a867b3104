"""Documents made once for all engines: cleaned, annotated, analysed, written to a file, and counted on the way."""

import pickle
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.engine import annotated, stories, synthetic
from benchmarks.engine.corpora import Cleaned, take
from benchmarks.engine.frequencies import Frequencies
from benchmarks.engine.stories import Passage, Story


def prepare(corpora: Path, work: Path, paragraphs: int, seed: int, *, really_annotated: bool = False) -> Frequencies:
    """Write at least so many paragraphs, in whole articles, to `documents(work)`; return what is in them.

    What an earlier run has written to `work` is not written again: a folder belongs to one choice of the parameters.
    Raises CorporaMissingError.
    """
    counted = work / "frequencies.pickle"
    if not counted.exists():
        frequencies = Frequencies()
        told = _told(corpora, paragraphs, seed, really_annotated)
        stories.write(frequencies.counting(told, seed), documents(work))
        counted.write_bytes(pickle.dumps(frequencies))
    kept: Frequencies = pickle.loads(counted.read_bytes())
    return kept


def documents(work: Path) -> Path:
    """Return where the documents are."""
    return work / "documents.pickle"


def _told(corpora: Path, paragraphs: int, seed: int, really_annotated: bool) -> Iterator[Story]:
    articles = take(corpora, paragraphs, seed)
    if not really_annotated:
        invented = synthetic.annotations(seed)
        for article in articles:
            yield _story(article, tuple(islice(invented, len(article.paragraphs))))
        return
    known = list(articles)
    for article, found in zip(known, annotated.annotations(known), strict=True):
        yield _story(article, found)


def _story(article: Cleaned, found: annotated.Found) -> Story:
    passages = tuple(map(Passage.of, article.paragraphs, found))
    return Story(article.source.id, article.source.date, article.source.source, passages)
