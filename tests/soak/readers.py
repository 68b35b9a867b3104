"""Files that are broken or made to do harm: every reader ends, within a time and a memory for each megabyte.

    python -m tests.soak.readers --trials 20000 --seconds 3600

Each trial takes a small file of invented articles, of every format in turn, and either alters some of its bytes (flips
them, takes them out, repeats them, puts in what means something to some format) or puts a short string into it a
thousand times over.  It is found, read, cleaned, annotated and made ready for the index in a process that is allowed
`SECONDS` of a processor and `MEMORY` bytes for each step; the files are of some hundred kilobytes at most.  Whatever
raises instead of being told as bad, and whatever takes more, is *broken*.  What is broken is kept in `--keep`.  Printed
is the most that a file of each format took, of a processor and of memory beyond what the process had before.

Files made for what a format and its parsers are known to do badly, and how their time grows: `tests.soak.growth`.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from ctypes import CDLL
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.reading import MADE
from index.analysis.document import index_article
from index.documents.article import Article
from index.pipeline.allowances import Allowance, Watch
from index.pipeline.annotated_article import AnnotatedArticle
from index.pipeline.stages import Indexer, annotate_article
from index.pipeline.worker import Worker, WorkerEndedError
from index.readers import read_file
from index.sources.files import FoundFile
from index.sources.formats import BY_NAME
from index.sources.walk import find_files

SECONDS, MEMORY = 10, 1_000_000_000
"""What each file of a hundred kilobytes, and each of its articles, may take: seconds of a processor, and bytes, those
that any process has that annotates among them."""
SEED_BYTES, REPEATED_BYTES = 8_000, 100_000
MOST_CHANGES = 12
UNITS = (
    *(" ", "\n", "\t", "\0", "a", "A ", "é", "e\u0301", "\u200b", "\u202e", "\ufffd", "😀", "漢", "1", "1 ", "<"),
    *(">", "&", "&amp;", "&a;", '"', "'", '" ', "“", "”", "“”", "(", ")", "[", "]", "{", "}", "[[", '{"a":', "[{"),
    *("|", "*", "_", "**a", "`", "```\n", "~", "#", "\n# ", "\n- ", "\n> ", "\n| a ", "[a](", "![a](", "[^a]"),
    *("\\", "/", "<p>", "<p>a", "<td>", "<tr><td>a", "<table>", "<q>a</q>", "<q>", "<a href=b>c</a>", "<b>"),
    *("<!--", "-->", "<div>", "<br>", "<li>a", "<h1>", "<h2><a>b</a></h2>", "<blockquote>", "<time>", "<pre>"),
    *("<script>", "</p>", " a=b", " a", "<![CDATA[", "]]>", "<?xml ?>", "<!DOCTYPE a>", "<!ENTITY a 'b'>"),
    *("<item>", "<entry>", "xmlns:a='b' ", "From a 2031\n", "\nFrom a", "Subject: ", "\n ", "\n--a", "=\n"),
    *("=?utf-8?q?a?=", ",", ";", ":", ": ", "a,", "\r", "http://a.b/", "a@b ", "2031-01-02 ", "By ", "Mr. "),
    *("U.S. ", "A. ", "a-", "Ab-", "-", "—", "... ", "' ", "'s ", "Oslo ", "Oslo, ", "Oslo and ", "Ada Moor "),
    *("Ada Moor's ", "said ", "he said ", "“Go,” he said. ", "University of ", "MORE ", "Moor MORE", "Q: Why?\n"),
    *("MOOR: Yes.\n\n", "president ", "said that ", "according to ", "in Oslo "),
)
"""What is put in over and over."""


@dataclass(slots=True)
class Tally:
    """What became of the files of one format: how many were tried, articles, reports, and the most that one took, in
    seconds of a processor and in bytes of memory."""

    trials: int = 0
    articles: int = 0
    bad: int = 0
    slowest: float = 0.0
    largest: int = 0
    broken: list[str] = field(default_factory=list)


def altered(content: bytes, chance: random.Random) -> bytes:
    """Alter some bytes of a file."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        at = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 1, 2, 4, 16, 200))
        match chance.randrange(5):
            case 0:
                changed[at : at + length] = chance.randbytes(length)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * chance.randint(1, 50)
            case 3:
                changed[at:at] = chance.choice(UNITS).encode()
            case _:
                del changed[at : None if chance.random() < 0.2 else at + 1]
    return bytes(changed)


