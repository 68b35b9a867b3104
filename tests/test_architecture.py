"""Every room imports only what the table says: nothing runs back up, nothing in a circle, Whoosh stays in its rooms."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PROJECT

PACKAGES = ("dateline", "index", "search", "web")
MOST_ROOMS = 15
"""Modules and folders at the root of a package."""

VOCABULARY = {"search.fields", "search.request", "search.results", "search.errors", "search.limits"}
UNPARSE = "search.query.unparse"
FUNCTION_WORDS = "search.query.function_words"
SPANS = "index.annotation.spans"
TOKENS, SIGNATURES = "index.analysis.tokens", "index.deduplication.signatures"
REMEMBERING = "index.remembering"
FILES, CODEC = "index.store.files", "index.store.whoosh_codec"

ROOMS: dict[str, set[str]] = {
    "dateline": {"index", "search", "web"},
    "index.errors": {"index.text"},
    "index.text": set(),
    "index.interrupts": set(),
    REMEMBERING: set(),
    "index.annotation": set(),
    "index.documents": {SPANS},
    "index.sources": {"index.documents", "index.errors", "index.text"},
    "index.cleaning": {"index.documents"},
    "index.readers": {"index.sources", "index.documents", "index.cleaning"},
    "index.gazetteer": {"index.errors", FILES},
    "index.analysis": {"index.analysis.analyzer", TOKENS, SIGNATURES, "index.documents", SPANS},
    "index.analysis.analyzer": {"index.analysis.folding", "index.analysis.stemming"},
    "index.analysis.folding": set(),
    "index.analysis.stemming": {"whoosh.lang.porter2"},
    TOKENS: set(),
    SIGNATURES: {TOKENS},
    "index.deduplication": {TOKENS, SIGNATURES, REMEMBERING, "index.analysis.analyzer", "index.documents"},
    FILES: {"index.errors"},
    "index.store.postings": {FILES, "index.analysis"},
    CODEC: {FILES, "index.store.postings", "index.analysis", "whoosh"},
    "index.store": {
        FILES,
        CODEC,
        "index.store.postings",
        REMEMBERING,
        "index.analysis",
        "index.deduplication",
        "index.documents",
        "index.errors",
        "index.interrupts",
    },
    "index.opensearch": {
        FILES,
        "index.analysis",
        "index.deduplication",
        "index.documents",
        "index.errors",
        "index.interrupts",
        "index.store",
        "index.text",
    },
    "index.pipeline": {
        "index.annotation",
        "index.documents",
        "index.sources",
        "index.cleaning",
        "index.readers",
        "index.gazetteer",
        "index.analysis",
        "index.deduplication",
        "index.opensearch",
        "index.store",
        "index.errors",
        "index.interrupts",
        "index.text",
    },
    "search.fields": set(),
    "search.request": {"search.fields"},
    "search.results": {"index.documents", "search.fields", "search.request"},
    "search.errors": {"index.errors"},
    "search.limits": {"index.errors", "search.errors"},
    "search.query": VOCABULARY | {"index.analysis", "index.gazetteer", "index.errors"},
    "search.engine.protocol": VOCABULARY | {"search.query", "index.documents"},
    "search.engine.spread": set(),
    "search.engine.weights": set(),
    "search.engine.periods": VOCABULARY,
    "search.engine.summaries": VOCABULARY | {"index.documents"},
    "search.engine.taking_up": {"index.errors"},
    "search.engine.vocabulary": VOCABULARY
    | {"search.engine.protocol", "search.query", "index.store", "index.analysis", "index.documents", REMEMBERING},
    "search.engine.embedded": VOCABULARY
    | {"search.engine.protocol", "search.engine.vocabulary", "search.engine.spread", "search.engine.periods"}
    | {"search.engine.summaries", "search.engine.taking_up", "search.engine.weights"}
    | {"search.query", "index.store", "index.analysis", "index.documents", "index.errors"}
    | {"index.deduplication", REMEMBERING, "whoosh"},
    "search.engine.opensearch": VOCABULARY
    | {"search.engine.protocol", "search.engine.vocabulary", "search.engine.spread", "search.engine.periods"}
    | {"search.engine.summaries", "search.engine.taking_up", "search.engine.weights"}
    | {"search.query", "index.opensearch", "index.store", "index.analysis", "index.documents", "index.errors"}
    | {REMEMBERING},
    "search.service": VOCABULARY
    | {"search.engine.protocol", "search.query", "index.analysis", "index.documents", SPANS},
    "search.archive": VOCABULARY
    | {"search.service", "search.query", "search.engine", "index.errors", "index.opensearch.address"},
    "web.urls": VOCABULARY,
    "web.rendering": VOCABULARY | {"web.urls"},
    "web.http": VOCABULARY | {"web.rendering", "web.urls", "search.archive", "index.errors"},
    "web.api": VOCABULARY | {UNPARSE, "web.http", "web.rendering", "web.urls", "search.archive", "index.errors"},
    "web.pages": VOCABULARY
    | {UNPARSE, FUNCTION_WORDS, "web.api", "web.http", "web.rendering", "web.urls", "search.archive"},
    "web.app": VOCABULARY | {"web.pages", "web.api", "web.http", "web.urls", "search.archive"},
    "web.server": VOCABULARY
    | {"search.archive", "web.app", "web.http", "web.urls", "index.errors", "index.interrupts"},
}
"""What each room may import besides itself and the world outside; a room within a room has its own line."""


def within(name: str, rooms: set[str]) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)


def room_of(name: str) -> str | None:
    return max((room for room in ROOMS if within(name, {room})), key=len, default=None)


def modules(package: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((PROJECT / package).rglob("*.py")):
        parts = path.relative_to(PROJECT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imported(path: Path) -> set[str]:
    """Every name that a module imports, as written out; relative ones stay in their room."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.split(".")[0] in {*PACKAGES, "whoosh"}}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    inside = [path for package in PACKAGES for name, path in modules(package) if room_of(name) == room]
    assert inside
    for path in inside:
        wrong = {
            name
            for name in imported(path)
            if name not in PACKAGES and room_of(name) != room and not within(name, ROOMS[room])
        }
        assert not wrong, f"{path.relative_to(PROJECT)} imports {wrong}"


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_is_in_a_room(package: str) -> None:
    corridors = {room.rpartition(".")[0] for room in ROOMS}
    assert [name for name, _ in modules(package) if room_of(name) is None and name not in corridors | {package}] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_root_of_a_package_is_seen_at_a_glance(package: str) -> None:
    found = {path.name for path in (PROJECT / package).iterdir() if not path.name.startswith("__")}
    rooms = found - {"py.typed"}  # a mark for type checkers
    assert len(rooms) <= MOST_ROOMS


