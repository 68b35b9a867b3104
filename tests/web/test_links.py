"""Addresses are written in one module, and lead somewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import web
from web.urls import links

FOLDER = Path(web.__file__).parent
SPELLED = re.compile(r"/$|/[a-z]|[^ ]*\?[a-z]+=|#p$")
"""How a text begins that is an address, or a part of one."""
IN_TEMPLATE = re.compile(r"""(?:href|src|action)=["'](?:[/?]|#p\b)""")
CUTTING = {"partition", "rpartition", "split", "rsplit", "strip", "lstrip", "rstrip"}
"""Methods that take a text apart."""
PATHS = {name: path for name, path in vars(links).items() if name.isupper() and not name.startswith("_")}
ENDINGS = {"EXPORT": ("csv", "jsonl", "bib"), "VALUES": ("speaker",), "ARTICLES": ("x",), "ARTICLES_API": ("x",),
           "CITATIONS": ("x/1",), "SIMILAR": ("x/1",), "SPEAKERS": ("x",), "SPEAKERS_API": ("x",),
           "PLACES": ("x",), "PLACES_API": ("x",), "STATIC": ("x",), "API": ("search",)}  # fmt: skip


def texts(tree: ast.AST) -> Iterator[str]:
    """Yield what a module writes as text; docstrings, declared routes and what takes texts apart are left aside."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.FunctionDef):
            yield from texts(node.args)
            yield from texts(ast.Module(node.body, []))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CUTTING:
            yield from texts(node.func)
        else:
            yield from texts(node)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_other_module_spells_an_address(path: Path) -> None:
    if path != Path(links.__file__):
        spelled = [text for text in texts(ast.parse(path.read_text("utf-8"))) if SPELLED.match(text)]
        assert spelled == []


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_spells_an_address(path: Path) -> None:
    assert IN_TEMPLATE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("spelled", ["/cite/", "/", "?as=text", "/export.", "x?q=", "#p"])
def test_an_address_is_known_when_it_is_spelled(spelled: str) -> None:
    assert SPELLED.match(spelled)


@pytest.mark.parametrize("name", PATHS)
def test_every_path_leads_somewhere(client: FlaskClient, name: str) -> None:
    rules = client.application.url_map.bind("localhost")
    assert all(rules.test(PATHS[name] + ending) for ending in ENDINGS.get(name, ("",)))
