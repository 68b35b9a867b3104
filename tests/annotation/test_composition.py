"""Decomposed and invisible characters make no name another; offsets are into the text as given."""

import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.annotation.annotator import annotate
from index.annotation.composition import Composed
from index.annotation.spans import Annotation, Quotation
from index.gazetteer import Gazetteer

WRITTEN = (
    "“The tide was late in München,” said René Dübois, the harbour master of Tromsø.",
    "Dübois told reporters in São Paulo that the griffins were gone.",
)


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def interrupted(text: str) -> str:
    broken = text.replace("Dübois", "Dü\u00adbois").replace("René", "René\u200b")
    return broken.replace("München", "\u200eMünchen\u200f")


def ligatures(text: str) -> str:
    return text.replace("ffi", "ﬃ").replace("fi", "ﬁ")


@pytest.mark.parametrize("rewritten", [decomposed, interrupted, ligatures, lambda text: interrupted(decomposed(text))])
def test_the_same_is_found_however_letters_are_encoded(rewritten: object) -> None:
    assert callable(rewritten)
    given_text = [rewritten(text) for text in WRITTEN]
    expected = annotate(WRITTEN, gazetteer())
    found = annotate(given_text, gazetteer())
    for text, as_given, one, other in zip(WRITTEN, given_text, expected, found, strict=True):
        for group in ("speakers", "quotations", "locations", "statements"):
            spans = [text[span.start : span.end] for span in getattr(one, group)]
            moved = [as_given[span.start : span.end].strip("\u200b") for span in getattr(other, group)]
            assert [rewritten(span).strip("\u200b\u200e\u200f") for span in spans] == moved
        assert [speaker.name for speaker in one.speakers] == [speaker.name for speaker in other.speakers]
        assert [location.geonames_id for location in one.locations] == [at.geonames_id for at in other.locations]


def test_ascii_and_composed_text_is_taken_as_it_is() -> None:
    for text in ("plain", "Zürich’s “café”", ""):
        assert Composed.of(text) == Composed(text)


@given(st.text() | st.text(st.sampled_from("aéo\u0301\u0308ﬁ\u00ad\u200e \u1112\u1161\u11ab한ü")))
def test_every_character_stands_where_it_came_from(text: str) -> None:
    composed = Composed.of(text)
    for at in range(len(composed.text)):
        one = composed.as_given(Annotation(quotations=(Quotation(at, at + 1),))).quotations[0]
        assert composed.text[at] in Composed.of(text[one.start : one.end]).text
