"""Datelines: where and when an article was written, before its first sentence.

"LISBON, 3 May 2019 - The mayor said" is not what Lisbon says, and "10.42am The mayor said" begins with the mayor.  A
dateline is blanked before anything is read, and every offset stays as it was.
"""

import re

_DASH = r"\s*(?:--|[-–—])\s+(?=[\"“‘'A-ZÀ-Þ0-9])"
_PART = r"(?:(?:[,/]?\s+|/)(?:\([^)]{1,30}\)|[A-ZÀ-Þ][\w.’'-]*|\d{1,4}(?:st|nd|rd|th)?|of|de|del|la),?)"
_DATELINE = re.compile(
    rf"""
    (?: [A-ZÀ-Þ][A-ZÀ-Þ.’'-]{{2,}} {_PART}{{0,7}}
    | [A-ZÀ-Þ][\w.’'-]+ {_PART}{{0,4}} (?:\s*\((?:[A-Z]{{2,5}}|Reuters|Xinhua)\))
    | [A-ZÀ-Þ][\w.’'-]+ (?:\s[A-ZÀ-Þ][\w.’'-]+){{0,2}},\s
      (?:\d{{1,2}}\s[A-Z][a-z]+|[A-Z][a-z]+\.?\s\d{{1,2}})(?:,?\s\d{{4}})?
    ) {_DASH}
    """,
    re.VERBOSE,
)
_TIME_OF_DAY = re.compile(
    r"\d{1,2}[:.h]\d{2}\s?(?:[ap]\.?m\.?|GMT|BST|UTC|IST|EAT|WAT|SAST|E[SD]T|hrs|h)?\s?[-–—:|]?\s+(?=[A-ZÀ-Þ“\"‘])",
    re.IGNORECASE,
)
"""When an entry of a live blog was written: 10.42am, 14:05 GMT."""


def blank_dateline(text: str) -> str:
    """Return `text` with spaces in place of the dateline that opens it, as long as before."""
    if text[:1].isdigit():
        time = _TIME_OF_DAY.match(text)
        end = time.end() if time else 0
    else:
        end = dateline_end(text)
    return " " * end + text[end:]


def dateline_end(text: str) -> int:
    """Return where the dateline that opens a text ends, its dash included; 0 where none does."""
    dateline = _DATELINE.match(text)
    return dateline.end() if dateline else 0
