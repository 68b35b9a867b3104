"""Measure what a million paragraphs cost, at several sizes: `python -m benchmarks.scale [--sizes 25000,100000]`.

Articles of the corpora, drawn with a seed, are indexed by the command, seen from outside.  A rebuild with nothing kept
from before does all; one that finds what was annotated, and packed, of the same articles leaves that out: the
differences are what annotating and packing take.  Then the archive is served by one process and asked over HTTP
(`benchmarks.serving`).  With `--archive DIR` an index that is there already is looked at, and asked, as well.

With `--cluster opensearch+http://HOST:PORT/NAME` each size is also written to, settled in and asked from a cluster,
whose nodes' processors are read from its statistics: nobody else may use it meanwhile.  What was annotated and packed
for the index beside it is not done again.  `--divided 1,4,16` asks the
smallest of these again in so many shards, which tells what a shard costs by itself.  With the same `--work` and
`--again` a second run asks what the first one wrote: by then Java has compiled most of what searches need.

All is told in seconds of a processor, which are the same on a machine that others use too.  Beside the sizes stands the
slope of the line that fits them best, which is what a million paragraphs more cost, the exponent of the power that
does (1 is linear, 0 is constant), and how many sizes that rests on: of two nobody knows whether it is a line.

`--save FILE` puts the figures into a file, beside those of other sizes and of the same that are there and weren't
measured anew; `benchmarks.scale_plan` makes plans of it.  `--figures FILE` prints its table, and measures nothing.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np

from benchmarks.engine.corpora import CorporaMissingError
from benchmarks.scale_cluster import Observed
from benchmarks.scale_measuring import CommandError, Effort, dateline, on_disk, served, write_articles
from benchmarks.scoring import SHARED
from benchmarks.serving import questions
from benchmarks.serving.questions import Question
from benchmarks.serving.server import ServingError
from benchmarks.table import markdown
from index.opensearch.address import parsed
from index.pipeline.destinations.private_cache import cache_of, make_private
from index.store.generation import IndexDirectory
from search.archive import Archive
from search.request import SearchRequest

SIZES = (25_000, 100_000)
KEPT = "scale-{}.json"
"""Where the figures of a size are kept in the work folder: a size is not measured again."""
CACHE_OF_SHARE = "share-1-of-1"
MEGA = 1e6
PARAGRAPHS = "paragraphs"
SHARD_COSTS = "a search, CPU ms of the nodes"
DIVIDED = "cluster: a search in {} shards, CPU ms of the nodes"

Figures = dict[str, float]
"""By what is measured, with its unit."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit status: 1 where something is missing or fails."""
    chosen = _parser().parse_args(arguments)
    if chosen.figures:
        print(table(json.loads(chosen.figures.read_text("utf-8"))))
        return 0
    with ExitStack() as stack:
        work: Path = chosen.work or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-scale-")))
        work.mkdir(parents=True, exist_ok=True)
        try:
            found = [_measured(work, size, chosen) for size in chosen.sizes]
            found += [_of_archive(archive, chosen) for archive in chosen.archive]
            if chosen.divided:
                found[0] |= {DIVIDED.format(shards): _divided(work, shards, chosen) for shards in chosen.divided}
        except (CorporaMissingError, CommandError, ServingError, OSError) as error:
            print(error, file=sys.stderr)
            return 1
    kept: list[Figures] = json.loads(chosen.save.read_text("utf-8")) if chosen.save and chosen.save.exists() else []
    found = merged([*kept, *found])
    print(table(found))
    if chosen.save:
        chosen.save.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return 0


def merged(found: Sequence[Figures]) -> list[Figures]:
    """Return the figures of each size together, by size; of what is there twice the later."""
    sizes: dict[float, Figures] = {}
    for one in found:
        sizes.setdefault(one[PARAGRAPHS], {}).update(one)
    return [sizes[size] for size in sorted(sizes)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scale", description="Measure what a million paragraphs cost."
    )
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="paragraphs, with commas between")
    parser.add_argument("--archive", type=Path, action="append", default=[], help="an index that is there; repeatable")
    parser.add_argument("--cluster", help="the address of an archive to write; its name gets the size at its end")
    parser.add_argument("--again", action="store_true", help="ask what is in it already once more, and count that")
    parser.add_argument("--divided", type=_sizes, default=[], help="shards of the smallest, in the cluster")
    parser.add_argument("--processes", type=int, default=2, help="that annotate (default 2)")
    parser.add_argument("--seconds", type=float, default=6.0, help="of searches (default 6)")
    parser.add_argument("--clients", type=int, default=2, help="that ask (default 2)")
    parser.add_argument("--questions", type=int, default=200, help="of each class (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn (default 1)")
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora", help="the folder of the corpora")
    parser.add_argument("--save", type=Path, help="put the figures into this file, as JSON, beside its others")
    parser.add_argument("--figures", type=Path, help="print the table of such a file, and measure nothing")
    parser.add_argument("--work", type=Path, help="keep figures, articles and indexes here, and measure nothing twice")
    return parser


