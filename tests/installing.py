"""Install Dateline as pip would: its modules, and of all other files those that are declared as package data."""

import configparser
import shutil
from pathlib import Path

from tests.conftest import PROJECT

PACKAGES = ("dateline", "index", "search", "web")


def declared() -> set[Path]:
    """Return the files that setup.cfg declares as package data."""
    setup = configparser.ConfigParser()
    setup.read(PROJECT / "setup.cfg", "utf-8")
    return {
        file
        for package, patterns in setup["options.package_data"].items()
        for pattern in patterns.split(",")
        for file in (PROJECT / package.replace(".", "/")).glob(pattern.strip())
    }


def install(site: Path) -> None:
    """Copy what would be installed into a folder from which Python imports."""
    modules = {module for package in PACKAGES for module in (PROJECT / package).rglob("*.py")}
    for file in modules | declared():
        if file.is_file():
            copy = site / file.relative_to(PROJECT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
