"""Measure what each promise costs: `python -m benchmarks.promises --index DIR [FILE.jsonl[.gz]]`.

A promise is measured against the same program without it, which is put in its place for the time of a measurement, in
one run and in turns, so that whatever else the machine does falls on both.  Times are those of the processor.  A search
is a page of results, of questions that are drawn from the index (`benchmarks.serving.questions`): the quicker of a few
answers to each counts, once all is warm; `first` is the first answer to each, of an archive just opened.  A rebuild is
one of some articles of the file, in one process, with nothing kept from before; the quicker of a few counts.

What is done beside the requests is told as a share of one core, and what is done for each request as microseconds.
"""

import argparse
import gzip
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from benchmarks.rebuilding import CORPUS
from benchmarks.serving import questions
from index.pipeline.allowances import Watch, unwatched
from index.pipeline.rebuild import rebuild
from index.store.files.checked import CheckedArray, CheckedFile
from index.store.files.checksums import BLOCK, Checksums
from search.archive import Archive
from search.limits import Deadline
from search.request import SearchRequest
from web.http.metrics import Metrics
from web.http.observed import Observation
from web.http.request_log import Log, noting
from web.server.upkeep import EVERY_SECONDS
from web.server.verification import MINUTES

Without = Callable[[], AbstractContextManager[Any]]
REPEATED = 3
"""Measurements of each, of which the quickest counts: the others were disturbed."""
CALLS = 2_000
"""Times that is done what takes microseconds."""


@contextmanager
def unchecked() -> Iterator[None]:
    """Use the bytes of an index without a look at their checksums."""
    with ExitStack() as patched:
        for kind, name, unwary in (
            (CheckedFile, "require", lambda self, begin, end: None),
            (CheckedArray, "__getitem__", lambda self, places: self._array[places]),
            (CheckedArray, "item", lambda self, place: self._numbers[place]),
            (CheckedArray, "content", lambda self, begin, end: self._numbers[begin:end].tobytes()),
            (CheckedArray, "whole", property(lambda self: self._array)),
        ):
            patched.enter_context(patch.object(kind, name, unwary))
        yield


@contextmanager
def unbounded() -> Iterator[None]:
    """Let a search take as long and read as much as it does."""
    with (
        patch.object(Deadline, "spend", lambda self, work: None),
        patch.object(Deadline, "check", lambda self: None),
    ):
        yield


@contextmanager
def without_checksums() -> Iterator[None]:
    """Publish files without reading them through."""
    with patch("index.store.manifest.Checksums.of", _of_any_content):
        yield


@contextmanager
def without_allowances() -> Iterator[None]:
    """Let each article take as long as it does."""
    with patch("index.pipeline.workers.alarm", _no_alarm):
        yield


@contextmanager
def all_of(every: Sequence[Without]) -> Iterator[None]:
    """Do without several at once."""
    with ExitStack() as stack:
        for without in every:
            stack.enter_context(without())
        yield


