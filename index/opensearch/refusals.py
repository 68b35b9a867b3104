"""What a cluster answers where it doesn't do what it is asked, in a sentence that says what to do."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from opensearchpy.exceptions import ConnectionError, ConnectionTimeout, SSLError, TransportError

from index.errors import (
    ClusterAccessError,
    ClusterError,
    ClusterIncompleteError,
    ClusterReadOnlyError,
    ClusterUnavailableError,
    DatelineError,
    ForeignDirectoryError,
    IndexMissingError,
)
from index.opensearch.address import Address
from index.opensearch.mapping import FORMAT

MOST_SHOWN = 200
"""Characters of what the cluster says that are repeated."""
_BLOCKED_TO_READ_ONLY = re.compile(r"/(?:5|6|10|12|13)/")
"""Numbers of OpenSearch's blocks: of indexes and of the whole cluster, by hand and by a disk that is full."""
_BY_A_DISK = re.compile(r"/(?:10|12|13)/")
_NOT_THERE_YET = re.compile(r"/(?:1|2)/")
"""The cluster has not recovered its state, or has no manager."""
_BLOCKED = frozenset({"cluster_block_exception", "index_create_block_exception"})
_NO_MANAGER = frozenset({"cluster_manager_not_discovered_exception", "master_not_discovered_exception"})
_LACKS_SHARDS = frozenset(
    {"no_shard_available_action_exception", "unavailable_shards_exception", "search_phase_execution_exception"}
)
_MISSING = frozenset({"index_not_found_exception", "aliases_not_found_exception", "index_closed_exception"})


