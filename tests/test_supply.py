"""What is installed is listed with its hashes, and known vulnerabilities of it are looked for."""

import configparser
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROJECT

PIN = re.compile(r"([A-Za-z0-9._-]+)==(\S+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
LISTS = sorted((PROJECT / "requirements").glob("*.txt"))
EXTRAS = ("documents", "opensearch", "parquet")
"""What users may add to what is installed; `test` and `bench` are for developers."""
INSTALLED = ("install", *EXTRAS)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(path: Path) -> list[list[str]]:
    """Return the entries of a list, each as its words."""
    return [entry.split() for entry in path.read_text("utf-8").replace("\\\n", " ").splitlines() if entry.strip()]


def pins(path: Path) -> dict[str, str]:
    found = [pin for pin in map(PIN.match, path.read_text("utf-8").splitlines()) if pin]
    return {normal(pin[1]): pin[2] for pin in found}


def required(*extras: str) -> set[str]:
    setup = configparser.ConfigParser()
    setup.read(PROJECT / "setup.cfg", "utf-8")
    lines = setup["options"]["install_requires"].split("\n")
    for extra in extras:
        lines += setup["options.extras_require"][extra].split("\n")
    names = [re.match(r"[\w.-]+", line.strip()) for line in lines]
    return {normal(name[0]) for name in names if name}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_package_has_its_version_its_hashes_and_no_address(path: Path) -> None:
    for words in entries(path):
        hashes = [word for word in words if word.startswith("--hash=")]
        assert PIN.fullmatch(words[0]), words[0]
        assert hashes and all(map(HASH.fullmatch, hashes)), words[0]
        assert not any("://" in word or word.startswith(("-i", "-f", "--index", "--extra", "--find")) for word in words)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_versions_are_those_that_were_tested_together(path: Path) -> None:
    tested = pins(PROJECT / "constraints.txt")
    assert {name: version for name, version in pins(path).items() if tested.get(name) != version} == {}


@pytest.mark.parametrize(
    ("name", "extras"),
    [("install", ()), *((extra, (extra,)) for extra in EXTRAS), ("test", ("documents", "test")), ("bench", ("bench",))],
)
def test_all_that_is_required_is_listed(name: str, extras: tuple[str, ...]) -> None:
    """After a change of setup.cfg: `make lock`."""
    assert required(*extras) <= pins(PROJECT / "requirements" / f"{name}.txt").keys()


def test_every_extra_has_a_list() -> None:
    setup = configparser.ConfigParser()
    setup.read(PROJECT / "setup.cfg", "utf-8")
    assert {*setup["options.extras_require"]} == {*EXTRAS, "test", "bench"}


def test_nothing_is_installed_but_by_its_hash() -> None:
    """`make install`, as it would run in a fresh checkout; Dateline itself has no hash, and brings nothing with it."""
    command = ["make", "--dry-run", "--always-make", "install", f"EXTRAS={' '.join(EXTRAS)}"]
    outside_of_make = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    run = subprocess.run(command, cwd=PROJECT, env=outside_of_make, capture_output=True, text=True, check=True)
    lists = []
    for line in run.stdout.splitlines():
        if "pip install" in line and "--no-deps --no-build-isolation -e ." not in line:
            assert "--require-hashes --only-binary :all:" in line
            lists.append(Path(line.split(" -r ")[1]).stem)
    assert lists == ["build", *INSTALLED]


def test_no_document_has_anything_installed_past_the_lists() -> None:
    """What `pip install -e '.[parquet]'` takes, nobody has tested, and no hash is asked for."""
    for document in (*PROJECT.glob("*.md"), PROJECT / "examples" / "README.md", *(PROJECT / "docs").glob("*.md")):
        text = document.read_text("utf-8")
        assert not re.search(r"pip install -e|\bdateline\[", text), document
        assert {*re.findall(r"EXTRAS=(\w+)", text)} <= {*EXTRAS}, document


def test_all_that_users_install_is_audited(tmp_path: Path) -> None:
    run = audit(tmp_path, {"dependencies": [{"name": "sound", "version": "1.0", "vulns": []}]})
    assert {
        f"requirements/{name}.txt: 1 packages audited, 0 known vulnerabilities." for name in ("build", *INSTALLED)
    } <= {*run.stdout.splitlines()}


def audit(tmp_path: Path, report: dict[str, Any] | str) -> subprocess.CompletedProcess[str]:
    """Run the audit with a pip-audit that answers so."""
    answer = report if isinstance(report, str) else json.dumps(report)
    (tmp_path / "pip_audit.py").write_text(f"print({answer!r})")
    return subprocess.run(
        [sys.executable, str(PROJECT / ".ci" / "audit.py")],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_known_vulnerability_fails_the_audit(tmp_path: Path) -> None:
    flaw = {"id": "PYSEC-0000-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}
    run = audit(tmp_path, {"dependencies": [{"name": "leaky", "version": "1.0", "vulns": [flaw]}]})

    assert run.returncode == 1
    for name in INSTALLED:
        assert f"requirements/{name}.txt: leaky 1.0: PYSEC-0000-1, mended in 1.1\n" in run.stdout


def test_none_passes_it_and_what_could_not_be_looked_up_is_said(tmp_path: Path) -> None:
    packages = [{"name": "sound", "version": "1.0", "vulns": []}, {"name": "unknown", "skip_reason": "not found"}]
    run = audit(tmp_path, {"dependencies": packages})

    assert run.returncode == 0
    told = "1 packages audited, 0 known vulnerabilities; of 1 there were no advisories to be had."
    assert f"requirements/install.txt: {told}\n" in run.stdout


@pytest.mark.parametrize("report", [{"dependencies": [{"name": "x", "skip_reason": "not found"}]}, "", "no JSON"])
def test_where_advisories_cannot_be_had_that_is_said_and_nothing_fails(tmp_path: Path, report: Any) -> None:
    run = audit(tmp_path, report)

    assert run.returncode == 0
    assert run.stdout.count("was not audited: the advisories could not be had (") == len(("build", *INSTALLED, "test"))


@pytest.mark.parametrize(
    "name", sorted({name for one in INSTALLED for name in pins(PROJECT / f"requirements/{one}.txt")})
)
def test_every_installed_package_is_accounted_for(name: str) -> None:
    told = normal((PROJECT / "README.md").read_text("utf-8") + (PROJECT / "SECURITY.md").read_text("utf-8"))

    assert re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", told)
