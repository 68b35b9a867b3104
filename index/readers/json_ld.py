"""Find what a page's JSON-LD says of its article (schema.org): the node of the article itself, none of what is beside.

A page describes comments, videos, its site and other articles in the same form.  The article's node is one of a kind of
article at the top of a block, in a graph, or as the main entity of a page; where there is none, that of the page is.
"""

import json
import re
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from index.sources import limits

Node = Mapping[str, object]

_MOST_NODES = 1_000
_BEFORE = re.compile(r"(?://)?\s*(?:<!--|<!\[CDATA\[)")
_AFTER = ("-->", "]]>")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


def article_node(tree: HtmlElement, title: str) -> Node:
    """Give the node of the article, of several the one with its headline; an empty one where there is none."""
    nodes = [
        node for script in tree.xpath('//script[contains(@type, "ld+json")]') for node in _nodes(script.text or "")
    ]
    articles = [node for node in nodes if is_article(node)]
    pages = [node for node in nodes if _is(node, "WebPage", "ItemPage")]
    untyped = [node for node in nodes if "@type" not in node]
    of_title = [node for node in articles if title and _folded(node.get("headline")) == _folded(title)]
    return next(iter([*of_title, *articles, *pages, *untyped]), {})


def is_article(node: Node) -> bool:
    """Say whether a node is one of a kind of article."""
    return _is(node, "Article", "Posting", "Report")


def names_of(tree: HtmlElement, value: object) -> list[str]:
    """Give the names that are the value of a property such as author: those of persons, where there are none all."""
    persons: list[str] = []
    others: list[str] = []
    for one in value[: limits.MAX_AUTHORS] if isinstance(value, list) else [value]:
        node = _resolved(tree, one) if isinstance(one, Mapping) else {"@type": "Person", "name": one}
        written = node.get("name")
        named = written if isinstance(written, list) else [written]
        (persons if _is(node, "Person") else others).extend(name for name in named if isinstance(name, str))
    return persons or others


def _resolved(tree: HtmlElement, node: Node) -> Node:
    """Give the node that has the id to which one without a name refers."""
    if "name" in node or "@id" not in node:
        return node
    scripts = tree.xpath('//script[contains(@type, "ld+json")]')
    described = (other for script in scripts for other in _nodes(script.text or ""))
    return next((other for other in described if other.get("@id") == node["@id"] and "name" in other), node)


def _nodes(script: str) -> Iterator[Node]:
    """Yield the nodes at the top of a block, those of a graph and main entities among them."""
    pending: list[object] = [_parsed(script)]
    for _ in range(_MOST_NODES):
        if not pending:
            return
        item = pending.pop(0)
        if isinstance(item, list):
            pending = [*item, *pending]
        elif isinstance(item, Mapping):
            yield item
            pending = [item.get("@graph"), item.get("mainEntity"), *pending]


def _parsed(script: str) -> object:
    text = _unwrapped(script.strip())
    for candidate in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(script: str) -> str:
    """Take off what a script is wrapped in for the sake of old browsers, a comment or a section of CDATA."""
    begun = _BEFORE.match(script)
    text = script[begun.end() if begun else 0 :].removesuffix(";").rstrip()
    for mark in _AFTER:
        if text.endswith(mark):
            text = text.removesuffix(mark).rstrip().removesuffix("//")
    return text


def _is(node: Node, *endings: str) -> bool:
    kinds = node.get("@type")
    return any(str(kind).endswith(endings) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _folded(value: object) -> str:
    return "".join(character for character in str(value).casefold() if character.isalnum())
