"""Words of another meaning have stems of their own; the forms of each have one."""

import pytest

from index.analysis.stemming import OWN_STEMS, opening, stem


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("initiative initiatives", "initial initially"),
        ("universe universes", "university universities"),
        ("organic", "organization organisations organized"),
        ("likely", "like likes liked"),
        ("evening evenings", "even"),
        ("united uniting", "unit units"),
        ("several", "severe severely"),
        ("authority authorities", "author authors"),
        ("important importance", "import imports"),
        ("executive executives", "execute executions"),
        ("adding added adds", "ad ads"),
        ("candidate candidates", "candid"),
        ("engineers", "engine engines"),
        ("williams", "william"),
        ("staff staffed staffing", "staffordshire"),
    ],
)
def test_words_of_two_meanings_have_two_stems(words: str, others: str) -> None:
    [one] = set(map(stem, words.split()))
    [other] = set(map(stem, others.split()))
    assert one != other


@pytest.mark.parametrize(
    "words",
    ["elect elected election elections", "investigate investigation", "resign resigned resigning resigns"],
)
def test_forms_of_a_word_have_one_stem_still(words: str) -> None:
    assert len(set(map(stem, words.split()))) == 1


def test_words_of_the_table_begin_as_their_stem_does() -> None:
    assert [word for word, own in OWN_STEMS.items() if not word.startswith(opening(own))] == []


def test_a_stem_of_the_table_is_its_own_stem() -> None:
    assert [own for own in OWN_STEMS.values() if stem(own) != own] == []
