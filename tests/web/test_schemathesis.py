"""Schemathesis reads /openapi.json and asks the running server whatever the document allows, and what it forbids."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.serving import served
from web.app import create_app

SECONDS = 60
EXAMPLES = 15
"""Requests of each kind made up for an endpoint, besides those that cover every bound of every parameter."""


@pytest.fixture(scope="module")
def address(index: Path) -> Iterator[str]:
    with served(create_app(index)) as address:
        yield address


def test_running_server_does_what_its_document_says(address: str, tmp_path: Path) -> None:
    settings = PROJECT / "schemathesis.toml"
    ran = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(settings)),
            *("run", f"{address}/openapi.json", "--seed", "1", "--generation-deterministic"),
            *("--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES), "--no-color"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=15 * SECONDS,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout[-6_000:] + ran.stderr[-2_000:]
    assert "No issues found" in ran.stdout or "0 failures" in ran.stdout or "passed" in ran.stdout
