"""The words, phrases and beginnings of words that a query wants in one field, and where they stand in a text.

To tokenize and stem all of a text takes longer than to find it.  A word and its stem begin with the same letters
(`opening`), so that where no such letters stand, nothing matches; only the runs of characters between spaces where they
do are tokenized, and what the last of these were is remembered.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from rapidfuzz.distance import OSA

from index.analysis.analyzer import Token, fold, readings, stem, tokenize, words
from index.analysis.languages import native_term
from index.analysis.stemming import opening
from index.documents.languages import ENGLISH
from search.limits import checked, never_waiting
from search.query import FieldName, Leaf, Pattern, Prefix, Similar, is_exact
from search.query.wildcards import spelling
from search.results import Span
from search.service.sequences import Sequences

RUNS_KEPT = 20_000
"""Runs of characters whose tokens are remembered."""
LONGEST_RUN_KEPT = 32
_STAYING = "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
"""Ideographs, and syllables of Hangul, which folding leaves as they are."""
_OPENING = re.compile(f"[a-z0-9]+|[{_STAYING}]")
_FOLDED_OTHERWISE = re.compile(f"[^\\x00-\\x7f\u00a0‘’“”„–—…{_STAYING}]")
"""What folding may make other letters of; the exceptions are common, and no letters or always the same ones."""
_JOINING = re.compile("['`‘’.,-](?<=[^\\W_].)(?=[^\\W_])(?!(?<=['’])s(?![^\\W_]))")
"""What may join two words to one, or vanish between letters or digits; not a possessive's apostrophe."""


