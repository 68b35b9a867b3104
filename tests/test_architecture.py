"""Imports run one way, and Whoosh stays where the index is stored and queried."""

import ast
from pathlib import Path

import pytest

from tests.conftest import PROJECT

COMPOSITION_ROOT = PROJECT / "index" / "cli.py"
FORBIDDEN = {
    "index": {"search", "web", "flask"},
    "index/annotation": {
        "index.readers",
        "index.gazetteer",
        "index.schema",
        "index.article",
        "whoosh",
        "search",
        "web",
    },
    "index/readers": {"whoosh", "index.annotation", "index.gazetteer"},
    "index/cleaning": {"whoosh", "index.annotation", "index.readers"},
    "index/gazetteer": {"whoosh", "index.readers", "index.article"},
    "search": {"web", "flask", "index.readers", "index.annotation", "index.writer", "index.rebuild"},
    "search/language": {"whoosh", "index"},
    "web": {"whoosh", "index.schema", "index.reader", "index.columns", "index.generation", "index.annotation"},
}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_a_package_imports_only_what_it_may(folder: str) -> None:
    modules = [path for path in (PROJECT / folder).rglob("*.py") if path != COMPOSITION_ROOT]
    assert modules
    for path in modules:
        wrong = {
            name
            for name in imported(path)
            for banned in FORBIDDEN[folder]
            if name == banned or name.startswith(banned + ".")
        }
        assert not wrong, f"{path.relative_to(PROJECT)} imports {wrong}"


@pytest.mark.parametrize("folder", ["index", "search", "web", "benchmarks"])
def test_no_module_is_a_drawer_for_everything(folder: str) -> None:
    names = {path.stem for path in (PROJECT / folder).rglob("*.py")}
    assert not names & {"utils", "util", "helpers", "common", "manager", "misc"}
