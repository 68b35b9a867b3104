"""Queries of all kinds, and what becomes of them when some bytes change: each gets an answer, and within a second.

    python -m tests.soak.queries --index DIR --trials 100000 --seconds 180 --ledger FILE

Half of the requests are *written*, by the grammar of the language from the archive's own words, frequent and rare, up
to as many as the limits allow; half are *mutated*: earlier ones, in whose bytes, as they stand in the address, some are
changed, lost, doubled or swapped for another's.  They go to the application as it is served, with filters, pages,
orders and groups at random.  Promised are the statuses of STATUSES, and that none takes a processor longer than
--limit seconds (0: no limit; it is not what a clock shows, so that other work on the machine counts little).

Printed are how many got each status, and the slowest; exit 1 where a promise was broken.  A campaign of hours is run in
pieces: each adds itself to the --ledger, a line of JSON a piece, takes the next seed, asks what is left of the --trials
of all pieces, and prints what has become of all of them.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import quote

from search.archive import Archive
from search.limits import Limits
from search.query import FIELDS
from web.app import create_app

STATUSES = frozenset({200, 400, 413, 414, 421, 429, 431, 503})
KEPT = 2_000
"""Requests that others are made of."""
SLOWEST_SHOWN = 10
CHARACTERS_KEPT = 10_000
"""Of a request that is told of; longer ones are refused."""
UNHURRIED = 600_000
WORDS_LISTED = 20
"""Words for each beginning that are asked of the archive, to write queries from."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ODD = [
    "",
    "é",
    "ß",
    "北京",
    "\u202e",
    "\x00",
    "\x1b",
    "’",
    "😀",
    "U.S.",
    "a" * 300,
    "-" * 40,
    "1,000.5",
    "http://a.b/c?d=e",
]
DAYS = [
    "2031",
    "2010-02",
    "2010-02-30",
    "1999-12-31",
    "0000",
    "99999-01-01",
    "2010..2012",
    ">2011",
    "<2011-05",
    "..",
    "none",
]
FUNCTION_WORDS = ["the", "to", "of", "and", "a", "in", "that", "said"]
ANY: dict[str, Sequence[str]] = {
    "country": ["US", "gb", "ZZ"],
    "speaker": ["Ada Lund", "he", "a" * 200],
    "location": ["London", "place:2643743", "place:x"],
    "from": ["2010-01-01", "2011-12-31"],
    "to": ["2012-12-31", "2010-06-30"],
    "undated": ["only"],
}
PAGED = {"page": ["1", "1", "2", "7", "100"], "sort": ["relevance", "newest", "oldest"]}
GROUPED = {"group": ["paragraph", "article", "origin"]}
SIZED = {
    "size": ["1", "10", "50", "100"],
    "facets": ["source:1000", "speaker:5,location:7"],
    "interval": ["day", "year"],
}
COUNTED = {"by": ["speaker", "speaker,location", "source,date"], "interval": ["day", "month", "year"]}
PATHS: dict[str, dict[str, Sequence[str]]] = {
    "/api/search": {**ANY, **PAGED, **GROUPED, **SIZED},
    "/": {**ANY, **PAGED, **GROUPED},
    "/api/counts": {**ANY, **GROUPED, **COUNTED},
    "/api/places": {**ANY, **GROUPED},
    "/map": ANY,
    "/feed.atom": ANY,
    "/api/suggest": {"field": ["speaker", "location", "source", "all", "word"]},
}
"""What may be asked, and what each takes beside the query."""
OFTEN = (12, 4, 1, 1, 1, 1, 1)
"""How often each path is asked beside the others."""
REFUSED = ("0", "-1", "x", "1" * 30, "2010-02-30", "")
"""Values that hardly any parameter takes."""


