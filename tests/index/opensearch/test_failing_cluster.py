"""What is said where a cluster can't be asked: one sentence each, and nothing of who asks."""

import logging
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest

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
from index.opensearch import cluster as clusters
from index.opensearch.address import parsed
from index.opensearch.cluster import Cluster
from index.opensearch.hanging import ANSWERS_WITHIN, Hanging
from index.opensearch.refusals import Refusals
from tests.index.opensearch.stand_ins import answer, answering, down, hanging, version

ADDRESS = "opensearch+http://127.0.0.1:1/news"
SECRET = "s3cret-of-quill"


def refused(status: int, error: object) -> DatelineError:
    return Refusals(parsed("opensearch+http://a/news")).refused(status, error)


def blocked(what: str) -> Mapping[str, object]:
    cause = {"type": "cluster_block_exception", "reason": f"index [news-000001] blocked by: [{what}];"}
    return {"root_cause": [cause], **cause}


CREATES_NOTHING = {
    "type": "index_create_block_exception",
    "reason": "blocked by: [FORBIDDEN/10/cluster create-index blocked (api)];",
}


def test_one_that_is_down_is_said_to_be_and_nothing_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    said = r"127\.0\.0\.1:1 cannot be reached \(Connection refused\)"
    with Cluster(ADDRESS, {}) as cluster, pytest.raises(ClusterUnavailableError, match=said), cluster.failures():
        cluster.client.search(index="news")
    assert not caplog.records


@pytest.mark.parametrize(
    ("status", "error", "kind", "said"),
    [
        (403, blocked("FORBIDDEN/12/index read-only / allow delete (api)"), ClusterReadOnlyError, "disks are full"),
        (
            429,
            blocked("TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark"),
            ClusterReadOnlyError,
            "disks are full",
        ),
        (403, CREATES_NOTHING, ClusterReadOnlyError, "disks are full"),
        (403, blocked("FORBIDDEN/5/index read-only (api)"), ClusterReadOnlyError, "lift the block"),
        (403, blocked("FORBIDDEN/6/cluster read-only (api)"), ClusterReadOnlyError, "lift the block"),
        (403, blocked("FORBIDDEN/8/index write (api)"), ClusterReadOnlyError, "lets nobody write"),
        (503, blocked("SERVICE_UNAVAILABLE/1/state not recovered"), ClusterUnavailableError, "no cluster manager"),
        (503, {"type": "cluster_manager_not_discovered_exception"}, ClusterUnavailableError, "no cluster manager"),
        (503, {"type": "search_phase_execution_exception"}, ClusterIncompleteError, "no longer red"),
        (429, {"type": "rejected_execution_exception"}, ClusterUnavailableError, "too much to do"),
        (502, None, ClusterUnavailableError, "can't answer at the moment .502."),
        (404, {"type": "index_not_found_exception", "reason": "no such index [news]"}, IndexMissingError, "rebuild"),
        (404, "alias [news] missing", IndexMissingError, "--index opensearch.http://a:9200/news"),
        (404, None, ClusterAccessError, "is not OpenSearch"),
        (401, "Unauthorized", ClusterAccessError, "does not know who asks"),
        (403, {"type": "security_exception", "reason": "no permissions for [x]"}, ClusterAccessError, "rights"),
        (400, {"type": "parsing_exception", "reason": "unknown query"}, ClusterError, "refused what it was asked"),
    ],
)
def test_each_answer_of_a_cluster_that_fails_has_its_sentence(
    status: int, error: object, kind: type[DatelineError], said: str
) -> None:
    told = refused(status, error)
    assert type(told) is kind
    assert re.search(said, str(told))
    assert str(told).endswith(".")


@pytest.mark.parametrize("mapping", [{}, {"_meta": {"dateline": {"format": 0}}}])
def test_an_index_of_another_format_is_not_read(mapping: Mapping[str, object]) -> None:
    with pytest.raises(ForeignDirectoryError):
        Refusals(parsed(ADDRESS)).require_format("news-000001", mapping)


@pytest.mark.parametrize(
    "environment",
    [
        {"DATELINE_OPENSEARCH_USER": "quill"},
        {"DATELINE_OPENSEARCH_PASSWORD": SECRET},
        {"DATELINE_OPENSEARCH_USER": "quill:er", "DATELINE_OPENSEARCH_PASSWORD": SECRET},
        {"DATELINE_OPENSEARCH_API_KEY": f"{SECRET} "},
        {"DATELINE_OPENSEARCH_API_KEY": f"{SECRET}\n"},
        {
            "DATELINE_OPENSEARCH_API_KEY": SECRET,
            "DATELINE_OPENSEARCH_USER": "quill",
            "DATELINE_OPENSEARCH_PASSWORD": SECRET,
        },
    ],
)
def test_credentials_that_make_no_sense_are_refused_and_not_repeated(environment: Mapping[str, str]) -> None:
    with pytest.raises(ClusterAccessError) as refused:
        Cluster(ADDRESS, environment)
    assert SECRET not in repr(refused.value)


