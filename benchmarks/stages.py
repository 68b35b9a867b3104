"""Measure how fast each stage of annotation is alone, on one core: `python -m benchmarks.stages`.

The other tables time the whole command, reading and printing JSON included; here only the functions are timed.  Each
stage has a process of its own that has met no article before, since names that recur are kept from one to the next.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context

from benchmarks.table import SPEAKERS
from index.annotation.annotator import annotate
from index.annotation.locations import locate
from index.annotation.speakers import attribute
from index.cleaning import clean
from index.gazetteer import Gazetteer

STAGES: Mapping[str, Callable[[Sequence[str], Gazetteer], object]] = {
    "speakers": lambda paragraphs, _: attribute(paragraphs),
    "places": lambda paragraphs, gazetteer: locate(paragraphs, gazetteer),
    "both, as indexed": lambda paragraphs, gazetteer: annotate(paragraphs, gazetteer),
}


def main() -> int:
    """Print words per CPU second of each stage; return the exit status."""
    if not SPEAKERS.gold.is_file():
        print(f"{SPEAKERS.gold} is needed, and is not part of the project", file=sys.stderr)
        return 1
    print("| stage | words per CPU second |\n| --- | --- |")
    with get_context("spawn").Pool(1, maxtasksperchild=1) as processes:
        for name, speed in zip(STAGES, processes.imap(speed_of, STAGES), strict=True):
            print(f"| {name} | {speed:,.0f} |")
    return 0


def speed_of(name: str) -> float:
    """Return words per CPU second of one stage over articles that this process has not met before."""
    with gzip.open(SPEAKERS.gold, "rt", encoding="utf-8") as lines:
        articles = [[paragraph.text for paragraph in clean(json.loads(line)["text"])] for line in lines]
    words = sum(len(paragraph.split()) for article in articles for paragraph in article)
    stage, gazetteer = STAGES[name], Gazetteer.open()
    stage(articles[0], gazetteer)  # tables are read at the first call
    began = time.process_time()
    for article in articles:
        stage(article, gazetteer)
    return words / (time.process_time() - began)


if __name__ == "__main__":
    sys.exit(main())
