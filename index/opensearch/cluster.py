"""A cluster that holds an archive, as Dateline speaks to it: with a client of its own, and in sentences when it fails.

Who asks is told by the environment alone: DATELINE_OPENSEARCH_USER and DATELINE_OPENSEARCH_PASSWORD, or
DATELINE_OPENSEARCH_API_KEY; DATELINE_OPENSEARCH_CA names a file of the certificates to be trusted.  They go into the
header of each request, and nowhere else: no message, log or `repr` has them.
"""

import logging
import os
import re
import ssl
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from typing import Any

from opensearchpy import OpenSearch, RoundRobinSelector, Transport, Urllib3HttpConnection
from opensearchpy.exceptions import (
    ConnectionError,
    ConnectionTimeout,
    ImproperlyConfigured,
    OpenSearchException,
    TransportError,
)
from urllib3 import Timeout

from index.errors import ClusterAccessError, ClusterUnavailableError, ClusterVersionError, IndexMissingError
from index.opensearch.address import Address, Node, parsed
from index.opensearch.hanging import Hanging
from index.opensearch.refusals import Refusals

USER, PASSWORD, API_KEY = "DATELINE_OPENSEARCH_USER", "DATELINE_OPENSEARCH_PASSWORD", "DATELINE_OPENSEARCH_API_KEY"
CERTIFICATES = "DATELINE_OPENSEARCH_CA"
TIMEOUT = 30.0
"""Seconds that a call waits, unless it says otherwise with `request_timeout`."""
CONNECTING = 3.0
"""Seconds that a node may take to be reached; one that is switched off answers nothing at all."""
READ_WITHIN = 3.0
"""Seconds that a node may take for what it has to do but little for; then another one is asked, if there is one."""
CONNECTIONS = 32
"""To a node, kept open: more than there are threads that search."""
HUNG = 30.0
"""Seconds for which a node that did not answer in time is asked only where there is no other."""

SEARCHES = frozenset({"_search", "_msearch"})
"""What asks all shards, by how its path ends."""
WHOLE = {"allow_partial_search_results": "false"}
"""Parameters that let a search that took too long fail, too."""
TRIES = 2
"""How often a search that lacks shards is sent, at most."""
_OF_DOCUMENTS = re.compile(r"/_doc/[^/]+$|/_mget$")
"""Paths of what any copy of a shard can answer."""
OLDEST = {2: 11, 3: 0}
"""The oldest minor version of each major one that is supported."""

logging.getLogger("opensearch").addHandler(logging.NullHandler())  # else what it warns of goes to standard error


class Connection(Urllib3HttpConnection):
    """To a node: what fails is said by `Cluster.failures` alone, and that it hung is remembered."""

    hung_at = -HUNG

    def perform_request(self, *given: Any, **named: Any) -> Any:
        """Send a request, and wait `timeout` seconds for the answer, fewer until there is a connection."""
        wait = named.get("timeout") or TIMEOUT
        try:
            named["timeout"] = Timeout(connect=min(wait, CONNECTING), read=wait)
            answer = super().perform_request(*given, **named)
        except ConnectionError as error:
            if isinstance(error, ConnectionTimeout):
                self.hung_at = time.monotonic()
            raise
        except TransportError:  # an answer, too
            self.hung_at = -HUNG
            raise
        self.hung_at = -HUNG
        return answer

    def _raise_warnings(self, warning_headers: Any) -> None:
        for warning in warning_headers or ():
            logging.getLogger(__name__).debug("%s", warning)

    def log_request_fail(self, *given: Any, **named: Any) -> None:
        """Say nothing: by default a traceback goes to standard error."""


