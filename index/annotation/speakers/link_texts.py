"""Link texts that a scrape has left inside its sentences.

"Sen. Ana Ek Ana Rosa EkHarbour plan returns: report MORE (R) said" holds a link that the page showed elsewhere: the
name once more, the headlines of other articles glued to it, and MORE.  It is blanked before anything is read, and every
offset stays as it was.
"""

import re

_END = " MORE"
_LINK = re.compile(
    r"""
    \b(?P<family>[A-Z][\w'’-]+)(?P<suffix>,?[ ]Jr\.?)?
    (?P<link>[ ](?:[A-Z(][\w.'’()“”"-]*[ ]){0,6}(?P=family)(?:[ ]Jr\.?)?(?=[A-Z0-9(‘'“"$])[^\n]{0,700}?[ ]MORE)
    (?![\w])
    """,
    re.VERBOSE,
)


def blank_link_texts(text: str) -> str:
    """Return `text` with spaces in place of the link texts inlined in it, as long as before."""
    if _END not in text:
        return text
    return _LINK.sub(lambda match: match.group()[: -len(match["link"])] + " " * len(match["link"]), text)
