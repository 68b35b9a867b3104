"""The contract of `attribute`: a pure function of any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.annotation.speakers import Attribution, attribute

ARTICLE = (
    "Mara Alda, mayor of Bergby, said the harbour would close. “It is late,” she said.",
    "Bo Lindqvist and the Harbour Workers Union called that a rumour.",
    "“We go on,” Mr. Lindqvist told the Bergby Herald. Alda declined to comment.",
)
WORDS = "Mara Alda|Alda|Mr.|said|He|who|the|mayor|according to|and|to say|in May|U.S.|'s|3|İ|ß|Ǆ|𝔘||\u200b|\n"
MARKS = '“”"‘’,.():—'
PIECES = st.sampled_from([*WORDS.split("|"), *MARKS])


def test_nothing_in_nothing_out() -> None:
    assert attribute([]) == Attribution()
    assert attribute([""]).paragraphs[0].speakers == ()


def test_one_result_a_paragraph() -> None:
    assert len(attribute(["", "Rain.", " "]).paragraphs) == 3


def test_the_same_text_gives_the_same_spans() -> None:
    assert attribute(ARTICLE) == attribute(list(ARTICLE))


def test_the_names_of_persons_are_told_for_the_place_stage() -> None:
    found = attribute(ARTICLE)
    assert {"Mara Alda", "Alda", "Bo Lindqvist", "Lindqvist"} <= found.people
    mentions = [ARTICLE[0][start:end] for start, end in found.paragraphs[0].person_mentions]
    assert mentions == ["Mara Alda"]


@pytest.mark.parametrize(
    ("paragraphs", "by"),
    [
        (("Mara Alda, the mayor, said the harbour would close.",), "name"),
        (("Mara Alda, the mayor, waited. “It is late,” she said.",), "pronoun"),
        (("Mara Alda, the mayor, waited.", "The mayor said that the harbour would close."), "description"),
        (("Mara Alda waited. “It is late,” she said. Alda said nothing more.",), "name"),
        (("“It is late,” Mara Alda said. “It is late", "“Too late,” she said."), "pronoun"),
        (("Officials said the harbour would close.",), "name"),
    ],
)
def test_it_is_said_by_what_a_speaker_is_shown(paragraphs: tuple[str, ...], by: str) -> None:
    assert [speaker.by for speaker in attribute(paragraphs).paragraphs[-1].speakers] == [by]


@given(st.lists(st.lists(PIECES, max_size=30).map(" ".join), max_size=4))
@settings(max_examples=150, deadline=None)
def test_spans_lie_within_their_paragraphs_in_order(paragraphs: list[str]) -> None:
    for text, found in zip(paragraphs, attribute(paragraphs).paragraphs, strict=True):
        spans = [(span.start, span.end) for span in found.speakers]
        spans += [(span.start, span.end) for span in found.quotations]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        starts = [span.start for span in found.speakers]
        assert starts == sorted(starts)


@given(st.lists(st.text(max_size=80), max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_text_is_annotated(paragraphs: list[str]) -> None:
    assert len(attribute(paragraphs).paragraphs) == len(paragraphs)
