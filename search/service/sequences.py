"""Words and phrases, looked for all at once in one pass over the words of a text.

To try each phrase where its first word stands costs, of "the the the …", as much as the text is long times the phrase.
Here a number's bits are the places of all phrases, one after another; at each word it is known which places it may
stand at as the end of what came before (Shift-And: Baeza-Yates & Gonnet 1992, of several patterns: Navarro & Raffinot
2002, 2.2.2).  A second pass, backwards, leaves the places from which an end is reached.  A text of n words costs n
steps, whatever its words are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from index.analysis.analyzer import Token
from search.limits import checked, never_waiting
from search.results import Span

Form = Callable[[Token], str]
"""What a token is compared by: its stem, say."""


@dataclass(frozen=True, slots=True)
class Sequences:
    """Sequences of words, a single word being one.

    `places` has a bit for each place of a word in any of them, `firsts` and `lasts` those of their first and their last
    words; `longest` is the number of words in the longest, `first_words` are what they begin with.
    """

    places: Mapping[str, int]
    firsts: int
    lasts: int
    longest: int
    first_words: frozenset[str]

    @classmethod
    def of(cls, sequences: Iterable[Sequence[str]]) -> Self:
        """Gather sequences, of which none is empty."""
        places: dict[str, int] = {}
        firsts = lasts = longest = 0
        bit = 1
        distinct = dict.fromkeys(map(tuple, sequences))
        for sequence in distinct:
            firsts |= bit
            for word in sequence:
                places[word] = places.get(word, 0) | bit
                bit <<= 1
            lasts |= bit >> 1
            longest = max(longest, len(sequence))
        return cls(places, firsts, lasts, longest, frozenset([sequence[0] for sequence in distinct]))

    def __bool__(self) -> bool:
        return bool(self.places)

    def spans(self, tokens: Sequence[Token], form: Form, check: Callable[[], None] = never_waiting) -> Iterator[Span]:
        """Yield, in any order, what together covers each stretch of tokens that is one of them, from its first word to
        its last; `tokens` are in the order of their positions.  `check` is called now and then, where they are many."""
        if self.longest <= 1:
            each = checked(tokens, len(tokens), check)
            yield from [(token.start, token.end) for token in each if form(token) in self.places]
            return
        reached = list(self._reached(checked(tokens, len(tokens), check), form))
        at: dict[int, list[tuple[int, int]]] = {}
        backwards = zip(reversed(tokens), reversed(reached), strict=True)
        for token, state in checked(backwards, len(tokens), check):
            following = at.get(token.stop, ())
            leads_on = 0
            for _, places in following:
                leads_on |= places
            if not (fits := state & (self.lasts | leads_on >> 1)):
                continue
            yield token.start, token.end
            for end, places in following:
                if fits << 1 & places & ~self.firsts:
                    yield token.start, end
            at.setdefault(token.position, []).append((token.end, fits))

    def going_on(self, tokens: Iterable[Token], form: Form, whole: int) -> Iterator[Token]:
        """Yield the tokens that begin before the character `whole`, and those that follow as long as any of them may go
        on with what came before."""
        reached: dict[int, int] = {}
        goes_on = -1
        for token in tokens:
            if token.start >= whole and token.position > goes_on:
                return
            if self._state(token, reached, form):
                goes_on = max(goes_on, token.stop)
            yield token

    def _reached(self, tokens: Iterable[Token], form: Form) -> Iterator[int]:
        """Yield the places that each token may stand at, going by what came before."""
        reached: dict[int, int] = {}
        return (self._state(token, reached, form) for token in tokens)

    def _state(self, token: Token, reached: dict[int, int], form: Form) -> int:
        """Return the places that a token may stand at, and add them to those `reached` by the position behind it."""
        state = (reached.get(token.position, 0) << 1 | self.firsts) & self.places.get(form(token), 0)
        if state:
            reached[token.stop] = reached.get(token.stop, 0) | state
        return state
