"""Run the shared scorer (../shared/evals/annotate_score.py) over an annotator, and read its figures.

An annotator is a command that reads JSON Lines {"id", "text"} on standard input and prints what `dateline annotate
--json -` prints.
"""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"
SCORER = SHARED / "evals" / "annotate_score.py"
DATELINE = (str(Path(sys.executable).with_name("dateline")), "annotate", "--json", "-")
SPEED = r"([\d,]+) words per CPU second"
SPEAKER_FIGURES = {
    "precision": r"^P +([\d.]+)",
    "F1 named": r"^F1_named +([\d.]+)",
    "F1 named and pronouns": r"^F1_both +([\d.]+)",
    "fullest name": r"^fullest_name +([\d.]+)",
    "words per CPU second": SPEED,
}

Figures = dict[str, str]


class MeasuringError(Exception):
    """An annotator could not be measured; the message says why."""


def measure(field: str, gold: Path, options: Sequence[str], command: Sequence[str]) -> Figures:
    """Score a command on a gold file of `field`, "speakers" or "locations"; return each figure by its name.

    `options` go to the scorer.  Raises MeasuringError when the scorer, the gold or the command fails.
    """
    if not SCORER.is_file() or not gold.is_file():
        raise MeasuringError(f"{SCORER} and {gold} are needed, and are not part of the project")
    scorer = [sys.executable, str(SCORER), field, str(gold.resolve()), *options]
    run = subprocess.run([*scorer, "--", *command], cwd=PROJECT, capture_output=True, text=True, check=False)
    if run.returncode:
        *before, last = ["", *filter(None, run.stderr.splitlines())]
        why = f" ({before[-1]})" if last.startswith("the command failed") and any(before) else ""
        raise MeasuringError(f"{last}{why}")
    return speaker_figures(run.stdout) if field == "speakers" else location_figures(run.stdout)


def speaker_figures(report: str) -> Figures:
    """Read what the scorer printed about speakers."""
    found = {name: re.search(pattern, report, re.MULTILINE) for name, pattern in SPEAKER_FIGURES.items()}
    return {name: match[1] if match else "?" for name, match in found.items()}


def location_figures(report: str) -> Figures:
    """Read what the scorer printed about locations, of all sources together."""
    rows = {line.split()[0]: line.split() for line in report.splitlines() if line.strip()}
    of_all = dict(zip(rows["source"], rows["ALL"], strict=True))
    speed = re.search(SPEED, report)
    return {
        "precision": of_all["overlap_P"],
        "F1 overlap": of_all["overlap_F1"],
        "F1 exact": of_all["exact_F1"],
        "right point within 161 km, of recognised": of_all["A@161"],
        "end to end": of_all["e2e"],
        "words per CPU second": speed[1] if speed else "?",
    }
