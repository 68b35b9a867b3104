"""Measure exports of archives beside each other: `python -m benchmarks.exports INDEX ... [--queries the,said,…]`.

Every archive, a directory or an address of a cluster, exports all that each query finds, in turns; what is counted is
paragraphs a second by the clock, the first of each archive's turns left out.
"""

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Sequence

from benchmarks.table import markdown
from search.archive import Archive
from search.limits import Limits
from search.request import SearchRequest

QUERIES = "said, year, speaker:minister, location:london"
TURNS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 where the archives don't hold the same."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("indexes", metavar="INDEX", nargs="+")
    parser.add_argument("--queries", default=QUERIES, help="with commas between them")
    chosen = parser.parse_args(arguments)
    archives = {index: Archive(index, Limits(max_milliseconds=600_000)) for index in chosen.indexes}
    rates: defaultdict[str, list[float]] = defaultdict(list)
    differ = 0
    for query in map(str.strip, chosen.queries.split(",")):
        totals: dict[str, int] = {}
        for turn in range(TURNS + 1):
            for index, archive in archives.items():
                began = time.perf_counter()
                totals[index] = sum(1 for _ in archive.export(SearchRequest(query, sort="newest")).hits)
                if turn:
                    rates[index].append(totals[index] / (time.perf_counter() - began))
        differ += len(set(totals.values())) > 1
        print(f"{query}: {', '.join(f'{total:,}' for total in totals.values())} paragraphs")
    print(markdown({index: {"paragraphs a second": f"{statistics.median(one):,.0f}"} for index, one in rates.items()}))
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