def repeated(content: bytes, size: int, chance: random.Random) -> bytes:
    """Put one or two strings into a file over and over, so that they take `size` bytes."""
    unit = "".join(chance.choices(UNITS, k=chance.choice((1, 1, 2)))).encode()
    at = chance.choice((content.find(b"pond"), content.find(b"Complaint"), chance.randrange(len(content) + 1)))
    return content[: max(0, at)] + unit * (size // len(unit)) + content[max(0, at) :]


def hostile(content: bytes, chance: random.Random, size: int = REPEATED_BYTES) -> bytes:
    """Make a file that is broken, or made to do harm, of one that is neither."""
    return altered(content, chance) if chance.random() < 0.5 else repeated(content, size, chance)


def taken_in(indexer: Indexer, found: Sequence[FoundFile], watch: Watch) -> Iterator[tuple[int, int, float, int]]:
    """Take in files as a build does; yield how many articles there were, how much was bad, and what it took: seconds of
    a processor, and bytes of memory at once."""
    began, before = time.process_time(), most_memory(anew=True)
    items = [item for file in watch(found) for item in read_file(file)]
    read = [item for item in items if isinstance(item, Article)]
    for article in watch(read):
        annotated = annotate_article(article, indexer.gazetteer)
        if isinstance(annotated, AnnotatedArticle):
            parts = annotated.article, annotated.paragraphs, annotated.annotations, annotated.language
            index_article(*parts, annotated.dateline, indexer.processed)
    yield len(read), len(items) - len(read), time.process_time() - began, most_memory() - before


def most_memory(*, anew: bool = False) -> int:
    """Return the most bytes of memory that this process had at once, of Linux alone: since it began, or was last asked
    `anew`."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    if anew:
        with suppress(AttributeError):  # of other C libraries
            CDLL(None).malloc_trim(0)  # what was freed is given back, else it would be used again unseen
        Path("/proc/self/clear_refs").write_text("5")
    [kilobytes] = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
    return int(kilobytes) * 1024


class Campaign:
    """Tries files one after the other in a process that is replaced where one ends it."""

    def __init__(self, folder: Path, seed: int, size: int = REPEATED_BYTES) -> None:
        self.tallies = {format: Tally() for format in MADE}
        self._folder, self._size, self._chance = folder, size, random.Random(seed)
        self._seeds = {format: make(SEED_BYTES) for format, make in MADE.items()}
        self._worker: Worker[Indexer] | None = None

    def run(self, trials: int, seconds: float = float("inf")) -> None:
        """Make so many trials, or as many as there is time for."""
        ends = time.monotonic() + seconds
        for number in range(trials):
            if time.monotonic() > ends:
                break
            self._try(list(MADE)[number % len(MADE)], number)
        if self._worker:
            self._worker.end()

    def _try(self, format: str, number: int) -> None:
        tally = self.tallies[format]
        path = self._folder / f"{number}{BY_NAME[format].endings[0]}"
        path.write_bytes(hostile(self._seeds[format], self._chance, self._size))
        found = [item for item in find_files([path]) if isinstance(item, FoundFile)]
        tally.trials += 1
        self._worker = self._worker or Worker(Indexer.open, Allowance(seconds=SECONDS, waiting=120, memory=MEMORY))
        try:
            [(articles, bad, took, memory)] = self._worker.answers(taken_in, found)
        except WorkerEndedError as error:
            tally.broken.append(f"{path.name}: {error.reason}")
            self._worker = None
            return
        tally.articles += articles
        tally.bad += bad + (not found)
        tally.slowest, tally.largest = max(tally.slowest, took), max(tally.largest, memory)
        path.unlink()

    @property
    def broken(self) -> list[str]:
        """What raised, or took more than it may."""
        return [one for tally in self.tallies.values() for one in tally.broken]


def main() -> None:
    """Run the campaign, and print what became of the files of each format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=3_600)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--keep", type=Path, help="a folder for files that broke a promise")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keep = arguments.keep or Path(folder)
        keep.mkdir(parents=True, exist_ok=True)
        campaign = Campaign(keep, arguments.seed)
        campaign.run(arguments.trials, arguments.seconds)
    print("| format | trials | articles | bad | slowest, s | most memory, MB | broken |\n|" + " --- |" * 7)
    sums: Counter[str] = Counter()
    for format, tally in campaign.tallies.items():
        row = (
            tally.trials,
            tally.articles,
            tally.bad,
            f"{tally.slowest:.1f}",
            tally.largest // 1_000_000,
            len(tally.broken),
        )
        print("|", " | ".join(map(str, (format, *row))), "|")
        sums["trials"] += tally.trials
    print(f"{sums['trials']:,} files, {len(campaign.broken):,} broken", *campaign.broken[:20], sep="\n")
    sys.exit(bool(campaign.broken))


if __name__ == "__main__":
    main()
