"""Persons whom a trade, an office or the place of a name tells from organisations; all sentences are invented."""

import pytest

from .saying import speakers_of

PERSONS = [
    ("“It changes nothing,” says forester Bodan Krzelinski from Lindal.", "Bodan Krzelinski"),
    ("»It changes nothing«, says the verger Zdrav Omelik. »Nothing.«", "Zdrav Omelik"),
    ("His solicitor, Nkemi Harcastor, said the case should never have come to court.", "Nkemi Harcastor"),
    ("“My aunt sat on a suitcase for six hours,” wrote Jozzi Huddleworth from Bergby.", "Jozzi Huddleworth"),
    ("Annegrit Sulzbeck of the Wolf Office in Lindal said that the fence was too low.", "Annegrit Sulzbeck"),
    ("President of the Harbour Pilots Forum, Dr Mutindi Haachola, tweeted: “We stand with you.”", "Mutindi Haachola"),
    ("The Reeve of Sundvik, Chief Iorlam Nyitsa, urged the town to wait.", "Iorlam Nyitsa"),
    ("His wife, the poet Grace Akinde, wrote of him: “He looks at me as if I were new.”", "Grace Akinde"),
]


@pytest.mark.parametrize(("sentence", "name"), PERSONS)
def test_who_has_a_trade_is_a_person(sentence: str, name: str) -> None:
    assert [(speaker.name, speaker.kind) for speaker in speakers_of(sentence)[-1]] == [(name, "person")]


ORGANIZATIONS = [
    "“The line is shut,” tweeted Norland Rail.",
    "“We are sorry,” wrote Brightwater Energy from its office.",
    "“The ship is late,” announced the Harbour Council.",
]


@pytest.mark.parametrize("sentence", ORGANIZATIONS)
def test_what_has_no_trade_stays_an_organisation(sentence: str) -> None:
    assert [speaker.kind for speaker in speakers_of(sentence)[-1]] == ["organization"]


@pytest.mark.parametrize("family", ["Goldsmith", "Thatcher", "Steward", "Abbot"])
def test_a_family_name_is_no_trade(family: str) -> None:
    assert [speaker.name for speaker in speakers_of(f"Jeff {family} left.", f"{family} said no.")[-1]] == [
        f"Jeff {family}"
    ]
