"""Every beginning of the archive's own words, as a search for it: each is found within a fraction of a second.

    python -m tests.soak.prefixes --index DIR --part 1/8

A *beginning* is the first one to --letters letters of a word that the archive has; all of them, or one part of so many,
are searched for in an order drawn by --seed.  Whichever takes a processor more than --limit seconds is searched for
twice more: what it takes then is the less of both.  Promised is that none takes longer then.

Printed are how many took longer the first time and afterwards, and the slowest; exit 1 where a promise was broken.
"""

import argparse
import random
import sys
import time
from pathlib import Path

import numpy as np

from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from search.archive import Archive
from search.limits import Limits
from search.request import SearchRequest

SLOWEST_SHOWN = 10


def beginnings(index: Path, letters: int) -> list[str]:
    """Return what the words of an archive begin with, up to so many letters, each once, in order."""
    words = StoredIndex(IndexDirectory(index).current()).vocabulary
    every = words.terms(np.arange(len(words)))
    return sorted({word[:count] for word in every for count in range(1, letters + 1)})


def campaign(index: Path, letters: int, part: tuple[int, int], seed: int, limit: float, seconds: float) -> int:
    """Search for the beginnings of a part of so many, print how long they took, and return an exit status."""
    every = beginnings(index, letters)
    random.Random(seed).shuffle(every)
    asked = every[part[0] - 1 :: part[1]]
    archive = Archive(index, Limits.from_environment())
    archive.search(SearchRequest("warm up~1"))  # what is read once is read
    first: dict[str, float] = {}
    ended = time.monotonic() + seconds
    for beginning in asked:
        if time.monotonic() > ended:
            break
        first[beginning] = _seconds_of(archive, beginning)
    slow = {one: took for one, took in first.items() if limit and took > limit}
    afterwards = {one: min(_seconds_of(archive, one), _seconds_of(archive, one)) for one in slow}
    broken = {one: took for one, took in afterwards.items() if took > limit}
    print(f"{len(first):,} beginnings of {len(every):,}, part {part[0]}/{part[1]}, seed {seed}")
    print(f"  longer than {limit * 1000:g} ms the first time: {len(slow):,}, afterwards: {len(broken):,}")
    for one in sorted(first, key=first.__getitem__, reverse=True)[:SLOWEST_SHOWN]:
        print(f"  {first[one] * 1000:7.0f} ms  {afterwards.get(one, first[one]) * 1000:7.0f} ms  {one}*")
    return 1 if broken else 0


def _seconds_of(archive: Archive, beginning: str) -> float:
    before = time.thread_time()
    archive.search(SearchRequest(f"{beginning}*"))
    return time.thread_time() - before


def _part(text: str) -> tuple[int, int]:
    number, of = map(int, text.split("/"))
    if not 1 <= number <= of:
        raise ValueError(text)
    return number, of


def main() -> int:
    """Run the campaign as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--letters", type=int, default=4)
    parser.add_argument("--part", type=_part, default=(1, 1), help="which of how many parts (2/8)")
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--limit", type=float, default=0.1, help="seconds of processor that a beginning may take")
    parser.add_argument("--seconds", type=float, default=4 * 3600, help="after which it ends, whatever is left")
    chosen = parser.parse_args()
    return campaign(chosen.index, chosen.letters, chosen.part, chosen.seed, chosen.limit, chosen.seconds)


if __name__ == "__main__":
    sys.exit(main())
