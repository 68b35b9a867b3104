"""Text from outside, such as the name of a file, made fit to be stored and to be shown in a line of a terminal.

A file's name may be any bytes: Python stands halves of surrogate pairs for those that are no UTF-8, which no file and
no answer can be written with.  It may also hold line breaks and the control characters that drive a terminal.
"""

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""C0 and C1, line and paragraph separators, and what turns the direction of writing."""


def encodable(text: str) -> str:
    """Put U+FFFD for what can't be encoded."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    r"""Write text so that it stays in its line and drives no terminal: a line break becomes \n, ESC \x1b."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), encodable(text))
