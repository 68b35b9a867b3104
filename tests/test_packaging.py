"""What an installed Dateline needs beside its modules is declared as package data."""

import configparser
from pathlib import Path

import pytest

from tests.conftest import PROJECT


def declared() -> set[Path]:
    setup = configparser.ConfigParser()
    setup.read(PROJECT / "setup.cfg", "utf-8")
    return {
        file
        for package, patterns in setup["options.package_data"].items()
        for pattern in patterns.split(",")
        for file in (PROJECT / package.replace(".", "/")).glob(pattern.strip())
    }


@pytest.mark.parametrize("package", ["dateline", "index", "search", "web"])
def test_every_file_of_a_package_is_installed(package: str) -> None:
    files = {
        path
        for path in (PROJECT / package).rglob("*")
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }
    assert files <= declared()


@pytest.mark.parametrize("package", ["dateline", "index", "search", "web"])
def test_every_folder_with_modules_is_a_package(package: str) -> None:
    for module in (PROJECT / package).rglob("*.py"):
        assert (module.parent / "__init__.py").exists(), module
