import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import fold, terms, tokenize, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zürich's trams", ["zurich", "trams"]),
        ("the soldiers’ huts", ["the", "soldiers", "huts"]),
        ("O'Brien doesn’t", ["o'brien", "doesn't"]),
        ("The U.S. and the U.K.", ["the", "u.s", "and", "the", "u.k"]),
        ("1,000.5 tons in 1987.", ["1,000.5", "tons", "in", "1987"]),
        ("state-of-the-art", ["state", "of", "the", "art"]),
        ("Straße, ﬁne, İzmir", ["strasse", "fine", "izmir"]),
        ("Київ, abc北京", ["киів", "abc", "北", "京"]),
        ("Ze\u0301le\u0301 हिन्दी", ["zele", "हिनदी"]),
        ("… — !", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_terms_are_stems_and_agree_between_forms() -> None:
    assert terms("retreating") == terms("Retreated") == terms("retreats") == ["retreat"]


def test_a_token_knows_its_characters() -> None:
    text = "In Ålesund’s harbour"
    assert [text[token.start : token.end] for token in tokenize(text)] == ["In", "Ålesund’s", "harbour"]


def test_an_endless_word_is_cut() -> None:
    assert len(words("a" * 100_000)[0]) == 64


@given(st.text())
def test_any_text_gives_the_same_terms_by_every_way(text: str) -> None:
    tokens = list(tokenize(text))
    assert [token.word for token in tokens] == words(text)
    assert [token.term for token in tokens] == terms(text)
    assert all(fold(token.word) == token.word for token in tokens if token.word.isascii() and "." not in token.word)
