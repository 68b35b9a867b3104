"""Every beginning of the archive's own words, as a search for it: each is found within a fraction of a second.

    python -m tests.soak.prefixes --index DIR --part 1/8

A *beginning* is the first two to --letters letters of a word that the archive has, no sign among them: what is
shorter, or has a point in it, is read as words.  All, or one part of so many, are searched for in an order drawn
by --seed.  Each must find at least the paragraphs that hold its *witness*, the most frequent word that begins so, asked
for as it is written; one that stands in headlines alone must be found there.

Whichever takes a processor more than --limit seconds is searched for twice more: what it takes then is the less of
both.  Promised is that none takes longer then, and none longer than --first seconds the first time.

Printed are how many took longer the first time and afterwards, the slowest, and what was lost; exit 1 where a promise
was broken.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.analysis.analyzer import words
from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from search.archive import Archive
from search.limits import Limits
from search.query.words import SHORTEST_PREFIX
from search.request import SearchRequest

SLOWEST_SHOWN = 10


def beginnings(index: Path, letters: int) -> Mapping[str, str]:
    """Return what the words of an archive begin with, up to so many letters, in order, and the witness of each."""
    known = StoredIndex(IndexDirectory(index).current()).vocabulary
    rarest_first = [word for word in known.terms(np.argsort(known.counts, kind="stable")) if words(word) == [word]]
    witnesses = {word[:count]: word for word in rarest_first for count in range(SHORTEST_PREFIX, letters + 1)}
    return {one: witnesses[one] for one in sorted(witnesses) if one.isalnum() and len(one) >= SHORTEST_PREFIX}


@dataclass(frozen=True, slots=True)
class Promised:
    """Seconds that a beginning takes at most the `first` time, and `afterwards`."""

    first: float
    afterwards: float


PROMISED = Promised(first=0.2, afterwards=0.1)


def campaign(
    archive: Archive,
    witnesses: Mapping[str, str],
    part: tuple[int, int],
    seed: int,
    seconds: float,
    promised: Promised = PROMISED,
    clock: Callable[[], float] = time.thread_time,
) -> int:
    """Search for the beginnings of a part of so many, print what they took and what was lost; return an exit status."""

    def ask(beginning: str) -> tuple[float, int]:
        before = clock()
        total = archive.search(SearchRequest(f"{beginning}*")).total
        return clock() - before, total

    every = [*witnesses]
    random.Random(seed).shuffle(every)
    archive.search(SearchRequest("warm up~1"))  # what is read once is read
    first: dict[str, float] = {}
    lost: list[str] = []
    ended = time.monotonic() + seconds
    for beginning in every[part[0] - 1 :: part[1]]:
        if time.monotonic() > ended:
            break
        first[beginning], total = ask(beginning)
        if not _is_found(archive, total, witnesses[beginning]):
            lost.append(f"  lost: {beginning}* finds {total:,}, without all that hold {witnesses[beginning]}")
    longer = {one for one, took in first.items() if took > promised.afterwards}
    afterwards = {one: min(ask(one)[0], ask(one)[0]) for one in longer}
    broken = {one for one in longer if first[one] > promised.first or afterwards[one] > promised.afterwards}
    print(f"{len(first):,} beginnings of {len(every):,}, part {part[0]}/{part[1]}, seed {seed}: {len(lost):,} lost")
    for when, took, most in (
        ("the first time", first, promised.first),
        ("afterwards", afterwards, promised.afterwards),
    ):
        print(f"  longer than {most * 1000:g} ms {when}: {sum(one > most for one in took.values()):,}")
    for one in sorted(first, key=first.__getitem__, reverse=True)[:SLOWEST_SHOWN]:
        print(f"  {first[one] * 1000:7.0f} ms  {afterwards.get(one, first[one]) * 1000:7.0f} ms  {one}*")
    print(*lost, sep="\n")
    return 1 if broken or lost else 0


def _is_found(archive: Archive, total: int, witness: str) -> bool:
    """Tell whether so many paragraphs can be all that a beginning is to find."""
    holding = archive.search(SearchRequest(f'"{witness}"')).total
    return total >= holding > 0 or (not holding and archive.search(SearchRequest(f'title:"{witness}"')).total > 0)


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
    parser.add_argument("--first", type=float, default=PROMISED.first, help="seconds of processor that one may take")
    parser.add_argument("--limit", type=float, default=PROMISED.afterwards, help="the same where it was asked before")
    parser.add_argument("--seconds", type=float, default=4 * 3600, help="after which it ends, whatever is left")
    chosen = parser.parse_args()
    archive, witnesses = Archive(chosen.index, Limits.from_environment()), beginnings(chosen.index, chosen.letters)
    promised = Promised(chosen.first, chosen.limit)
    return campaign(archive, witnesses, chosen.part, chosen.seed, chosen.seconds, promised)


if __name__ == "__main__":
    sys.exit(main())
