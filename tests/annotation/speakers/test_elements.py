import pytest

from index.annotation.speakers.elements import read_elements
from index.annotation.speakers.inventory import take_inventory
from index.annotation.speakers.names import find_mentions
from index.annotation.speakers.quotations import find_quotations
from index.annotation.speakers.tokens import tokenize


def kinds(text: str) -> str:
    tokens = tokenize(text)
    mentions = find_mentions(tokens)
    inventory = take_inventory([(tokens, mentions)])
    return read_elements(tokens, mentions, find_quotations([text])[0], inventory).kinds


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Ms. Mara Alda has said no.", "PhSd."),
        ("“We shall all go,” she said.", "QHS."),
        ("“Shall we all go?” she said.", "qHS."),
        ("Mara Alda (Greens) said so.", "PSa."),
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
