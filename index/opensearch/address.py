"""The address of an archive in a cluster: opensearch+http://HOST:PORT/NAME, or opensearch+https://.

Several nodes of one cluster may be named, with commas between them, so that the others are asked where one is down.
Nothing that authenticates belongs in an address, which shells remember and logs show: who is asking is in the
environment (`index.opensearch.cluster`), and what comes with an address is refused without being repeated.
"""

import re
from dataclasses import dataclass
from importlib.util import find_spec

from index.errors import DatelineError

KIND = "opensearch+"
PORT = 9200
"""Where none is named."""
FORM = "opensearch+http://HOST:PORT/NAME, or opensearch+https:// for TLS"
MOST_BYTES = 200
"""Of a name: the cluster allows an index 255, and a number is added."""

_ADDRESS = re.compile(r"opensearch\+(https?)://([^/]+)/([^/]+)/?")
_NODE = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s:,\[\]?#%\\]+))(?::([0-9]{1,5}))?")
_FORBIDDEN = re.compile(r'[\s\x00-\x1f\x7f\\/*?"<>|,#:%]')
"""In the name of an index; OpenSearch allows %, which an address would have to spell otherwise."""
_OF_A_STATE = re.compile(r"-([0-9]{6,}(-draft)?|before|shares|writer)$")
"""What `index.opensearch.states` adds to the name of an archive."""


class AddressError(DatelineError):
    """What should be the address of an archive is none."""


@dataclass(frozen=True, slots=True)
class Node:
    """Where a node of a cluster speaks HTTP."""

    host: str
    port: int

    def __str__(self) -> str:
        """Return it as it stands in an address."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an archive is: the nodes that are asked, over TLS or not, and its name there."""

    is_secure: bool
    nodes: tuple[Node, ...]
    name: str

    @property
    def hosts(self) -> str:
        """The nodes, as they stand in the address."""
        return ",".join(map(str, self.nodes))

    def __str__(self) -> str:
        """Return the address as `parsed` takes it, with the port."""
        return f"{KIND}http{'s' * self.is_secure}://{self.hosts}/{self.name}"


def is_address(index: object) -> bool:
    """Tell whether what names an index is the address of a cluster's, be it a wrong one, and no path.

    >>> is_address("opensearch+http://localhost:9200/news"), is_address("dateline-index")
    (True, False)
    """
    return isinstance(index, str) and (index.startswith(KIND) or "://" in index)


def parsed(address: str) -> Address:
    """Read an address; raise AddressError, a sentence that says what is wrong.

    >>> parsed("opensearch+http://localhost/news")
    Address(is_secure=False, nodes=(Node(host='localhost', port=9200),), name='news')
    """
    if "@" in address:
        raise AddressError(
            "The address of an archive has no user name, password or key in it: set DATELINE_OPENSEARCH_USER and "
            "DATELINE_OPENSEARCH_PASSWORD, or DATELINE_OPENSEARCH_API_KEY, in the environment."
        )
    found = _ADDRESS.fullmatch(address)
    if not found:
        raise AddressError(f"{address!r} is no address of an archive: it is {FORM}.")
    scheme, hosts, name = found.groups()
    if wrong := _wrong(name):
        raise AddressError(f"{name!r} can't be the name of an archive in OpenSearch: {wrong}.")
    return Address(scheme == "https", tuple(_node(node, address) for node in hosts.split(",")), name)


def require_client() -> None:
    """Raise DatelineError, which says what to install, where there is no client of OpenSearch."""
    if find_spec("opensearchpy") is None:
        raise DatelineError(
            "opensearch-py, which speaks to OpenSearch, is not installed: `make install EXTRAS=opensearch` adds it."
        )


def _node(written: str, address: str) -> Node:
    found = _NODE.fullmatch(written)
    port = int(found[3] or PORT) if found else 0
    if not found or not 0 < port < 2**16:
        raise AddressError(f"{address!r} names no node of a cluster in {written!r}: it is {FORM}.")
    return Node(found[1] or found[2], port)


def _wrong(name: str) -> str:
    """Return why OpenSearch has no such name, or Dateline can't have it; an empty string where it can."""
    if name != name.lower():
        return "it has capital letters"
    if found := _FORBIDDEN.search(name):
        return f"it has {found[0]!r} in it"
    if name.startswith(("-", "_", "+", ".")):
        return f"it begins with {name[0]!r}"
    if len(name.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return f"it is longer than {MOST_BYTES} bytes"
    if _OF_A_STATE.search(name):
        return "it ends as what belongs to another archive does, in a number, -before, -shares or -writer"
    return ""
