"""What an installed Dateline needs beside its modules is declared as package data, its types among them."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.installing import PACKAGES, declared, install

WELL_TYPED = """\
from dateline import Archive, Hit, SearchRequest, annotate

hits: tuple[Hit, ...] = Archive("index").search(SearchRequest("tide")).results
names: list[str] = [speaker["name"] for paragraph in annotate("")["paragraphs"] for speaker in paragraph["speakers"]]
"""
ILL_TYPED = """\
from dateline import Archive, SearchRequest, Nonsense

Archive(7).search(SearchRequest("tide")).nonsense
"""


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_of_a_package_is_installed(package: str) -> None:
    files = {
        path
        for path in (PROJECT / package).rglob("*")
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }
    assert files <= declared()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_with_modules_is_a_package(package: str) -> None:
    for module in (PROJECT / package).rglob("*.py"):
        assert (module.parent / "__init__.py").exists(), module


def test_a_users_type_checker_finds_the_types(tmp_path: Path) -> None:
    """It said "missing library stubs or py.typed marker"."""
    environment = tmp_path / "venv"
    venv.create(environment)
    [site] = environment.glob("lib/python*/site-packages")
    install(site)
    (tmp_path / "well.py").write_text(WELL_TYPED, "utf-8")
    (tmp_path / "ill.py").write_text(ILL_TYPED, "utf-8")

    python = environment / "bin" / "python"
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python), "well.py", "ill.py"]
    run = subprocess.run(mypy, cwd=tmp_path, capture_output=True, text=True, check=False)

    *errors, summary = run.stdout.splitlines()
    assert [error.partition(" error: ")[0] for error in errors] == ["ill.py:1:", "ill.py:3:", "ill.py:3:"], run.stdout
    assert summary == "Found 3 errors in 1 file (checked 2 source files)"
