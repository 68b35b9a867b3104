"""The commands over a cluster behind nginx, which speaks TLS with a certificate of its own and asks who is there."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.cluster.cluster import PATIENCE, Cluster, free_ports
from tests.commands.running import dateline, fails_in_one_line
from tests.nginx import running

USER, PASSWORD = "quill", "s3cret-of-quill"
ENVIRONMENT = {"DATELINE_OPENSEARCH_USER": USER, "DATELINE_OPENSEARCH_PASSWORD": PASSWORD}
SERVERS = """
upstream nodes {{ {nodes} }}
server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    auth_basic "cluster";
    auth_basic_user_file {users};
    client_max_body_size 100m;
    location / {{ proxy_pass http://nodes; proxy_http_version 1.1; }}
}}
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that no authority has signed, `key.pem` beside it."""
    folder = tmp_path_factory.mktemp("certificate")
    made = folder / "certificate.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
    subprocess.run([*command, "-keyout", folder / "key.pem", "-out", made], check=True, capture_output=True)
    return made


@pytest.fixture(scope="module")
def address(cluster: Cluster, certificate: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port, name = tmp_path_factory.mktemp("nginx"), free_ports(1)[0], f"tls-{uuid4().hex[:8]}x"
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    nodes = " ".join(f"server {one.removeprefix('http://')};" for one in cluster.addresses)
    key, users = certificate.with_name("key.pem"), folder / "users"
    with running(SERVERS.format(nodes=nodes, port=port, certificate=certificate, key=key, users=users), port, folder):
        yield f"opensearch+https://127.0.0.1:{port}/{name}"
    with cluster.client() as client:
        client.indices.delete(index=f"{name}*", params={"ignore": 404, "request_timeout": PATIENCE})
        client.indices.delete_index_template(name=f"dateline-{name}", params={"ignore": 404})


@pytest.fixture
def known(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks, and what certificate is trusted, in the environment."""
    own = {"DATELINE_OPENSEARCH_CA": str(certificate), "DATELINE_MAX_MILLISECONDS": "60000"}
    for variable, value in {**ENVIRONMENT, **own}.items():
        monkeypatch.setenv(variable, value)


@pytest.mark.usefixtures("known")
def test_an_archive_is_made_and_searched(address: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Quillmere ferry sails.")
    commands = (["rebuild", tmp_path / "a.txt"], ["verify"], ["info"], ["search", "ferry"])
    runs = [dateline(*command, "--index", address) for command in commands]
    assert [run.returncode for run in runs] == [0] * 4
    assert "Quillmere" in runs[-1].stdout
    assert not any(PASSWORD in run.stdout + run.stderr for run in runs)


@pytest.mark.usefixtures("known")
def test_whoever_the_cluster_does_not_know_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_OPENSEARCH_PASSWORD", "another")
    assert "DATELINE_OPENSEARCH_PASSWORD" in fails_in_one_line(dateline("search", "ferry", "--index", address))


@pytest.mark.usefixtures("known")
def test_a_certificate_that_nobody_trusts_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_OPENSEARCH_CA")
    assert "DATELINE_OPENSEARCH_CA" in fails_in_one_line(dateline("search", "ferry", "--index", address))