class Refusals:
    """Tells of the failures of the cluster at an address."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._where = f"OpenSearch at {address.hosts}"

    def told(self, error: Exception) -> DatelineError:
        """Return what is to be said of an exception of the client's."""
        if isinstance(error, ConnectionTimeout):
            return ClusterUnavailableError(f"{self._where} did not answer in time: try again when it has less to do.")
        if isinstance(error, SSLError):
            return ClusterAccessError(self._untrusted(str(error.error)))
        if isinstance(error, ConnectionError):
            return ClusterUnavailableError(
                f"{self._where} cannot be reached ({_reason(error.info)}): start it, or name another address with "
                "--index."
            )
        if isinstance(error, TransportError) and isinstance(error.status_code, int):
            told = error.info.get("error") if isinstance(error.info, dict) else None
            return self.refused(error.status_code, told)
        return ClusterError(f"{self._where} can't be asked ({_shown(str(error))}).")

    def refused(self, status: int, error: object) -> DatelineError:
        """Return what is to be said of an answer, or of one item of a bulk's: its HTTP status and its `error`."""
        kinds, reasons = _kinds(error), " ".join(_reasons(error))
        if kinds & _BLOCKED:
            return self._blocked(reasons)
        if kinds & _MISSING or "alias [" in reasons:
            return self.missing()
        if status == 401:
            return ClusterAccessError(
                f"{self._where} does not know who asks: set DATELINE_OPENSEARCH_USER and DATELINE_OPENSEARCH_PASSWORD, "
                "or DATELINE_OPENSEARCH_API_KEY, to what it accepts."
            )
        if status == 403:
            return ClusterAccessError(
                f"{self._where} does not let who asks do this ({_shown(reasons)}): give that user or key the rights "
                "of docs/cluster.md."
            )
        if kinds & _NO_MANAGER:
            return self._without_manager()
        if kinds & _LACKS_SHARDS and status >= 500:
            return ClusterIncompleteError(
                f"{self._where} lacks shards of {self._address.name} at the moment: start the nodes that hold them, or "
                "wait until it is no longer red."
            )
        if status == 429:
            return ClusterUnavailableError(f"{self._where} has too much to do at the moment: try again later.")
        if status in (502, 503, 504):
            return ClusterUnavailableError(f"{self._where} can't answer at the moment ({_shown(reasons) or status}).")
        if not kinds and not reasons:
            return ClusterAccessError(f"What answers at {self._address.hosts} is not OpenSearch (status {status}).")
        return ClusterError(f"{self._where} refused what it was asked ({_shown(reasons) or ', '.join(sorted(kinds))}).")

    def missing(self) -> IndexMissingError:
        """Return what says that nothing is published there."""
        return IndexMissingError(
            f"{self._address} has no published index yet: make one with "
            f"`dateline rebuild PATH... --index {self._address}`."
        )

    def require_format(self, index: str, mapping: Mapping[str, Any]) -> None:
        """Raise ForeignDirectoryError where an index, by its mapping, is not of this format, or not Dateline's."""
        ours = mapping.get("_meta", {}).get("dateline", {})
        if "format" not in ours:
            raise ForeignDirectoryError(
                f"{index} of {self._where} is no index that Dateline made: name another archive with --index."
            )
        if ours["format"] != FORMAT:
            raise ForeignDirectoryError(
                f"{index} of {self._where} was made in another format ({str(ours['format'])[:20]}, not {FORMAT}): "
                f"rebuild it with `dateline rebuild PATH... --index {self._address}`."
            )

    def _blocked(self, reasons: str) -> DatelineError:
        if _NOT_THERE_YET.search(reasons):
            return self._without_manager()
        if not _BLOCKED_TO_READ_ONLY.search(reasons):
            return ClusterReadOnlyError(f"{self._where} lets nobody write there ({_shown(reasons)}).")
        why = (
            "its disks are full: make room on them, or add a node"
            if _BY_A_DISK.search(reasons)
            else "somebody made it so: lift the block, index.blocks.read_only or cluster.blocks.read_only"
        )
        return ClusterReadOnlyError(
            f"{self._where} is read-only, for {why}, then try again. What was published before is unharmed."
        )

    def _without_manager(self) -> ClusterUnavailableError:
        return ClusterUnavailableError(
            f"{self._where} has no cluster manager at the moment: wait until most of its nodes are there."
        )

    def _untrusted(self, told: str) -> str:
        if "CERTIFICATE_VERIFY_FAILED" not in told:
            return f"{self._where} does not speak TLS as it should: use opensearch+http:// where it speaks none."
        return (
            f"The certificate of {self._where} is not trusted here ({_verification(told)}): name a file of the "
            "certificates that vouch for it with DATELINE_OPENSEARCH_CA."
        )


def _shown(said: str) -> str:
    """Return what somebody else said, as part of a sentence."""
    return said[:MOST_SHOWN].rstrip(" .:")


def _reason(error: object) -> str:
    """Return what the system said of a connection that failed."""
    seen = error
    while isinstance(seen, BaseException):
        if isinstance(seen, OSError) and seen.strerror:
            return seen.strerror
        seen = seen.__cause__ or seen.__context__ or next((one for one in seen.args if _is_error(one)), None)
    return "it broke the connection off"


def _is_error(one: object) -> bool:
    return isinstance(one, BaseException)


def _verification(told: str) -> str:
    found = re.search(r"certificate verify failed: ([^(\]]*)", told)
    return _shown(found[1]) if found else "it can't be verified"


def _nested(error: object) -> Iterator[Mapping[str, Any]]:
    """Yield an error and all that are said to be its causes."""
    if isinstance(error, Mapping):
        yield error
        yield from _nested(error.get("caused_by"))
        for one in error.get("root_cause") or ():
            yield from _nested(one)
        for one in error.get("failed_shards") or ():
            yield from _nested(one.get("reason"))


def _kinds(error: object) -> set[str]:
    return {str(one["type"]) for one in _nested(error) if one.get("type")}


def _reasons(error: object) -> list[str]:
    if isinstance(error, str):
        return [error]
    return list(dict.fromkeys(str(one["reason"]) for one in _nested(error) if one.get("reason")))
