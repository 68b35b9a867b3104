"""What the roles of two names say for their being one person's."""

from collections.abc import Mapping, Sequence
from functools import cache

from index.analysis.analyzer import words
from index.pipeline.people.tables import rows

SPECIFIC_WORDS = 2
"""Words of a role that few share."""
CALLING = "calling."


def role_points(one: Sequence[str], other: Sequence[str]) -> int:
    """Weigh the roles of two names: 4 to -1, for two roles that nobody is likely to have both."""
    one, other = ([_written_out(role) for role in roles] for roles in (one, other))
    common = set(one) & set(other) - _of("many")
    if any(_says_the_same(a, b) for a in one for b in other):
        return 4
    if common:
        return 2
    if {_head(role) for role in one} & {_head(role) for role in other} or _subjects(one) & _subjects(other):
        return 1
    return -1 if are_of_two_callings(one, other) or (_speaks_against(one) and _speaks_against(other)) else 0


def office_points(one: Sequence[str], other: Sequence[str]) -> int:
    """Weigh the roles that two names have in common: 4 for one of several words, 3 for a calling's title, else 2."""
    common = {_written_out(role) for role in one} & {_written_out(role) for role in other}
    if any(_says_the_same(role, role) for role in common):
        return 4
    return 3 if any(_calling(role) is not None for role in common) else 2 * bool(common)


def are_of_two_callings(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether the roles of each tell a calling, and none that both have: a general, a representative."""
    callings = [{_calling(role) for role in roles} - {None} for roles in (one, other)]
    return all(callings) and callings[0].isdisjoint(callings[1])


def is_of_a_family(roles: Sequence[str]) -> bool:
    """Say whether somebody is told of as another's father or son."""
    return any(_head(role) in _of("kin") for role in roles)


def is_a_relative(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether one is told of as somebody's relative, and the other is not."""
    return any(_head(role) in _of("relative") for role in one) and not set(one) & set(other)


def lacks_calling(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether there are roles of one, and none of the calling that the other's tell."""
    callings = [{_calling(role) for role in roles} - {None} for roles in (one, other)]
    return bool(one) and bool(callings[1]) and callings[0].isdisjoint(callings[1])


def _calling(role: str) -> str | None:
    told = words(_written_out(role))
    if not told or not _of("civil").isdisjoint(words(role)[:-1]):
        return None
    return _callings().get(told[-1])


def _written_out(role: str) -> str:
    return " ".join(_offices().get(word, word) for word in role.split())


def _speaks_against(roles: Sequence[str]) -> bool:
    """Say whether what somebody is leaves no room for much else."""
    return tell_much(roles) and not any(_is_beside_others(role) for role in roles)


def tell_much(roles: Sequence[str]) -> bool:
    """Say whether there is a role among some that is more than a title."""
    return any(not _is_title(_written_out(role)) for role in roles)


def _is_beside_others(role: str) -> bool:
    return _head(role) in _of("beside") or role.startswith(("former ", "ex-"))


def _is_title(role: str) -> bool:
    """Say whether a role is but a title, which says little of what somebody does: "dr", "maj. general"."""
    return all(word in _of("mere_title") or word.endswith(".") for word in role.split())


def _says_the_same(one: str, other: str) -> bool:
    """Say whether one role is the other, perhaps told more closely: few have a role of several words in common."""
    if _of("many") & {one, other}:
        return False
    words_of_one, words_of_other = set(words(one)), set(words(other))
    shared = words_of_one & words_of_other
    return len(shared) >= SPECIFIC_WORDS and shared in (words_of_one, words_of_other)


def _subjects(roles: Sequence[str]) -> set[str]:
    """Return what roles are about: the words before their nouns that tell a field, a place or a body."""
    return {word for role in roles for word in words(" ".join(role.split()[:-1])) if word.isalpha()} - _of("no_subject")


def _head(role: str) -> str:
    """Return the noun of a role, whoever holds it."""
    return role.split()[-1]


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(members.split(", ")) for name, [members] in rows("roles.tsv")}


def _of(name: str) -> frozenset[str]:
    return _classes()[name]


@cache
def _offices() -> Mapping[str, str]:
    """Return for a title, or a noun, the word for its office."""
    return dict(pair.split("=") for pair in _of("written_out"))


@cache
def _callings() -> Mapping[str, str]:
    """Return for a title its calling."""
    return {title: name for name, titles in _classes().items() if name.startswith(CALLING) for title in titles}
