"""Measure the places that are found and where they are put, beside peers: `python -m benchmarks.locations`."""

import sys

from benchmarks.table import LOCATIONS, main

if __name__ == "__main__":
    sys.exit(main(LOCATIONS))
