"""Lose nodes of a cluster while an archive is searched: `python -m tests.soak.cluster_losses --times 3`.

Each of three nodes is killed, and made to hang (SIGSTOP), and all are started again, the one after the other; meanwhile
it is asked without a pause, through all three addresses.  No answer may be wrong or partial, a failure must be one of
those that are told in a sentence, and after a time the answers must be right again, with a node less.  Printed is how
many failed, and how long there was no right answer.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import ClusterUnavailableError
from index.opensearch.cluster import Cluster as Asked
from search.archive import Archive
from search.errors import SearchTimeoutError
from search.limits import Limits
from search.request import SearchRequest
from tests.archives import TIDES
from tests.cluster.archives import publish
from tests.cluster.cluster import Cluster, running
from tests.soak.trials import BrokenPromiseError

REQUEST = SearchRequest("tide", size=20)
EXPECTED = [f"story-{story}#{ordinal}" for story in range(1, 9) for ordinal in (1, 2)]
LIMITS = replace(Limits(), max_milliseconds=3_000)
"""Less than the five seconds of a server, so that there are more answers to count."""
SECONDS = 300.0
"""By then the answers must have been right so many times in a row."""
SOUND = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """Answers that were right, those that failed, and the longest time in seconds from a right one to the next."""

    right: int
    failed: int
    silence: float


def filled(address: str, replicas: int = 1) -> Archive:
    """Return an archive of which each shard has so many copies on other nodes."""
    with Asked(address) as cluster:
        publish(cluster, TIDES, replicas)
    return Archive(address, LIMITS)


def asked_until_sound(archive: Archive, harm: Callable[[], object] = lambda: None, sound: int = SOUND) -> Seen:
    """Do harm, and ask meanwhile and until the answers are right again, so many in a row.

    Raises BrokenPromiseError where one is wrong, or where they are not right again in time.
    """
    with ThreadPoolExecutor(1) as beside:
        done = beside.submit(harm)
        seen = _asked(archive, done, sound)
    done.result()
    return seen


def _asked(archive: Archive, done: Future[object], sound: int) -> Seen:
    right = failed = in_a_row = 0
    heard, silence = time.monotonic(), 0.0
    until = heard + SECONDS
    while in_a_row < sound:
        try:
            page = archive.search(REQUEST)
        except (ClusterUnavailableError, SearchTimeoutError):
            failed, in_a_row = failed + 1, 0
            if time.monotonic() > until:
                raise BrokenPromiseError(f"no sound answers for {SECONDS:.0f} seconds") from None
            time.sleep(0.1)
            continue
        if sorted(hit.id for hit in page.results) != EXPECTED or page.total != len(EXPECTED):
            raise BrokenPromiseError(f"{page.total} of {len(EXPECTED)} paragraphs were found")
        now = time.monotonic()
        right, in_a_row, silence, heard = right + 1, in_a_row + done.done(), max(silence, now - heard), now
    return Seen(right, failed, silence)


def losses(cluster: Cluster) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give what is done to a cluster, and what it is called."""
    for node in cluster.nodes:
        yield "a node is killed", node.kill
    for node in cluster.nodes:
        yield "a node hangs", node.pause
    yield "all are started again", cluster.restart


@contextmanager
def mended(cluster: Cluster) -> Iterator[None]:
    """Make the cluster whole afterwards."""
    try:
        yield
    finally:
        cluster.mend()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was seen of each loss; return 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3, help="that each loss is tried (default 3)")
    chosen = parser.parse_args(arguments)
    is_broken = False
    with tempfile.TemporaryDirectory(prefix="dateline-losses-") as folder, running(Path(folder)) as cluster:
        hosts = ",".join(address.removeprefix("http://") for address in cluster.addresses)
        archive = filled(f"opensearch+http://{hosts}/losses")
        for name, lose in [("nothing", lambda: None), *list(losses(cluster)) * chosen.times]:
            with mended(cluster):
                try:
                    seen = asked_until_sound(archive, lose)
                    told = f"{seen.right} right, {seen.failed} failed, {seen.silence:.1f} s without a right one"
                except BrokenPromiseError as error:
                    is_broken, told = True, f"BROKEN: {error}"
            print(f"{name:22} {told}", flush=True)
    return int(is_broken)


if __name__ == "__main__":
    sys.exit(main())
