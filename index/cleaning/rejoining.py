"""Recognise a sentence that the scrape broke in two, so that its halves can be joined.

Pages set a name or a link apart, and the scrape makes lines of the pieces: "According to Major General X," on one,
what he said on the next.  A line is a beginning only if it ends in a comma or in a word that no sentence ends with.
Where the next line goes on in lower case that is proof enough; where it does not (a name, a quotation), the line must
also be a short one without a finished sentence in it, for writers do end paragraphs in a comma by mistake.
"""

import re

LONGEST_LEAD_IN = 200
"""Most characters of a beginning that goes on with a quotation mark."""

LONGEST_BEFORE_CAPITAL = 80
"""Most characters of a beginning that goes on with a capital letter: in longer ones the comma is mostly a mistake."""

LONGEST_BEGINNING = 2_000
"""Most characters of any beginning."""

_NEVER_LAST = frozenset(
    {
        *("and", "or", "but", "nor", "because", "although", "though", "whereas", "if", "as", "than", "of"),
        *("the", "a", "an", "his", "its", "their", "our", "your", "my", "whose"),
    }
)
_SELDOM_LAST = _NEVER_LAST | {
    *("that", "while", "her", "this", "these", "those", "in", "to", "by", "with", "from", "for", "at", "on", "into"),
    *("about", "between", "against", "is", "was", "are", "were"),
}
_LONGEST_OF_THEM = 8

_FINISHED_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?][”\"’')]*\s|[”\"]\s*$|:\s")
_OPENING_QUOTES = frozenset("“\"‘'«„")
_SALUTATION = re.compile(r"(?:dear|hello|hi|hey)\b", re.IGNORECASE)
_LIST_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[).\]]\s|[-*•·–—>]\s?")


def ends_open(text: str, start: int, end: int, words: frozenset[str] = _NEVER_LAST) -> bool:
    """Say whether text[start:end] ends in a comma or in one of some small words."""
    if text[end - 1] == ",":
        return True
    _, space, last = text[max(start, end - _LONGEST_OF_THEM - 1) : end].rpartition(" ")
    return bool(space) and last in words


def goes_on(text: str, start: int, end: int, following: int) -> bool:
    """Say whether the sentence at the end of text[start:end] goes on at text[following]."""
    if end - start > LONGEST_BEGINNING or not ends_open(text, start, end, _SELDOM_LAST):
        return False
    if _LIST_MARK.match(text, following):
        return False
    if text[following].islower():
        return True
    before_quotation = text[following] in _OPENING_QUOTES
    longest = LONGEST_LEAD_IN if before_quotation else LONGEST_BEFORE_CAPITAL
    if end - start > longest:
        return False
    lead_in = text[start:end]
    return (
        " " in lead_in
        and ends_open(text, start, end)
        and not _FINISHED_SENTENCE.search(lead_in)
        and not _SALUTATION.match(lead_in)
        and (before_quotation or lead_in[0] not in _OPENING_QUOTES)
    )
