"""compose.yaml, which cannot be run here, has what Compose asks for, and three nodes that know of each other."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import PROJECT

COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def pom_version() -> str:
    found = re.search(r"<opensearch\.version>(.+)</", (PROJECT / "tests/cluster/pom.xml").read_text("utf-8"))
    assert found
    return found[1]


def checked(path: Path) -> subprocess.CompletedProcess[str]:
    """Hold a file against the JSON schema of the Compose specification, which the package of the command brings."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_is_what_the_compose_specification_says() -> None:
    run = checked(PROJECT / "compose.yaml")

    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("known", "unknown"),
    [("healthcheck:", "healthchecks:"), ("retries:", "tries:"), ("soft:", "softly:"), ("services:", "service:")],
)
def test_what_compose_does_not_know_is_seen(known: str, unknown: str, tmp_path: Path) -> None:
    text, path = (PROJECT / "compose.yaml").read_text("utf-8"), tmp_path / "compose.yaml"
    assert known in text
    path.write_text(text.replace(known, unknown))
    run = checked(path)

    assert run.returncode == 1
    assert unknown.removesuffix(":") in run.stdout


@pytest.mark.parametrize("name", SERVICES)
def test_a_node_is_of_the_version_that_is_tested_and_keeps_its_data(name: str) -> None:
    service = SERVICES[name]
    [volume] = service["volumes"]

    assert service["image"] == f"opensearchproject/opensearch:{pom_version()}"
    assert volume == f"{name}:/usr/share/opensearch/data"
    assert name in COMPOSE["volumes"]
    assert all(isinstance(value, str) for value in service["environment"].values())


def test_three_nodes_know_of_each_other() -> None:
    environments = [service["environment"] for service in SERVICES.values()]
    assert [each["node.name"] for each in environments] == list(SERVICES) == ["node-1", "node-2", "node-3"]
    for each in environments:
        assert each["discovery.seed_hosts"].split(",") == list(SERVICES)
        assert each["cluster.initial_cluster_manager_nodes"].split(",") == list(SERVICES)


def test_without_security_only_this_machine_reaches_it() -> None:
    assert all(service["environment"]["DISABLE_SECURITY_PLUGIN"] == "true" for service in SERVICES.values())
    ports = [port for service in SERVICES.values() for port in service["ports"]]
    assert ports == ["127.0.0.1:9200:9200", "127.0.0.1:9201:9200", "127.0.0.1:9202:9200"]