@dataclass
class Author:
    """Writes requests of an archive's words, which are given the most frequent first."""

    chance: random.Random
    words: Sequence[str]
    kept: list[str] = field(default_factory=list)

    def request(self) -> str:
        """Return the path and the query string of another request."""
        if len(self.kept) > 1 and self.chance.random() < 0.5:
            path, _, asked = self.chance.choice(self.kept).partition("?q=")
            query, _, filters = asked.partition("&")
            made = (
                f"{path}?q={self._mutated(query)}&{filters if self.chance.random() < 0.9 else self._mutated(filters)}"
            )
        else:
            made = self._written()
        if len(self.kept) < KEPT:
            self.kept.append(made)
        else:
            self.kept[self.chance.randrange(KEPT)] = made
        return made

    def query(self) -> str:
        """Return another query."""
        return self._query(self.chance.choice((1, 1, 1, 2, 2, 3, 5, 8, 20, 80, 256, 300)))

    def _written(self) -> str:
        query = self.query()
        [path] = self.chance.choices(list(PATHS), OFTEN)
        taken = PATHS[path]
        some = self.chance.sample(sorted(taken), min(self.chance.choice((0, 0, 1, 2, 4)), len(taken)))
        if path == "/api/counts":
            some = [*{*some, "by"}]
        filters = []
        for name in sorted(some):
            values = REFUSED if self.chance.random() < 0.02 else taken[name]
            filters.append(f"&{name}={quote(self.chance.choice(values))}")
        return f"{path}?q={quote(query)}{''.join(filters)}"

    def _query(self, count: int) -> str:
        same = self.chance.choice((None, None, self._part))
        one = same(count) if same and self.chance.random() < 0.3 else None
        joined = self.chance.choice((" ", " ", " ", " OR ", " AND ", " -", " NOT ", " | "))
        return joined.join([one or self._part(count) for _ in range(count)])

    def _part(self, count: int) -> str:
        kinds: Sequence[Callable[[], str]] = (
            self._word,
            self._word,
            lambda: f"{self._beginning()}*",
            lambda: f"{self._word()}~{self.chance.choice(('', '1', '2', '9'))}",
            self._pattern,
            lambda: f'"{self._row(self.chance.choice((1, 2, 2, 3, 9)))}"',
            lambda: f'"{" ".join([self._word()] * self.chance.choice((2, 5, count)))}"',
            lambda: f"{self._word()} NEAR/{self.chance.choice((1, 5, 100, 999))} {self._word()}",
            lambda: f"{self.chance.choice(FIELDS)}:{self._value(count)}",
            lambda: f"date:{self.chance.choice(DAYS)}",
            lambda: f"-{self._word()}",
            lambda: f"({self._row(2)} OR {self._beginning()}*)",
            lambda: "(" * self.chance.randrange(30) + self._word() + ")" * self.chance.randrange(30),
            lambda: self.chance.choice(("AND", "OR", "NOT", '"', ":", "*", "~", "NEAR/", "()", "--", "copies:x#1")),
        )
        return self.chance.choice(kinds)()

    def _value(self, count: int) -> str:
        some = (
            self._word(),
            f"{self._beginning()}*",
            f'"{self._row(3)}"',
            f'"{self._row(count)}"',
            f"({self._row(2)})",
        )
        return self.chance.choice(some)

    def _word(self) -> str:
        match self.chance.randrange(8):
            case 0:
                return self.chance.choice(ODD)
            case 1 | 2 | 3:
                return self.chance.choice(FUNCTION_WORDS)
            case _:
                return self.words[int(len(self.words) * self.chance.random() ** 3)]

    def _row(self, count: int) -> str:
        return " ".join([self._word() for _ in range(count)])

    def _beginning(self) -> str:
        return self._word()[: self.chance.randint(1, 5)]

    def _pattern(self) -> str:
        word = self._word()
        at = self.chance.randint(1, max(len(word) - 1, 1))
        return word[:at] + self.chance.choice("?*") + word[at + self.chance.randrange(3) :]

    def _mutated(self, asked: str) -> str:
        for _ in range(self.chance.choice((1, 1, 2, 4, 16))):
            at = self.chance.randint(0, len(asked))
            end = min(at + self.chance.choice((1, 1, 3, 10, 100)), len(asked))
            other = self.chance.choice(self.kept).partition("?q=")[2].partition("&")[0]
            begin = self.chance.randint(0, len(other))
            instead = self.chance.choice(
                (
                    "",
                    f"%{self.chance.randrange(256):02X}",
                    asked[at:end] * 2,
                    other[begin : begin + 50],
                    quote(self.chance.choice("\"()*?~:-+&=/.%'")),
                    quote(chr(self.chance.randrange(0x110000)), errors="replace"),
                )
            )
            asked = asked[:at] + instead + asked[end:]
        return asked[: self.chance.choice((6_000, 6_000, 6_000, 20_000))]


