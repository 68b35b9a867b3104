"""Tell the lines that a web page puts around an article from the article's own.

A raw scrape holds cookie banners, advertisement marks, share buttons, pleas to subscribe and pieces of captions as
lines of their own.  `data/boilerplate.toml` lists what they look like.  An article may speak of such things too, so
a rule looks at the beginning of a line or at the line as a whole, and where it is vague it leaves alone whatever
quotes somebody or says that somebody said it.  A line kept too many costs a search result; one dropped, the article.

Most lines of an archive are no boilerplate, and finding that out must be cheap: rules are grouped by the length of
the lines they look at, and match from a line's first character on.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).parent / "data" / "boilerplate.toml"

_HAS_WORD = re.compile(r"[^\W_]")
_REPORTS_SPEECH = re.compile(
    r"[“”„«»\"]"
    r"|\b(?:said|says|saying|told|tells|wrote|writes|asked|added|announced|argued|according to|reported)\b"
)
_AROUND = " \t\xa0\u200b\ufeff*•·▶►→»«›‹>|–—-_=~#()[]{}.:!?…,;"


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one kind that look at lines of at most `longest` characters, as one regular expression."""

    longest: int
    pattern: re.Pattern[str]
    needed: tuple[str, ...]
    """Words of which the line must hold one, if any are given."""

    def may_match(self, line: str) -> bool:
        """Say whether a line holds what it needs to match."""
        return not self.needed or any(word in line for word in self.needed)


class Boilerplate:
    """The rules, compiled.  All of them see a line in lower case."""

    def __init__(self, written: dict[str, Any]):
        self._whole = _grouped(written, "whole")
        self._start = _grouped(written, "start")
        self._anywhere = _grouped(written, "anywhere")
        self._prefix = _grouped(written, "prefix")
        self._longest = max(rules.longest for rules in (*self._whole, *self._start, *self._anywhere))

    def covers(self, line: str) -> bool:
        """Say whether the whole line, or paragraph, is boilerplate."""
        if len(line) > self._longest:
            return False
        lower = line.lower()
        core = lower.strip(_AROUND)
        if not core:
            return not _HAS_WORD.search(line)
        length = len(core)
        for rules in self._whole:
            if length <= rules.longest and rules.may_match(core) and rules.pattern.fullmatch(core):
                return True
        return self._is_vague_match(lower, core) and not _REPORTS_SPEECH.search(lower)

    def _is_vague_match(self, lower: str, core: str) -> bool:
        length = len(lower)
        for rules in self._start:
            if length <= rules.longest and (rules.pattern.match(core) or rules.pattern.match(lower)):
                return True
        return any(
            length <= rules.longest and rules.may_match(lower) and rules.pattern.search(lower)
            for rules in self._anywhere
        )

    def prefix_length(self, line: str) -> int:
        """Give the length of the boilerplate at the beginning of a paragraph of the article, mostly 0."""
        for rules in self._prefix:
            beginning = line[: rules.longest]
            lower = beginning.lower()
            found = rules.pattern.match(lower)
            if found and len(lower) == len(beginning):
                return found.end()
        return 0


def _grouped(written: dict[str, Any], where: str) -> list[_Rules]:
    """Compile the rules of one kind, those for lines of the same length and with the same needed words together."""
    networks = "|".join(written["networks"])
    groups: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for rule in written["rule"]:
        if rule["where"] == where:
            group = groups.setdefault((rule["longest"], tuple(rule.get("needed", ()))), [])
            group += (pattern.replace("{network}", networks) for pattern in rule["patterns"])
    return [
        _Rules(longest, re.compile("|".join(f"(?:{pattern})" for pattern in patterns)), needed)
        for (longest, needed), patterns in groups.items()
    ]


@cache
def boilerplate() -> Boilerplate:
    """Load the rules, once a process."""
    return Boilerplate(tomllib.loads(RULES.read_text(encoding="utf-8")))
