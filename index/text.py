"""Text from outside, the name of a file or what an article says, made fit to be stored and to be shown on a terminal.

A file's name may be any bytes: Python stands halves of surrogate pairs for those that are no UTF-8, which no file and
no answer can be written with.  It may also hold line breaks and the control characters that drive a terminal, and so
may all text: U+009B begins a command as ESC [ does, and U+202E turns round what follows.
"""

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_DRIVING = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
"""C1, line and paragraph separators, and what turns the direction of writing (Bidi_Control of Unicode)."""
_CONTROL = re.compile(f"[\x00-\x1f{_DRIVING}]")
_IN_JSON = re.compile(f"[{_DRIVING}]")
"""What JSON lets stand in a string, but for C0."""
_SPACE = re.compile(r"\s")
_WITHOUT_MARKS = dict.fromkeys(map(ord, "\u061c\u200e\u200f"))


def encodable(text: str) -> str:
    """Put U+FFFD for what can't be encoded."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    r"""Write text so that it stays in its line and drives no terminal: a line break becomes \n, ESC \x1b."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), encodable(text))


def running(text: str) -> str:
    """Write running text so that it drives no terminal: white space becomes spaces, marks of direction, which are many
    in some languages, are left out, and all else is as in `one_line`."""
    return one_line(_SPACE.sub(" ", text).translate(_WITHOUT_MARKS))


def json_line(json: str) -> bytes:
    r"""Encode JSON, the same in other letters, so that it drives no terminal: U+009B becomes \u009b."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", encodable(json)).encode()
