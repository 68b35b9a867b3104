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


@pytest.mark.parametrize(
    "name",
    ["Prakash Bhoirkar", "Tahmina Matbor", "Sitiveni Raikoro", "Ruaraidh Lindal", "Wanjiku Solberg", "Kenjiro Ek"],
)
def test_given_names_that_american_lists_lack_are_known(name: str) -> None:
    assert persons_of(f"{name} has a boat. The harbour was shut, {name} admitted.") == [name]


@pytest.mark.parametrize("title", ["Hajiya", "Dona", "Cde", "Oknha"])
def test_titles_of_many_countries_are_no_part_of_the_name(title: str) -> None:
    assert persons_of(f"{title} Mara Alda said the tide was late.") == ["Mara Alda"]


def test_a_name_of_one_word_whose_bearer_heads_a_body_is_a_persons() -> None:
    assert persons_of("Supandri, who headed the harbour cooperative in Bergby, said the tide was late.") == ["Supandri"]


def test_a_name_that_says_he_himself_did_something_is_a_persons() -> None:
    assert persons_of("Ederzinho has told Benfica he wants to leave.") == ["Ederzinho"]
    assert persons_of("Mitigating, Piers Oakenshott said that his client was late.") == ["Piers Oakenshott"]


def test_a_name_set_after_who_it_is_at_the_end_of_a_sentence_is_a_persons() -> None:
    assert persons_of("“It is late,” said his practice nurse, Xrissie Lindal Makauley.") == ["Xrissie Lindal Makauley"]


def test_a_family_name_that_is_a_verb_may_open_a_paragraph() -> None:
    found = persons_of("The court heard that Hung Chin-fa kept two books.", "Hung, 63, told the court it was a diary.")
    assert found == ["Hung Chin-fa"]


def test_a_nickname_of_several_words_parts_no_name() -> None:
    article = ("Gerry “The Lindger” Halbirk hid eleven pigs. Rosa Halbirk wept.", "“They were quiet,” Halbirk said.")
    assert persons_of(*article[:1], "Gerry Halbirk said they were quiet.") == ["Gerry Halbirk"]
    assert persons_of("Gerry “The Lindger” Halbirk said they were quiet.") == ["Gerry Halbirk"]


def test_of_namesakes_the_one_who_has_spoken_speaks_on() -> None:
    article = (
        "Poppy Halbirk was three. Poppy Halbirk was ill.",
        "Her mother, Leanne Halbirk, said they looked away.",
        "“She was cold,” Mrs Halbirk said.",
    )
    assert persons_of(*article) == ["Leanne Halbirk"]


def test_a_full_name_is_known_by_the_family_name_that_speaks() -> None:
    assert persons_of("Harnlind Gill was fined.", "Gill said he was sorry.") == ["Harnlind Gill"]


def test_a_native_of_a_country_that_names_a_paper() -> None:
    assert persons_of("Coach Tom Birk spoke.", "“He is a kid,” the Australian said.") == ["Tom Birk"]
    assert persons_of("Coach Tom Birk spoke.", "Tom Birk left. The Australian reported that it rained.") == []