def _sizes(text: str) -> list[int]:
    return sorted({int(size) for size in text.split(",") if size})


def _measured(work: Path, size: int, chosen: argparse.Namespace) -> Figures:
    """Measure a size, or read what an earlier run has measured of it."""
    kept = work / KEPT.format(size)
    known: Figures = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    file, index = work / f"{size}.jsonl", work / f"{size}"
    if not known:
        print(f"{size:,} paragraphs ...", file=sys.stderr)
        write_articles(chosen.corpora, size, chosen.seed, file)
        known = _built(file, index, chosen.processes) | _of_archive(index, chosen)
        kept.write_text(json.dumps(known, indent=1), "utf-8")
    if chosen.cluster and "cluster: documents" not in known:
        print(f"{size:,} paragraphs in the cluster ...", file=sys.stderr)
        known |= _in_cluster(file, f"{chosen.cluster}{size}", index, chosen)
        kept.write_text(json.dumps(known, indent=1), "utf-8")
    elif chosen.cluster and chosen.again:
        address = f"{chosen.cluster}{size}"
        known |= _asked(Observed(address), address, questions.draw(index, chosen.questions, chosen.seed))
        kept.write_text(json.dumps(known, indent=1), "utf-8")
    return known


def _built(file: Path, index: Path, processes: int) -> Figures:
    """Rebuild with nothing kept, with what was annotated, and with what was packed as well."""
    rebuild = ("rebuild", str(file), "--index", str(index), "--processes", str(processes))
    everything = dateline(*rebuild)
    (index / "cache" / "batches.sqlite").unlink()
    annotated = dateline(*rebuild)
    packed = dateline(*rebuild)
    return {
        "annotating, CPU s": everything.cpu_seconds - annotated.cpu_seconds,
        "packing, CPU s": annotated.cpu_seconds - packed.cpu_seconds,
        "reading, writing and publishing, CPU s": packed.cpu_seconds,
        f"peak MB of its own, {processes} processes": everything.own_peak_bytes / MEGA,
    }


def _of_archive(index: Path, chosen: argparse.Namespace) -> Figures:
    """Tell what an index takes on disk, and what searches of it cost."""
    generation = IndexDirectory(index).current()
    counts, kinds = generation.manifest().counts, on_disk(generation.folder)
    asked = served(str(index), questions.draw(index, chosen.questions, chosen.seed), chosen.clients, chosen.seconds)
    return {
        PARAGRAPHS: counts["paragraphs"],
        "articles": counts["articles"],
        "on disk, MB": kinds.total() / MEGA,
        **{f"on disk, MB: {kind}": size / MEGA for kind, size in kinds.items()},
        "a search, CPU ms": asked.cpu_ms,
        "server, MB of its own": asked.own_bytes / MEGA,
        "server, MB of mapped files": asked.mapped_bytes / MEGA,
    }


def _in_cluster(file: Path, address: str, index: Path, chosen: argparse.Namespace) -> Figures:
    """Write the articles to a cluster as the only share, publish them, and ask the questions of the index beside it."""
    kept = cache_of(parsed(address)) / CACHE_OF_SHARE
    make_private(kept.parent)
    kept.mkdir(exist_ok=True)
    for path in (index / "cache").iterdir():
        shutil.copy2(path, kept)
    cluster = Observed(address)
    processes = ("--processes", str(chosen.processes))
    sent = cluster.sent_bytes()
    writing = _taking(cluster, "rebuild", str(file), "--index", address, "--share", "1/1", *processes)
    sent = cluster.sent_bytes() - sent
    settling = _taking(cluster, "publish", "--index", address)
    stored = cluster.stored()
    return {
        "cluster: reading, putting together and sending, CPU s": writing[0].cpu_seconds,
        "cluster: nodes while it is written, CPU s": writing[1],
        "cluster: sent, MB": sent / MEGA,
        "cluster: settling, CPU s": settling[0].cpu_seconds,
        "cluster: nodes while it settles, CPU s": settling[1],
        "cluster: settling, peak MB of its own": settling[0].own_peak_bytes / MEGA,
        "cluster: indexing, thread s": stored.indexing_ms / 1000,
        "cluster: merging, thread s": stored.merging_ms / 1000,
        "cluster: documents": stored.documents,
        "cluster: on disk, MB": stored.kinds.total() / MEGA,
        **{f"cluster: on disk, MB: {kind}": size / MEGA for kind, size in stored.kinds.items()},
        **_asked(cluster, address, questions.draw(index, chosen.questions, chosen.seed)),
    }