def test_credentials_are_not_sent_in_the_clear_to_another_machine() -> None:
    with pytest.raises(ClusterAccessError, match="in the clear"):
        Cluster("opensearch+http://search.example/news", {"DATELINE_OPENSEARCH_API_KEY": SECRET})
    Cluster("opensearch+https://search.example/news", {"DATELINE_OPENSEARCH_API_KEY": SECRET}).close()


def test_a_file_of_certificates_that_is_none_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    for file in ("missing.pem", "ca.pem"):
        environment = {"DATELINE_OPENSEARCH_CA": str(tmp_path / file)}
        with pytest.raises(ClusterAccessError, match=f"{file}.*can't be used"):
            Cluster("opensearch+https://127.0.0.1/news", environment)


def said_of(status: int, body: bytes, environment: Mapping[str, str]) -> tuple[str, str]:
    """Ask what answers so, and return what is said, and the header that was sent."""
    handler = answer(status, body)
    with answering(handler) as node, Cluster(f"opensearch+http://{node}/news", environment) as cluster:
        shown = f"{cluster!r} {cluster._client!r} {cluster._client.transport!r} {vars(cluster).keys()}"
        try:
            with cluster.failures():
                assert cluster.client
            said = ""
        except DatelineError as error:
            said = str(error)
    assert SECRET not in shown + said
    return said, handler.asked


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, version("2.19.6"), ""),
        (200, version("2.11.0"), ""),
        (200, version("3.3.1"), ""),
        (200, version("2.10.0"), "is of version 2.10.0"),
        (200, version("4.0.0"), "is of version 4.0.0"),
        (200, version("1.3.2"), "is of version 1.3.2"),
        (200, b'{"version": {"number": "8.1.0"}}', "is not OpenSearch"),
        (200, b'{"version": 7}', "is not OpenSearch"),
        (200, b"[]", "is not OpenSearch"),
        (200, b"<html>", "can't be asked"),
        (404, b"", "is not OpenSearch"),
        (401, b"", "does not know who asks"),
        (302, b"", "is not OpenSearch"),
    ],
)
def test_only_a_known_version_of_opensearch_is_asked(status: int, body: bytes, said: str) -> None:
    told, _ = said_of(status, body, {})
    assert said in told and bool(said) == bool(told)


def test_who_asks_is_told_in_a_header_alone() -> None:
    key = {"DATELINE_OPENSEARCH_API_KEY": SECRET}
    user = {"DATELINE_OPENSEARCH_USER": "quill", "DATELINE_OPENSEARCH_PASSWORD": f"{SECRET} ä"}
    assert said_of(401, b"", key)[1] == f"ApiKey {SECRET}"
    assert said_of(403, b'{"error": {"type": "security_exception", "reason": "no"}}', user)[1].startswith("Basic ")
    assert said_of(401, b"", {})[1] == ""


@pytest.mark.parametrize(("other", "failures"), [(hanging, 1), (down, 0)])
def test_a_node_that_does_not_answer_is_passed_over(
    other: Callable[[], AbstractContextManager[str]], failures: int, capfd: pytest.CaptureFixture[str]
) -> None:
    failed = 0
    with other() as node, answering() as answers, Cluster(f"opensearch+http://{node},{answers}/news", {}) as cluster:
        for _ in range(6):
            try:
                with cluster.failures():
                    cluster._client.info(request_timeout=3.0)
            except ClusterUnavailableError:
                failed += 1
    assert failed == failures
    assert not "".join(capfd.readouterr())


def test_another_node_tells_the_version_where_one_hangs() -> None:
    with hanging() as node, answering(answer(200, version("2.19.6"))) as answers:
        for _ in range(4):  # whichever is asked first
            with Cluster(f"opensearch+http://{node},{answers}/news", {}) as cluster:
                with cluster.failures():
                    assert cluster.client
                assert cluster.version == "2.19.6"


@pytest.mark.parametrize("nodes", [1, 2])
def test_where_every_node_hangs_each_is_waited_for_once(nodes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    send = clusters.Connection.perform_request

    def noting(self: clusters.Connection, *given: Any, **named: Any) -> Any:
        waited.append(named.get("timeout") or clusters.TIMEOUT)
        return send(self, *given, **named)

    monkeypatch.setattr(clusters.Connection, "perform_request", noting)
    monkeypatch.setattr(Hanging, "await_look", lambda self: self._looking.acquire() and self._looking.release())
    with ExitStack() as stack:
        where = ",".join(stack.enter_context(hanging()) for _ in range(nodes))
        cluster = stack.enter_context(Cluster(f"opensearch+http://{where}/news", {}))
        with pytest.raises(ClusterUnavailableError, match="did not answer in time"), cluster.failures():
            assert cluster.client
        cluster.hanging.await_look()
        assert cluster.hanging.is_everywhere
    assert waited == [clusters.READ_WITHIN, *[ANSWERS_WITHIN] * 2 * nodes]


def test_tls_is_not_spoken_to_what_speaks_none() -> None:
    said = "does not speak TLS as it should"
    with (
        answering() as node,
        Cluster(f"opensearch+https://{node}/news", {}) as cluster,
        pytest.raises(DatelineError, match=said),
        cluster.failures(),
    ):
        assert cluster.client
