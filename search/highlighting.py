"""Which characters of a paragraph a query matched, so that a front end can mark them.

A query wants words, phrases and beginnings of words, each in a field.  What it wants in the text is marked wherever it
stands, what it wants *said* only inside quotations; a speaker or a place is marked where the paragraph mentions them,
which may be a pronoun, so their names are compared and their mentions marked.  A word that is wanted only as part of a
phrase is marked only where the phrase stands.

To tokenize and stem all of a paragraph takes longer than to find it.  A word and its stem begin with the same letters
(`opening`), so that where no such letters stand, nothing matches; only the runs of characters between spaces where they
do are tokenized, and what the last of these were is remembered.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Self

from index.analyzer import MAX_WORD_CHARACTERS, TOKEN, Token, fold, stem, tokenize, words
from search.language import FieldName, Leaf, ParsedQuery, Prefix, positive_leaves
from search.results import Span

STEM_CHANGES = 2
"""Letters at the end of a stem that may not be those of the word; Porter 2 makes "possibl" of "possibility"."""
STEM_KEEPS = 2
"""Letters at the beginning of a stem that are those of the word, however short it is ..."""
STEMS_OF_YING = ("die", "lie", "tie")
"""... but for these, which "dying", "lying" and "tying" have by exception."""
RUNS_KEPT = 20_000
"""Runs of characters whose tokens are remembered."""
LONGEST_RUN_KEPT = 32
_OPENING = re.compile("[a-z0-9]+")
_FOLDED_OTHERWISE = re.compile("[^\\x00-\\x7f\u00a0‘’“”„–—…]")
"""What folding may make other letters of; the exceptions are common, and never part of a word, or its apostrophe."""


@dataclass(frozen=True, slots=True)
class WantedWords:
    """What a query looks for in one field.

    `sequences` are its words and phrases by their first word, stemmed where `is_stemmed`; `beginnings` are beginnings
    of folded, unstemmed words.  `openings` are what the first word of a match begins with in a text, in small letters,
    unless other characters than those of ASCII stand there; `longest` is the number of words in the longest sequence.
    """

    sequences: Mapping[str, Sequence[tuple[str, ...]]]
    beginnings: tuple[str, ...]
    is_stemmed: bool
    openings: frozenset[str]
    longest: int

    @classmethod
    def of(cls, leaves: Iterable[Leaf], field: FieldName, is_stemmed: bool) -> Self:
        """Gather what `leaves` want in a field."""
        sequences: dict[str, list[tuple[str, ...]]] = {}
        beginnings: list[str] = []
        for leaf in leaves:
            found = words(leaf.text) if leaf.field == field else []
            if found and isinstance(leaf, Prefix):
                beginnings.append(found.pop())
            if found:
                sequence = tuple(map(stem, found)) if is_stemmed else tuple(found)
                sequences.setdefault(sequence[0], []).append(sequence)
        longest = max((len(sequence) for several in sequences.values() for sequence in several), default=1)
        unchanging = map(opening, sequences) if is_stemmed else sequences
        openings = {match[0] for form in (*unchanging, *beginnings) if (match := _OPENING.match(form))}
        return cls(sequences, tuple(beginnings), is_stemmed, frozenset(openings), longest)

    def __bool__(self) -> bool:
        return bool(self.sequences or self.beginnings)

    def spans(self, tokens: Sequence[Token]) -> Iterator[Span]:
        """Yield the span of each match among consecutive tokens; spans may overlap."""
        forms = [token.term if self.is_stemmed else token.word for token in tokens]
        for position, (token, form) in enumerate(zip(tokens, forms, strict=True)):
            for sequence in self.sequences.get(form, ()):
                end = position + len(sequence)
                if tuple(forms[position:end]) == sequence:
                    yield token.start, tokens[end - 1].end
            if self.beginnings and token.word.startswith(self.beginnings):
                yield token.start, token.end

    def spans_in(self, text: str) -> Iterator[Span]:
        """Yield the spans that `spans` has of all of a text's tokens, tokenizing only where a match may begin."""
        for start, end in runs_at(text, sorted(self._candidates(text))):
            tokens, base = _tokens_of(text[start:end]), start
            if not any(map(self._begins, tokens)):
                continue
            if self.longest > 1:
                tokens, base = list(_tokens(text, start, end, self.longest - 1)), 0
            for first, last in self.spans(tokens):
                if base + first >= end:
                    break
                yield base + first, base + last

    def _begins(self, token: Token) -> bool:
        form = token.term if self.is_stemmed else token.word
        return form in self.sequences or (bool(self.beginnings) and token.word.startswith(self.beginnings))

    def _candidates(self, text: str) -> Iterator[int]:
        """Yield, in any order, where a token may begin, or go on, that is the first of a match."""
        lowered = text.lower()
        if len(lowered) != len(text):  # "İ" becomes two characters: nothing is known of what stands where
            yield from range(len(text))
            return
        for opening in self.openings:
            at = lowered.find(opening)
            while at >= 0:
                if not at or not "a" <= lowered[at - 1] <= "z":
                    yield at
                at = lowered.find(opening, at + 1)
        if not text.isascii():
            yield from (match.start() for match in _FOLDED_OTHERWISE.finditer(text))

    def are_in(self, *names: str | None) -> bool:
        """Tell whether any of it stands in any of the names."""
        return bool(self) and any(True for name in names if name for _ in self.spans_in(name))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query looks for in each field whose matches can be shown in a paragraph; made once a search."""

    text: WantedWords
    said: WantedWords
    speaker: WantedWords
    location: WantedWords
    country: WantedWords

    @classmethod
    def of(cls, parsed: ParsedQuery) -> Self:
        """Gather what a query wants, leaving out what it negates."""
        leaves = list(positive_leaves(parsed.root))
        return cls(
            text=WantedWords.of(leaves, "text", is_stemmed=True),
            said=WantedWords.of(leaves, "said", is_stemmed=True),
            speaker=WantedWords.of(leaves, "speaker", is_stemmed=False),
            location=WantedWords.of(leaves, "location", is_stemmed=False),
            country=WantedWords.of(leaves, "country", is_stemmed=False),
        )


def spans_of(text: str, wanted: Wanted, annotation: Mapping[str, Any]) -> tuple[Span, ...]:
    """Return the spans of a paragraph's text that a query matches, in order, none touching another.

    `annotation` has `speakers`, `quotations` and `locations`, mappings with the fields of `index.annotation.spans`.
    """
    return merged(
        chain(
            wanted.text.spans_in(text),
            _said(text, wanted, annotation["quotations"]),
            _mentions_of_speakers(wanted.speaker, annotation["speakers"]),
            _mentions_of_places(text, wanted, annotation["locations"]),
        )
    )


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap or touch made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def runs_at(text: str, positions: Iterable[int]) -> Iterator[Span]:
    """Yield the runs of characters between spaces that stand at positions given in order; each once."""
    end = -1
    for position in positions:
        if position > end:
            start = text.rfind(" ", 0, position) + 1
            end = text.find(" ", position)
            end = len(text) if end < 0 else end
            yield start, end


def opening(stemmed: str) -> str:
    """Return the letters that every word of a stem begins with."""
    if stemmed in STEMS_OF_YING:
        return stemmed[0]
    return stemmed[: max(len(stemmed) - STEM_CHANGES, STEM_KEEPS)]


def _tokens_of(run: str) -> Sequence[Token]:
    return _remembered_tokens_of(run) if len(run) <= LONGEST_RUN_KEPT else list(tokenize(run))


@lru_cache(maxsize=RUNS_KEPT)
def _remembered_tokens_of(run: str) -> tuple[Token, ...]:
    return tuple(tokenize(run))


def _tokens(text: str, start: int, end: int, more: int) -> Iterator[Token]:
    """Yield the tokens from `start`, where a token may begin, to `end`, and as many more of those that follow."""
    for match in TOKEN.finditer(text, start):
        if word := fold(match[0][:MAX_WORD_CHARACTERS]):
            more -= match.start() >= end
            if more < 0:
                return
            yield Token(stem(word), word, *match.span())


def _said(text: str, wanted: Wanted, quotations: Sequence[Mapping[str, Any]]) -> Iterator[Span]:
    """Yield what is wanted inside each quotation; a phrase never runs from one into the next.

    Who asks for a speaker too asks for that speaker's words: where the speaker is quoted, only they are marked.
    """
    if not wanted.said or not quotations:
        return
    tokens = list(tokenize(text))
    own = [quotation for quotation in quotations if wanted.speaker.are_in(quotation["speaker"])]
    starts = [token.start for token in tokens]
    for quotation in own or quotations:
        first, last = (bisect_left(starts, quotation[edge]) for edge in ("start", "end"))
        yield from wanted.said.spans(tokens[first:last])


def _mentions_of_speakers(wanted: WantedWords, speakers: Sequence[Mapping[str, Any]]) -> Iterator[Span]:
    if wanted:
        for speaker in speakers:
            if wanted.are_in(speaker["name"], speaker.get("written"), speaker["role"]):
                yield speaker["start"], speaker["end"]


def _mentions_of_places(text: str, wanted: Wanted, places: Sequence[Mapping[str, Any]]) -> Iterator[Span]:
    if wanted.location or wanted.country:
        for place in places:
            mention = text[place["start"] : place["end"]]
            is_named = wanted.location.are_in(place["name"], mention, *place["within"])
            if is_named or wanted.country.are_in(place["country"]):
                yield place["start"], place["end"]
