"""Measure updates against rebuilds: `python -m benchmarks.updating [--paragraphs 500000] [--updates 1000]`.

An index of so many paragraphs (`benchmarks.growth.copying`: a sample of the corpora, and copies of it) is updated once
by articles that are annotated on the way, then by many small updates, each of which adds articles, replaces some by
others under their ids and removes some.  Beside it a fresh rebuild of the articles that are there in the end is asked
the same queries, in turns; both must find the same totals.  Times of work are by the clock on the wall, and of the
processor, which says more where others use it too.
"""

import argparse
import gzip
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.engine import stories
from benchmarks.engine.adapters.dateline import Opened, build, packed
from benchmarks.engine.corpora import FILES, CorporaMissingError, Source
from benchmarks.engine.preparing import documents
from benchmarks.engine.queries import draw
from benchmarks.engine.stories import Story
from benchmarks.engine.timing import disagreements, measure
from benchmarks.growth import copying
from benchmarks.scoring import SHARED
from index.analysis.batch import IndexedBatch
from index.analysis.batch_analyzer import BatchAnalyzer
from index.documents.article import Article
from index.pipeline.local_lexicons import LocalLexicons
from index.pipeline.stages import Indexer, index_batch
from index.store.contents import POSTINGS
from index.store.generation import IndexDirectory
from index.store.updater import GenerationUpdater
from index.store.whoosh_codec import segment_sizes

