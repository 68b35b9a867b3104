"""Headings and links to other articles that a page sets in capitals between the paragraphs of an article.

"MAYOR DENIES IT ALL, WITNESS SAYS" tells what another article tells, and its words hide where names begin.  It is
blanked for who speaks, and every offset stays as it was; in an article that is in capitals throughout nothing is.
"""

from collections.abc import Sequence

_FEWEST_WORDS = 3


def blank_headings(paragraphs: Sequence[str]) -> list[str]:
    """Return an article's paragraphs with spaces in place of those that are set in capitals, as long as before."""
    in_capitals = [_is_heading(text) for text in paragraphs]
    if 2 * sum(in_capitals) > len(paragraphs):
        return list(paragraphs)
    return [" " * len(text) if heading else text for text, heading in zip(paragraphs, in_capitals, strict=True)]


def _is_heading(text: str) -> bool:
    return text.isupper() and text.count(" ") + 1 >= _FEWEST_WORDS and not text.endswith(":")
