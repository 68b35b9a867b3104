"""Words and phrases are found wherever they stand, as trying each at each word finds them, in one pass."""

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from index.analysis.analyzer import Token, tokenize
from search.limits import Limits
from search.query import parse, positive_leaves
from search.results import Span
from search.service.highlighting import highlighter, merged
from search.service.sequences import Sequences
from search.service.word_matcher import WordMatcher

WORDS = st.sampled_from(["sea", "gull", "sea-gull", "sea-gull-sea", "menü", "menu", "gulls", "clock,"])


def form(token: Token) -> str:
    return token.term


def tried_one_by_one(tokens: Sequence[Token], sequence: Sequence[str]) -> Iterator[Span]:
    """Yield each stretch of tokens that is the sequence, as its definition says."""

    def ends(at: Token, rest: Sequence[str]) -> Iterator[Token]:
        if not rest:
            yield at
            return
        for following in tokens:
            if following.position == at.stop and form(following) == rest[0]:
                yield from ends(following, rest[1:])

    for token in tokens:
        if form(token) == sequence[0]:
            yield from ((token.start, last.end) for last in ends(token, sequence[1:]))


@given(st.lists(WORDS, max_size=12), st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=3))
def test_sequences_are_found_where_trying_each_finds_them(written: list[str], wanted: list[list[str]]) -> None:
    tokens = list(tokenize(" ".join(written)))
    sequences = [[form(token) for word in sequence for token in list(tokenize(word))[:1]] for sequence in wanted]

    one_by_one = [span for sequence in sequences for span in tried_one_by_one(tokens, sequence)]

    assert merged(Sequences.of(sequences).spans(tokens, form)) == merged(one_by_one)


def test_a_phrase_of_words_with_two_forms_that_agree_does_not_double_with_each() -> None:
    """“Menü” is “menu” and “menue”, which have one stem: of n of them there were 2^n ways to go."""
    words = ["menü"] * 100
    matcher = WordMatcher.of(positive_leaves(parse(f'"{" ".join(words)} ends"', Limits()).root), "text", "en")

    assert list(matcher.spans_in(" ".join(words))) == []


def test_a_pattern_of_many_stars_is_compared_in_the_time_of_each() -> None:
    """Each of n stars tried every letter: 64 letters made 10^14 ways."""
    wanted = highlighter(tuple(positive_leaves(parse("a" + "*a" * 15 + "b", Limits()).root)))

    assert list(wanted.text.spans_in("a" * 64)) == []
    assert list(wanted.text.spans_in("a" * 20 + "b")) == [(0, 21)]
