"""How long light requests wait while heavy clients ask for as much as the limits allow, one kind of it after another.

    python -m tests.soak.starvation --index DIR --seconds 10

A server of its own is started.  Two clients ask light searches, one after another, and one asks for health, while
--heavy clients ask without a pause.  Printed is how long the light ones took, quiet and beside each kind, and, on
Linux, how long the process of the server's that computed most did so meanwhile: that is what they would have taken on a
machine with nothing else to do.  Exit 1 where one failed, or where the 99th of a hundred took more than --limit
milliseconds (0: no limit); with --computed it is that second time that counts.
"""

import argparse
import http.client
import itertools
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

Place = tuple[str, int]

LIGHT_CLIENTS = 2
LONGEST_ANSWER = 120.0
"""Seconds that a client waits for an answer."""
HEALTHY = "/healthz"
SERVE = [sys.executable, "-m", "dateline", "serve", "--port", "0"]


@dataclass
class Seen:
    """What clients of one kind saw: milliseconds of every answer, those that the server computed meanwhile, status."""

    milliseconds: list[float] = field(default_factory=list)
    computed: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


def percentile(milliseconds: Sequence[float], share: float) -> float:
    """Return what so great a share of the milliseconds is at most."""
    ordered = sorted(milliseconds) or [0.0]
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Serving:
    """A server that is under way: its address, and its processes."""

    place: Place
    process: int

    def computed(self) -> list[float]:
        """Return the milliseconds that each of its processes has computed; none where the system doesn't tell."""
        listed = Path(f"/proc/{self.process}/task/{self.process}/children")
        if not listed.exists():
            return [0.0]
        clocks = [~int(process) << 3 | 2 for process in listed.read_text().split()]  # CPUCLOCK_SCHED of a process
        return [time.clock_gettime(clock) * 1000 for clock in clocks]


