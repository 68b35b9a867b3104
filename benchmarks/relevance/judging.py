"""What was judged, and what a ranking is worth by it."""

import math
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

JUDGEMENTS = Path(__file__).with_name("judgements.tsv")
DEPTH = 10
Paragraph = tuple[str, str]
"""An article's id and the checksum of a paragraph of it."""
Grades = Mapping[Paragraph, int]


def checksum(text: str) -> str:
    """Return eight digits that tell a paragraph from others by its letters and digits, whatever their case."""
    return f"{zlib.crc32(''.join(filter(str.isalnum, text.lower())).encode()):08x}"


def judged(path: Path = JUDGEMENTS) -> dict[str, Grades]:
    """Return the grades, 0 to 3, of each query's paragraphs, queries in order."""
    found: defaultdict[str, dict[Paragraph, int]] = defaultdict(dict)
    for line in path.read_text("utf-8").splitlines():
        query, article, _, digits, grade = line.split("\t")
        found[query][article, digits] = int(grade)
    return dict(found)


def ndcg(ranked: Sequence[Paragraph], grades: Grades) -> float:
    """Return nDCG@10 of a ranking, best first; what was not judged counts as grade 0."""
    ideal = sorted(grades.values(), reverse=True)
    return _gain([grades.get(one, 0) for one in ranked]) / _gain(ideal)


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))
