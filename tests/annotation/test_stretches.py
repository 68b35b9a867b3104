"""A paragraph longer than any writer's is annotated in stretches; what is found in it stands where it is written."""

import pytest

from index.annotation.annotator import annotate
from index.annotation.stretches import LONGEST, REACH, stretches
from index.gazetteer import Gazetteer

SENTENCE = "The mayor of Lerwick said nothing. "
SAID = "“The pond is cold,” said Ada Moor in Lerwick. "


@pytest.mark.parametrize("text", [SENTENCE * 2_000, "goose " * 5_000, "g" * 35_000, "", SENTENCE, "g" * LONGEST])
def test_stretches_are_all_of_a_paragraph_and_none_is_long(text: str) -> None:
    parts = list(stretches(text))
    assert "".join(part.text for part in parts) == text
    assert [part.start for part in parts] == [sum(len(one.text) for one in parts[:n]) for n in range(len(parts))]
    assert all(LONGEST - REACH < len(part.text) <= LONGEST for part in parts[:-1])


def test_a_stretch_ends_where_a_sentence_does() -> None:
    assert all(part.text.endswith(". ") for part in stretches(SENTENCE * 2_000))


def test_what_is_found_far_into_a_paragraph_stands_where_it_is_written() -> None:
    paragraph = SAID * 1_000
    [found] = annotate([paragraph], Gazetteer.open())
    assert len(found.quotations) == len(found.locations) == 1_000
    assert {paragraph[one.start : one.end] for one in found.locations} == {"Lerwick"}
    assert {paragraph[one.start : one.end] for one in found.quotations} == {"The pond is cold,"}
    assert {one.name for one in found.speakers} == {"Ada Moor"}
