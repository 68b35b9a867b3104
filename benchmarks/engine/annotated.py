"""What Dateline really finds in the corpora, found once and kept: slower to begin with than `synthetic`, truer.

Some 11 million words take two minutes on two cores; what was found is kept in the folder for temporary files, under a
name that changes with the text of the articles, but not with the rules of annotation: remove it
when those have changed.
"""

import hashlib
import pickle
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from benchmarks.engine.corpora import Cleaned
from index.annotation.annotator import annotate
from index.annotation.spans import Annotation
from index.gazetteer import Gazetteer

ARTICLES_AT_ONCE = 50

Found = Sequence[Annotation]
"""The annotations of an article, one a paragraph."""


def annotations(articles: Iterable[Cleaned]) -> Iterator[Found]:
    """Yield what is found in each article; copies of an article are annotated once."""
    articles = list(articles)
    distinct = list(dict.fromkeys(article.paragraphs for article in articles))
    found = dict(zip(distinct, _kept(distinct), strict=True))
    return (found[article.paragraphs] for article in articles)


def _kept(texts: Sequence[tuple[str, ...]]) -> list[Found]:
    digest = hashlib.sha256("\n".join(paragraph for text in texts for paragraph in text).encode()).hexdigest()
    path = Path(tempfile.gettempdir()) / f"dateline-annotations-{digest[:16]}.pickle"
    if not path.exists():
        print(f"annotating {len(texts):,} articles, once ...", file=sys.stderr)
        with ProcessPoolExecutor() as processes:
            found = list(processes.map(_annotate, texts, chunksize=ARTICLES_AT_ONCE))
        draft = path.with_suffix(".draft")
        draft.write_bytes(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
        draft.replace(path)
    kept: list[Found] = pickle.loads(path.read_bytes())
    return kept


def _annotate(paragraphs: Sequence[str]) -> Found:
    return tuple(annotate(paragraphs, _gazetteer()))


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()
