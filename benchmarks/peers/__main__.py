"""Run the table: `python -m benchmarks.peers speakers|locations`."""

import sys

from benchmarks.peers.table import main

if __name__ == "__main__":
    sys.exit(main())