class Asking(Transport):
    """Takes no answer to a search that is not that of all shards, and reads from another node where one hangs.

    A shard that no node has at the moment is none of those that are said to have failed.  One whose node is lost while
    it is asked is missing once: it is asked for again.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        pool: Any = self.connection_pool
        self.hanging = Hanging(getattr(pool, "orig_connections", pool.connections))

    def perform_request(
        self, method: str, url: str, params: Mapping[str, Any] | None = None, *given: Any, **named: Any
    ) -> Any:
        """Send a request; raise TransportError where shards are missing in what it finds.

        What only reads, and says nothing of its time, is sent to another node after READ_WITHIN seconds.  Where a node
        hangs, what isn't documents, which may be many bytes, is given up after as many again, at once where all do.
        """
        asked = dict(params or {})
        if (method == "GET" or url.endswith("/_mget")) and "request_timeout" not in asked:
            try:
                return super().perform_request(method, url, {**asked, "request_timeout": READ_WITHIN}, *given, **named)
            except ConnectionTimeout:
                self.hanging.look()
                self.hanging.await_look()
                if _OF_DOCUMENTS.search(url):
                    asked |= self.hanging.avoided
                elif self.hanging.is_everywhere:
                    raise
                elif self.hanging.is_met:
                    asked["request_timeout"] = READ_WITHIN
        for _ in range(TRIES):
            answer = super().perform_request(method, url, dict(asked), *given, **named)
            lacking = _lacking(answer) if url.rpartition("/")[2] in SEARCHES else []
            if not lacking:
                return answer
        kind = "search_phase_execution_exception"
        raise TransportError(503, kind, {"error": {"type": kind, "failed_shards": lacking[0].get("failures", [])}})


def _lacking(answer: Any) -> list[Mapping[str, Any]]:
    """Return what is said of the shards of each search that is not answered by all."""
    answers = answer.get("responses", [answer]) if isinstance(answer, dict) else []
    told = [one["_shards"] for one in answers if "_shards" in one]
    return [shards for shards in told if shards["successful"] < shards["total"]]


class Answering(RoundRobinSelector):
    """Asks one node after another, but for those that did not answer of late."""

    def select(self, connections: Sequence[Any]) -> Any:
        """Choose one of some connections."""
        now = time.monotonic()
        return super().select([one for one in connections if now - one.hung_at >= HUNG] or connections)


class Cluster:
    """The cluster at an address; `name` is what the archive is called there.  It may be used by several threads.

    Every call of `client` is made within `with cluster.failures():`, the reading of `client` itself included: its first
    asks for the version.  Nothing is sent until then.
    """

    def __init__(self, address: Address | str, environment: Mapping[str, str] = os.environ) -> None:
        """Make a client of it; raise AddressError, ClusterAccessError where the environment makes no sense."""
        self.address = parsed(address) if isinstance(address, str) else address
        self.name = self.address.name
        self.where = f"OpenSearch at {self.address.hosts}"
        self.refusals = Refusals(self.address)
        self.version = ""
        """Which OpenSearch it is, once it was asked."""
        authorization = _authorization(environment)
        if authorization and not (self.address.is_secure or all(map(_is_here, self.address.nodes))):
            raise ClusterAccessError(
                f"What authenticates is not sent to {self.where} in the clear: use opensearch+https://."
            )
        self._client = OpenSearch(
            [{"host": node.host, "port": node.port} for node in self.address.nodes],
            transport_class=Asking,
            connection_class=Connection,
            selector_class=Answering,
            dead_timeout=1.0,
            timeout=TIMEOUT,
            max_retries=max(1, len(self.address.nodes) - 1),
            pool_maxsize=CONNECTIONS,
            headers={"authorization": authorization} if authorization else None,
            use_ssl=self.address.is_secure,
            ssl_context=_trust(environment) if self.address.is_secure else None,
        )
        transport: Any = self._client.transport
        self.hanging: Hanging = transport.hanging
        """Which of the nodes that the address names hang."""

    def __repr__(self) -> str:
        """Return its address."""
        return f"Cluster({str(self.address)!r})"

    @property
    def client(self) -> OpenSearch:
        """The client of opensearch-py; raises ClusterAccessError for a cluster of a version that is not supported."""
        if not self.version:
            self.version = self._known(self._client.info())
        return self._client

    @contextmanager
    def failures(self) -> Iterator[None]:
        """Turn whatever the client raises into a DatelineError, a sentence."""
        try:
            yield
        except (OpenSearchException, ImproperlyConfigured) as error:
            told = self.refusals.told(error)
            if isinstance(error, ConnectionTimeout):
                self.hanging.look()
            if isinstance(told, IndexMissingError):
                self.require_recovered()
            raise told from error

    def require_recovered(self) -> None:
        """Raise ClusterUnavailableError where the cluster has not read yet which indexes it has.

        One that was started anew says for a time of each that it is not there, unless it is searched: be it for what
        nobody has.  What else may be wrong with it is not looked into.
        """
        try:
            self._client.search(index=f"{self.name}-nobodys-*", body={"size": 0})
        except OpenSearchException as error:
            told = self.refusals.told(error)
            if isinstance(told, ClusterUnavailableError):
                raise told from error

    def documents(self, answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """Return what an `mget` says of each document that was asked for; raise where it could not look for one."""
        documents: Sequence[Mapping[str, Any]] = answer["docs"]
        for one in documents:
            if "error" in one:
                raise self.refusals.refused(503, one["error"])
        return documents

    def require_all(self, met: int, total: int) -> None:
        """Raise ClusterUnavailableError where not all documents were met that there were in the beginning.

        Of some failures of a shard, which is closed while it is asked, the cluster does not tell.
        """
        if met < total:
            raise ClusterUnavailableError(
                f"{self.where} gave {met:,} of {total:,} documents that were to be read: try again."
            )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def __enter__(self) -> "Cluster":
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self.close()

    def _known(self, info: Any) -> str:
        """Return the version of a cluster by what it says of itself; raise ClusterAccessError for one that is none."""
        with suppress(LookupError, TypeError, ValueError, AttributeError):
            version = info["version"]
            number = str(version["number"])
            major, minor = map(int, number.split(".")[:2])
            if version.get("distribution") == "opensearch":
                if minor >= OLDEST.get(major, minor + 1):
                    return number
                raise ClusterVersionError(
                    f"{self.where} is of version {number[:40]}: Dateline knows 2.11 and later ones of 2, and 3."
                )
        raise ClusterAccessError(f"What answers at {self.address.hosts} is not OpenSearch.")


def _authorization(environment: Mapping[str, str]) -> str:
    """Return the header that says who asks, an empty string where nobody is named."""
    user, password, key = (environment.get(name, "") for name in (USER, PASSWORD, API_KEY))
    if key and (user or password):
        raise ClusterAccessError(f"Both {API_KEY} and {USER} or {PASSWORD} are set: one of the two says who asks.")
    if bool(user) != bool(password):
        raise ClusterAccessError(f"Of {USER} and {PASSWORD} one is set, and not the other.")
    if ":" in user:
        raise ClusterAccessError(f"{USER} has a colon in it, which no user name may have.")
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ClusterAccessError(f"{API_KEY} has something in it that no key has: a space, a line break, or such.")
    if key:
        return f"ApiKey {key}"
    return f"Basic {b64encode(f'{user}:{password}'.encode('utf-8', 'surrogateescape')).decode()}" if user else ""


def _is_here(node: Node) -> bool:
    """Tell whether a node is on this machine, so that nobody else hears what it is told."""
    with suppress(ValueError):
        return ip_address(node.host).is_loopback
    return node.host == "localhost"


def _trust(environment: Mapping[str, str]) -> ssl.SSLContext:
    """Return what certificates are checked by; raise ClusterAccessError."""
    file = environment.get(CERTIFICATES) or None
    try:
        return ssl.create_default_context(cafile=file)
    except OSError as error:  # of which SSLError is one
        reason = "it holds no certificates" if isinstance(error, ssl.SSLError) else error.strerror
        raise ClusterAccessError(f"{CERTIFICATES} names {file!r}, which can't be used: {reason}.") from None
