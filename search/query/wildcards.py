"""Words with ? and * in them, as what tells which words are spelled so."""

import re
from functools import lru_cache

from index.analysis.analyzer import fold

PATTERNS_KEPT = 1_000


@lru_cache(PATTERNS_KEPT)
def spelling(pattern: str) -> re.Pattern[str]:
    """Return what matches the folded words that a pattern stands for: `?` is any character, `*` any or none.

    What follows a * is taken where it first stands, for good, so that a word costs its length for each *, and not as
    many ways as the letters can be shared out among them.
    """
    first, *others = [
        "".join(["." if part == "?" else re.escape(fold(part)) for part in re.split(r"(\?)", one)])
        for one in pattern.split("*")
    ]
    between = "".join([f"(?>.*?{one})" for one in others[:-1]])
    return re.compile(first + between + "".join([f".*{one}" for one in others[-1:]]))