@dataclass
class Seen:
    """What became of the requests, of one seed or of several: how many got each status, and the seconds of processor
    that the slowest took."""

    seeds: list[int] = field(default_factory=list)

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def note(self, request: str, status: int, seconds: float, limit: float) -> None:
        """Note an answer, and whether a promise was broken by it."""
        request = request[:CHARACTERS_KEPT]
        self.statuses[status] += 1
        self._add_slow([(seconds, request)])
        if status not in STATUSES:
            self.broken.append(f"status {status}: {request}")
        if limit and seconds > limit:
            self.broken.append(f"{seconds:.2f} s: {request}")

    def add(self, other: Self) -> None:
        """Add what became of other requests."""
        self.seeds += other.seeds
        self.statuses += other.statuses
        self._add_slow(other.slowest)
        self.broken += other.broken

    def _add_slow(self, some: Sequence[tuple[float, str]]) -> None:
        self.slowest = sorted([*self.slowest, *some], reverse=True)[:SLOWEST_SHOWN]

    def report(self) -> str:
        """Return it as lines to be printed."""
        return "\n".join(
            (
                f"{self.statuses.total():,} requests, seed {', '.join(map(str, self.seeds))}",
                *(f"  {status}: {count:,}" for status, count in sorted(self.statuses.items())),
                *(f"  {took * 1000:7.0f} ms  {request[:100]}" for took, request in self.slowest),
                *(f"broken: {broken}" for broken in self.broken[:SLOWEST_SHOWN]),
            )
        )


def read_ledger(ledger: Path) -> Seen:
    """Return what became of the requests of all pieces of a campaign."""
    every = Seen()
    for line in ledger.read_text().splitlines() if ledger.exists() else ():
        piece = json.loads(line)
        piece["statuses"] = Counter({int(status): count for status, count in piece["statuses"].items()})
        piece["slowest"] = [(seconds, request) for seconds, request in piece["slowest"]]
        every.add(Seen(**piece))
    return every


def words_of(index: Path) -> list[str]:
    """Return words of an archive, the most frequent first, as completions give them."""
    archive = Archive(index, Limits(max_milliseconds=UNHURRIED))
    counts = {
        found.value: found.count
        for first in LETTERS
        for second in LETTERS
        for found in archive.suggest(first + second, "word", WORDS_LISTED)
    }
    return sorted(counts, key=lambda word: -counts[word]) or ["word"]


def campaign(index: Path, trials: int, seed: int, limit: float, seconds: float) -> Seen:
    """Ask so many requests, or as many as the seconds allow, and return what became of them."""
    app = create_app(index, Limits.from_environment())
    client = app.test_client()
    author, seen = Author(random.Random(seed), words_of(index)), Seen([seed])
    client.get("/api/search?q=warm+up~1")  # what is read once is read
    client.get("/api/search?q=speaker:warmup")
    began = time.monotonic()
    while seen.statuses.total() < trials and time.monotonic() - began < seconds:
        request = author.request()
        before = time.thread_time()
        status = client.get(request).status_code
        seen.note(request, status, time.thread_time() - before, limit)
    return seen


def main() -> int:
    """Run the campaign as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--trials", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--limit", type=float, default=1.0, help="seconds of processor that a request may take")
    parser.add_argument("--seconds", type=float, default=4 * 3600, help="after which it ends, whatever is left")
    parser.add_argument("--ledger", type=Path, help="file to which this is added, and all of which is told")
    chosen = parser.parse_args()
    every = read_ledger(chosen.ledger) if chosen.ledger else Seen()
    seed, trials = max([chosen.seed - 1, *every.seeds]) + 1, chosen.trials - every.statuses.total()
    if trials > 0:
        piece = campaign(chosen.index, trials, seed, chosen.limit, chosen.seconds)
        every.add(piece)
        if chosen.ledger:
            with chosen.ledger.open("a") as lines:
                lines.write(json.dumps(vars(piece)) + "\n")
    print(every.report())
    return 1 if every.broken else 0


if __name__ == "__main__":
    sys.exit(main())
