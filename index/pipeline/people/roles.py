"""What the roles of two names say for their being one person's."""

from collections.abc import Sequence

from index.analysis.analyzer import words

ROLES_THAT_MANY_HAVE = frozenset(
    {
        "president",
        "vice president",
        "director",
        "executive director",
        "chairman",
        "chairwoman",
        "chair",
        "ceo",
        "founder",
        "co-founder",
        "author",
        "editor",
        "senior vice president",
        "professor",
        "lawyer",
        "attorney",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "head",
        "member",
        "his son",
        "his friend",
        "analyst",
        "adviser",
        "my colleague",
        "dr.",
        "rev.",
        "mother",
        "father",
        "wife",
        "economist",
        "leader",
        "partner",
        "owner",
        "judge",
    }
)
SPECIFIC_WORDS = 2
"""Words of a role that few share."""


TITLES = {
    "sen.": "senator",
    "sens.": "senator",
    "rep.": "representative",
    "reps.": "representative",
    "congressman": "representative",
    "congresswoman": "representative",
    "gov.": "governor",
    "gen.": "general",
    "dr.": "dr",
    "prof.": "professor",
    "attorney": "lawyer",
    "advisor": "adviser",
    "chairwoman": "chairman",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
}
"""Words for one office."""
MERE_TITLES = frozenset({"dr", "general", "professor", "sir"})


def role_points(one: Sequence[str], other: Sequence[str]) -> int:
    """Weigh the roles of two names: 4 to -1, for two roles that nobody is likely to have both."""
    one, other = ([_written_out(role) for role in roles] for roles in (one, other))
    common = set(one) & set(other) - ROLES_THAT_MANY_HAVE
    if any(_says_the_same(a, b) for a in one for b in other):
        return 4
    if common:
        return 2
    if {_head(role) for role in one} & {_head(role) for role in other}:
        return 1
    return -1 if all(any(not _is_title(role) for role in roles) for roles in (one, other)) else 0


def _written_out(role: str) -> str:
    return " ".join(TITLES.get(word, word) for word in role.split())


def _is_title(role: str) -> bool:
    """Say whether a role is but a title, which says little of what somebody does: "dr", "maj. general"."""
    return all(word in MERE_TITLES or word.endswith(".") for word in role.split())


def _says_the_same(one: str, other: str) -> bool:
    """Say whether one role is the other, perhaps told more closely: few have a role of several words in common."""
    if ROLES_THAT_MANY_HAVE & {one, other}:
        return False
    words_of_one, words_of_other = set(words(one)), set(words(other))
    shared = words_of_one & words_of_other
    return len(shared) >= SPECIFIC_WORDS and shared in (words_of_one, words_of_other)


def _head(role: str) -> str:
    """Return the noun of a role, whoever holds it."""
    return role.split()[-1]
