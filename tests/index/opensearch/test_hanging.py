"""Nodes that answer are preferred while others hang, and only then."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from opensearchpy.exceptions import ConnectionError, ConnectionTimeout

from index.opensearch import hanging
from index.opensearch.hanging import Hanging
from tests.web.serving import eventually


class Node:
    """A node that answers a text, or raises an error."""

    def __init__(self, answer: str | Exception) -> None:
        self.answer = answer
        self.asked = 0

    def perform_request(self, method: str, url: str, params: Mapping[str, Any], timeout: float) -> Any:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return 200, {}, self.answer


def answering(id: str) -> Node:
    return Node(json.dumps({"nodes": {id: {"name": f"name of {id}"}}}))


def that_hangs() -> Node:
    return Node(ConnectionTimeout("TIMEOUT", "no answer", Exception()))


def that_is_down() -> Node:
    return Node(ConnectionError("N/A", "refused", Exception()))


def looked(*nodes: Node) -> Hanging:
    found = Hanging(nodes)
    assert not found.avoided
    found.look()
    assert eventually(lambda: all(node.asked for node in nodes) and not found._looking.locked())
    return found


@pytest.mark.parametrize("other", [that_hangs(), that_is_down(), Node("{}"), Node("no JSON"), answering("gull")])
def test_nodes_that_answer_are_preferred_where_one_hangs(other: Node) -> None:
    found = looked(answering("heron"), that_hangs(), other)
    names = "heron,gull" if other.answer == answering("gull").answer else "heron"
    assert found.is_met
    assert found.avoided == {"preference": f"_prefer_nodes:{names}"}


@pytest.mark.parametrize("nodes", [[answering("heron"), that_is_down()], [that_hangs(), that_hangs()]])
def test_none_is_preferred_where_none_hangs_or_all_do(nodes: list[Node]) -> None:
    found = looked(*nodes)
    assert not found.is_met
    assert found.avoided == {}


def test_nodes_are_preferred_for_a_time_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hanging, "AVOIDED", -1.0)
    assert looked(answering("heron"), that_hangs()).avoided == {}


def test_what_hangs_is_looked_for_anew_each_time() -> None:
    other = that_hangs()
    found = looked(answering("heron"), other)
    other.answer = answering("gull").answer
    found.look()
    assert eventually(lambda: not found.is_met)
    assert found.avoided == {}


def test_one_alone_is_not_asked() -> None:
    alone = that_hangs()
    Hanging([alone]).look()
    assert not alone.asked
