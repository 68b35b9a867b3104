"""Kill whoever writes to a cluster, before or after any request: `python -m tests.soak.cluster_kills --trials 200`.

Rebuilds, updates, removals, shares and their publication are ended by SIGKILL before a request that chance picks is
sent, or after it was answered; now and then the one that should mend it is killed too.  What is published must be the
whole old state or the whole new one, and the next run, when the lease of the killed one has run out, must succeed and
leave nothing but what is published and the state before it.
"""

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from opensearchpy import Transport

from index.errors import DatelineError, IndexMissingError
from index.opensearch.cluster import Cluster
from index.opensearch.gathering import DOCUMENTS
from index.opensearch.states import States
from index.opensearch.walking import walk
from index.pipeline.destinations.share import Share
from index.pipeline.publishing import publish
from index.pipeline.rebuild import rebuild
from index.pipeline.removing import remove
from index.pipeline.update import update
from tests.cluster.cluster import PATIENCE, free_ports, running
from tests.soak.command import run
from tests.soak.kills import AGAIN
from tests.soak.trials import NEW, OLD, STORY, BrokenPromiseError

NAME = "kills"
State = frozenset[str] | None
"""The paragraphs that are published; None where nothing is."""


@dataclass(frozen=True)
class Trial:
    """Something that is done to an archive: by what, what is published before it and afterwards."""

    name: str
    run: Callable[[], object]
    before: State
    after: State


class Place:
    """An archive in a cluster whose nodes speak HTTP at some addresses."""

    def __init__(self, addresses: Sequence[str]) -> None:
        hosts = ",".join(address.removeprefix("http://") for address in addresses)
        self.address = f"opensearch+http://{hosts}/{NAME}"

    @contextmanager
    def cluster(self) -> Iterator[Cluster]:
        """Connect to it."""
        with Cluster(self.address, {}) as cluster:
            yield cluster

    def clear(self) -> None:
        """Remove all that there is."""
        with self.cluster() as cluster:
            for index in cluster.client.indices.get(index=f"{NAME}*"):
                cluster.client.indices.delete(index=index, params={"request_timeout": PATIENCE})

    def state(self) -> State:
        """Return what is published, each paragraph once; raise BrokenPromiseError where it isn't sound."""
        with self.cluster() as cluster:
            try:
                States(cluster).manifest()
            except IndexMissingError:
                return None
            except DatelineError as error:
                raise BrokenPromiseError(f"what is published is damaged: {error}") from error
            found = [hit["_source"] for hit in walk(cluster, NAME, DOCUMENTS, ["kind", "record"])]
        records = [one["record"] for one in found if one["kind"] == "paragraph"]
        if len(set(records)) != len(records):
            raise BrokenPromiseError("a paragraph is there twice")
        return frozenset(records)

    def let_leases_run_out(self) -> None:
        """Let it be some time later."""
        with self.cluster() as cluster:
            cluster.client.indices.delete(index=f"{NAME}-writer", params={"ignore_unavailable": "true"})

    def scraps(self) -> list[str]:
        """List the states that are neither published nor the one before, nor what shares are written to."""
        with self.cluster() as cluster:
            found: Any = cluster.client.indices.get(index=f"{NAME}-0*")
        kept = {NAME, f"{NAME}-before", f"{NAME}-shares"}
        return [index for index, about in found.items() if kept.isdisjoint(about["aliases"])]


