import pytest

from .reading import read


def kinds(text: str) -> str:
    return read(text)[0].kinds


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Ms. Mara Alda has said no.", "PhSd."),
        ("“We shall all go,” she said.", "QHS."),
        ("“Shall we all go?” she said.", "qHS."),
        ("Mara Alda (Greens) said so.", "PSa."),
        ("Mara Alda (she left) said so.", "PSa."),
        ("Mara Alda (“It is late.”) said so.", "P(q)Sa."),
        ("The ministry agreed with the critics.", "dASpdr."),
        ("He made the claim today.", "HvdNy."),
        ("He fired back at Mara Alda.", "HSapP."),
    ],
)
def test_a_sentence_becomes_letters(text: str, letters: str) -> None:
    assert kinds(text) == letters


def test_a_verb_that_needs_a_clause_is_another_verb_with_an_object() -> None:
    assert kinds("Mara Alda maintained a silence.")[1] == "v"
    assert kinds("Mara Alda maintained that it rained.")[1] == "S"
