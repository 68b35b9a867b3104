"""Indirect speech reaches from after its cue to the end of its clause."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.annotation.speakers import attribute

SUBJECTS = ["Mara Alda", "Bo Lind", "she", "he", "the port", "who", "according to"]
VERBS = ["said", "told", "asked", "added", "was", "left", "saying"]
MARKS = [",", ".", ";", ":", "—", "“It is late,”", "“No.”"]
JOINING = ["that", "whether", "but", "and", "while", "on Monday", "to"]
WORDS = st.sampled_from([*SUBJECTS, *VERBS, *MARKS, *JOINING])


def said(text: str) -> str:
    """Mark what is found in a paragraph as the sentences below mark it."""
    (paragraph,) = attribute([text]).paragraphs
    for start, end in sorted({(found.start, found.end) for found in paragraph.statements}, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    "marked",
    [
        "Mara Alda said [the port was shut].",
        "Mara Alda told Bo Lind on Monday that [the port was shut].",
        "Mara Alda said in a statement that [the port was shut].",
        "Mara Alda said [there was no port].",
        "Mara Alda asked [whether the port was shut].",
        "Mara Alda called on [the council to shut the port].",
        "Mara Alda accused [Bo Lind of lying about the port].",
        "Mara Alda said: [the port is shut].",
        "[The port is shut], Mara Alda said.",
        "[The port is shut], said Bo Lind, the mayor.",
        "[The port is shut], the mayor, Bo Lind, said on Monday.",
        "[The port], Mara Alda said, [will be shut by Monday].",
        "[The port is shut], Mara Alda told the paper on Monday, adding that [it would rot].",
        "According to Mara Alda, [the port is shut].",
        "[The port is shut], according to Mara Alda.",
    ],
)
def test_content_stands_after_its_cue_or_before_it_or_on_both_sides(marked: str) -> None:
    assert said(re.sub(r"[\[\]]", "", marked)) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "Mara Alda said [the port was shut], but it was open.",
        "Mara Alda said [the port was shut, but that the pier was open].",
        "Mara Alda said [the port was shut], but Bo Lind denied [it].",
        "Mara Alda said [the port was shut]; the pier was open.",
        "Mara Alda said [the port was shut] and added that [it would rot].",
        "Mara Alda said [the port was shut], adding that [it would rot].",
        "Mara Alda, who said [the port was shut], left.",
        "After Mara Alda said [the port was shut], the guests left.",
        "Mara Alda said [the port, which was built in 1932, was shut].",
    ],
)
def test_content_ends_where_the_article_or_somebody_else_goes_on(marked: str) -> None:
    assert said(re.sub(r"[\[\]]", "", marked)) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "Mara Alda said [the port was “a shame” and would be shut].",
        "[The port was “a shame”], Mara Alda said.",
        "“The port is shut,” Mara Alda said on Monday. “It is late.”",
        "“The port is shut,” said Mara Alda, the mayor.",
        "Mara Alda said: “The port is shut.”",
        "“The port is shut,” Mara Alda told the paper, adding that [it would rot].",
        "“We won,” said Mara Alda, the mayor, and promised [a feast].",
        "“We won,” Mara Alda said, according to two guests.",
        "MARA ALDA: The port is shut.",
        "“It is late.” Mara Alda said [the port was shut].",
    ],
)
def test_a_quotation_belongs_to_its_clause_but_is_none_by_itself(marked: str) -> None:
    assert said(re.sub(r"[\[\]]", "", marked)) == marked


def test_a_statement_has_its_speaker_and_is_as_sure() -> None:
    first, second = attribute(["Mara Alda said it was late.", "Bo Lind talked about the port."]).paragraphs
    assert [(found.speaker, found.sure) for found in first.statements] == [("Mara Alda", True)]
    assert [(found.speaker, found.sure) for found in second.statements] == [("Bo Lind", False)]


@given(st.lists(WORDS, max_size=25).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_a_statement_lies_in_its_paragraph_and_is_by_one_of_its_speakers(text: str) -> None:
    (paragraph,) = attribute([text]).paragraphs
    speakers = {speaker.name for speaker in paragraph.speakers}
    for found in paragraph.statements:
        assert 0 <= found.start < found.end <= len(text)
        assert found.speaker in speakers
