"""Text as the annotators read it: each letter one character, nothing in it that can't be seen.

"é" is one character or two, an e and an accent (Unicode's forms NFC and NFD); names are broken by soft hyphens and
wrapped in marks of direction, "fi" is printed as one letter.  The same name would be several to the annotators, or
none.  They are given composed text, and what they find there is told by its characters in the text as given.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeVar

from index.annotation.spans import Annotation, Location, Quotation, Speaker, Statement

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_OTHER_FORMS = "\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
"""Ligatures, and digits and letters as wide as ideographs."""
_NOT_AS_READ = re.compile(f"[{_INVISIBLE}{_OTHER_FORMS}]")
_LETTER = re.compile(
    rf"[{_INVISIBLE}]{{2,}}"  # at once, for else each would look for the end of all
    r"|[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?"  # a syllable of Hangul
    rf"|.(?:[{_INVISIBLE}]*[\u0300-\u036f\u0591-\u05bd\u064b-\u0655\u093c\u09be\u09d7\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a]+)*",
    re.DOTALL,
)
Found = TypeVar("Found", Speaker, Quotation, Location, Statement)


@dataclass(frozen=True, slots=True)
class Composed:
    """A text to be read, and for each of its characters where it stands in the text as given: from `starts` to `ends`.
    Both are empty where all characters stand where they stood."""

    text: str
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    @classmethod
    def of(cls, given: str) -> Self:
        """Compose a text."""
        if given.isascii() or (unicodedata.is_normalized("NFC", given) and not _NOT_AS_READ.search(given)):
            return cls(given)
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for match in _LETTER.finditer(given):
            read = unicodedata.normalize("NFC", _NOT_AS_READ.sub(_as_read, match[0]))
            letters.append(read)
            starts += [match.start()] * len(read)
            ends += [match.end()] * len(read)
        return cls("".join(letters), starts, ends)

    def as_given(self, annotation: Annotation) -> Annotation:
        """Return what was found in the text with offsets into the text as given."""
        if not self.starts:
            return annotation
        return Annotation(
            tuple(map(self._moved, annotation.speakers)),
            tuple(map(self._moved, annotation.quotations)),
            tuple(map(self._moved, annotation.locations)),
            tuple(map(self._moved, annotation.statements)),
        )

    def _moved(self, found: Found) -> Found:
        if found.start == found.end:
            at = self.starts[found.start] if found.start < len(self.starts) else self.ends[-1]
            return replace(found, start=at, end=at)
        return replace(found, start=self.starts[found.start], end=self.ends[found.end - 1])


def _as_read(character: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", character[0])
    return plain if plain.isalnum() else ""
