import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.lang.porter2 import stem as porter2

from index.analysis import analyzer
from index.analysis.analyzer import WORD_BREAK, chunk_words, fold, stem, terms, tokenize, words


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


def spelled_by_chunks(text: str) -> list[str]:
    return [word for found in chunk_words(text.split()) if found for word in found.split(WORD_BREAK)]


MARKED = st.text(st.sampled_from("aBé北1.,'’-\"() _$ \u00a0\u0301ßﷺ\n"))


@given(st.text() | MARKED)
def test_the_words_of_a_text_are_those_of_its_chunks(text: str) -> None:
    assert spelled_by_chunks(text) == words(text)


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
    monkeypatch.setattr(analyzer, "KEPT", 10)
    monkeypatch.setattr(analyzer, "_folded", folded)
    for number in range(25):
        assert fold(f"Ä{number}") == f"a{number}"
        assert len(folded) <= 10
    fold("x" * 100)
    assert "x" * 100 not in folded
