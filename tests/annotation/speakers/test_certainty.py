"""What is doubtful is found all the same, and told from what is sure."""

import pytest

from index.annotation.speakers import attribute

BO = "Bo Lind, the mayor, opened the pier."
MARA = "Mara Alda, the harbour master, said it was late."


def found(*paragraphs: str) -> list[tuple[str, bool]]:
    return [(speaker.name, speaker.sure) for speaker in attribute(paragraphs).paragraphs[-1].speakers]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Mara Alda said the pier was shut.",),
        ("“It is late,” said Mara Alda.",),
        ("It is late, according to Mara Alda.",),
        ("Mara Alda praised the harbour.",),
        (MARA, "She said that the pier was shut."),
        (BO, MARA, "“It is late,” she said."),
        (MARA, "The harbour master said that the pier was shut."),
        (MARA, "She said: “It is late.", "“It is too late.”"),
    ],
)
def test_a_speaker_shown_beyond_doubt_is_sure(paragraphs: tuple[str, ...]) -> None:
    assert found(*paragraphs) == [("Mara Alda", True)]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Mara Alda talked about the harbour.",),
        ("Mara Alda rose to say that the pier was shut.",),
        ("Mara Alda's claim that the pier was shut made the news.",),
        ("The pier was shut because Mara Alda said it was late.",),
        ("Rosa Ek said no.", MARA, "Rosa Ek said no. Mara Alda left.", "Then she said that the pier was shut."),
        (BO, MARA, "Rosa Ek met them.", "The harbour master said that the pier was shut."),
        (MARA, "The old harbour master said that the pier was shut."),
        ("Mara Alda said it was late: “We go.”", "“And we never come back to this harbour again.”"),
    ],
)
def test_what_leaves_a_doubt_is_found_but_not_sure(paragraphs: tuple[str, ...]) -> None:
    assert [sure for _, sure in found(*paragraphs)] == [False]


def test_a_speaker_is_sure_if_one_statement_of_the_paragraph_is() -> None:
    assert found("Mara Alda talked about the harbour. “It is late,” Alda said.") == [("Mara Alda", True)]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("President Mara Alda met President Bo Lind.", "Bo Lind said no.", "The president said it was late."),
        ("Mara Alda, the Republican nominee, said no.", "The Democratic nominee said it was late."),
    ],
)
def test_an_office_that_two_may_hold_is_given_to_neither(paragraphs: tuple[str, ...]) -> None:
    assert not {"Mara Alda", "Bo Lind"}.intersection(name for name, _ in found(*paragraphs))


def test_no_pronoun_crosses_gender() -> None:
    assert found("Mr. Bo Lind, the mayor, said no.", "“It is late,” she said.") == []
    assert found("Inés Ek, the mayor, said no.", "“It is late,” he said.") == []


def test_a_body_and_a_group_are_sure_where_they_can_hardly_be_a_person() -> None:
    assert found("The Harbour Council said the pier was shut.") == [("Harbour Council", True)]
    assert found("Ombrelle said the pier was shut.") == [("Ombrelle", False)]
    assert found("Local officials said the pier was shut.") == [("Local officials", True)]
    assert found("The tired mayor said the pier was shut.") == [("tired mayor", False)]


def test_who_calls_the_police_says_nothing() -> None:
    assert found("Mara Alda called 911.") == found("Mara Alda called the police.") == []
    assert found("Mara Alda called the plan a shame.") == [("Mara Alda", True)]


def test_a_quotation_between_two_speakers_or_by_a_body_is_not_sure() -> None:
    (paragraph,) = attribute(["Mara Alda and Bo Lind said: “It is late.”"]).paragraphs
    assert [quotation.sure for quotation in paragraph.quotations] == [False]
    (paragraph,) = attribute(["“It is late,” the Harbour Council said."]).paragraphs
    assert [quotation.sure for quotation in paragraph.quotations] == [False]


def test_a_quotation_is_no_surer_than_its_speaker() -> None:
    article = [MARA, "“It is late,” Rosa Ek said.", "Mara Alda met Rosa Ek.", "“We go to the harbour now,” she said."]
    said = attribute(article).paragraphs
    assert [quotation.sure for quotation in said[1].quotations] == [True]
    assert [quotation.sure for quotation in said[3].quotations] == [speaker.sure for speaker in said[3].speakers]
