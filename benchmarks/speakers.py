"""Measure the speaker field: quality against hand-annotated news, and speed.

usage: python benchmarks/speakers.py [--part dev|train] [--command COMMAND ...]

Runs the shared scorer over `dateline annotate --json -` and prints one row of a table.  Needs `../shared` beside the
project.  Anything that speaks the same JSON may be measured in the same way with --command.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"
COLUMNS = {
    "precision": r"^P +([\d.]+)",
    "F1 named": r"^F1_named +([\d.]+)",
    "F1 named and pronouns": r"^F1_both +([\d.]+)",
    "fullest name": r"^fullest_name +([\d.]+)",
    "words per CPU second": r"([\d,]+) words per CPU second",
}


def measure(part: str, command: list[str]) -> dict[str, str]:
    """Return the scorer's figure for each column."""
    scorer = [str(SHARED / "evals" / "annotate_score.py"), "speakers"]
    gold = str(SHARED / "corpora" / "polnear-dev.jsonl.gz")
    run = subprocess.run(
        [sys.executable, *scorer, gold, "--part", part, "--", *command], capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise SystemExit(f"the scorer failed: {run.stderr.strip()}")
    found = {column: re.search(pattern, run.stdout, re.MULTILINE) for column, pattern in COLUMNS.items()}
    return {column: match[1] if match else "?" for column, match in found.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"{SHARED} is missing: the corpora and the scorer are not part of the project")
    command = arguments.command or [str(Path(sys.executable).with_name("dateline")), "annotate", "--json", "-"]
    row = measure(arguments.part, command)
    print("|", " | ".join(["part", *row]), "|")
    print("|", " | ".join(["---"] * (len(row) + 1)), "|")
    print("|", " | ".join([arguments.part, *row.values()]), "|")


if __name__ == "__main__":
    main()
