"""Where paragraphs stand in the text of their article is kept in few characters, and read back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cleaning import clean
from index.documents.article import Paragraph
from index.documents.provenance import MILESTONE, encode_stretches, spans_of

LINES = st.lists(
    st.sampled_from(
        [
            "",
            "  ",
            "The pond of Hexley filed a  complaint against\u200b the rain,",
            "said the clerk, who had not been asked.",
            "You may like",
            "ADVERTISEMENT",
            "Nobody answered. “It is a log,” she said.\t",
            "READ MORE: Ponds of the north",
            "A lake (click here) joined it.",
        ]
    ),
    max_size=12,
)


def stretches_of(text: str) -> tuple[str, list[Paragraph]]:
    paragraphs = clean(text, "")
    return encode_stretches(text, paragraphs), paragraphs


@given(LINES)
def test_the_stretches_of_a_paragraph_hold_its_words_and_no_others(lines: list[str]) -> None:
    text = "\n".join(lines)
    encoded, paragraphs = stretches_of(text)

    spans = spans_of(encoded, [len(paragraph.text) for paragraph in paragraphs])

    for paragraph, of_paragraph in zip(paragraphs, spans, strict=True):
        held = "".join(text[start:end] for start, end in of_paragraph)
        assert "".join(held.replace("\u200b", "").split()) == "".join(paragraph.text.split())


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("A pond is deep.\n\nA lake is deeper.\n\nThe sea is neither.", "0 2 2"),
        ("A pond is deep,\nand it is cold.\n\nA lake is deeper.", "0 2"),
        ("A pond  is deep.\n\nYou may like\n\nA lake is deeper.", "0:16 16"),
    ],
)
def test_what_is_usual_takes_few_characters(text: str, encoded: str) -> None:
    assert stretches_of(text)[0] == encoded


def test_of_what_is_not_known_nothing_is_told() -> None:
    assert spans_of("", [12, 7]) == [(), ()]


def test_a_part_of_a_long_article_is_told_of_without_what_comes_before() -> None:
    text = "\n\n".join(["A pond  is deep.", "You may like", *("A lake is deeper." for _ in range(3 * MILESTONE))])
    encoded, paragraphs = stretches_of(text)
    lengths = [len(paragraph.text) for paragraph in paragraphs]

    whole = spans_of(encoded, lengths)
    part = spans_of(encoded, lengths[MILESTONE:-5], MILESTONE)

    assert len(lengths) > 3 * MILESTONE
    assert part == whole[MILESTONE:-5]
