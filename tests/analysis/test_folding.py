"""However letters are encoded and typed, they are the same word; and the word is marked where it stands."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.analysis.analyzer import readings, tokenize, words
from index.analysis.folding import INVISIBLE, PRONOUNS, fold, spelled_out
from search.limits import Limits
from search.query import parse, positive_leaves
from search.service.word_matcher import WordMatcher

LETTERS = "abdehklostuzäáåßçđéğħıİłñøőœšşßþüžÆÐŁØÞαςσώΆЙёґіўאבגשأبةكيىकखगमेガタ"
written = st.text(st.sampled_from(LETTERS), min_size=1, max_size=12)
normal_forms = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])


@given(written, normal_forms)
def test_normal_forms_are_the_same_words(text: str, form: str) -> None:
    assert words(unicodedata.normalize(form, text)) == words(text)  # type: ignore[arg-type]


@given(written)
def test_capitals_are_the_same_words(text: str) -> None:
    assume(PRONOUNS.isdisjoint(words(text)))
    assert words(text.upper()) == words(text.lower()) == words(text)


@given(written, st.lists(st.sampled_from(INVISIBLE), min_size=1, max_size=3))
def test_what_cannot_be_seen_makes_no_difference(text: str, signs: list[str]) -> None:
    assume(PRONOUNS.isdisjoint(words(text)))
    assert words("".join(signs).join(text)) == words(text)


@given(written, normal_forms, st.booleans(), st.sampled_from(["", "\u200d", "\u00ad"]))
def test_a_word_is_marked_in_any_form(text: str, form: str, is_capital: bool, sign: str) -> None:
    assume(text[0].isalpha() and words(text) and PRONOUNS.isdisjoint(words(text)))
    other = sign.join(unicodedata.normalize(form, text.upper() if is_capital else text))  # type: ignore[arg-type]
    sentence = f"my {other}, they said"
    asked = tuple(positive_leaves(parse(f'"{text}"', Limits()).root))
    spans = list(WordMatcher.of(asked, "text", "en").spans_in(sentence))
    assert spans
    assert min(spans)[0] == 3


@given(st.text(st.sampled_from("abcäöü'’-.,019 US"), max_size=30))
def test_every_reading_of_a_text_stands_in_it(text: str) -> None:
    stand_in = {token.word for token in tokenize(text)}
    for reading in readings(text):
        assert stand_in.issuperset(reading) or any("-" in part for part in text.split())


@pytest.mark.parametrize(
    ("token", "word", "other"),
    [
        ("Müller’s", "muller", "mueller"),
        ("Århus", "arhus", "aarhus"),
        ("Göring", "goring", "goering"),
        ("Go\u0308ring", "goring", "goering"),
        ("Đoković", "dokovic", "djokovic"),
        ("Tórshavn", "torshavn", ""),
        ("plain", "plain", ""),
    ],
)
def test_umlauts_are_also_two_letters(token: str, word: str, other: str) -> None:
    assert (fold(token), spelled_out(token)) == (word, other)
