import pytest

from index.annotation.speakers.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_quotations([text])[0]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Rain,” he said.", ["Rain,"]),
        ('"Rain," he said.', ["Rain,"]),
        ("''Rain,'' he said.", ["Rain,"]),
        ("``Rain,'' he said.", ["Rain,"]),
        ("«Rain», he said.", ["Rain"]),
        ("„Rain“, he said.", ["Rain"]),
        ("“Rain,’’ he said.", ["Rain,"]),
        ("„Rain”, he said.", ["Rain"]),
        ("‘Rain will come,’ he said.", ["Rain will come,"]),
        ("He said 'the rain will come' today.", ["the rain will come"]),
        ('“no evidence" yet', ["no evidence"]),
    ],
)
def test_every_style_of_marks_is_read(text: str, words: list[str]) -> None:
    assert quoted(text) == words


def test_the_outer_quotation_holds_the_nested_one() -> None:
    assert quoted("“She told me ‘never again’ twice,” Alda said.") == ["She told me ‘never again’ twice,"]


@pytest.mark.parametrize(
    "text",
    ["The workers’ council and the cooks’ guild didn’t meet.", "It's the '90s and rock 'n' roll.", "He is 6'2\" tall."],
)
def test_apostrophes_and_inches_open_nothing(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_left_open_runs_to_the_end_of_its_paragraph() -> None:
    (span,) = find_quotations(["Alda said: “We go on."])[0]
    assert not span.closed
    assert span.end == len("Alda said: “We go on.")


def test_empty_marks_quote_nothing() -> None:
    assert quoted('She said "" and left.') == []


def test_a_nickname_within_a_name_is_no_quotation() -> None:
    assert quoted("Robert “Bobby” Ek left.") == []


def test_a_megabyte_of_opening_marks_is_one_quotation() -> None:
    assert len(find_quotations(["“" * 1_000_000])[0]) == 1
