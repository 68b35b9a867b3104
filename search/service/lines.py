"""A plain line of words, as it is looked through for what it may ask."""

from dataclasses import dataclass, replace
from typing import Self

from index.analysis.analyzer import tokenize
from search.query.function_words import PLACING, begins_question, says_nothing


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line, as typed and folded; what they say nothing of depends on how the whole line is written and
    begins."""

    typed: tuple[str, ...]
    folded: tuple[str, ...]
    in_capitals: bool
    is_asking: bool

    @classmethod
    def of(cls, query: str) -> Self:
        """Return the line that a query of plain words is."""
        as_it_stands = {token.position: token for token in reversed(list(tokenize(query)))}
        tokens = [as_it_stands[position] for position in sorted(as_it_stands)]
        typed = tuple(query[token.start : token.end] for token in tokens)
        is_asking = bool(typed) and begins_question(typed[0])
        return cls(typed, tuple(token.word for token in tokens), all(map(str.isupper, typed)), is_asking)

    def __len__(self) -> int:
        return len(self.typed)

    def without(self, start: int, stop: int) -> Self:
        """Return the line without the words from `start` to before `stop`."""
        return replace(
            self, typed=self.typed[:start] + self.typed[stop:], folded=self.folded[:start] + self.folded[stop:]
        )

    def is_placed(self, start: int) -> bool:
        """Tell whether a preposition of place stands before a word."""
        return start > 0 and self.folded[start - 1] in PLACING

    def telling(self, passed_over: frozenset[str]) -> list[str]:
        """List the words, as typed, that say something."""
        return [
            typed
            for typed, folded in zip(self.typed, self.folded, strict=True)
            if folded not in passed_over
            and not says_nothing(typed, in_capitals=self.in_capitals, is_asking=self.is_asking)
        ]
