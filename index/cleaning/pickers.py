"""Tell the options of a form from prose: "Choose your country Afghanistan Albania Algeria …".

A scrape writes out what a drop-down list offers, countries mostly, as one long line.  Options stand in the order of the
alphabet, one capitalised name after another, without a mark between; no sentence does so for long.
"""

import re
from itertools import pairwise

SHORTEST = 250
"""Characters of a line that is looked at: shorter ones hold too few options to tell."""
FEWEST_OPTIONS = 40
"""Names that stand in order.  A list of countries has some 240, one of the states of the Union 50."""
LETTERS_SPANNED = 12
"""Different letters that they begin with."""

_MARK = re.compile(r"[,;:.!?\"“”\d]")
"""What no option holds, numbers among it: a table, which may be in order, too, is kept."""
_NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]*")


def is_picker(text: str) -> bool:
    """Say whether a line is the options of a form, with whatever of the form stands beside them."""
    return len(text) >= SHORTEST and any(_lists_options(part) for part in _MARK.split(text))


def _lists_options(part: str) -> bool:
    """Say whether a stretch without marks has so many names whose first letters hardly ever go back."""
    if len(part) < SHORTEST:
        return False
    initials = [name[0].casefold() for name in _NAME.findall(part)]
    in_order = 1 + sum(one <= next_one for one, next_one in pairwise(initials))
    return in_order >= FEWEST_OPTIONS and in_order * 4 >= len(initials) * 3 and len(set(initials)) >= LETTERS_SPANNED
