r"""Rules in words, compiled to regular expressions over a paragraph's letters.

A rule is a regular expression whose characters are words in capitals: the kinds and sets of `kinds.py`, the phrases of
`phrases.py`.  All else is as in regular expressions (`?`, `{0,3}`, `|`, `(?!…)`, `(?P<subject>…)`), but that spaces
mean nothing and plain parentheses only group.

>>> to_pattern("(HAVE ADVERBIAL{0,3})? SPEECH_VERB [^STOP COMMA]")
'(?:h[ay]{0,3})?S[^\\.,]'

Every rule carries a sentence that it matches and one that it doesn't; `tests/annotation/speakers/test_rules.py` tries
them all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from .kinds import SETS, letters
from .phrases import PHRASES, Phrase

_PART = re.compile(
    r"""
    (?P<word>[A-Z][A-Z_]*)
    | (?P<class>\[\^?(?P<members>[A-Z_\s]+)\])
    | (?P<group>\((?!\?))
    | (?P<space>\s+)
    | \(\?(?:P<[a-z]+>|[:=!]|<[=!]) | \) | \| | \{\d+(?:,\d*)?\} | [?*+.^$]
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Rule(Phrase):
    """A phrase that is looked for by itself, with its `pattern` over letters."""

    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compile the words; raise ValueError where one of them is unknown."""
        object.__setattr__(self, "pattern", re.compile(to_pattern(self.words)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRule(Rule):
    """A rule whose match is a cue: its groups are `subject`, `cue` and, where "and" joins two subjects, `first`.

    Its cues are called what it `shows`.  `spelled` are the words, in lower case, that the element of a group may be,
    `never` those that the cue may not be.  A subject may have to be `in_capitals`; one that `must_be_free` is held
    against what stands before it.  A rule is not tried where the letter that it `needs` is missing.  Bars enclose the
    subject in its sentences.
    """

    shows: str
    spelled: Mapping[str, frozenset[str]] = field(default_factory=dict)
    never: frozenset[str] = frozenset()
    must_be_free: bool = False
    in_capitals: bool = False
    needs: str = ""


def to_pattern(words: str) -> str:
    """Return the regular expression over letters that the words of a rule stand for.

    Raise ValueError for what is neither a word of a rule nor a sign of regular expressions.
    """
    pieces: list[str] = []
    position = 0
    while position < len(words):
        part = _PART.match(words, position)
        if part is None:
            raise ValueError(f"{words[position:]!r} begins with no word of a rule and no sign: {words!r}")
        pieces.append(_piece(part))
        position = part.end()
    return "".join(pieces)


def _piece(part: re.Match[str]) -> str:
    if part["word"]:
        return _spelled(part["word"])
    if part["class"]:
        return part["class"].replace(part["members"], re.escape(_members(part["members"])))
    if part["group"]:
        return "(?:"
    return "" if part["space"] else part.group()


@cache
def _spelled(word: str) -> str:
    if word in PHRASES:
        return f"(?:{to_pattern(PHRASES[word].words)})"
    if word in SETS:
        return f"[{re.escape(letters(word))}]"
    return re.escape(_members(word))


def _members(words: str) -> str:
    try:
        return letters(words)
    except KeyError as error:
        raise ValueError(f"{error.args[0]} is no kind of element, no set of kinds and no phrase") from None
