"""What kind of element a word is by itself: by the tables, or else by its form."""

from collections.abc import Mapping

from .kinds import ADVERB, GERUND, LETTERS, NEGATED, NUMBER, OTHER, VERB

_MARKS_OF = {
    "COMMA": ",", "SEMICOLON": ";", "COLON": ":", "STOP": ". ! ? * • |", "DASH": "— – ― -- -", "OPENING": "( [",
    "CLOSING": ") ]", "POSSESSIVE": "'s ’s ' ’",
}  # fmt: skip
_MARKS = {mark: LETTERS[kind] for kind, marks in _MARKS_OF.items() for mark in marks.split()}
_PREFIXES = ("co-", "ex-", "vice-", "then-", "sub-", "great-")


def kind_of(word: str, classes: Mapping[str, str]) -> str:
    """Return the kind of a word or mark; `classes` are the kinds of words that are known, in lower case."""
    lower = word.lower()
    known = classes.get(lower)
    if known is not None:
        return known
    if "-" not in lower:
        return _kind_by_form(word, lower)
    if "-of-" in lower:
        lower = lower.split("-of-", 1)[0]
        return classes.get(lower.removeprefix("great-"), OTHER)
    return classes.get(lower.split("-", 1)[1], OTHER) if lower.startswith(_PREFIXES) else _kind_by_form(word, lower)


def _kind_by_form(word: str, lower: str) -> str:
    if not word[0].isalnum():
        return _MARKS.get(word, OTHER)
    if lower.endswith(("n't", "n’t")):
        return NEGATED
    if word[0].isdigit():
        return NUMBER
    if lower.endswith("ed") and len(word) > 3:
        return VERB
    if lower.endswith("ly") and len(word) > 4:
        return ADVERB
    if lower.endswith("ing") and len(word) > 5:
        return GERUND
    return OTHER
