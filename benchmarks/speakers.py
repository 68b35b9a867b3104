"""Measure who is found to speak, beside peers: `python -m benchmarks.speakers [--part dev|train|all]`."""

import sys

from benchmarks.table import SPEAKERS, main

if __name__ == "__main__":
    sys.exit(main(SPEAKERS))
