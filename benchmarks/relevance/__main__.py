"""Print the table."""

import sys
from pathlib import Path

from benchmarks.relevance.judging import judged, ndcg
from benchmarks.relevance.rankings import rankings
from search.archive import Archive
from search.limits import Limits

ALL = 10_000_000


def main(arguments: list[str]) -> None:
    """Measure every ranking over the archive of the index that is named."""
    asked = judged()
    archive = Archive(Path(arguments[0]), Limits(max_export_paragraphs=ALL))
    print("| ranking | nDCG@10 | tuned on | held out | grade 0 | not judged |\n| --- | --- | --- | --- | --- | --- |")
    for name, ranking in rankings(archive):
        found = {query: ranking(query) for query in asked}
        scores = [ndcg(found[query], grades) for query, grades in asked.items()]
        shown = [asked[query].get(one) for query, ranked in found.items() for one in ranked]
        parts = (scores, scores[::2], scores[1::2])
        means = " | ".join(f"{sum(part) / len(part):.3f}" for part in parts)
        print(f"| {name} | {means} | {shown.count(0)} | {shown.count(None)} of {len(shown)} |")


if __name__ == "__main__":
    main(sys.argv[1:])
