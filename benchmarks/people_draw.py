"""Draw pairs of speakers' names for labelling by hand: `python -m benchmarks.people_draw INDEX SEED > pairs.tsv`.

Pairs are drawn by a seeded generator, so many of each class, from all that a plain comparison of letters finds: of
`index.pipeline.people` only the table of short forms has a say in it.  A line has the class and both names, to be
labelled and put into `people_data`.
"""

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from index.analysis.analyzer import fold
from index.pipeline.people.names import nicknames
from index.store.counts import NameUse
from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex

DRAWN = {"spelling": 65, "variant": 85, "short": 75, "initials": 25, "namesake": 25, "family": 80}
"""Pairs of each class: those that turn out to be scraps of a page are left out by hand."""
LOOKS_LIKE_A_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]+(?: (?:[a-z]{2,3} ){0,2}[^\W\d_a-z][\w.'’-]*){0,3}")
ALIKE, NEARLY_ONE = 0.72, 0.87
"""Of a first name and a family name, to be drawn as another spelling, and as a variant, most of which are one name."""
MEMBERS = 4
"""Members of a family that its name alone is compared with."""


def candidates(counted: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """Yield the pairs of names that somebody might take for one person's, with their class."""
    families: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    firsts: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(counted):
        *given, family = fold(name).replace(".", "").split()
        families[family].append((name, *given, family))
        if given and len(family) > 3:
            firsts[given[0][:2]].append((name, *given, family))
    for bearers in families.values():
        alone = [name for name, *given, _ in bearers if not given]
        full = sorted((parts for parts in bearers if len(parts) > 2), key=lambda parts: -counted[parts[0]])
        yield from ((name, parts[0], "family") for name in alone for parts in full[:MEMBERS])
        yield from ((one[0], other[0], _class_of(one, other)) for one, other in combinations(full, 2))
    for same in firsts.values():
        for one, other in combinations(same, 2):
            if one[-1] != other[-1] and _is_alike(one[1], other[1]) and _is_alike(one[-1], other[-1]):
                yield one[0], other[0], _kind_of_spelling(one, other)


def _class_of(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    if one[1] == other[1] or len(one[1]) < 3 or len(other[1]) < 3:
        return "initials" if one[1][0] == other[1][0] else "namesake"
    if not nicknames().get(one[1], frozenset()).isdisjoint(nicknames().get(other[1], ())):
        return "short"
    if one[1].startswith(other[1][:3]):
        return _kind_of_spelling(one, other) if abs(len(one[1]) - len(other[1])) < 2 else "short"
    return _kind_of_spelling(one, other) if _is_alike(one[1], other[1]) else "namesake"


def _kind_of_spelling(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    return "variant" if _is_alike(one[0].casefold(), other[0].casefold(), NEARLY_ONE) else "spelling"


def _is_alike(one: str, other: str, least: float = ALIKE) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= least


def names_of_people(index: Path) -> Iterator[tuple[str, NameUse]]:
    """Yield the names that are mostly persons', with their use."""
    stored = StoredIndex(IndexDirectory(index).current())
    uses: defaultdict[str, NameUse] = defaultdict(NameUse)
    for number in range(len(stored)):
        for name, kind in {(one.name, one.kind) for one in stored.paragraph(number).speakers}:
            uses[name].add(kind, None)
    return ((name, use) for name, use in uses.items() if 2 * use.as_person > use.paragraphs)


def main(index: str, seed: int) -> None:
    """Print the pairs."""
    counted = {name: use.paragraphs for name, use in names_of_people(Path(index)) if LOOKS_LIKE_A_NAME.fullmatch(name)}
    of_class: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one, other, kind in candidates(counted):
        of_class[kind].append((one, other))
    chance = random.Random(seed)
    for kind, count in DRAWN.items():
        found = sorted(set(of_class[kind]))
        for one, other in sorted(chance.sample(found, min(count, len(found)))):
            print(kind, one, other, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
