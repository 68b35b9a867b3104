"""What stands beside a speaker's name and is no part of it, and what belongs to it.  All sentences are invented."""

import pytest

from .saying import names_of, speakers_of


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("It is over, the U.S. Attorney's Office for the District of Bergby confirmed.", "U.S. Attorney's Office"),
        ("Quayle's Analytics predicts a chance of rain.", "Quayle's Analytics"),
        ("The U.S. Food and Drug Administration insists that there are kites.", "U.S. Food and Drug Administration"),
        ("Customs and Border Protection said no.", "Customs and Border Protection"),
        ("Planned Parenthood said no.", "Planned Parenthood"),
        ("Associated Press says no.", "Associated Press"),
        ("The Bergby Observatory for Tidal Rights said no.", "Bergby Observatory for Tidal Rights"),
        ("It is late, according to the Centers for Medicare and Medicaid Services.",
         "Centers for Medicare and Medicaid Services"),
        ("However, the 9th Circuit ruled that kites may fly.", "9th Circuit"),
    ],
)  # fmt: skip
def test_the_whole_name_of_a_body(told: str, name: str) -> None:
    assert names_of(told) == [name]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Swimmer Ian Quayle said that he was late.", "Ian Quayle"),
        ("Remainer Dominic Quayle said no.", "Dominic Quayle"),
        ("Rovers GM Jed Quayle said so.", "Jed Quayle"),
        ("Will Donald Quayle sing? Donald Quayle said yes.", "Donald Quayle"),
        ("Donald Quayle Jr arrived. Quayle Jr denied any wrongdoing.", "Donald Quayle Jr"),
        ("When I asked Donald Quayle I was late. Donald Quayle said so.", "Donald Quayle"),
        ("“It rains,” acting Blue House chief of staff Mick Quayle said in a note.", "Mick Quayle"),
        ("The former secretary of state Mick Quayle said no.", "Mick Quayle"),
        ("The virologist Dr. Joseph Fair arrived. On Tuesday, Fair admitted that he was late.", "Joseph Fair"),
        ("Dan Coats arrived. In the end, Coats said that he was late.", "Dan Coats"),
    ],
)
def test_a_person_without_what_stands_beside_the_name(told: str, name: str) -> None:
    assert names_of(told) == [name]


def test_two_persons_of_a_table_are_two() -> None:
    table = "Donald B. Quayle Michael D. Harke"
    assert names_of(table, "Quayle said yes. Harke said no.") == ["Donald B. Quayle", "Michael D. Harke"]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("It is a comforting story sailors tell.", "sailors"),
        ("The 15-year veteran told reporters that it rained.", "veteran"),
        ("His lawyer said no.", "lawyer"),
        ("A few experts said so.", "few experts"),
        ("These are measures critics say are late.", "critics"),
        ("Gun rights groups said so.", "Gun rights groups"),
    ],
)
def test_a_description_is_the_noun_and_what_tells_more(told: str, name: str) -> None:
    assert names_of(told) == [name]


def test_a_heading_in_capitals_says_nothing() -> None:
    told = ["“It rains,” said Ada Quayle.", "BERGBY'S LEADER DENIES IT ALL, WITNESS SAYS", "Ada Quayle left."]
    assert [len(found) for found in speakers_of(*told)] == [1, 0, 0]
    assert names_of("ADA QUAYLE SAYS THAT IT RAINS IN BERGBY.") == ["Ada Quayle"]
