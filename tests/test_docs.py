"""What a user can type or set is documented, and what is documented is there."""

import re
from dataclasses import Field, fields
from pathlib import Path

import click
import pytest

from dateline.cli import main
from index.opensearch.address import parsed
from index.sources import limits
from search.limits import Limits
from search.query import FIELDS
from tests.conftest import PROJECT

README = (PROJECT / "README.md").read_text("utf-8")
ARCHITECTURE = (PROJECT / "ARCHITECTURE.md").read_text("utf-8")
SECURITY = (PROJECT / "SECURITY.md").read_text("utf-8")
OPERATING = (PROJECT / "docs" / "operating.md").read_text("utf-8")
CLUSTER = (PROJECT / "docs" / "cluster.md").read_text("utf-8")
HELP = (PROJECT / "web" / "help" / "help.md").read_text("utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`dateline {command}" in README


@pytest.mark.parametrize("option", main.commands["serve"].params, ids=lambda option: option.name)
def test_every_option_of_the_server_is_documented(option: click.Parameter) -> None:
    assert any(f"| `{name}` |" in OPERATING for name in option.opts)
    assert option.envvar is None or f"| `{option.envvar}` |" in OPERATING


SETTINGS = {
    name
    for package in ("dateline", "index", "search", "web")
    for path in (PROJECT / package).rglob("*.py")
    for name in re.findall(r"\"(DATELINE_[A-Z_]+)\"", path.read_text("utf-8"))
}


@pytest.mark.parametrize("setting", sorted(SETTINGS))
def test_every_setting_is_documented(setting: str) -> None:
    assert f"`{setting}" in README + OPERATING + CLUSTER or f"`${setting}" in README


@pytest.mark.parametrize("limit", fields(Limits), ids=lambda limit: limit.name)
def test_every_limit_is_in_the_readme_with_its_default(limit: Field[int]) -> None:
    assert f"| `DATELINE_{limit.name.upper()}` | {limit.default} |" in README


@pytest.mark.parametrize("field", [field for field in FIELDS if field != "text"])
def test_every_field_is_in_the_readme_and_in_the_help(field: str) -> None:
    assert f"`{field}:" in README
    assert f"{field}:" in HELP


def packages() -> list[str]:
    setup = (PROJECT / "setup.cfg").read_text("utf-8")
    required = re.search(r"install_requires =\n((?: {4}.+\n)+)", setup)
    assert required
    return [line.split()[0] for line in required[1].splitlines()]


@pytest.mark.parametrize("package", packages())
def test_every_dependency_has_its_reason(package: str) -> None:
    assert package.lower() in README.lower()


def test_files_named_in_the_documents_are_there() -> None:
    for text in (
        README,
        ARCHITECTURE,
        SECURITY,
        *(path.read_text("utf-8") for path in (PROJECT / "docs").glob("*.md")),
    ):
        for name in re.findall(r"`((?:dateline|index|search|web|tests|examples|benchmarks)/[\w./]*)`", text):
            assert (PROJECT / name).exists(), name


def test_folders_are_named_in_the_architecture() -> None:
    for package in ("dateline", "index", "search", "web"):
        for module in (PROJECT / package).rglob("__init__.py"):
            assert module.parent.name in ARCHITECTURE, module


@pytest.mark.parametrize("text", [README, CLUSTER], ids=["README", "cluster"])
def test_what_is_to_be_typed_for_a_cluster_names_every_node_and_the_command_that_was_installed(text: str) -> None:
    """Of an address with one node alone nobody is asked where that one hangs; on PATH there is no `dateline`."""
    addresses = re.findall(r"^    export DATELINE_INDEX=(\S+)", text, re.MULTILINE)
    assert [[node.port for node in parsed(address).nodes] for address in addresses] == [[9200, 9201, 9202]]
    assert not re.search(r"^    dateline ", text, re.MULTILINE)


def test_bounds_of_reading_are_documented_as_they_are() -> None:
    text = (PROJECT / "docs" / "reading.md").read_text("utf-8")
    documented = re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", text, re.MULTILINE)
    assert documented
    assert {name: f"{getattr(limits, name):,}" for name, _ in documented} == dict(documented)


def test_relative_links_lead_somewhere() -> None:
    for document in (
        PROJECT / "README.md",
        PROJECT / "examples" / "README.md",
        PROJECT / "ARCHITECTURE.md",
        PROJECT / "SECURITY.md",
        *(PROJECT / "docs").glob("*.md"),
    ):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8")):
            if not target.startswith("/"):
                assert (document.parent / Path(target)).exists(), target
