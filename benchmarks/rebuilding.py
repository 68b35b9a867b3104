"""Measure the whole rebuild, and what its time goes into: `python -m benchmarks.rebuilding [FILE.jsonl[.gz]]`.

The rebuild is the command, on all cores, from the file to the published index, by the clock on the wall: once with
nothing kept from before, and once more, when all annotation is.  The profile is of one process that does the same work
stage by stage over some of the articles: the processor's time of each.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks.scoring import DATELINE, SHARED
from index.analysis.batch import pack
from index.analysis.batch_analyzer import BatchAnalyzer
from index.analysis.document import IndexedArticle, index_article
from index.annotation.locations import locate
from index.annotation.spans import Annotation
from index.annotation.speakers import attribute
from index.cleaning import clean
from index.documents.article import Article
from index.gazetteer import Gazetteer
from index.pipeline.batching import batches, weight
from index.pipeline.parallel import learn_lexicons
from index.pipeline.people import canonical_names
from index.readers import read_file
from index.sources.files import BadInput, FoundFile
from index.sources.walk import find_files
from index.store.generation import IndexDirectory
from index.store.writer import GenerationWriter

CORPUS = SHARED / "corpora" / "news-modern.jsonl.gz"
PROFILED = 1_500
"""Articles, evenly spaced, whose stages are timed."""


@dataclass
class Profile:
    """The processor's seconds of each stage over so many words of articles."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    words: int = 0

    @contextmanager
    def timing(self, stage: str) -> Iterator[None]:
        """Add what is done within to a stage."""
        began = time.process_time()
        try:
            yield
        finally:
            self.seconds[stage] += time.process_time() - began

    def table(self) -> str:
        """Lay the stages out, in the order of the work."""
        total = sum(self.seconds.values())
        rows = [
            f"| {stage} | {seconds / self.words * 1e6:.2f} | {seconds / total:.1%} |"
            for stage, seconds in self.seconds.items()
        ]
        everything = f"| all | {total / self.words * 1e6:.2f} | 100 % |"
        return "\n".join(["| stage | CPU µs a word | share |", "| --- | --- | --- |", *rows, everything])


def main(arguments: Sequence[str] | None = None) -> int:
    """Rebuild, profile and print; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rebuilding", description="Measure the whole rebuild.")
    parser.add_argument("file", nargs="?", type=Path, default=CORPUS, help="articles as JSON Lines")
    parser.add_argument("--profiled", type=int, default=PROFILED, help="articles in the profile (1,500)")
    chosen = parser.parse_args(arguments)
    if not chosen.file.is_file():
        print(f"{chosen.file} is needed, and is not part of the project", file=sys.stderr)
        return 1
    articles = [article for article in _articles(chosen.file) if isinstance(article, Article)]
    words = sum(len(article.text.split()) for article in articles)
    with tempfile.TemporaryDirectory(prefix="dateline-rebuild-") as folder:
        print(f"{len(articles):,} articles, {words:,} words, {os.cpu_count()} cores:")
        cold, processor = rebuild(chosen.file, Path(folder) / "index")
        print(f"{cold:.1f} s, {words / cold:,.0f} words a second of wall time, {processor:.1f} s of the processors.")
        warm, less = rebuild(chosen.file, Path(folder) / "index")
        print(f"Again, with all annotation kept: {warm:.1f} s, {less:.1f} s of the processors, ", end="")
        print(f"{warm / cold:.0%} and {less / processor:.0%} of the first time.\n")
        every = max(1, len(articles) // chosen.profiled)
        print(profile(chosen.file, articles[::every], every, Path(folder) / "profiled").table())
    return 0


def rebuild(file: Path, index: Path) -> tuple[float, float]:
    """Rebuild an index by the command; return the seconds of the wall's clock, and of all its processes."""
    before, began = os.times(), time.monotonic()
    subprocess.run([DATELINE[0], "rebuild", str(file), "--index", str(index)], check=True, capture_output=True)
    wall, after = time.monotonic() - began, os.times()
    return wall, after.children_user + after.children_system - before.children_user - before.children_system


def profile(file: Path, articles: Sequence[Article], every: int, index: Path) -> Profile:
    """Do the work of a rebuild over some articles, one in `every`, and time its stages."""
    found = Profile(words=sum(len(article.text.split()) for article in articles))
    directory = IndexDirectory(index)
    gazetteer = Gazetteer.open()
    attribute(["Nobody said so."])  # tables are read at the first call
    with found.timing("reading"):
        for _ in islice(_articles(file), len(articles)):
            pass
    with found.timing("learning where sources are at home"):
        lexicons = learn_lexicons(list(find_files([file])), processes=1)
    found.seconds["learning where sources are at home"] /= every
    with directory.lock(), directory.new_generation() as generation:
        writer, analyzer = GenerationWriter(generation.folder), BatchAnalyzer()
        for batch in batches(articles, weight):
            indexed: list[IndexedArticle] = []
            for article in batch:
                with found.timing("cleaning"):
                    paragraphs = clean(article.text, article.title)
                if not paragraphs:
                    continue
                texts = [paragraph.text for paragraph in paragraphs]
                with found.timing("speakers"):
                    attribution = attribute(texts)
                with found.timing("places"):
                    known = lexicons.for_article(article)
                    places = locate(texts, gazetteer, attribution.people, lexicon=known, demonyms=True)
                annotations = [
                    Annotation(one.speakers, one.quotations, located, one.statements)
                    for one, located in zip(attribution.paragraphs, places, strict=True)
                ]
                with found.timing("terms and records"):
                    indexed.append(index_article(article, paragraphs, annotations))
            with found.timing("packing a batch"):
                packed = pack(indexed, analyzer)
            with found.timing("writing"):
                writer.add(packed)
        with found.timing("merging, people, dictionaries"):
            counts = writer.finish(canonical_names(writer.names(), writer.beside))
        with found.timing("checksums, publishing"):
            directory.publish(generation, "2031-01-01T00:00:00+00:00", counts)
    return found


def _articles(file: Path) -> Iterator[Article | BadInput]:
    for one in find_files([file]):
        if isinstance(one, FoundFile):
            yield from read_file(one)


if __name__ == "__main__":
    sys.exit(main())
