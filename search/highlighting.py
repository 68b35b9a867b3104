"""Which characters of a paragraph a query matched, so that a front end can mark them.

A query wants words, phrases and beginnings of words, each in a field.  What it wants in the text is marked wherever it
stands, what it wants *said* only inside quotations; a speaker or a place is marked where the paragraph mentions them,
which may be a pronoun, so their names are compared and their mentions marked.  A word that is wanted only as part of a
phrase is marked only where the phrase stands.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Self

from index.analyzer import Token, stem, tokenize, words
from search.language import FieldName, Leaf, ParsedQuery, Prefix, positive_leaves
from search.results import Span


@dataclass(frozen=True, slots=True)
class WantedWords:
    """What a query looks for in one field.

    `sequences` are its words and phrases by their first word, stemmed where `is_stemmed`; `beginnings` are beginnings
    of folded, unstemmed words.
    """

    sequences: Mapping[str, Sequence[tuple[str, ...]]]
    beginnings: tuple[str, ...]
    is_stemmed: bool

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
        return cls(sequences, tuple(beginnings), is_stemmed)

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

    def are_in(self, *names: str | None) -> bool:
        """Tell whether any of it stands in any of the names."""
        return any(True for name in names if name for _ in self.spans(list(tokenize(name))))


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
    tokens = list(tokenize(text)) if wanted.text or wanted.said else []
    return merged(
        chain(
            wanted.text.spans(tokens),
            _said(tokens, wanted, annotation["quotations"]),
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


def _said(tokens: Sequence[Token], wanted: Wanted, quotations: Sequence[Mapping[str, Any]]) -> Iterator[Span]:
    """Yield what is wanted inside each quotation; a phrase never runs from one into the next.

    Who asks for a speaker too asks for that speaker's words: where the speaker is quoted, only they are marked.
    """
    if not wanted.said:
        return
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
