from itertools import accumulate, groupby
from operator import attrgetter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from whoosh.lang.porter2 import stem as porter2

from index.analysis import folding
from index.analysis.analyzer import (
    OTHER_FORM,
    WORD_BREAK,
    chunk_words,
    fold,
    placed,
    placed_terms,
    stem,
    terms,
    tokenize,
    words,
)
from index.analysis.stemming import OWN_STEMS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zürich's trams", ["zurich", "trams"]),
        ("the soldiers’ huts", ["the", "soldiers", "huts"]),
        ("O'Brien doesn’t", ["obrien", "doesnt"]),
        ("The U.S. and the U.K.", ["the", "u.s", "and", "the", "uk"]),
        ("1,000.5 tons in 1987.", ["1000.5", "tons", "in", "1987"]),
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
    assert [text[token.start : token.end] for token in tokenize(text)] == ["In", "Ålesund’s", "Ålesund’s", "harbour"]


def test_an_endless_word_is_cut() -> None:
    assert len(words("a" * 100_000)[0]) == 64


@given(st.text())
def test_any_text_gives_the_same_terms_by_every_way(text: str) -> None:
    tokens = list(tokenize(text))
    firsts = [next(alike) for _, alike in groupby(tokens, attrgetter("position"))]
    assert [token.word for token in firsts] == words(text)
    assert [token.term for token in firsts] == terms(text)
    assert placed(text) == ([token.word for token in tokens], [token.position for token in tokens])
    assert all(fold(token.word) == token.word for token in tokens if token.word.isascii() and "." not in token.word)


def spelled_by_chunks(text: str) -> list[str]:
    found = [word for found in chunk_words(text.split()) if found for word in found.split(WORD_BREAK)]
    return [word for word in found if not word.startswith(OTHER_FORM)]


def terms_by_chunks(text: str) -> tuple[list[str], list[int]]:
    found = [word for found in chunk_words(text.split()) if found for word in found.split(WORD_BREAK)]
    positions = list(accumulate((not word.startswith(OTHER_FORM) for word in found), initial=-1))[1:]
    return [stem(word.lstrip(OTHER_FORM)) for word in found], positions


MARKED = st.text(st.sampled_from("aBé北1.,'’-\"() _$ \u00a0\u0301ßﷺ\n"))


@given(st.text() | MARKED)
def test_the_words_of_a_text_are_those_of_its_chunks(text: str) -> None:
    assert spelled_by_chunks(text) == words(text)
    assert terms_by_chunks(text) == placed_terms(text)


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. said, (a U.K.) “no”",
        "O'Brien's 'tis doesn’t",
        "1,000.5, 3.5% 12.",
        "ﷺ a_b",
        "北京abc",
        "x" * 300 + ",",
    ],
)
def test_marks_beside_a_word_change_nothing(text: str) -> None:
    assert spelled_by_chunks(text) == words(text)


@given(st.text(st.sampled_from("abdegilmnorstuyz"), min_size=1) | st.text(st.sampled_from("aelnoitsuy"), min_size=3))
def test_stems_are_whooshs(word: str) -> None:
    assume(word not in OWN_STEMS)
    assert stem(word) == porter2(word)
    assert stem(word) == porter2(word), "the second time, too"


@pytest.mark.parametrize(
    "word", ["skis", "dying", "gently", "ugly", "early", "only", "news", "howe", "atlas", "andes", "ization", "nation",
             "relational", "vietnamization", "hopefulness", "inventor", "teacher", "republican", "skill", "fell"]
)  # fmt: skip
def test_exceptions_and_suffixes_are_stemmed_as_whoosh_does(word: str) -> None:
    assert stem(word) == porter2(word)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: dict[str, str] = {}
    monkeypatch.setattr(folding, "KEPT", 10)
    monkeypatch.setattr(folding, "_folded", folded)
    for number in range(25):
        assert fold(f"Ä{number}") == f"a{number}"
        assert len(folded) <= 10
    fold("x" * 100)
    assert "x" * 100 not in folded
