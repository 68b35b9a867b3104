"""Nodes of a cluster that hang: looked for when an answer does not come, so that others are asked for what both have.

A node that hangs keeps its connections.  Whoever waits for its part of an answer, another node too, waits until the
cluster has given it up, half a minute by default; that an answer is late does not say which node it is that hangs.
"""

import json
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Protocol

from opensearchpy.exceptions import ConnectionTimeout, OpenSearchException

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
        self._looking = threading.Lock()
        self._answering: Sequence[str] = ()
        self._until = 0.0

    @property
    def is_met(self) -> bool:
        """Whether a node hung of late."""
        return bool(self._answering) and time.monotonic() < self._until

    @property
    def avoided(self) -> Mapping[str, str]:
        """Parameters of a search by which it asks nodes that answer for whatever they have."""
        return {"preference": f"_prefer_nodes:{','.join(self._answering)}"} if self.is_met else {}

    def look(self) -> None:
        """Begin to look which nodes hang, without waiting for it, unless that is being done."""
        if len(self._connections) > 1 and self._looking.acquire(blocking=False):
            threading.Thread(target=self._look, name="hanging", daemon=True).start()

    def _look(self) -> None:
        try:
            with ThreadPoolExecutor(len(self._connections)) as beside:
                found = list(beside.map(_answer_of, self._connections))
            self._answering = [node for node in found if node] if None in found else []
            self._until = time.monotonic() + AVOIDED
        finally:
            self._looking.release()


def _answer_of(connection: Connection) -> str | None:
    """Return the id of a node, None where it hangs, an empty string where nothing is to be had of it."""
    try:
        asked = {"filter_path": "nodes.*.name"}
        _, _, text = connection.perform_request("GET", "/_nodes/_local", asked, timeout=ANSWERS_WITHIN)
    except ConnectionTimeout:
        return None
    except OpenSearchException:
        return ""
    with suppress(ValueError, LookupError, TypeError):
        return str(next(iter(json.loads(text)["nodes"])))
    return ""
