"""Names of several words: which are persons', which of them mean one person, and what stands for them."""

from collections.abc import Iterator

from .evidence import Evidence
from .mentions import Key
from .name_forms import ENOUGH
from .tables import tables
from .titles import PARTICLES, SUFFIXES

_WITH_MOTHERS_NAME = (3, 4)
"""Words of a name that a shorter one of two words may open: Ximena Lagos (Urrutia)."""
NAMESAKES = 12
"""How many persons of one family name are kept apart."""


def full_names(evidence: dict[Key, Evidence]) -> dict[Key, Evidence]:
    """Return the names of several words that are persons', also those that only lengthen one ("Rosa Maria Ek").

    One that ends in a word of the language ("Rosa Ek Wins") is a headline's.
    """
    full = {
        key: seen
        for key, seen in evidence.items()
        if len(key) > 1 and (seen.score >= ENOUGH or _speaks_by_family_name(key, seen, evidence))
    }
    for key in [key for key in full if len(key) > 2 and key[:2] in full and key[-1] in tables().words]:
        del full[key]
    for key, seen in evidence.items():
        if len(key) > 2 and key not in full and seen.score >= 0 and (key[1:] in full or key[2:] in full):
            full[key] = seen
    return full


def _speaks_by_family_name(key: Key, seen: Evidence, evidence: dict[Key, Evidence]) -> bool:
    """Tell Bo Coats where "Coats said" stands in the article, too: "Bo" is a given name, or "Coats" a person's."""
    alone = evidence.get(key[-1:])
    return (
        len(key) == 2
        and alone is not None
        and alone.spoke > 0
        and seen.score > 0
        and (key[0] in tables().given_names or alone.score >= ENOUGH)
        and key[0] not in tables().words
    )


def _compatible(short: Key, long: Key) -> bool:
    """Tell whether two full names of one family name may be one person's."""
    if short[-1] != long[-1]:
        return False
    first, other = short[0], long[0]
    if first == other or first in long[:-1] or other in short[:-1]:
        return True
    initial, rest = sorted((first, other), key=len)
    if initial[1:] in ("", "."):
        return rest.startswith(initial[0])
    return len(initial) >= 3 and rest.startswith(initial[:3])


def grouped(full: dict[Key, Evidence]) -> list[list[Key]]:
    """Put the full names that mean one person together, in order of first mention."""
    groups: list[list[Key]] = []
    by_family: dict[str, list[list[Key]]] = {}
    longer = {key[:2]: key for key in full if len(key) in _WITH_MOTHERS_NAME and key[:2] in full}
    for key in full:
        if key in longer:
            continue
        siblings = by_family.setdefault(key[-1], [])
        for group in siblings[-NAMESAKES:]:
            if all(_compatible(key, other) for other in group[:NAMESAKES]):
                group.append(key)
                break
        else:
            group = [key]
            siblings.append(group)
            groups.append(group)
    for short, long in longer.items():
        next(group for group in groups if long in group).append(short)
    return groups


def fullest_of(group: list[Key], evidence: dict[Key, Evidence]) -> Key:
    """Return the form to call a person by: the longest, but with or without a middle name as the article mostly has it.

    Of forms that are as frequent the first one stands.
    """
    longest = max(group, key=lambda key: (len(key), len("".join(key))))
    alike = [key for key in group if (key[0], key[-1]) == (longest[0], longest[-1])]
    return max(alike, key=lambda key: evidence[key].count)


def in_mixed_case(words: tuple[str, ...]) -> str:
    """Return a name that a headline or a transcript has set in capitals as other text has it."""
    if all(word.isupper() for word in words) and any(len(word) > 3 for word in words):
        words = tuple(_capitalised(word) for word in words)
    return " ".join(words)


def family_names(key: Key) -> Iterator[Key]:
    """Yield the names that may stand for a name of two family names: Ximena Lagos Urrutia, Romeo Pangilinan-Yap."""
    if len(key) > 2 and key[-2].isalpha() and len(key[-2]) > 1 and key[-2] not in PARTICLES:
        yield (key[-2],)
    if len(key) > 1 and "-" in key[-1]:
        yield from ((part,) for part in key[-1].split("-") if len(part) > 2)


def _capitalised(word: str) -> str:
    return word if "." in word or word in SUFFIXES else "-".join(part.capitalize() for part in word.split("-"))


def with_particles(key: Key) -> Key:
    """Return the family name with its particles: ("de", "la", "cruz")."""
    start = len(key) - 1
    while start > 1 and key[start - 1] in PARTICLES:
        start -= 1
    return key[start:]