@pytest.mark.parametrize("package", [*PACKAGES, "benchmarks"])
def test_no_module_is_a_drawer_for_everything(package: str) -> None:
    names = {path.stem for path in (PROJECT / package).rglob("*.py")}
    assert not names & {"utils", "util", "helpers", "common", "manager", "misc"}


WRITING = {
    *("tofile", "write_text", "write_bytes", "mkdir", "mkdtemp", "touch", "unlink", "rmdir", "rmtree", "fsync"),
    *("rename", "symlink_to", "hardlink_to", "copyfile", "copytree", "TemporaryFile"),
}
"""What writes to a disk, called otherwise than as `filesystem.…`."""
WRITES_ITSELF = {"index.store.files.filesystem", "index.pipeline.annotation_cache"}
"""The layer, and what has to do with SQLite's files."""


def is_written_past_the_layer(call: ast.Call) -> bool:
    function = call.func
    if not isinstance(function, ast.Attribute) or ast.unparse(function.value) == "filesystem":
        return False
    modes = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    opens_to_write = function.attr == "open" and any(set(mode) <= set("rwaxbt+") and mode[0] != "r" for mode in modes)
    return opens_to_write or function.attr in WRITING


@pytest.mark.parametrize("room", ["index.store", "index.deduplication", "index.gazetteer"])
def test_whatever_is_written_goes_through_one_layer(room: str) -> None:
    """So that a test can make each operation fail: `tests.soak.faults`."""
    for name, path in modules("index"):
        if within(name, {room}) and name not in WRITES_ITSELF:
            calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
            past = [ast.unparse(call) for call in calls if is_written_past_the_layer(call)]
            assert not past, f"{path.relative_to(PROJECT)} writes by {past}"