def _asked(cluster: Observed, address: str, drawn: Sequence[Question]) -> Figures:
    """Ask an archive in this process, a quarter of the questions before it counts."""
    archive = Archive(address)
    requests = [_request(question) for question in drawn]
    warming = requests[: len(requests) // 4]
    for request in warming:
        archive.search(request)
    nodes, here = cluster.node_seconds(), time.process_time()
    for request in requests[len(warming) :]:
        archive.search(request)
    count = len(requests) - len(warming)
    return {
        f"cluster: {SHARD_COSTS}": (cluster.node_seconds() - nodes) / count * 1000,
        "cluster: a search, CPU ms of who asks": (time.process_time() - here) / count * 1000,
    }


def _request(question: Question) -> SearchRequest:
    """Return what the address of a question asks for."""
    asked = parse_qs(urlsplit(question.path).query)
    (words,), (first,), (last,) = (asked.get(name, [""]) for name in ("q", "from", "to"))
    return SearchRequest(
        words,
        countries=tuple(asked.get("country", ())),
        sources=tuple(asked.get("source", ())),
        date_from=first or None,
        date_to=last or None,
    )


def _divided(work: Path, shards: int, chosen: argparse.Namespace) -> float:
    """Return the milliseconds of the nodes' processors for a search of the smallest archive in so many shards."""
    size = min(chosen.sizes)
    cluster = Observed(f"{chosen.cluster}{size}")
    address = cluster.divided(shards)
    drawn = questions.draw(work / f"{size}", chosen.questions, chosen.seed)
    return _asked(cluster, address, drawn)[f"cluster: {SHARD_COSTS}"]


def _taking(cluster: Observed, *command: str) -> tuple[Effort, float]:
    """Run a command; return what it took, and the seconds of the nodes' processors."""
    before = cluster.node_seconds()
    effort = dateline(*command)
    return effort, cluster.node_seconds() - before


def table(found: Sequence[Figures]) -> str:
    """Lay the figures out as Markdown, a column a size; what was not measured of a size is left empty.

    Sizes of which only the searches of `benchmarks.growth` are known are left out: they have a table of their own.
    """
    found = [one for one in found if "articles" in one]
    titles = [title for title in dict.fromkeys(title for one in found for title in one) if title != PARAGRAPHS]
    rows = {}
    for title in titles:
        row = {f"{one[PARAGRAPHS]:,.0f}": significant(one[title]) if title in one else "" for one in found}
        line = {"a million more": _slope(found, title), "power": _power(found, title)}
        rows[title] = row | line | {"sizes": f"{len(points(found, title))}"}
    return markdown(rows).replace("|  |", "| paragraphs |", 1)


def points(found: Sequence[Mapping[str, float]], title: str) -> list[tuple[float, float]]:
    """Return the millions of paragraphs and the figure of each size of which it was measured."""
    return [(one[PARAGRAPHS] / MEGA, one[title]) for one in found if title in one]


def fitted(measured: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the slope of the line that fits points best, and where it begins."""
    across, up = np.array(measured, np.float64).T
    slope, begins = np.polyfit(across, up, 1)
    return float(slope), float(begins)


def _slope(found: Sequence[Figures], title: str) -> str:
    """Return by how much a million paragraphs raise a figure; of one size alone there is no telling."""
    measured = points(found, title)
    return significant(fitted(measured)[0]) if len(measured) > 1 else "–"


def _power(found: Sequence[Figures], title: str) -> str:
    measured = points(found, title)
    if len(measured) < 2 or min(map(min, measured)) <= 0:
        return "–"
    return f"{fitted(np.log(measured).tolist())[0] + 0.0:.2f}"


def significant(number: float) -> str:
    """Write a number with three digits that matter, or all before the point."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if abs(number) >= 10 else f"{number:.2f}"


if __name__ == "__main__":
    sys.exit(main())
