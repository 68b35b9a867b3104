"""Look for known vulnerabilities of what is installed, by pip-audit; run by `make audit`, and by .ci/run.

Fails where one is known of a version that `make install` installs, whatever its EXTRAS.  Where the advisories can't be
had, that is said and nothing fails: a machine without a network has not become less safe.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
INSTALLED = ("build", "install", "documents", "opensearch", "parquet")
"""Lists of which a vulnerability is a failure; of others it is told."""
LISTS = (*INSTALLED, "test")
ACCEPTED: dict[str, str] = {}
"""Advisories that don't concern Dateline, by id, and why."""
SECONDS = 120

Package = dict[str, Any]


class NoAdvisoriesError(Exception):
    """The advisories could not be had."""


def main() -> int:
    """Audit each list; return the exit status."""
    failures = 0
    for name in LISTS:
        try:
            audited, skipped = report(PROJECT / "requirements" / f"{name}.txt")
        except (OSError, NoAdvisoriesError, subprocess.TimeoutExpired) as error:
            print(f"requirements/{name}.txt was not audited: the advisories could not be had ({error}).")
            continue
        known = [line for package in audited for line in vulnerabilities(package)]
        for line in known:
            print(f"requirements/{name}.txt: {line}")
        left = f"; of {len(skipped)} there were no advisories to be had" if skipped else ""
        print(f"requirements/{name}.txt: {len(audited)} packages audited, {len(known)} known vulnerabilities{left}.")
        failures += len(known) if name in INSTALLED else 0
    return 1 if failures else 0


def report(requirements: Path) -> tuple[list[Package], list[Package]]:
    """Return the packages of a list that were audited and those that were not.

    Raises NoAdvisoriesError where none was.
    """
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    command += ["--format", "json", "--requirement", str(requirements)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603  # our own lists
    try:
        packages: list[Package] = json.loads(run.stdout)["dependencies"]
    except ValueError:
        told = run.stderr.strip().splitlines()
        raise NoAdvisoriesError(told[-1][:200] if told else f"status {run.returncode}") from None
    audited = [package for package in packages if "skip_reason" not in package]
    skipped = [package for package in packages if "skip_reason" in package]
    if not audited:
        raise NoAdvisoriesError(skipped[0]["skip_reason"] if skipped else "an empty report")
    return audited, skipped


def vulnerabilities(package: Package) -> list[str]:
    """Return a line for each known vulnerability of a package."""
    return [
        f"{package['name']} {package['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'none yet'}"
        for one in package["vulns"]
        if one["id"] not in ACCEPTED
    ]


if __name__ == "__main__":
    sys.exit(main())
