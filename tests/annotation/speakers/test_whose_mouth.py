"""Statements that are not those of the person whose name stands nearest.  All sentences are invented."""

import pytest

from .saying import names_of

LEFT = "Mara Alda and Vlad Quayle left."


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("A spokesman for President Vlad Quayle warned that it was late.", ["spokesman"]),
        ("According to one Quayle ally, it is late.", ["Quayle ally"]),
        ("It is late, according to Quayle campaign officials.", ["Quayle campaign officials"]),
        ("Quayle, reports said, urged Alda, a singer, to speak with the lawyer.", []),
        ("He is close to Quayle, who met President Mara Alda, and who has said that it was late.", ["Vlad Quayle"]),
    ],
)
def test_who_is_meant(told: str, names: list[str]) -> None:
    assert names_of(LEFT, told) == names


@pytest.mark.parametrize(
    "told",
    [
        "Polls show that Quayle maintains significant leads in Bergby.",
        "As Mara Alda prepared to announce her mate, letters were released.",
        "Alda was in a position to reveal that it was late.",
        "Alda hasn’t officially announced that she will run.",
    ],
)
def test_what_nobody_has_said_yet(told: str) -> None:
    assert names_of(LEFT, told) == []


def test_what_is_maintained() -> None:
    assert names_of(LEFT, "Quayle maintains that it is late.") == ["Vlad Quayle"]
    assert names_of(LEFT, "Quayle maintains he is late.") == ["Vlad Quayle"]
