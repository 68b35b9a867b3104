"""Twice the text, twice the work: counted in calls, since a clock measures the machine."""

import sys
from types import FrameType

import pytest

from index.annotation.speakers import attribute

HOSTILE = {
    "opening marks": "“ ",
    "apostrophes": "'a ",
    "capitals": "Alda ",
    "names and commas": "Mara Alda, ",
    "names and verbs": "Mara Alda said ",
    "relative clauses": "Mara Alda, who took ",
    "pronouns": "He said. ",
    "parentheses": "( ",
    "titles": "Minister of the ",
    "initials": "A. B. ",
    "places and and": "Ohio and ",
    "places and commas": "Ohio, ",
    "names of names": "University of Ohio president ",
}


def calls(text: str) -> int:
    """How many calls it takes to annotate a text of one paragraph."""
    count = 0

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        attribute([text])
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    attribute([piece])
    small, large = calls(piece * 100), calls(piece * 400)
    assert large <= 4.4 * small
