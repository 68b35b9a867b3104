"""Are the names of one person one, and those of two kept apart?  `python -m benchmarks.people INDEX`.

INDEX is an index of the archive that the pairs of names in `people_data` were drawn from; a
pair of which annotation gives a name no longer is left out.  Prints precision
(of the pairs that the index counts as one person's, how many are) and recall (of those that are, how many it counts so)
for each class of pairs and for all, on those that the rules were made on and on two parts held out.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex

DATA = Path(__file__).with_name("people_data")
PARTS = ("tuned", "held_out", "unseen")
"""Read while the rules were made; never read, but its totals watched; drawn and labelled later, and never read."""


class Pair(NamedTuple):
    """Two names, the class of what they differ in, and whether they are one person's."""

    kind: str
    one: str
    other: str
    is_same: bool


def labelled(part: str) -> list[Pair]:
    """Read the pairs of a part."""
    lines = (line.split("\t") for line in (DATA / f"{part}.tsv").read_text("utf-8").splitlines() if line[0] != "#")
    return [Pair(kind, one, other, label == "same") for kind, one, other, label in lines]


def precision_and_recall(pairs: Iterable[Pair], canonical: Mapping[str, str]) -> tuple[float, float, int]:
    """Return both, and how many pairs are one person's; without a pair to be judged by, each is 1."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for pair in pairs:
        is_joined = canonical.get(pair.one, pair.one) == canonical.get(pair.other, pair.other)
        counts[is_joined, pair.is_same] += 1
    right, joined, same = counts[True, True], counts[True, True] + counts[True, False], counts[True, True]
    same += counts[False, True]
    return right / joined if joined else 1.0, right / same if same else 1.0, same


def main(index: str) -> None:
    """Print the table."""
    stored = StoredIndex(IndexDirectory(Path(index)).current())
    canonical = {name: next(iter(names)) for names in stored.people for name in names}
    facet = stored.facets["speaker_name"]
    known = set(map(facet.value, range(len(facet))))
    for part in PARTS:
        classes: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in (pair for pair in labelled(part) if {pair.one, pair.other} <= known):
            classes[pair.kind].append(pair)
            classes["all"].append(pair)
        print(f"{part:10}  {'pairs':>5} {'same':>5} {'precision':>9} {'recall':>6}")
        for kind, pairs in sorted(classes.items()):
            precision, recall, same = precision_and_recall(pairs, canonical)
            print(f"  {kind:8}  {len(pairs):5} {same:5} {precision:9.3f} {recall:6.3f}")


if __name__ == "__main__":
    main(sys.argv[1])