@contextmanager
def serving(index: Path, *options: str) -> Iterator[Serving]:
    """Serve an index by the command."""
    with subprocess.Popen([*SERVE, "--index", str(index), *options], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            told = re.search(r"http://([\d.]+):(\d+)/", server.stdout.readline())
            assert told is not None
            yield Serving((told[1], int(told[2])), server.pid)
        finally:
            server.terminate()


def asked(place: Place, address: str) -> bytes:
    """Return the answer to one request."""
    connection = http.client.HTTPConnection(*place, timeout=LONGEST_ANSWER)
    try:
        connection.request("GET", address)
        return connection.getresponse().read()
    finally:
        connection.close()


def words(place: Place) -> list[str]:
    """Return words of the archive, some of them common."""
    found = set()
    for letter in "abcdefghilmnoprstuvw":
        members = json.loads(asked(place, f"/api/suggest?field=word&q={letter}"))
        found |= {one["value"] for one in members["suggestions"]}
    return sorted(found)


def heavy_kinds(place: Place) -> Mapping[str, Sequence[str]]:
    """Return addresses that ask for as much as the limits allow, by kind."""
    articles = json.loads(asked(place, "/api/search?q=the&group=article&size=50"))["results"]
    longest = [one["article"]["id"] for one in articles]
    initials = "abcdefghilmnoprstw"
    return {
        "repeated": [_search('"' + "the " * 256 + '"'), _search('"' + "of the " * 120 + '"')],
        "phrases": [_search(" OR ".join(f'"{a} {b}"' for a in ("of", "in", "to", "by") for b in ("the", "a", "his")))],
        "near": [_search(" OR ".join(f"the NEAR/100 {word}" for word in ("of", "in", "to", "a", "and")))],
        "prefixes": [_search(f"{letter}*") for letter in initials] + [_search("off*"), _search("a* OR s* OR t*")],
        "wildcards": [_search(f"*{letter}*") for letter in initials] + [_search(f"?{letter}*") for letter in initials],
        "pages": [f"/?q={quote(query)}&size=100" for query in ("the", "of the", "a OR the OR of", "said:the", "")],
        "counts": ["/api/counts?by=date,source&interval=day", "/api/counts?by=speaker,location&q=the"],
        "map": ["/map", "/map?q=the", "/api/places?size=1000", "/api/places?q=the&size=1000"],
        "articles": [f"/articles/{one}?q=the%20of%20a" for one in longest] or ["/"],
        "exports": ["/export.csv?q=the", "/export.jsonl", "/export.bib?q=a"],
    }


def _search(query: str) -> str:
    return f"/api/search?q={quote(query)}&size=100"


def ask_on(
    server: Serving, addresses: Iterator[str], pause: float, seen: Seen, ended: threading.Event, *, anew: bool = False
) -> None:
    """Ask one after another until the end, over one connection as long as it is kept, or over a new one each time."""
    connection = http.client.HTTPConnection(*server.place, timeout=LONGEST_ANSWER)
    while not ended.is_set():
        began, before = time.perf_counter(), server.computed()
        status = _status(connection, next(addresses), ended)
        if not ended.is_set() or status:
            seen.milliseconds.append((time.perf_counter() - began) * 1000)
            seen.computed.append(max(now - then for now, then in zip(server.computed(), before, strict=False)))
            seen.statuses[status] += 1
        if anew:
            connection.close()
        ended.wait(pause)
    connection.close()


def _status(connection: http.client.HTTPConnection, address: str, ended: threading.Event) -> int:
    """Return the status of an answer that is read to its end, or to that of all; 0 where the connection broke."""
    try:
        connection.request("GET", address)
        response = connection.getresponse()
        while response.read(1 << 18) and not ended.is_set():
            pass
        if not response.isclosed():
            connection.close()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0
    return response.status


def phase(
    server: Serving, seconds: float, light: Sequence[str], heavy: Sequence[str], clients: int, *, anew: bool = False
) -> dict[str, Seen]:
    """Let all clients ask for so many seconds; return what they saw."""
    seen = {"light": Seen(), "health": Seen(), "heavy": Seen()}
    ended = threading.Event()
    drawn = random.Random(len(heavy))  # the same requests in every trial
    shuffled = drawn.sample(light, len(light))
    light_ones = [itertools.cycle(shuffled[number:] + shuffled[:number]) for number in range(LIGHT_CLIENTS)]
    heavy_ones = [itertools.cycle([*heavy[n % len(heavy) :], *heavy]) for n in range(clients) if heavy]
    told: list[tuple[str, Iterator[str], float]] = [("health", itertools.repeat(HEALTHY), 0.05)]
    told += [("light", addresses, 0.01) for addresses in light_ones]
    told += [("heavy", addresses, 0.0) for addresses in heavy_ones]
    threads = [
        threading.Thread(
            target=ask_on,
            args=(server, addresses, pause, seen[kind], ended),
            kwargs={"anew": anew and kind == "heavy"},
            daemon=True,
        )
        for kind, addresses, pause in told
    ]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    ended.set()
    for thread in threads:
        thread.join(LONGEST_ANSWER)
    return seen


def campaign(
    index: Path,
    seconds: float = 10.0,
    clients: int = 8,
    limit: float = 0.0,
    kinds: Sequence[str] = (),
    *,
    is_computed: bool = False,
    anew: bool = False,
) -> int:
    """Run all phases and print a row each; return how many kept a promise not."""
    broken = 0
    with serving(index) as server:
        place = server.place
        light = [f"/api/search?q={quote(word)}" for word in words(place)]
        heavy_ones = heavy_kinds(place)
        every = {**heavy_ones, "all": list(itertools.chain.from_iterable(heavy_ones.values()))}
        chosen = {name: addresses for name, addresses in every.items() if not kinds or name in kinds}
        phase(server, seconds / 2, light, [], 0)
        print("beside      light  p50 ms  p99 ms     max computed: p50     p99  health  heavy answers by status")
        for name, heavy in {"nothing": [], **chosen}.items():
            seen = phase(server, seconds, light, heavy, clients, anew=anew)
            one, health, statuses = seen["light"], seen["health"], seen["heavy"].statuses
            took, computed = one.milliseconds, one.computed
            has_failed = {*one.statuses, *health.statuses} != {200} or not set(statuses) <= {200, 503}
            broken += has_failed or 0 < limit < percentile(computed if is_computed else took, 0.99)
            times = (percentile(took, 0.5), percentile(took, 0.99), percentile(took, 1))
            print(
                f"{name:10} {len(took):6}",
                *(f"{one:7.1f}" for one in times),
                f"{percentile(computed, 0.5):13.1f} {percentile(computed, 0.99):7.1f}",
                f"{percentile(health.milliseconds, 1):7.1f}",
                *(f" {count} × {status}" for status, count in sorted(statuses.items())),
                " FAILED" if has_failed else "",
                flush=True,
            )
    return broken


def main() -> None:
    """Run the campaign as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=10.0, help="of each kind")
    parser.add_argument("--heavy", type=int, default=8, help="heavy clients")
    parser.add_argument("--limit", type=float, default=150.0, help="milliseconds")
    parser.add_argument("--computed", action="store_true", help="let what was computed count, on a busy machine")
    parser.add_argument("--anew", action="store_true", help="let heavy clients connect anew for every request")
    parser.add_argument("--kinds", nargs="*", default=(), help="some kinds alone")
    chosen = parser.parse_args()
    limits = chosen.seconds, chosen.heavy, chosen.limit, chosen.kinds
    sys.exit(campaign(chosen.index, *limits, is_computed=chosen.computed, anew=chosen.anew) > 0)


if __name__ == "__main__":
    main()
