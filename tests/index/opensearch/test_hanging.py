"""Nodes that answer are preferred while others hang, and only then."""

import json
from collections.abc import Callable, Mapping
from threading import Thread
from typing import Any
from unittest.mock import Mock

import pytest
from opensearchpy.exceptions import ConnectionError, ConnectionTimeout
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from index.opensearch import hanging
from index.opensearch.hanging import Hanging


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


def that_is_cut_off() -> Node:
    return Node(ConnectionError("N/A", "no answer", ConnectTimeoutError("no answer")))


def that_hangs() -> Node:
    return Node(ConnectionTimeout("TIMEOUT", "no answer", Exception()))


def that_is_down() -> Node:
    return Node(ConnectionError("N/A", "refused", NewConnectionError(Mock(), "refused")))


def looked(*nodes: Node) -> Hanging:
    found = Hanging(nodes)
    assert not found.avoided
    found.look()
    found.await_look()
    return found


OTHERS = [*(Node(text) for text in ("{}", '{"nodes": {}}', "null", "no JSON")), Node(RuntimeError("no node"))]


@pytest.mark.parametrize("hangs", [that_hangs, that_is_cut_off])
@pytest.mark.parametrize("other", [that_hangs(), that_is_cut_off(), that_is_down(), answering("gull"), *OTHERS])
def test_nodes_that_answer_are_preferred_where_one_hangs(hangs: Callable[[], Node], other: Node) -> None:
    found = looked(answering("heron"), hangs(), other)
    names = "gull,heron" if other.answer == answering("gull").answer else "heron"
    assert found.is_met and not found.is_everywhere
    assert found.avoided == {"preference": f"_prefer_nodes:{names}"}


def test_none_is_preferred_where_none_hangs() -> None:
    found = looked(answering("heron"), that_is_down())
    assert not (found.is_met or found.is_everywhere)
    assert found.avoided == {}


@pytest.mark.parametrize("nodes", [[that_hangs()], [that_hangs(), that_is_cut_off()]])
def test_none_is_preferred_where_all_hang(nodes: list[Node]) -> None:
    found = looked(*nodes)
    assert found.is_met and found.is_everywhere
    assert found.avoided == {}


@pytest.mark.parametrize("other", [that_is_down(), *OTHERS])
def test_none_is_preferred_where_no_other_says_who_it_is(other: Node) -> None:
    found = looked(that_hangs(), other)
    assert found.is_met and not found.is_everywhere
    assert found.avoided == {}


def test_nodes_are_preferred_for_a_time_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hanging, "AVOIDED", -1.0)
    found = looked(answering("heron"), that_hangs())
    assert "heron" in found._known[0]
    assert not found.is_met
    assert found.avoided == {}


def test_what_hangs_is_looked_for_anew_each_time() -> None:
    other = that_hangs()
    found = looked(answering("heron"), other)
    other.answer = answering("gull").answer
    found.look()
    found.await_look()
    assert found.avoided == {}


def test_what_cannot_be_looked_for_is_looked_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    found = Hanging([answering("heron"), that_hangs()])
    with monkeypatch.context() as patched:
        patched.setattr(Thread, "start", none_left)
        found.look()
    assert not found.is_met
    found.look()
    found.await_look()
    assert found.is_met


def test_of_no_node_nothing_is_known() -> None:
    found = looked()
    assert not (found.is_met or found.is_everywhere)
