"""Write a quotation that is set apart as prose: in quotation marks, and after a dash whose it is.

“We are drowning.

“Nobody counts the buckets.” — Joan Holt, mayor of Hexley
"""

import re
from collections.abc import Sequence

LONGEST_ATTRIBUTION = 160
"""Characters up to which what stands under a quotation says whose it is."""

OPENING_MARKS, CLOSING_MARKS = "“\"„«‘'", "”\"“»’'"
DASHES = re.compile(r"(?:[—–―~]|--?(?=[\s\w]))\s*")
"""What an attribution begins with."""


def attributed(paragraphs: Sequence[str], said_by: str) -> list[str]:
    """Give a quotation's paragraphs with marks around, the last with who said it, who may stand after dashes.

    A long attribution is a paragraph of its own.
    """
    *before, last = paragraphs
    named = DASHES.sub("", said_by, count=1) if DASHES.match(said_by) else said_by
    closed = last if last[-1] in CLOSING_MARKS else f"{last}”"
    ending = [f"{closed} — {named}"] if len(named) <= LONGEST_ATTRIBUTION else [last, named]
    return [line if line[0] in OPENING_MARKS else f"“{line}" for line in (*before, *ending)]
