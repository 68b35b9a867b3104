import pytest

from index.annotation.speakers.names import find_mentions
from index.annotation.speakers.tokens import tokenize

from .saying import persons_of


def mentions(text: str) -> list[tuple[str, str]]:
    """Titles and name of each mention."""
    return [(" ".join(found.titles), " ".join(found.words)) for found in find_mentions(tokenize(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("then Mara Alda left", [("", "Mara Alda")]),
        ("then Prime Minister Mara Alda left", [("Prime Minister", "Mara Alda")]),
        ("then Secretary of State Mara Alda left", [("Secretary of State", "Mara Alda")]),
        ("then CEO of the Harbour Council Enver Solmaz left", [("CEO of the Harbour Council", "Enver Solmaz")]),
        ("then Mr. King left", [("Mr.", "King")]),
        ("then Iris van der Meulen left", [("", "Iris van der Meulen")]),
        ("then Tarik al-Amri left", [("", "Tarik al-Amri")]),
        ("then John diSalva left", [("", "John diSalva")]),
        ("then Oscar-winner Mara Alda left", [("Oscar-winner", "Mara Alda")]),
        ("then the Attorney General left", [("Attorney General", "")]),
        ("then Bo Ek, Jr. left", [("", "Bo Ek Jr.")]),
        ("then Bo Ek, R-Ky., left", [("", "Bo Ek")]),
    ],
)
def test_titles_are_set_apart_from_the_name(text: str, found: list[tuple[str, str]]) -> None:
    assert mentions(text) == found


def test_a_common_word_that_opens_the_sentence_is_not_of_the_name() -> None:
    assert mentions("Meanwhile Mara Alda left.") == [("", "Mara Alda")]


def test_a_headline_is_no_single_name() -> None:
    assert mentions("Mara Alda Goes After Bo Lindqvist Over Harbour") == [("", "Mara Alda"), ("", "Bo Lindqvist")]


@pytest.mark.parametrize("name", ["Rui Costeira", "Ratna", "Nomvula Zwane", "Bethan Crowhurst", "Kiplimo Arap Rono"])
def test_given_names_of_all_continents_are_known(name: str) -> None:
    assert persons_of(f"{name} said the tide was late.") == [name]


def test_a_catalan_particle_and_a_double_name_in_capitals() -> None:
    assert persons_of("Lluís Bonet i Vidal hailed it as overdue.") == ["Lluís Bonet i Vidal"]
    assert persons_of("MS. ADEYEMI-ROSS: Objection.") == ["Adeyemi-Ross"]
