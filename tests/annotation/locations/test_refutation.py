"""What is certainly no place, and what certainly is one.  All sentences and persons are invented."""

import pytest

from index.annotation.annotator import annotate
from index.gazetteer import Gazetteer


def mentions(gazetteer: Gazetteer, *paragraphs: str) -> list[str]:
    annotated = annotate(paragraphs, gazetteer)
    return [
        text[place.start : place.end]
        for text, found in zip(paragraphs, annotated, strict=True)
        for place in found.locations
        if place.kind != "demonym"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Hill told the panel that the kite was hers. Hill would not say more.",
        "Mr London sold the kite. Mrs Kent bought it.",
        "Alexandria Plum-Quill flew a kite. “It is mine,” said Alexandria Plum-Quill.",
    ],
)
def test_persons(gazetteer: Gazetteer, text: str) -> None:
    assert mentions(gazetteer, text) == []


def test_a_storm_and_its_name_elsewhere(gazetteer: Gazetteer) -> None:
    text = "Hurricane Florence turned east. Florence weakened overnight, and Florence itself is fading."
    assert mentions(gazetteer, text) == []
    assert mentions(gazetteer, "Typhoon Verona turned east. Kites were sold in Verona.") == ["Verona"]


@pytest.mark.parametrize(
    "text",
    [
        "The Washington Post had the story first.",
        "The London Times, the Miami Herald and the Lesotho Mail had it later.",
        "He told USA Today and the Pittsburgh Post-Gazette about the kite.",
    ],
)
def test_newspapers(gazetteer: Gazetteer, text: str) -> None:
    assert mentions(gazetteer, text) == []


def test_a_company_called_like_a_river(gazetteer: Gazetteer) -> None:
    assert mentions(gazetteer, "Amazon said it would hire. Amazon workers want kites. Shares of Amazon fell.") == []
    assert mentions(gazetteer, "A barge of kites went down the Amazon.") == ["Amazon"]


def test_money_is_no_country(gazetteer: Gazetteer) -> None:
    assert mentions(gazetteer, "The trade in kites is worth US $6.9 billion a year.") == []


def test_a_prince_is_not_his_country(gazetteer: Gazetteer) -> None:
    assert mentions(gazetteer, "The Princess of Wales and the Duke of Sussex flew kites in Lisbon.") == ["Lisbon"]


def test_the_title_of_a_work(gazetteer: Gazetteer) -> None:
    assert mentions(gazetteer, "The film “The Road to Lisbon” opened in Porto, and her novel “Chicago” sold well.") == [
        "Porto"
    ]
    assert mentions(gazetteer, "“Lisbon is lovely,” the kite maker wrote.") == ["Lisbon"]


def test_a_form_that_lists_all_countries(gazetteer: Gazetteer) -> None:
    form = (
        "Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh "
        "Belgium Benin Bolivia Botswana Brazil Bulgaria Cambodia Cameroon Canada Chile China Colombia Denmark Egypt"
    )
    assert mentions(gazetteer, "Kites were sold in Lisbon.", form) == ["Lisbon"]
    assert mentions(gazetteer, "Kites were sold in Albania, Chile and Denmark.") == ["Albania", "Chile", "Denmark"]


def test_a_word_broken_by_a_hyphen_is_no_firm(gazetteer: Gazetteer) -> None:
    assert mentions(gazetteer, "The Kite Service Co-ordinating Council met.") == []
    assert mentions(gazetteer, "Plumquill Technologies Co. makes kites.") == []


@pytest.mark.parametrize("name", ["Santiago", "Rosario", "Harbin"])
def test_a_big_place_after_its_preposition(gazetteer: Gazetteer, name: str) -> None:
    assert mentions(gazetteer, f"Kites went from Lisbon to {name} by sea.") == ["Lisbon", name]


@pytest.mark.parametrize(
    "text",
    [
        "A Gallup poll found that kites are loved. Most Yale students agreed, Gallup said.",
        "The judges overturned Roe. In Roe, the court had spoken of kites.",
        "The kite was seized in the Southern District of the state, as the Constitution allows.",
        "Professors at the University of Texas fly kites on Sept. 6th.",
        "You know my favourite kite, OK? Nurses at the VA. They have an odd M.O. of their own.",
        "CDC Director Dr. Ada Quill and Fox News Channel praised Celia Woods.",
    ],
)
def test_what_is_famous_for_something_else(gazetteer: Gazetteer, text: str) -> None:
    assert mentions(gazetteer, text) == []


def test_what_is_famous_for_something_else_where_the_text_says_it_is_a_place(gazetteer: Gazetteer) -> None:
    assert "Gallup" in mentions(gazetteer, "The kite came down in Gallup, New Mexico. Gallup has no other kite.")
    assert mentions(gazetteer, "The kite came down in Norman, OK, on Monday.") == ["Norman", "OK"]
