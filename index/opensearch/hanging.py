"""Nodes of a cluster that hang: looked for when an answer does not come, so that others are asked for what both have.

A node that hangs keeps its connections, as one does that is cut off.  Whoever waits for its part of an answer, another
node too, waits until the cluster has given it up, half a minute by default; that an answer is late does not say which
node it is that hangs.
"""

import json
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

from opensearchpy.exceptions import ConnectionError, ConnectionTimeout, OpenSearchException
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

ANSWERS_WITHIN = 1.0
"""Seconds in which a node that does not hang says which one it is."""
AVOIDED = 30.0
"""Seconds for which nodes that answered are preferred; after them it may be waited for, and looked for, once more."""


class Connection(Protocol):
    """A connection of opensearch-py's to a node."""

    def perform_request(self, method: str, url: str, params: Mapping[str, Any], timeout: float) -> Any:
        """Return the status, the headers and the text of what it answers."""


class Hanging:
    """Which nodes at an address answer where others hang; of those that are not named there nothing is known.

    It may be used by several threads.
    """

    def __init__(self, connections: Sequence[Connection]) -> None:
        self._connections = connections
        self._looking, self._noting = threading.Lock(), threading.Lock()
        self._known: tuple[Sequence[str | None], float] = ((), 0.0)
        """What the nodes answered where one of them hangs, None for one that does, and until when that is so."""

    @property
    def is_met(self) -> bool:
        """Whether a node hung of late."""
        return bool(self._of_late())

    @property
    def is_everywhere(self) -> bool:
        """Whether each node hung of late."""
        return self.is_met and all(node is None for node in self._of_late())

    @property
    def avoided(self) -> Mapping[str, str]:
        """Parameters by which a search asks nodes that answer for whatever they have."""
        preferred = sorted(filter(None, self._of_late()))
        return {"preference": f"_prefer_nodes:{','.join(preferred)}"} if preferred else {}

    def _of_late(self) -> Sequence[str | None]:
        found, until = self._known
        return found if time.monotonic() < until else ()

    def look(self) -> None:
        """Begin to look which nodes hang, without waiting for it, unless that is being done."""
        if not self._connections or not self._looking.acquire(blocking=False):
            return
        found: list[str | None] = []
        for connection in self._connections:  # by threads that no command waits for when it ends
            try:
                threading.Thread(target=self._ask, args=(connection, found), name="hanging", daemon=True).start()
            except RuntimeError:  # there can be no more of them
                self._note("", found)

    def await_look(self) -> None:
        """Wait until what `look` has begun is known."""
        if self._looking.acquire(timeout=2 * ANSWERS_WITHIN):
            self._looking.release()

    def _ask(self, connection: Connection, found: list[str | None]) -> None:
        answer: str | None = ""
        with suppress(Exception):  # what is no node may say anything
            answer = _answer_of(connection)
        self._note(answer, found)

    def _note(self, answer: str | None, found: list[str | None]) -> None:
        with self._noting:
            found.append(answer)
            if len(found) == len(self._connections):
                self._known = found if None in found else (), time.monotonic() + AVOIDED
                self._looking.release()


def _answer_of(connection: Connection) -> str | None:
    """Return the id of a node, None where it hangs or is cut off, an empty string where it says nothing of itself."""
    try:
        asked = {"filter_path": "nodes.*.name"}
        _, _, text = connection.perform_request("GET", "/_nodes/_local", asked, timeout=ANSWERS_WITHIN)
    except OpenSearchException as error:
        return None if isinstance(error, ConnectionTimeout) or _is_unreachable(error) else ""
    return str(next(iter(json.loads(text)["nodes"])))


def _is_unreachable(error: OpenSearchException) -> bool:
    """Tell whether nothing at all was answered, rather than that nobody listens."""
    reason = error.info if isinstance(error, ConnectionError) else None
    return isinstance(reason, ConnectTimeoutError) and not isinstance(reason, NewConnectionError)
