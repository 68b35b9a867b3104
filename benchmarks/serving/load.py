"""Clients that ask over connections that are kept open: all in one thread, for they share the server's machine.

Each client asks, waits for the whole answer, and asks again, at once or when it is time to; the questions are handed
out in their order, and begun anew at their end.  No library for HTTP is used: what it takes to read an answer would be
taken from the server.
"""

import re
import selectors
import socket
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import cycle

import numpy as np

from benchmarks.serving.questions import Question

RECEIVED_AT_ONCE = 65_536
PATIENCE = 10.0
"""Seconds without any answer to any client, after which the server is taken for hung."""
SLOWEST = 10
"""Answers that are remembered one by one."""
_LENGTH = re.compile(rb"\r\nContent-Length: (\d+)\r\n", re.IGNORECASE)


@dataclass
class Answered:
    """What the clients got: the milliseconds that each answer took by class, how many failed, and how, once."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    """Seconds of the processor that the clients themselves took."""
    milliseconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    slowest: list[tuple[float, str, float]] = field(default_factory=list)
    """The milliseconds, the class, and when they came, by the monotonic clock, of the SLOWEST answers."""
    errors: int = 0
    first_error: str = ""

    def note(self, kind: str, milliseconds: float) -> None:
        """Note a good answer that came just now."""
        self.milliseconds[kind].append(milliseconds)
        self.slowest = nlargest(SLOWEST, [*self.slowest, (milliseconds, kind, time.monotonic())])

    def add(self, other: "Answered") -> None:
        """Count what other clients got, after these, as well."""
        self.seconds += other.seconds
        self.cpu_seconds += other.cpu_seconds
        self.errors += other.errors
        self.first_error = self.first_error or other.first_error
        self.slowest = nlargest(SLOWEST, self.slowest + other.slowest)
        for kind, taken in other.milliseconds.items():
            self.milliseconds[kind] += taken

    def count(self) -> int:
        """Return the number of good answers."""
        return sum(map(len, self.milliseconds.values()))

    def rate(self) -> float:
        """Return the good answers a second."""
        return self.count() / max(self.seconds, 1e-9)

    def percentile(self, percent: float, kind: str | None = None) -> float:
        """Return the milliseconds that so many of 100 answers don't exceed, of one class or all."""
        kinds = self.milliseconds if kind is None else [kind]
        taken = [one for name in kinds for one in self.milliseconds.get(name, ())]
        return float(np.percentile(taken, percent)) if taken else float("nan")


def ask(
    host: str, port: int, questions: Sequence[Question], clients: int, seconds: float, rate: float | None = None
) -> Answered:
    """Ask for so many seconds; answers that come later are not counted.  Raises OSError when nothing listens.

    At a `rate`, so many questions a second are due, evenly, and an answer takes as long as it comes after that, the
    wait for a free client included; without one, a question is due whenever a client is free.
    """
    answered = Answered()
    turns = cycle([(one.kind, _request(host, port, one.path)) for one in questions])
    cpu_began, began = time.process_time(), time.perf_counter()
    asked, heard = 0, began
    with selectors.DefaultSelector() as selector:
        connections = [_Client(host, port, selector) for _ in range(clients)]
        free = deque(connections)
        try:
            while (now := time.perf_counter()) < began + seconds:
                due = began + asked / rate if rate else now
                if free and due <= now:
                    free.popleft().ask(*next(turns), due)
                    asked += 1
                    continue
                ready = selector.select(min(due - now if free else PATIENCE, began + seconds - now))
                if ready or len(free) == clients:
                    heard = time.perf_counter()
                elif time.perf_counter() > heard + PATIENCE:
                    raise TimeoutError(f"no client got an answer in {PATIENCE:.0f} seconds")
                free.extend(key.data for key, _ in ready if key.data.receive(answered))
        finally:
            for connection in connections:
                connection.close()
    answered.seconds = time.perf_counter() - began
    answered.cpu_seconds = time.process_time() - cpu_began
    return answered


def _request(host: str, port: int, path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: application/json\r\n\r\n".encode("ascii")


class _Client:
    def __init__(self, host: str, port: int, selector: selectors.BaseSelector) -> None:
        self._place = (host, port)
        self._selector = selector
        self._kind, self._is_asking = "before any question", False
        self._connect()

    def close(self) -> None:
        self._socket.close()

    def ask(self, kind: str, request: bytes, due: float) -> None:
        """Ask a question that was due at a time."""
        self._got = bytearray()
        self._wanted: int | None = None
        self._kind, self._due, self._is_asking = kind, due, True
        self._socket.sendall(request)

    def receive(self, answered: Answered) -> bool:
        """Take what has come, note an answer that is whole, and tell whether the client is free from now on."""
        try:
            part = self._socket.recv(RECEIVED_AT_ONCE)
        except OSError:
            part = b""
        if not part:
            was_asking, self._is_asking = self._is_asking, False
            if was_asking:
                self._fail(answered, "the connection was closed")
            self._selector.unregister(self._socket)
            self._socket.close()
            self._connect()
            return was_asking
        self._got += part
        if not self._is_whole():
            return False
        if self._got.startswith(b"HTTP/1.1 200 "):
            answered.note(self._kind, (time.perf_counter() - self._due) * 1000)
        else:
            self._fail(answered, self._got[:200].decode("latin-1"))
        self._is_asking = False
        return True

    def _connect(self) -> None:
        self._socket = socket.create_connection(self._place)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._selector.register(self._socket, selectors.EVENT_READ, self)

    def _is_whole(self) -> bool:
        if self._wanted is None:
            end = self._got.find(b"\r\n\r\n")
            if end < 0:
                return False
            length = _LENGTH.search(self._got, 0, end + 2)
            self._wanted = end + 4 + (int(length[1]) if length else 0)
        return len(self._got) >= self._wanted

    def _fail(self, answered: Answered, how: str) -> None:
        answered.errors += 1
        answered.first_error = answered.first_error or f"{self._kind}: {how}"
