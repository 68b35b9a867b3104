"""Measure what reading costs, time and memory of every reader: `python -m benchmarks.reading [--megabytes N]`.

Files of each format are made of invented articles, and each is read by a process of its own, which has read a small one
before: its libraries are there.  Memory is what the process needs at most beyond that.  A reader of many articles is
given four times as much as well, to show that its memory does not grow with the file; files of one article are as large
as long articles are.  Then come files that are made to do harm, of a size on disk that is told.
"""

import argparse
import bz2
import gzip
import json
import lzma
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import invented_documents
from benchmarks.invented import articles, lines, page, pages, parquet_rows, table, tarred, text, zipped
from index.documents.article import Article
from index.readers import read_file
from index.sources.files import FoundFile
from index.sources.formats import FORMATS
from index.sources.walk import find_files

MEGABYTE = 1_000_000

MADE: Mapping[str, Callable[[int], bytes]] = {
    "text": text,
    "markdown": lambda size: b"---\ntitle: Complaint\ndate: 2031-09-10\n---\n\n" + text(size),
    "html": lambda size: page(1, size),
    "json lines": lines,
    "json": lambda size: json.dumps(list(articles(size)), indent=1).encode(),
    "table": table,
    "parquet": parquet_rows,
    "zip": lambda size: zipped(pages(size)),
    "tar": lambda size: tarred(pages(size)),
    **invented_documents.MADE,
}
"""How a file of each format is made, which unpacks to about so many bytes."""
ONE_ARTICLE_BYTES = 500_000

COMPRESSED: Mapping[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress}


def harmful() -> Iterator[tuple[str, str, bytes]]:
    """Yield what each file tries, its name and its content."""
    nothing = b'{"text": "Rain.", "rain": "' + b" " * 1_000 + b'"}\n'
    bomb = bz2.compress(nothing * 400_000)
    yield "bzip2: 400 MB of nothing, in lines", "a.jsonl.bz2", bomb
    yield "bzip2: 400 MB of nothing, one text", "b.txt.bz2", bomb
    yield "ZIP: the same eight times", "c.zip", zipped((f"{n}.jsonl.bz2", bomb) for n in range(8))
    nested = zipped((f"{n}.txt", b" " * 10_000_000) for n in range(50))
    yield "ZIP in ZIP: 25 GB of spaces", "d.zip", zipped((f"{n}.zip", nested) for n in range(50))
    yield "JSON: a string without end", "e.json", b'[{"text": "' + b"x" * 60_000_000
    yield "JSON: 30 million brackets", "f.json", b"[" * 30_000_000
    yield "JSON Lines: a line without end", "g.jsonl", b'{"text": "' + b"x" * 60_000_000
    yield "table: a quotation mark left open", "h.csv", b'title,text\nPond,"' + b"It is deep,\n" * 500_000
    yield "table: 5 million empty rows", "i.csv", b"title,text\n" + b",\n" * 5_000_000
    yield "HTML: 200,000 open elements", "j.html", b"<!DOCTYPE html><html><body>" + b"<div><p>rain" * 200_000
    yield from invented_documents.harmful()


def measured(path: Path, before: Path) -> dict[str, float]:
    """Read a file in a process of its own, after a small one of its kind: seconds, bytes at most, what was found."""
    command = [sys.executable, "-m", "benchmarks.reading", "--measure", str(path), str(before)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(run.stdout)
    return told


def measure(path: Path, before: Path) -> dict[str, float]:
    """Do that here."""
    _read(before)
    peak, began = _peak(), time.process_time()
    found = _read(path)
    return {"seconds": time.process_time() - began, "bytes": max(0, _peak() - peak), **found}


def _peak() -> int:
    """Return the most memory this process has had, in bytes; what `getrusage` says on Linux is its parent's, too."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) * 1_024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _read(path: Path) -> dict[str, float]:
    found = {"articles": 0, "bad": 0}
    for item in find_files([path]):
        for one in read_file(item) if isinstance(item, FoundFile) else (item,):
            found["articles" if isinstance(one, Article) else "bad"] += 1
    return {**found}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every reader, and print the tables; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description="Measure what reading costs.")
    parser.add_argument("--megabytes", type=int, default=8, help="size of files of many articles (8, and four times)")
    parser.add_argument("--measure", nargs=2, type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.measure:
        print(json.dumps(measure(*chosen.measure)))
        return 0
    with tempfile.TemporaryDirectory(prefix="dateline-reading-") as folder:
        _print_formats(Path(folder), chosen.megabytes * MEGABYTE)
        _print_harmful(Path(folder))
    return 0


def _print_formats(folder: Path, size: int) -> None:
    print("| format | MB unpacked | articles | ms a MB | MB of memory | four times as large |")
    print("| --- | --- | --- | --- | --- | --- |")
    for one in FORMATS:
        if make := MADE.get(one.name):
            _print_format(folder, one.name, one.endings[0], make, size if one.holds_many else ONE_ARTICLE_BYTES)
    for name, compress in COMPRESSED.items():
        _print_format(folder, f"json lines, {name}", ".jsonl", _compressed(compress), size)
    if absent := [one.name for one in FORMATS if one.name not in MADE]:
        print(f"\nNot made here: {', '.join(absent)}.")


def _compressed(compress: Callable[[bytes], bytes]) -> Callable[[int], bytes]:
    return lambda size: compress(lines(size))


def _print_format(folder: Path, name: str, ending: str, make: Callable[[int], bytes], size: int) -> None:
    small, file, large = (folder / f"{part}{ending}" for part in ("small", "file", "large"))
    for path, many in ((small, 3_000), (file, size), (large, 4 * size)):
        path.write_bytes(make(many))
    once, more = measured(file, small), measured(large, small)
    print(
        f"| {name} | {size / MEGABYTE:g} | {once['articles']:,.0f} | {once['seconds'] * 1e3 / (size / MEGABYTE):.0f}"
        f" | {once['bytes'] / MEGABYTE:.0f} | {more['bytes'] / MEGABYTE:.0f} |",
        flush=True,
    )


def _print_harmful(folder: Path) -> None:
    print("\n| what does harm | kB on disk | articles | seconds | MB of memory |")
    print("| --- | --- | --- | --- | --- |")
    small = folder / "small.txt"
    small.write_bytes(text(1_000))
    for about, name, content in harmful():
        (folder / name).write_bytes(content)
        told = measured(folder / name, small)
        print(
            f"| {about} | {len(content) / 1e3:,.0f} | {told['articles']:,.0f} | {told['seconds']:.1f}"
            f" | {told['bytes'] / MEGABYTE:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
