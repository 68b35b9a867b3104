"""Bulk writing: some requests of bounded size under way at a time, tried again where the cluster asks for patience.

Documents have ids, and what is written has no effect a second time, so that a request of which no answer came is simply
sent again.  What the cluster refuses for good is gathered, and told in the end by id and reason.
"""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event, Lock
from typing import Any

from opensearchpy.exceptions import ConnectionError as NotConnectedError
from opensearchpy.exceptions import TransportError

from index.errors import DatelineError
from index.opensearch.cluster import Cluster

BYTES_AT_ONCE = 4_000_000
"""Bytes of a request: where there are more, the next one is begun."""
UNDER_WAY = 3
"""Requests that are on their way at a time; who has more to write waits."""
PATIENCE = 120.0
"""Seconds that a request is tried again and again while the cluster is overloaded, or not to be reached."""
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 20.0
"""Seconds: the bounds of a pause are doubled with each attempt, and its length is drawn at random between them, so that
many writers don't come back at once."""
TIMEOUT = 60.0
"""Seconds a request may take."""
REASONS_NAMED = 5
"""Failures that are told in the message."""
_OVERLOADED = frozenset({429, 502, 503, 504})
_TOO_LARGE = 413
_BLOCKED = "cluster_block_exception"
_CONFLICT, _MISSING = 409, 404


