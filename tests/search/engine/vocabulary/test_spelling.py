import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.store.files.checked import CheckedArray
from index.store.files.term_dictionary import Dictionary
from search.engine.vocabulary.spelling import WORDS_AT_ONCE, Vocabulary
from search.query.correction import suggest_query

COUNTS = {
    "flag": 40,
    "flat": 60,
    "form": 300,
    "from": 9000,
    "girkin": 30,
    "government": 5000,
    "governor": 400,
    "goverment": 4,
    "izyum": 50,
    "kharkiv": 80,
    "kherson": 70,
    "receive": 800,
    "relieve": 20,
    "москва": 10,
}


def vocabulary(counts: dict[str, int]) -> Vocabulary:
    words = sorted(counts)
    keys = [word.encode() for word in words]
    numbers = np.cumsum([0, *map(len, keys)]).astype("<u8"), np.array([counts[word] for word in words], "<u4")
    return Vocabulary(Dictionary(CheckedArray.of(b"".join(keys)), *map(CheckedArray, numbers)))


@pytest.fixture
def words() -> Vocabulary:
    return vocabulary(COUNTS)


@pytest.mark.parametrize(
    ("word", "correction"),
    [
        ("izym", "izyum"),
        ("izyumm", "izyum"),
        ("grikin", "girkin"),
        ("Kharkhiv", "kharkiv"),
        ("khreosn", "kherson"),
        ("recieve", "receive"),
        ("hlag", "flag"),
        ("мосва", "москва"),
        ("goverment", "government"),
    ],
)
def test_a_misspelt_word_is_corrected(words: Vocabulary, word: str, correction: str) -> None:
    assert words.correct(word) == correction


@pytest.mark.parametrize(
    "word",
    [
        "izyum",  # right
        "form",  # right, though near a more frequent word
        "izm",  # too short
        "izzym",  # two edits in five letters
        "xherzon",  # another first letter and an edit
        "2022",
        "helicopter",
        "",
        "x" * 1000,
    ],
)
def test_a_word_that_is_right_or_hopeless_is_left(words: Vocabulary, word: str) -> None:
    assert words.correct(word) is None


def test_of_equally_near_words_the_frequent_one_is_meant() -> None:
    assert vocabulary({"marine": 3, "marina": 90}).correct("marinx") == "marina"


def test_one_edit_is_likelier_than_two() -> None:
    assert vocabulary({"kherson": 5, "persons": 900, "khersonite": 900}).correct("khersn") == "kherson"


def test_the_first_letter_is_likely_right() -> None:
    assert vocabulary({"kherson": 30, "sherson": 90}).correct("kkherson") == "kherson"


def test_an_empty_archive_corrects_and_completes_nothing() -> None:
    assert vocabulary({}).correct("izyum") is None
    assert vocabulary({}).complete("iz", 5) == []


@given(st.dictionaries(st.text("abcé", min_size=1, max_size=9), st.integers(1, 5)), st.text("abcé", max_size=9))
def test_a_correction_is_another_word_within_two_edits(counts: dict[str, int], word: str) -> None:
    correction = vocabulary(counts).correct(word)
    if correction is not None:
        assert correction in counts
        assert 1 <= OSA.distance(correction, word.replace("é", "e")) <= (2 if len(word) >= 6 else 1)


@given(st.sets(st.text("abc", min_size=4, max_size=8)), st.text("abc", min_size=6, max_size=8))
def test_the_filters_lose_no_near_word(known: set[str], word: str) -> None:
    near = {other for other in known if other[0] == word[0] and OSA.distance(other, word) <= 2}
    found = vocabulary(dict.fromkeys(known - {word}, 1)).correct(word)
    assert (found is not None) or not near - {word}


def test_words_are_corrected_in_every_part_of_a_large_vocabulary() -> None:
    many = {
        f"{'abcdefghij'[n % 10]}é{n:05d}".translate(str.maketrans("0123456789", "klmnopqrst")): 1 for n in range(9999)
    }
    assert len(many) > WORDS_AT_ONCE
    known = vocabulary(many)
    for word in [*sorted(many)[:3], *sorted(many)[WORDS_AT_ONCE - 2 : WORDS_AT_ONCE + 2], *sorted(many)[-3:]]:
        misspelt = word[:3] + "z" + word[3:]
        correction = known.correct(misspelt)
        assert correction is not None
        assert OSA.distance(correction, misspelt) == 1


def test_a_beginning_is_completed_by_the_most_frequent_words(words: Vocabulary) -> None:
    assert words.complete("gover", 2) == ["government", "governor"]
    assert words.complete("gover", 10) == ["government", "governor", "goverment"]
    assert words.complete("xyz", 10) == []
    assert words.complete("gover", 0) == []


def test_a_word_knows_how_often_it_stands(words: Vocabulary) -> None:
    assert words.count("izyum") == 50
    assert words.count("izy") == 0


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("izym flag", "izyum flag"),
        ("Izym's flag", "Izyum's flag"),
        ("IZYM AND flag", "IZYUM AND flag"),
        ('speaker:grikin "in izym" -flag', 'speaker:girkin "in izyum" -flag'),
        ("izym* (izym OR flag)", "izym* (izyum OR flag)"),
        ("izymer", "izymer"),
        ("", ""),
    ],
)
def test_a_suggestion_changes_the_misspelt_words_alone(query: str, suggestion: str) -> None:
    assert suggest_query(query, {"izym": "izyum", "Grikin": "girkin"}) == suggestion


def test_a_suggestion_leaves_operators_and_fields() -> None:
    assert suggest_query("speaker:said OR said", {"speaker": "speaking", "or": "ore", "said": "sand"}) == (
        "speaker:sand OR sand"
    )
