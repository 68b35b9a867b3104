"""Find the link texts that a scrape has left inside sentences.

"Sen. Ana Ek Ana Rosa EkHarbour plan returns: report MORE (R) said" holds a link that the page showed elsewhere: the
name once more, the headlines of other articles glued to it, and MORE.
"""

import re
from unicodedata import normalize

_END = "MORE"
_REACH = 1_500
"""Characters from the beginning of a link text to its end, at most."""
_GLUED = r"""
    \b(?P<family>[^\W\d_][\w'’-]*[a-z][\w'’-]*)(?:,?[ ][JS]r\.?)?
    (?P<link>
        [ ]?(?:(?:[A-Z(“"][\w.'’()“”"-]*|d[aeiu]|del|der|la|van|von|bin|al)[ ]){0,6}
        (?P=family)(?:,?[ ][JS]r\.?)?
        (?:MORE|(?=[A-Z0-9(‘'“"$])[^\n]{0,900}?[ ]MORE)
    )(?!\w)
"""
"""A family name, and what follows it until MORE where it is the whole name again and a headline."""

_APART = r"""
    \b(?P<first>[A-Z][\w'’-]+)[ ](?P<last>[A-Z][\w'’-]*[a-z][\w'’-]*)
    (?P<apart>
        [ ](?P=first)[ ](?:[A-Z(][\w.'’()“”"-]*[ ]){0,3}?(?P=last)[ ](?=[A-Z])[^\n]{0,900}?[ ]MORE
    )(?!\w)
"""
"""The same with a space before the headline, where the first name is repeated, too."""

_LINK = re.compile(f"{_GLUED}|{_APART}", re.VERBOSE)


def find_link_texts(text: str) -> list[tuple[int, int]]:
    """Return start and end of the link texts inlined in a text, in order, with the space before each."""
    ends = [match.end() for match in re.finditer(_END, text)]
    if not ends:
        return []
    plain = _without_accents(text)
    return [
        match.span(match.lastgroup or 0)
        for start, end in _stretches(ends)
        for match in _LINK.finditer(plain, start, min(end + 1, len(text)))
    ]


def _stretches(ends: list[int]) -> list[tuple[int, int]]:
    """Return what is in reach of the ends of link texts, in order, stretches that meet as one."""
    stretches: list[tuple[int, int]] = []
    for end in ends:
        start = max(0, end - _REACH)
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
    return stretches


def _without_accents(text: str) -> str:
    """Return a text as long as before whose letters have no accents: "Núñez NunezHarbour"."""
    return text if text.isascii() else "".join(normalize("NFD", character)[0] for character in text)
