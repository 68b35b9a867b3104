"""Measure how well and how fast `dateline annotate` finds and resolves places.

    python benchmarks/locations.py [GOLD.jsonl.gz]

Runs the shared scorer (../shared/evals/annotate_score.py) on the command that is installed beside this Python.  The
weights were learned on the default gold, so its figures flatter; `locations_learn.py GOLD --folds 5` cross-validates.
"""

import subprocess
import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "corpora" / "locations-dev.jsonl.gz"


def main(arguments: list[str]) -> int:
    """Print the scorer's table for the current code; return its exit status."""
    command = [str(Path(sys.executable).with_name("dateline")), "annotate", "--json", "-"]
    scorer = [sys.executable, str(SHARED / "evals" / "annotate_score.py"), "locations"]
    return subprocess.run([*scorer, *(arguments or [str(GOLD)]), "--", *command], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
