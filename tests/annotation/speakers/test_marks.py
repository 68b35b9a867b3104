"""Marks of quotation as newspapers of several countries set them; all sentences are invented."""

import pytest

from index.annotation.speakers import attribute

from .saying import names_of, quotations_of

MARKED = [
    ("‘He told us “go home” and we went,’ said Olu Adebar.", "He told us “go home” and we went,"),
    ("‘The dogs’ pier is shut,’ said Olu Adebar.", "The dogs’ pier is shut,"),
    ("»The pier is shut for all«, said Olu Adebar.", "The pier is shut for all"),
    ("Sales fell. It was shut without anybody knowing,” said Olu Adebar.", "It was shut without anybody knowing,"),
    ('`…it was shut without anybody knowing," the minister, Olu Adebar, said.', "it was shut without anybody knowing,"),
]


@pytest.mark.parametrize(("sentence", "quoted"), MARKED)
def test_marks_are_read_in_every_style(sentence: str, quoted: str) -> None:
    assert quotations_of(sentence) == [(quoted, "Olu Adebar")]


def test_a_short_sentence_in_marks_goes_on_from_the_one_before() -> None:
    told = quotations_of("“It is shut,” said Clara Dowding, a netmaker. “It is old.”")
    assert [speaker for _, speaker in told] == ["Clara Dowding", "Clara Dowding"]


def test_a_line_may_introduce_the_quotation_after_it() -> None:
    assert names_of("And from Chairwoman Rosalind Wexley:", "“It is old and we want it gone.”") == ["Rosalind Wexley"]
    assert not names_of("A letter to Chairwoman Rosalind Wexley:", "It is old and we want it gone.")


def test_an_elision_opens_no_quotation() -> None:
    assert not quotations_of("In the ‘90s the boys’ club was shut.")


SPOKE = "»I counted the sheep twice«, says the shepherd Olga Brandvik."


@pytest.mark.parametrize("deed", ["She stands at the fence.", "Brandvik has heard that before."])
def test_words_in_guillemets_after_what_a_speaker_does_are_that_speakers(deed: str) -> None:
    assert quotations_of(SPOKE, f"{deed} »They will come again.«") == [("They will come again.", "Olga Brandvik")]


@pytest.mark.parametrize(
    "before", ["Bo Lindal has heard that before.", "Brandvik has met Bo Lindal before.", "It rained."]
)
def test_words_in_guillemets_after_what_others_do_are_nobodys(before: str) -> None:
    assert quotations_of(SPOKE, f"{before} »They will come again.«") == [("They will come again.", None)]


BESIDE_ITS_SPEAKER = [
    "Mara Alda was asked if it was late. “Never.”",
    "In Mara Alda’s words, the fund is “a bucket with holes”.",
    "Mara Alda’s verdict? “A bucket with holes.”",
    "Mara Alda, speaking from her home in Bergby: “I told them so.”",
    "Mara Alda, 51, from Bergby: “I told them so.”",
    "“I told them so,” is how Mara Alda puts it.",
    "“I told them so,” was Mara Alda’s only comment.",
    "Mara Alda again: “I told them so.”",
]


@pytest.mark.parametrize("sentence", BESIDE_ITS_SPEAKER)
def test_a_quotation_may_stand_beside_its_speaker_without_a_verb_of_speech(sentence: str) -> None:
    assert [speaker for _, speaker in quotations_of(sentence)] == ["Mara Alda"]


def test_a_quotation_that_opens_an_article_is_whom_the_next_paragraph_names() -> None:
    opening = "“There was smoke everywhere and we ran.”"
    article = (opening, "Daniel Mbeki, who was in the hall, said he lost his shoes.")
    assert attribute(article).paragraphs[0].quotations[0].speaker == "Daniel Mbeki"
    assert attribute((opening, "Officials said Daniel Mbeki was ill.")).paragraphs[0].quotations[0].speaker is None


def test_the_apostrophe_that_ends_a_name_costs_it_nothing() -> None:
    assert quotations_of("Peter Rateng’ told the boats’ owners. “They paid in fish,” he said.") == [
        ("They paid in fish,", "Peter Rateng")
    ]
