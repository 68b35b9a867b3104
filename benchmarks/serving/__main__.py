"""Print the figures: `python -m benchmarks.serving --index DIR [--clients 8] [--seconds 10] [--processes N]`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.serving import load, questions
from benchmarks.serving.load import Answered
from benchmarks.serving.server import Server, ServingError, running
from benchmarks.table import markdown
from index.errors import DatelineError

WARM_SECONDS = 3.0
"""Seconds of asking before it counts, at most: each process of the server opens the index with its first request."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask and print; return the exit status: 1 when the server doesn't start, or any answer was not the one wanted."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.serving", description="Measure `dateline serve` with clients over HTTP."
    )
    parser.add_argument("--index", type=Path, required=True, help="the index to serve")
    parser.add_argument("--clients", type=int, default=8, help="connections, each asking one by one (default 8)")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long to ask (default 10)")
    parser.add_argument("--processes", type=int, help="of the server (default: as many as it starts by itself)")
    parser.add_argument("--questions", type=int, default=500, help="different ones of each class (default 500)")
    parser.add_argument("--seed", type=int, default=1, help="of the drawing (default 1)")
    chosen = parser.parse_args(arguments)
    try:
        drawn = questions.draw(chosen.index, chosen.questions, chosen.seed)
        options = [] if chosen.processes is None else ["--processes", str(chosen.processes)]
        with running(chosen.index, options) as server:
            load.ask(server.host, server.port, drawn, chosen.clients, min(WARM_SECONDS, chosen.seconds))
            cpu_began = server.cpu_seconds()
            answered = load.ask(server.host, server.port, drawn, chosen.clients, chosen.seconds)
            _print(answered, server, server.cpu_seconds() - cpu_began)
    except (DatelineError, ServingError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 1 if answered.errors else 0


def _print(answered: Answered, server: Server, cpu_seconds: float) -> None:
    kinds: dict[str, str | None] = {"**all**": None, **{kind: kind for kind in sorted(answered.milliseconds)}}
    rows = {
        title: {
            "answers": f"{len(answered.milliseconds[kind]) if kind else answered.count():,}",
            "median ms": f"{answered.percentile(50, kind):.1f}",
            "95th percentile ms": f"{answered.percentile(95, kind):.1f}",
        }
        for title, kind in kinds.items()
    }
    memory = server.memory()
    print(f"**{answered.rate():.0f} searches per second**, {answered.errors} errors.\n")
    print(markdown(rows))
    print(
        f"\nIn {answered.seconds:.1f} s the clients took {answered.cpu_seconds:.2f} of processor time, the server "
        f"{cpu_seconds:.2f}: {cpu_seconds / max(answered.count(), 1) * 1000:.2f} ms a search. It started in "
        f"{server.seconds_to_start:.2f} s, and holds {memory.own / 1e6:,.0f} MB of its own and "
        f"{(memory.resident - memory.own) / 1e6:,.0f} MB of mapped files."
    )
    if answered.first_error:
        print(f"FAILED: {answered.first_error}")


if __name__ == "__main__":
    sys.exit(main())
