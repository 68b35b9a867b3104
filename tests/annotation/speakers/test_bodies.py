"""One name for one body in an article; all are invented."""

import pytest

from .saying import names_of


@pytest.mark.parametrize(
    "introduced",
    ["The Office for Water Regulation (OWR) met.", "OWR (Office for Water Regulation) met."],
)
def test_an_abbreviation_stands_for_the_name_it_was_introduced_with(introduced: str) -> None:
    assert names_of(introduced, "The OWR said bills would rise.") == ["Office for Water Regulation"]


def test_letters_in_parentheses_that_are_not_its_initials_do_not() -> None:
    assert names_of("The Harbour Office (BBC) met.", "The BBC said it was late.") == ["BBC"]


CALLED = [
    ("The Ministry of Harbours denied it.", "The ministry said no.", "Ministry of Harbours"),
    ("Lindal's foreign ministry denied it.", "“No,” the ministry said.", "Lindal's foreign ministry"),
    ("The budget airline Lindal Jet will close.", "The airline said it was late.", "Lindal Jet"),
    ("The Bergby Harbour Council met.", "The Council said no.", "Bergby Harbour Council"),
]


@pytest.mark.parametrize(("introduced", "sentence", "name"), CALLED)
def test_a_noun_means_the_one_body_that_has_it_in_its_name(introduced: str, sentence: str, name: str) -> None:
    assert names_of(introduced, sentence) == [name]


@pytest.mark.parametrize(
    ("introduced", "sentence", "name"),
    [
        ("The Ministry of Roads met the Ministry of Harbours.", "The ministry said no.", "ministry"),
        ("The Ministry of Roads met.", "A ministry said no.", "ministry"),
        ("Salt Bay City met.", "The city said no.", "city"),
    ],
)
def test_a_noun_of_two_bodies_or_of_any_means_neither(introduced: str, sentence: str, name: str) -> None:
    assert names_of(introduced, sentence) == [name]