OF_A_SEARCH: Mapping[str, Without] = {
    "every block is checked before it is used": unchecked,
    "a search's time and work are bounded": unbounded,
}
OF_A_REBUILD: Mapping[str, Without] = {
    "every block has a checksum": without_checksums,
    "no article takes more than its allowance": without_allowances,
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor with a promise, and without it."""

    kept: float
    without: float

    @property
    def share(self) -> str:
        """What the promise takes of what it takes without, in words."""
        return f"{100 * (self.kept / self.without - 1):+.1f} %"


def _of_any_content(path: Path, pace: object = None) -> Checksums:
    size = path.stat().st_size
    return Checksums(size, "", "00000000" * -(-size // BLOCK))


@contextmanager
def _no_alarm(allowance: object) -> Iterator[Watch]:
    yield unwatched


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def in_turns(work: Callable[[], object], without: Without, times: int = REPEATED) -> Cost:
    """Measure what is done with a promise and without it, in turns, and return the quickest of each."""
    kept, left_out = [], []
    for number in range(times):
        for is_kept in (True, False) if number % 2 else (False, True):
            if is_kept:
                kept.append(_seconds(work))
            else:
                with without():
                    left_out.append(_seconds(work))
    return Cost(min(kept), min(left_out))


def searches(index: Path, requests: Sequence[SearchRequest], without: Without) -> tuple[Cost, Cost]:
    """Return what all requests cost once all is warm, the quickest of each added up, and what they cost at first."""
    archive = Archive(index)
    for request in requests:
        archive.search(request)
    costs = [in_turns(lambda: archive.search(request), without) for request in requests]  # noqa: B023  # called at once
    warm = Cost(sum(one.kept for one in costs), sum(one.without for one in costs))

    def at_first() -> None:
        opened = Archive(index)
        for request in requests:
            opened.search(request)

    return warm, in_turns(at_first, without)


def rebuilds(articles: Path, without: Without) -> Cost:
    """Return what a rebuild costs."""

    def once() -> None:
        with tempfile.TemporaryDirectory() as folder:
            rebuild([articles], Path(folder) / "index", processes=1, cache_bytes=0)

    return in_turns(once, without)


def microseconds(work: Callable[[], object]) -> float:
    """Return what a call takes, of the quickest of a few rounds of many."""
    return min(_seconds(lambda: [work() for _ in range(CALLS)]) for _ in range(REPEATED)) / CALLS * 1e6


def beside(index: Path) -> Mapping[str, float]:
    """Return what is done in the background, each as a share of one core."""
    archive = Archive(index)
    archive.info()
    return {
        "publications are followed": microseconds(archive.refresh) / 1e6 / EVERY_SECONDS,
        "the whole index is verified": _seconds(archive.verify) / (MINUTES * 60),
    }


def for_each_request(folder: Path) -> Mapping[str, float]:
    """Return what is done for each request, in microseconds."""
    seen = Observation("GET", "/api/search", "/api/search?q=tide", "127.0.0.1", 200, 0.01, 20_000)
    metrics = Metrics()
    with noting(Log(str(folder / "log"))) as [note]:
        return {
            "requests are counted": microseconds(lambda: metrics(seen)),
            "requests are noted": microseconds(lambda: note(seen)),
        }


def drawn(index: Path, count: int) -> list[SearchRequest]:
    """Draw requests from an index."""
    asked = (parse_qs(urlsplit(one.path).query)["q"][0] for one in questions.draw(index, count, seed=1))
    return list(map(SearchRequest, asked))


def first_articles(file: Path, count: int, target: Path) -> Path:
    """Copy the first articles of a file of JSON lines."""
    with (gzip.open if file.suffix == ".gz" else open)(file, "rb") as lines:
        target.write_bytes(b"".join(islice(lines, count)))
    return target


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what each promise costs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.promises", description="Measure what promises cost.")
    parser.add_argument("file", type=Path, nargs="?", default=CORPUS, help="articles, a JSON object a line")
    parser.add_argument("--index", type=Path, required=True, help="the index to ask")
    parser.add_argument("--questions", type=int, default=50, help="of each of four kinds (default 50)")
    parser.add_argument("--articles", type=int, default=300, help="to rebuild of (default 300)")
    chosen = parser.parse_args(arguments)
    together = "all of these"
    requests = drawn(chosen.index, chosen.questions)
    print("| a search | with | without | | first |\n| --- | --: | --: | --: | --: |")
    every = list(OF_A_SEARCH.values())
    for promise, without in {**OF_A_SEARCH, together: lambda: all_of(every)}.items():
        warm, first = searches(chosen.index, requests, without)
        kept, left_out = (f"{one / len(requests) * 1000:.2f} ms" for one in (warm.kept, warm.without))
        print(f"| {promise} | {kept} | {left_out} | {warm.share} | {first.share} |", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        articles = first_articles(chosen.file, chosen.articles, Path(folder) / "articles.jsonl")
        print("\n| a rebuild | with | without | |\n| --- | --: | --: | --: |")
        all_of_rebuild = list(OF_A_REBUILD.values())
        for promise, without in {**OF_A_REBUILD, together: lambda: all_of(all_of_rebuild)}.items():
            cost = rebuilds(articles, without)
            print(f"| {promise} | {cost.kept:.2f} s | {cost.without:.2f} s | {cost.share} |", flush=True)
        print("\n| for each request | microseconds |\n| --- | --: |")
        for promise, taken in for_each_request(Path(folder)).items():
            print(f"| {promise} | {taken:.0f} |")
    print("\n| beside | of one core |\n| --- | --: |")
    for promise, share in beside(chosen.index).items():
        print(f"| {promise} | {100 * share:.3f} % |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
