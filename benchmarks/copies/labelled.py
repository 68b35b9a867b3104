"""Pairs of two corpora, labelled by hand: which are copies is a fact, the text stays in `../shared`."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.copies.grouping import Grouped, precision_and_recall
from index.documents.article import Article

DATA = Path(__file__).with_name("labelled.tsv")
PARTS = ("tuned", "held_out")
KINDS = ("article", "paragraph")


class Pair(NamedTuple):
    """Two articles by id, or paragraphs by id and offset, of a corpus; `part` says whether rules were made on them."""

    part: str
    kind: str
    corpus: str
    one: str
    other: str
    is_copy: bool


def labelled() -> list[Pair]:
    """Read all pairs."""
    lines = (line.split("\t") for line in DATA.read_text("utf-8").splitlines() if line[0] != "#")
    return [Pair(part, kind, corpus, one, other, label == "copy") for part, kind, corpus, one, other, label in lines]


def corpus(shared: Path, name: str) -> Iterator[Article]:
    """Read the articles of a corpus."""
    with gzip.open(shared / "corpora" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            read = json.loads(line)
            day = (read.get("date") or "")[:10] or None
            yield Article(read["id"], name, read["text"], read.get("title") or "", day, read.get("source") or "")


def judge(found: dict[str, Grouped], part: str, kind: str) -> tuple[float, float, int, int]:
    """Return precision and recall of the groups of each corpus on the pairs of a part, and how many pairs there are."""
    pairs = [pair for pair in labelled() if (pair.part, pair.kind) == (part, kind) and pair.corpus in found]
    return precision_and_recall(
        (found[pair.corpus].are_copies(kind, pair.one, pair.other), pair.is_copy) for pair in pairs
    )
