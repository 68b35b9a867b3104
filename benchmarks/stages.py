"""Measure how fast each stage of annotation is alone, on one core: `python -m benchmarks.stages`.

The other tables time the whole command, reading and printing JSON included; here only the functions are timed.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks.table import SPEAKERS
from index.annotation.annotator import annotate
from index.annotation.locations import locate
from index.annotation.speakers import attribute
from index.cleaning import clean
from index.gazetteer import Gazetteer


def main() -> int:
    """Print words per CPU second of each stage; return the exit status."""
    if not SPEAKERS.gold.is_file():
        print(f"{SPEAKERS.gold} is needed, and is not part of the project", file=sys.stderr)
        return 1
    with gzip.open(SPEAKERS.gold, "rt", encoding="utf-8") as lines:
        articles = [[paragraph.text for paragraph in clean(json.loads(line)["text"])] for line in lines]
    words = sum(len(paragraph.split()) for article in articles for paragraph in article)
    gazetteer = Gazetteer.open()
    stages: dict[str, Callable[[Sequence[str]], object]] = {
        "speakers": attribute,
        "places": lambda paragraphs: locate(paragraphs, gazetteer),
        "both, as indexed": lambda paragraphs: annotate(paragraphs, gazetteer),
    }
    print("| stage | words per CPU second |\n| --- | --- |")
    for name, stage in stages.items():
        stage(articles[0])  # tables are read at the first call
        began = time.process_time()
        for article in articles:
            stage(article)
        print(f"| {name} | {words / (time.process_time() - began):,.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