Fits = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class WordMatcher:
    """What a query looks for in one field.

    `sequences` are its words and phrases, as they are indexed: by the stems of a `language`, or as they are spelled
    where that is empty.  `beginnings` are beginnings of folded, unstemmed words, `exact` such words, and `variants`
    tell whether such a word is wanted.  `openings` are what the first word of a match begins with in a text, in small
    letters, unless other characters than those of ASCII stand there.
    """

    sequences: Sequences
    beginnings: tuple[str, ...]
    exact: frozenset[str]
    variants: tuple[Fits, ...]
    language: str
    openings: frozenset[str]
    is_any: bool
    """Whether anything is looked for."""

    @classmethod
    def of(cls, leaves: Iterable[Leaf], field: FieldName, language: str = "") -> Self:
        """Gather what `leaves` want in a field; of the text, a phrase of one word wants exactly that.

        `language` is ENGLISH or one that has a stemmer (`index.analysis.languages`).
        """
        sequences: list[tuple[str, ...]] = []
        beginnings: list[str] = []
        exact: set[str] = set()
        variants: list[Fits] = []
        for leaf in leaves:
            if leaf.field == field and is_exact(leaf):
                exact |= {*words(leaf.text)}
                continue
            if isinstance(leaf, Pattern | Similar):
                variants += [_fits(leaf)] if leaf.field == field else []
                continue
            for found in readings(leaf.text) if leaf.field == field else ():
                if isinstance(leaf, Prefix):
                    beginnings.append(found[-1])
                    found = found[:-1]
                if found:
                    sequences.append(tuple([_form(word, language) for word in found]))
        firsts = [sequence[0] for sequence in sequences]
        unchanging = map(opening, firsts) if language == ENGLISH else firsts
        openings = {match[0] for form in (*unchanging, *beginnings, *exact) if (match := _OPENING.match(form))}
        return cls(
            Sequences.of(sequences),
            tuple(beginnings),
            frozenset(exact),
            tuple(variants),
            language,
            frozenset(openings),
            bool(sequences or beginnings or exact or variants),
        )

    def __bool__(self) -> bool:
        return self.is_any

    def spans(self, tokens: Sequence[Token], check: Callable[[], None] = never_waiting) -> Iterator[Span]:
        """Yield, in any order, spans that together cover each match among consecutive tokens; they may overlap.

        `check` is called now and then, where there are many tokens.
        """
        yield from self.sequences.spans(tokens, self._form, check)
        if self.beginnings or self.exact or self.variants:
            each = checked(tokens, len(tokens), check)
            yield from [(token.start, token.end) for token in each if self._is_of(token)]

    def _form(self, token: Token) -> str:
        return token.term if self.language == ENGLISH else _form(token.word, self.language)

    def spans_in(self, text: str, check: Callable[[], None] = never_waiting) -> Iterator[Span]:
        """Yield the spans that `spans` has of all of a text's tokens, tokenizing only where a match may begin.

        `check` is called now and then, where the text is long, and may raise.
        """
        if not self.is_any:
            return
        seen, length = 0, len(text)
        for start, end in checked(runs_at(text, sorted(self._candidates(text))), length, check):
            if end <= seen:
                continue
            tokens = _tokens_of(text[start:end], check)
            if self.sequences.longest > 1:
                if not any(map(self._begins, checked(tokens, end - start, check))):
                    continue
                following = checked(tokenize(text, start), length, check)
                tokens = list(self.sequences.going_on(following, self._form, end))
                start, seen = 0, max(token.end for token in tokens)
            for first, last in self.spans(tokens, check):
                yield start + first, start + last

    def _begins(self, token: Token) -> bool:
        return self._form(token) in self.sequences.first_words or self._is_of(token)

    def _is_of(self, token: Token) -> bool:
        """Tell whether a token is one of the words that are wanted by how they are spelled."""
        word = token.word
        return (
            word in self.exact
            or (bool(self.beginnings) and word.startswith(self.beginnings))
            or any(fits(word) for fits in self.variants)
        )

    def _candidates(self, text: str) -> Iterator[int]:
        """Yield, in any order, where a token may begin, or go on, that is the first of a match."""
        lowered = text.lower()
        is_other = self.language not in ("", ENGLISH)  # a stem's first letters may be others than the word's
        if self.variants or is_other or len(lowered) != len(text):  # "İ" becomes two: who knows what stands where
            yield from range(len(text))
            return
        for letters in self.openings:
            at = lowered.find(letters)
            while at >= 0:
                if not at or not "a" <= lowered[at - 1] <= "z":
                    yield at
                at = lowered.find(letters, at + 1)
        if not text.isascii():
            yield from (match.start() for match in _FOLDED_OTHERWISE.finditer(text))
        yield from (match.start() for match in _JOINING.finditer(text))

    def are_in(self, *names: str | None) -> bool:
        """Tell whether any of it stands in any of the names."""
        return self.is_any and any(True for name in names if name for _ in self.spans_in(name))


def _form(word: str, language: str) -> str:
    """Return what a folded word is indexed as in a language, itself where that is empty."""
    if not language:
        return word
    return stem(word) if language == ENGLISH else native_term(language, word)


def _fits(leaf: Pattern | Similar) -> Fits:
    """Return what tells whether a folded word is one of those that a leaf stands for."""
    if isinstance(leaf, Similar):
        word = fold(leaf.text)
        return lambda other: OSA.distance(word, other, score_cutoff=leaf.edits) <= leaf.edits
    spelled = spelling(leaf.text)
    return lambda other: spelled.fullmatch(other) is not None


def runs_at(text: str, positions: Iterable[int]) -> Iterator[Span]:
    """Yield the runs of characters between spaces that stand at positions given in order; each once."""
    end = -1
    for position in positions:
        if position > end:
            start = text.rfind(" ", 0, position) + 1
            end = text.find(" ", position)
            end = len(text) if end < 0 else end
            yield start, end


def _tokens_of(run: str, check: Callable[[], None]) -> Sequence[Token]:
    if len(run) <= LONGEST_RUN_KEPT:
        return _remembered_tokens_of(run)
    return list(checked(tokenize(run), len(run), check))


@lru_cache(maxsize=RUNS_KEPT)
def _remembered_tokens_of(run: str) -> tuple[Token, ...]:
    return tuple(tokenize(run))
