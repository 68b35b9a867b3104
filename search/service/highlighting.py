"""Which characters of a paragraph a query matched, so that a front end can mark them.

A query wants words, phrases and beginnings of words, each in a field.  What it wants in the text is marked wherever it
stands, what it wants *said* only inside quotations; a speaker or a place is marked where the paragraph mentions them,
which may be a pronoun, so their names are compared and their mentions marked.  A word that is wanted only as part of a
phrase is marked only where the phrase stands.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from operator import attrgetter

from index.analysis.analyzer import singular, tokenize
from index.analysis.languages import STEMMED
from index.annotation.spans import Speaker
from index.documents.languages import ENGLISH
from index.documents.paragraph import StoredParagraph
from search.limits import checked, never_waiting
from search.query import Leaf
from search.results import Span
from search.service.word_matcher import WordMatcher

QUERIES_KEPT = 1_000
"""Queries of which is remembered what they mark."""


@dataclass(frozen=True, slots=True)
class Highlighter:
    """What a query looks for in each field whose matches can be shown in a paragraph.

    `native` are the words of the text by the stems of a language other than English.
    """

    text: WordMatcher
    native: WordMatcher | None
    said: WordMatcher
    speaker: WordMatcher
    location: WordMatcher
    country: WordMatcher
    demonym: WordMatcher


@lru_cache(QUERIES_KEPT)
def highlighter(leaves: tuple[Leaf, ...], language: str = ENGLISH) -> Highlighter:
    """Return what marks the words, phrases and beginnings of a query in a text of a language."""
    return Highlighter(
        text=WordMatcher.of(leaves, "text", ENGLISH),
        native=WordMatcher.of(leaves, "text", language) if language in STEMMED else None,
        said=WordMatcher.of(leaves, "said", ENGLISH),
        speaker=WordMatcher.of(leaves, "speaker"),
        location=WordMatcher.of(leaves, "location"),
        country=WordMatcher.of(leaves, "country"),
        demonym=WordMatcher.of(leaves, "demonym"),
    )


def spans_of(
    paragraph: StoredParagraph,
    wanted: Highlighter,
    canonical: Callable[[str], str] = str,
    check: Callable[[], None] = never_waiting,
) -> tuple[Span, ...]:
    """Return the spans of a paragraph's text that a query matches, in order, none touching another.

    `canonical` gives the name that stands for all of a person's names: whoever is asked for by it is marked, too.
    `check` is called now and then, where the paragraph is long, and may raise.
    """
    return merged(
        chain(
            wanted.text.spans_in(paragraph.text, check),
            wanted.native.spans_in(paragraph.text, check) if wanted.native else (),
            _said(paragraph, wanted, canonical, check),
            _mentions_of_speakers(wanted.speaker, paragraph.speakers, canonical),
            _mentions_of_places(paragraph, wanted),
            _mentions_of_peoples(paragraph, wanted.demonym),
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


def _said(
    paragraph: StoredParagraph, wanted: Highlighter, canonical: Callable[[str], str], check: Callable[[], None]
) -> Iterator[Span]:
    """Yield what is wanted inside each quotation; a phrase never runs from one into the next.

    Who asks for a speaker too asks for that speaker's words: where the speaker is quoted, only they are marked.
    """
    if not wanted.said or not paragraph.quotations:
        return
    tokens = sorted(checked(tokenize(paragraph.text), len(paragraph.text), check), key=_start)
    is_asked_for = cache(lambda name: wanted.speaker.are_in(canonical(name)))
    own = [one for one in paragraph.quotations if one.speaker and is_asked_for(one.speaker)]
    for quotation in checked(own or paragraph.quotations, len(paragraph.text), check):
        first, stop = (bisect_left(tokens, edge, key=_start) for edge in (quotation.start, quotation.end))
        yield from wanted.said.spans(sorted(tokens[first:stop], key=_position), check)


_start, _position = attrgetter("start"), attrgetter("position")


def _mentions_of_speakers(
    wanted: WordMatcher, speakers: Sequence[Speaker], canonical: Callable[[str], str]
) -> Iterator[Span]:
    if wanted:
        is_asked_for = cache(lambda name, role: wanted.are_in(canonical(name), name, role))
        for speaker in speakers:
            if is_asked_for(speaker.name, speaker.role):
                yield speaker.start, speaker.end


def _mentions_of_peoples(paragraph: StoredParagraph, wanted: WordMatcher) -> Iterator[Span]:
    """A people is asked for by its name, in the plural or the singular, or by that of its country."""
    if wanted:
        for people in paragraph.peoples:
            mention = paragraph.text[people.start : people.end]
            if wanted.are_in(people.country, mention, singular(mention)):
                yield people.start, people.end


def _mentions_of_places(paragraph: StoredParagraph, wanted: Highlighter) -> Iterator[Span]:
    if wanted.location or wanted.country:
        for mention in paragraph.places:
            place, written = mention.place, paragraph.text[mention.start : mention.end]
            if wanted.location.are_in(place.name, written, *place.within) or wanted.country.are_in(place.country):
                yield mention.start, mention.end
