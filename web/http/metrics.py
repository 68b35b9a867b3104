"""What a server counts about itself, in the form that Prometheus reads.

Counts are kept by prometheus-client: of a process that is alone, in its memory; of several, in files of a folder that
the process which starts them makes (`web.http.shared_counts`), so that whichever is asked answers for all.  What the
index holds is read when it is asked for.  There is a series for each route, never for an address: their number does not
grow with use.
"""

import os
import struct
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from resource import RLIMIT_NOFILE, getrlimit

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, exposition
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from index.errors import DatelineError
from search.archive import Archive
from web.http.observed import Observation
from web.http.shared_counts import FOLDER_SETTING

MEDIA_TYPE = exposition.CONTENT_TYPE_PLAIN_0_0_4
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds: a search takes a few milliseconds, a limit ends it after five seconds, an export takes longer."""
METHODS = ("GET", "HEAD")
OPEN_FILES = Path(os.sep, "dev", "fd")
LOOKS_AFTER_SECONDS = 1.0
"""How often a process looks at its own state, at most."""


class MetricsError(DatelineError):
    """What processes have counted can't be read."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.public = told


class Metrics:
    """Counts requests, as an observer of them, and tells what was counted."""

    def __init__(self) -> None:
        self._own = CollectorRegistry()
        self._requests = Counter(
            "dateline_requests", "Requests answered.", ("route", "method", "status"), registry=self._own
        )
        self._seconds = Histogram(
            "dateline_request_seconds",
            "Seconds from a request to the end of its answer, without the time it waited for a thread.",
            ("route",),
            buckets=BUCKETS,
            registry=self._own,
        )
        self._bytes = Counter("dateline_response_bytes", "Bytes of answers' bodies.", registry=self._own)
        self._processes = Gauge(
            "dateline_processes", "Processes that answer.", registry=self._own, multiprocess_mode="livesum"
        )
        self._files = Gauge(
            "dateline_open_files",
            "Files and connections that a process has open, of the process with the most.",
            registry=self._own,
            multiprocess_mode="livemax",
        )
        self._most_files = Gauge(
            "dateline_open_files_limit",
            "Files and connections that a process may have open.",
            registry=self._own,
            multiprocess_mode="livemin",
        )
        self._waiting = Gauge(
            "dateline_waiting_requests", "Requests not begun yet.", registry=self._own, multiprocess_mode="livesum"
        )
        self._heavy = Gauge(
            "dateline_heavy_requests",
            "Requests under way that let others go first.",
            registry=self._own,
            multiprocess_mode="livesum",
        )
        self._load: Callable[[], tuple[int, int]] = lambda: (0, 0)
        self._processes.set(1)
        self._looks_at = 0.0
        self._look()

    def expect(self, routes: Iterable[str]) -> None:
        """Begin to count requests of routes: what that takes of memory and of open files is had at the start."""
        for route in routes:
            self._seconds.labels(route)

    def watch(self, load: Callable[[], tuple[int, int]]) -> None:
        """Ask `load` from now on how many requests wait, and how many are under way that let others go first."""
        self._load = load

    def __call__(self, seen: Observation) -> None:
        """Count an answer; if that can't be done, it was answered all the same."""
        method = seen.method if seen.method in METHODS else "other"
        with suppress(OSError):
            self._requests.labels(seen.route, method, seen.status).inc()
            self._seconds.labels(seen.route).observe(seen.seconds)
            self._bytes.inc(seen.size)
            self._look()

    def exposition(self, archive: Archive) -> bytes:
        """Return all that is known, as MEDIA_TYPE; raise MetricsError where what processes share can't be read."""
        self._look()
        counted, held = self._own, CollectorRegistry()
        if folder := os.environ.get(FOLDER_SETTING):
            counted = CollectorRegistry()
            MultiProcessCollector(counted, folder)  # type: ignore[no-untyped-call]
        held.register(_Held(archive))
        try:
            return exposition.generate_latest(counted) + exposition.generate_latest(held)
        except OSError as error:
            raise _unreadable(error.strerror or str(error)) from error
        except struct.error as error:  # of a file that is made, but not yet filled
            raise _unreadable("another process begins to count") from error

    def _look(self) -> None:
        now = time.monotonic()
        if now >= self._looks_at:
            self._looks_at = now + LOOKS_AFTER_SECONDS
            waiting, heavy = self._load()
            self._waiting.set(waiting)
            self._heavy.set(heavy)
            most = getrlimit(RLIMIT_NOFILE)[0]
            try:
                self._files.set(sum(1 for _ in OPEN_FILES.iterdir()))
            except OSError:  # there is none left to look with
                self._files.set(most)
            self._most_files.set(most)


class _Held(Collector):
    """What the published index holds, and whether it can be asked."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def collect(self) -> Iterator[Metric]:
        """Yield what is known at the moment."""
        try:
            info = self._archive.info()
        except DatelineError:
            yield GaugeMetricFamily("dateline_index_ready", _READY, 0)
            return
        published = datetime.fromisoformat(info.created).timestamp()
        yield GaugeMetricFamily("dateline_index_ready", _READY, 1)
        yield GaugeMetricFamily("dateline_index_generation", _GENERATION, int(info.generation))
        yield GaugeMetricFamily("dateline_index_published_timestamp_seconds", _PUBLISHED, published)
        held = GaugeMetricFamily("dateline_index_held", "What the published generation holds.", labels=("kind",))
        for kind, count in info.counts.items():
            held.add_metric((kind,), count)
        yield held


def _unreadable(why: str) -> MetricsError:
    return MetricsError(f"What was counted cannot be read now ({why}); ask again later.")


_READY = "Whether an index is published that can be asked."
_GENERATION = "The number of the published generation."
_PUBLISHED = "When the published generation was made."
