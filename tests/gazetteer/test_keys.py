from hypothesis import given
from hypothesis import strategies as st

from index.gazetteer.keys import abbreviation_of, code_of, hash_of, key_of


def test_accents_and_case_are_folded() -> None:
    assert key_of("São TOMÉ") == key_of("sao tome") == "sao tome"


def test_letters_without_a_decomposition_are_spelt_plainly() -> None:
    assert key_of("Łódź") == "lodz"
    assert key_of("Ærøskøbing") == "aeroskobing"


def test_a_hyphen_is_a_space() -> None:
    assert key_of("Guinea-Bissau") == key_of("Guinea Bissau")


def test_all_apostrophes_are_one() -> None:
    assert key_of("Xi'an") == key_of("Xi’an") == key_of("Xiʼan")


def test_codes_keep_their_look() -> None:
    assert code_of("U.S.") == code_of("US") == "*US"
    assert code_of("W.Va.") == "*WVa"
    assert code_of("Us") is None


def test_an_abbreviation_keeps_its_full_stop() -> None:
    assert abbreviation_of("Mass") == "mass."


def test_nothing_is_left_of_punctuation() -> None:
    assert key_of("—") == ""


@given(st.text())
def test_any_text_has_a_stable_key(text: str) -> None:
    assert key_of(key_of(text)) == key_of(text)
    assert 0 <= hash_of(key_of(text)) < 2**64