CREATED = "2031-01-01T00:00:00+00:00"
PASSAGES_AN_ARTICLE = 22
"""About as many are in the corpora; only how many documents are prepared depends on it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one update does; the ids of articles that are replaced are among those that are removed."""

    removed: list[str]
    added: list[Story]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, update, rebuild, ask and print; return the exit status: 1 where corpora are missing or totals differ."""
    chosen = _parser().parse_args(arguments)
    with ExitStack() as stack:
        work = chosen.work or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-updating-")))
        work.mkdir(parents=True, exist_ok=True)
        added = chosen.updates * (chosen.added + chosen.replaced)
        try:
            known = copying.prepare(chosen.corpora, work, chosen.paragraphs + added * PASSAGES_AN_ARTICLE, chosen.seed)
        except CorporaMissingError as error:
            print(error, file=sys.stderr)
            return 1
        every = documents(work)
        updated, rebuilt = work / "updated", work / "rebuilt"
        build(stories.first(stories.read(every), chosen.paragraphs), updated)
        _one_update(updated, chosen.corpora / FILES[0], chosen.articles)
        changes = list(_changes(every, chosen))
        _print_times("one of many", [_update(updated, change) for change in changes])
        build(_articles_in_the_end(every, chosen, changes), rebuilt)
        _print_indexes(updated, rebuilt)
        answers = {"updated": Opened(updated).page, "rebuilt": Opened(rebuilt).page}
        print("\n| page, CPU ms, median / 95th percentile | updated | rebuilt | times |\n| --- | --- | --- | --- |")
        differing, ratios = 0, []
        for name, queries in draw(known, chosen.queries, chosen.seed).classes.items():
            measured = measure(answers, queries, {}, time.thread_time_ns)
            differing += len(disagreements(queries, measured))
            of_updated, of_rebuilt = measured["updated"], measured["rebuilt"]
            ratios.append(of_updated.milliseconds.sum() / of_rebuilt.milliseconds.sum())
            cells = [f"{one.median():.2f} / {one.percentile_95():.2f}" for one in (of_updated, of_rebuilt)]
            print(f"| {name} | {' | '.join(cells)} | {ratios[-1]:.2f} |")
        print(f"\nOver all classes {np.exp(np.log(ratios).mean()):.2f} times; {differing} totals differ.")
    return int(differing > 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.updating", description="Measure updates of an index against its rebuild."
    )
    parser.add_argument("--paragraphs", type=int, default=500_000, help="before any update (default 500,000)")
    parser.add_argument("--articles", type=int, default=100, help="of the update that is annotated (default 100)")
    parser.add_argument("--updates", type=int, default=1_000, help="after it (default 1,000)")
    parser.add_argument("--added", type=int, default=6, help="articles an update adds (default 6)")
    parser.add_argument("--replaced", type=int, default=3, help="and replaces (default 3)")
    parser.add_argument("--removed", type=int, default=1, help="and removes (default 1)")
    parser.add_argument("--queries", type=int, default=100, help="of each class (default 100)")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is drawn (default 1)")
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora", help="the folder of the corpora")
    parser.add_argument("--work", type=Path, help="keep the documents here, and don't make them again")
    return parser


def _one_update(index: Path, corpus: Path, count: int) -> None:
    """Add articles of a corpus, annotated in this process, under ids of their own, and remove them again."""
    with gzip.open(corpus) as file:
        sources = [Source.of(line) for line in islice(file, count)]
    articles = [Article(f"fresh-{one.id}", "fresh", one.text, one.title, one.date, one.source) for one in sources]
    began = _clocks()
    indexer = Indexer.open(LocalLexicons.read(IndexDirectory(index).current().files()))
    (batch, bad), _ = index_batch(indexer, [(article, None) for article in articles])
    annotated = _since(began)
    written = _write(index, [], [batch])
    print(
        f"An update by {len(batch.heads)} articles, {len(batch.records):,} paragraphs: {annotated} annotate them "
        f"in one process, {written} write the generation. {len(bad)} were refused."
    )
    removed = _write(index, [head.id for head in batch.heads], [])
    print(f"To remove them again takes {removed}.")


def _changes(every: Path, chosen: argparse.Namespace) -> Iterator[Change]:
    """Draw what each update does."""
    dice = random.Random(chosen.seed)
    before = [story.id for story in stories.first(stories.read(every), chosen.paragraphs)]
    leaving = iter(dice.sample(before, min(len(before), chosen.updates * (chosen.replaced + chosen.removed))))
    coming = islice(stories.read(every), len(before), None)
    for _ in range(chosen.updates):
        replaced = [replace(story, id=old) for old, story in zip(list(islice(leaving, chosen.replaced)), coming)]  # noqa: B905
        removed = list(islice(leaving, chosen.removed))
        yield Change([*(story.id for story in replaced), *removed], [*replaced, *islice(coming, chosen.added)])


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long something took by the clock on the wall, and of the processor."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.processor:.2f} of the processor)"


def _clocks() -> Seconds:
    return Seconds(time.perf_counter(), time.process_time())


def _since(began: Seconds) -> Seconds:
    now = _clocks()
    return Seconds(now.wall - began.wall, now.processor - began.processor)


def _update(index: Path, change: Change) -> Seconds:
    return _write(index, change.removed, list(packed(change.added, BatchAnalyzer())))


def _write(index: Path, removed: Sequence[str], batches: Sequence[IndexedBatch]) -> Seconds:
    """Publish the next generation; return how long that took."""
    directory = IndexDirectory(index)
    began = _clocks()
    with directory.lock(), directory.new_generation() as generation:
        updater = GenerationUpdater(directory.current(), generation.folder)
        updater.remove(removed)
        for batch in batches:
            updater.add(batch)
        counts = updater.finish({})
        directory.publish(generation, CREATED, counts, updater.shared)
    return _since(began)


def _articles_in_the_end(every: Path, chosen: argparse.Namespace, changes: Sequence[Change]) -> Iterator[Story]:
    gone = {old for change in changes for old in change.removed}
    for story in stories.first(stories.read(every), chosen.paragraphs):
        if story.id not in gone:
            yield story
    for change in changes:
        yield from change.added


def _print_times(what: str, taken: Sequence[Seconds]) -> None:
    if not taken:
        return
    both = [[one.wall for one in taken], [one.processor for one in taken]]
    median, late, longest, together = (
        Seconds(*map(of, both)) for of in (np.median, lambda times: np.percentile(times, 95), max, sum)
    )
    print(
        f"{len(taken):,} updates: {median} for {what}, the median; {late} the 95th percentile; "
        f"{longest} the longest; {together} together."
    )


def _print_indexes(updated: Path, rebuilt: Path) -> None:
    manifests = [IndexDirectory(index).current().verify() for index in (updated, rebuilt)]
    sizes = [sum(checksums.size for checksums in manifest.files.values()) for manifest in manifests]
    counts = [manifest.counts["paragraphs"] for manifest in manifests]
    segments = segment_sizes(IndexDirectory(updated).current().files().within(POSTINGS))
    print(f"Updated: {counts[0]:,} paragraphs, {sizes[0] / 1e6:.1f} MB, segments of {segments}.")
    print(f"Rebuilt: {counts[1]:,} paragraphs, {sizes[1] / 1e6:.1f} MB; updated is {sizes[0] / sizes[1]:.3f} of it.")


if __name__ == "__main__":
    sys.exit(main())