@dataclass(frozen=True, slots=True)
class Action:
    """What is done with a document: `do` is index, update or delete, and `body` what it is done with.

    With a `version` it is written unless a greater one is there.
    """

    do: str
    id: str
    routing: str | None = None
    body: Mapping[str, Any] | None = None
    version: int | None = None

    def encoded(self) -> bytes:
        """Return the lines of it in a request; of letters that UTF-8 has not, JSON's escapes."""
        header: dict[str, Any] = {"_id": self.id}
        if self.routing is not None:
            header["routing"] = self.routing
        if self.version is not None:
            header |= {"version": self.version, "version_type": "external_gte"}
        if self.do == "update":
            header["retry_on_conflict"] = 3
        lines = [{self.do: header}] if self.body is None else [{self.do: header}, self.body]
        text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
        return text.encode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that was not written, and why."""

    id: str
    status: int
    reason: str

    def __str__(self) -> str:
        return f"{self.id} ({self.reason})"


class NotWrittenError(DatelineError):
    """Some documents could not be written: `failures` has all of them."""

    def __init__(self, index: str, failures: Sequence[Failure]) -> None:
        self.failures = tuple(failures)
        told = "; ".join(map(str, self.failures[:REASONS_NAMED]))
        more = f"; and {len(failures) - REASONS_NAMED:,} more" if len(failures) > REASONS_NAMED else ""
        super().__init__(f"{len(failures):,} documents could not be written to the index {index}: {told}{more}.")


@dataclass(frozen=True, slots=True)
class _Encoded:
    action: Action
    lines: bytes


def draft_of(index: str) -> str:
    """Return the alias by which a state is written to, until it is published, or removed.

    >>> draft_of("news-000007")
    'news-000007-draft'
    """
    return f"{index}-draft"


def _nobody_asks() -> None:
    """Let everything be written."""


class BulkWriter:
    """Writes to one index, until `flush`, which may be followed by more, and `close`.

    It has to be a draft still: what is published is not written to, and what was removed is not made again.
    `guard` is called before each request, and raises where nothing may be written any longer.
    """

    def __init__(
        self,
        cluster: Cluster,
        index: str,
        guard: Callable[[], None] = _nobody_asks,
        *,
        bytes_at_once: int = BYTES_AT_ONCE,
        under_way: int = UNDER_WAY,
        patience: float = PATIENCE,
    ) -> None:
        self._cluster, self._index, self._guard = cluster, index, guard
        self._bytes_at_once, self._most_under_way, self._patience = bytes_at_once, under_way, patience
        self._threads = ThreadPoolExecutor(under_way, "bulk")
        self._under_way: set[Future[None]] = set()
        self._gathered: list[_Encoded] = []
        self._bytes = 0
        self._given_up = Event()
        self._lock = Lock()
        self._failures: list[Failure] = []
        self.superseded = 0
        """Documents of which a greater version was there."""

    def add(self, action: Action) -> None:
        """Write a document, some time before `flush` returns; wait while enough is under way.

        Raises what became of earlier ones.
        """
        encoded = _Encoded(action, action.encoded())
        if self._gathered and self._bytes + len(encoded.lines) > self._bytes_at_once:
            self._send()
        self._gathered.append(encoded)
        self._bytes += len(encoded.lines)

    def flush(self) -> None:
        """Wait until all is written.

        Raises NotWrittenError where something is not, a DatelineError where the cluster can't be written to.
        """
        self._send()
        while self._under_way:
            self._await_some()
        self._raise_failures()

    def close(self) -> None:
        """Give up what isn't written yet."""
        self._given_up.set()
        self._gathered.clear()
        self._threads.shutdown(cancel_futures=True)

    def _send(self) -> None:
        if not self._gathered:
            return
        while len(self._under_way) >= self._most_under_way:
            self._await_some()
        self._raise_failures()
        sent, self._gathered, self._bytes = self._gathered, [], 0
        self._under_way.add(self._threads.submit(self._write, sent))

    def _await_some(self) -> None:
        done, self._under_way = wait(self._under_way, return_when=FIRST_COMPLETED)
        for one in done:
            one.result()

    def _raise_failures(self) -> None:
        if self._failures:
            raise NotWrittenError(self._index, self._failures)

    def _write(self, actions: Sequence[_Encoded]) -> None:
        """Write some documents, and note those that could not be."""
        for pause in self._pauses():
            try:
                answer = self._request(actions)
            except TransportError as error:
                if error.status_code == _TOO_LARGE and len(actions) > 1:
                    middle = len(actions) // 2
                    self._write(actions[:middle])
                    self._write(actions[middle:])
                    return
                if pause is None or not _is_overload(error):
                    with self._cluster.failures():
                        raise
            else:
                actions = self._refused_for_now(actions, answer["items"], is_last=pause is None)
                if not actions:
                    return
            self._given_up.wait(pause)

    def _request(self, actions: Sequence[_Encoded]) -> Any:
        self._guard()
        return self._cluster.client.bulk(
            body=b"".join(one.lines for one in actions),
            index=draft_of(self._index),
            params={
                "require_alias": "true",
                "request_timeout": TIMEOUT,
                "filter_path": "items.*.status,items.*.error.type,items.*.error.reason",
            },
        )

    def _refused_for_now(
        self, actions: Sequence[_Encoded], items: Sequence[Mapping[str, Any]], *, is_last: bool
    ) -> list[_Encoded]:
        """Note what was refused for good, and return what is to be tried again: nothing after the last attempt."""
        again: list[_Encoded] = []
        for one, item in zip(actions, items, strict=True):
            [result] = item.values()
            status = int(result["status"])
            if status in _OVERLOADED and not is_last:
                again.append(one)
            elif status == _CONFLICT and one.action.version is not None:
                with self._lock:
                    self.superseded += 1
            elif status >= 300 and not (status == _MISSING and one.action.do == "delete" and "error" not in result):
                error = result.get("error", {})
                if error.get("type") == _BLOCKED:
                    raise self._cluster.refusals.refused(status, error)
                reason = f"{error.get('type', status)}: {error.get('reason', 'no reason given')}"
                with self._lock:
                    self._failures.append(Failure(one.action.id, status, reason))
        return again

    def _pauses(self) -> Iterator[float | None]:
        """Yield how long to wait after each attempt, None after the last one."""
        until = time.monotonic() + self._patience
        longest = FIRST_PAUSE
        while not self._given_up.is_set() and (left := until - time.monotonic()) > 0:
            yield min(random.uniform(0, longest), left)  # noqa: S311  # no secret
            longest = min(longest * 2, LONGEST_PAUSE)
        yield None


def _is_overload(error: TransportError) -> bool:
    """Tell whether the same may go well later."""
    return isinstance(error, NotConnectedError) or error.status_code in _OVERLOADED
