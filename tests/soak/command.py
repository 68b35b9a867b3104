"""The command line of a campaign against the writer, and what it prints."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

Campaign = Callable[[int, int, float, Path], tuple[Counter[Any], list[str]]]
"""What tries: how often, by which seed, for how many seconds at most, in which folder; it returns how trials ended, by
tuples of words, and what was broken."""


def run(campaign: Campaign, about: str | None, option: str, default: int, seconds: float) -> None:
    """Run a campaign as the command line says, print how its trials ended, and exit: 1 where a promise was broken.

    `option` is what the campaign's first number is called, `default` that number unless it is given.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument(option, dest="number", type=int, default=default, metavar="N", help=f"[default: {default:,}]")
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=seconds, help="Longest time that it takes.")
    parser.add_argument("--folder", type=Path, help="Where the trials are done [default: the system's place].")
    chosen = parser.parse_args()
    with TemporaryDirectory(dir=chosen.folder) as folder:
        counted, broken = campaign(chosen.number, chosen.seed, chosen.seconds, Path(folder))
    for words, count in sorted(counted.items()):
        print("  ".join(f"{word:32}" for word in words), f"{count:6}")
    print(f"{counted.total():,} trials, {len(broken)} broken")
    print(*broken, sep="\n")
    sys.exit(bool(broken))
