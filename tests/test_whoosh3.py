"""What runs through Whoosh is tested a second time, with whoosh3: `make test-whoosh3`."""

import re
from pathlib import Path

import pytest

from tests.conftest import PROJECT

IMPORTS_WHOOSH = re.compile(r"^ *(from|import) whoosh\b", re.MULTILINE)
MODULES = [
    path for path in sorted((PROJECT / "tests").rglob("test_*.py")) if IMPORTS_WHOOSH.search(path.read_text("utf-8"))
]


def listed() -> list[Path]:
    makefile = (PROJECT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    names = re.search(r"^WHOOSH_TESTS := (.+)$", makefile, re.MULTILINE)
    assert names
    return [PROJECT / name for name in names[1].split()]


def test_all_that_is_listed_is_there() -> None:
    assert [path for path in listed() if not path.exists()] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_what_imports_whoosh_is_listed(module: Path) -> None:
    assert any(module.is_relative_to(path) for path in listed())