def trials(place: Place, folder: Path) -> list[tuple[Trial, Callable[[], object]]]:
    """Return all trials, each with what prepares it; the articles that they read are written into `folder`."""
    old, new = folder / "old", folder / "new"
    for archive, stories in ((old, OLD), (new, NEW)):
        archive.mkdir(parents=True)
        for name, count in stories.items():
            (archive / f"{name}.txt").write_text(STORY.format(name=name, count=count))
    articles = folder / "articles"

    def having(source: Path) -> None:
        shutil.rmtree(articles, ignore_errors=True)
        shutil.copytree(source, articles)

    def rebuilt() -> None:
        rebuild([articles], place.address, processes=1)

    def published() -> None:
        place.clear()
        having(old)
        rebuilt()
        having(new)

    def shared() -> None:
        for number in (1, 2):
            rebuild([articles], place.address, processes=1, share=Share(number, 2))
        publish(place.address)

    def nothing() -> None:
        place.clear()
        having(new)

    published()
    before = place.state()
    rebuilt()
    after = place.state()
    published()
    with place.cluster() as cluster:
        heads = walk(cluster, NAME, {"term": {"kind": "article"}}, ["article", "head"])
        [victim] = [hit["_source"]["article"] for hit in heads if "white" in hit["_source"]["head"]]
    left = frozenset(text for text in before or () if "white" not in text and " 7 " not in text)
    return [
        (Trial("first rebuild", rebuilt, None, after), nothing),
        (Trial("rebuild", rebuilt, before, after), published),
        (Trial("shares", shared, before, after), published),
        (
            Trial("update", lambda: update([articles], place.address, prune=True, processes=1), before, after),
            published,
        ),
        (Trial("remove", lambda: remove(place.address, [victim]), before, left), published),
    ]


@contextmanager
def counted_requests(killed_at: int = 0, *, is_answered: bool = False) -> Iterator[list[str]]:
    """Note each request; kill this process at the one of that number, before it is sent or when it was answered."""
    sent: list[str] = []
    send = Transport.perform_request

    def perform(self: Transport, method: str, url: str, *about: Any, **named: Any) -> Any:
        sent.append(f"{method} {url}")
        is_last = len(sent) == killed_at
        if is_last and not is_answered:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = send(self, method, url, *about, **named)
        if is_last:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    with patch.object(Transport, "perform_request", perform):
        yield sent


def was_killed(trial: Trial, number: int, *, is_answered: bool) -> bool:
    """Run a trial in a process that is killed at a request; tell whether it came so far."""
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        status = 1
        try:
            with counted_requests(number, is_answered=is_answered):
                trial.run()
            status = 0
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, -signal.SIGKILL):
        raise BrokenPromiseError(f"it ended by itself, with status {status}")
    return status != 0


def kills_in(
    place: Place, count: int, seed: int, seconds: float, folder: Path
) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Kill so many times, for so many seconds at most; return what was killed and how often, and broken promises."""
    chance, counted, broken = random.Random(seed), Counter[tuple[str, str]](), list[str]()
    kinds = []
    for trial, prepare in trials(place, folder):
        prepare()
        with counted_requests() as sent:
            trial.run()
        kinds.append((trial, prepare, len(sent)))
    end = time.monotonic() + seconds
    while counted.total() < count and (not counted or time.monotonic() < end):
        trial, prepare, requests = chance.choice(kinds)
        prepare()
        try:
            while True:
                number, is_answered = chance.randint(1, requests), chance.random() < 0.5
                killed = was_killed(trial, number, is_answered=is_answered)
                how = "after a request" if is_answered else "before a request"
                counted[trial.name, f"{how}, {'killed' if killed else 'had ended'}"] += 1
                state = place.state()
                if state not in (trial.before, trial.after):
                    raise BrokenPromiseError("neither the old paragraphs are there nor the new ones")
                place.let_leases_run_out()
                if chance.random() > AGAIN:
                    break
            if trial.name != "remove" or state == trial.before:
                trial.run()
            if place.state() != trial.after:
                raise BrokenPromiseError("the next run did not publish what it was to publish")
            if scraps := place.scraps():
                raise BrokenPromiseError(f"scraps are left: {scraps}")
        except (BrokenPromiseError, DatelineError) as error:
            broken.append(f"{trial.name}, request {number} of {requests}, answered: {is_answered}: {error!r}")
            place.let_leases_run_out()
    place.clear()
    return counted, broken


def campaign(count: int, seed: int, seconds: float, folder: Path) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Kill so many times in a cluster of one node."""
    with running(folder / "cluster", free_ports(2)) as cluster:
        return kills_in(Place(cluster.addresses), count, seed, seconds, folder)


if __name__ == "__main__":
    run(campaign, __doc__, "--trials", 200, 3_600)
