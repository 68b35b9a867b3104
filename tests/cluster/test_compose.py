"""compose.yaml, which cannot be run here, has what Compose asks for, and three nodes that know of each other."""

import re
from typing import Any

import pytest
import yaml

from tests.conftest import PROJECT

COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
TOP_LEVEL = {"name", "services", "volumes"}
OF_A_SERVICE = {"image", "environment", "ports", "volumes", "healthcheck", "ulimits", "restart"}
OF_A_HEALTH_CHECK = {"test", "interval", "timeout", "retries"}


def pom_version() -> str:
    found = re.search(r"<opensearch\.version>(.+)</", (PROJECT / "tests/cluster/pom.xml").read_text("utf-8"))
    assert found
    return found[1]


def test_nothing_is_said_that_compose_does_not_know() -> None:
    assert {key for key in COMPOSE if not key.startswith("x-")} == TOP_LEVEL
    for service in SERVICES.values():
        assert service.keys() <= OF_A_SERVICE
        assert service.get("healthcheck", {}).keys() <= OF_A_HEALTH_CHECK
        assert all(value.keys() == {"soft", "hard"} for value in service["ulimits"].values())


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
