"""Names as an archive would use them, and what becomes of them."""

from collections.abc import Mapping, Sequence

from index.pipeline.people import canonical_names
from index.store.company import Beside
from index.store.counts import Joined, NameUse

UNSEEN = Beside()
CLOSE = Beside(0, 9, 5.0, 0.5, 0)
"""Two names that are seen in much the same company."""


def use(paragraphs: int, *roles: str, kind: str = "person", he: int = 0, she: int = 0) -> NameUse:
    """How a name is used: in so many paragraphs, with roles, shown so often as a man's and as a woman's."""
    return NameUse(paragraphs, paragraphs if kind == "person" else 0, roles, he, she)


def whys(uses: Mapping[str, NameUse], how: Beside | Mapping[frozenset[str], Beside]) -> dict[str, Joined]:
    """Join names that all appear beside each other in one way, or each pair in its own."""

    def compare(pairs: Sequence[tuple[str, str]]) -> list[Beside]:
        return [how if isinstance(how, Beside) else how.get(frozenset(pair), Beside()) for pair in pairs]

    return canonical_names(uses, compare)


def joined(how: Beside = UNSEEN, /, **uses: NameUse) -> dict[str, str]:
    """Those of the names (underscores for spaces, D for a full stop) that are joined to another."""
    spelled = {name.replace("_", " ").replace("D", "."): found for name, found in uses.items()}
    return {name: one.goes_by for name, one in whys(spelled, how).items()}


def pair(one: str, other: str, how: Beside = CLOSE, roles: tuple[str, str] = ("", "")) -> dict[str, str]:
    """What becomes of a frequent name and a rare one, with a role each."""
    uses = {one: use(9, *filter(None, roles[:1])), other: use(2, *filter(None, roles[1:]))}
    return {name: found.goes_by for name, found in whys(uses, how).items()}
