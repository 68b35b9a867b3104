"""Labels of turns, and what stands before a colon or a dash without speaking; all sentences are invented."""

import pytest

from .saying import names_of

TURNS = [
    (("Viktor Adeyemir: I wanted to teach.", "And do you miss it?", "VA: Not for a day."), ["Viktor Adeyemir"]),
    (("Olav Brandvik: It is late.", "OB: It is."), ["Olav Brandvik"]),
    (("MAREN HOLTER, CORRESPONDENT: It is late.",), ["Maren Holter"]),
    (("The Minister for Harbours (Ms Mara Aldan): It is late.",), ["Mara Aldan"]),
    (("HBQ: Is it late?", "It is.", "HBQ: Is it?"), ["HBQ"]),
]


@pytest.mark.parametrize(("article", "names"), TURNS)
def test_a_label_is_who_speaks(article: tuple[str, ...], names: list[str]) -> None:
    assert names_of(*article) == names


NO_TURNS = [
    "KIGOMA: The harbour will close.",
    "Headquarters: Bergby.",
    "Mara Aldan protests: what we know of the march.",
    "@MaraAldan: the harbour is a shame.",
    "LISBON, 3 May 2019 - It rained.",
    "Norland 3, Sudland 1: a late goal.",
]


@pytest.mark.parametrize("sentence", NO_TURNS)
def test_what_only_looks_like_a_label_is_nobody(sentence: str) -> None:
    assert not names_of(sentence)


DATELINES = [
    "LISBON, 3 May 2019 - The mayor of Lisbon, Fernanda Medal, said it was late.",
    "SAN TELMO, Norland (AP) — Fernanda Medal said it was late.",
    "Bergby, May 3 – Fernanda Medal said it was late.",
]


@pytest.mark.parametrize("sentence", DATELINES)
def test_a_dateline_never_speaks(sentence: str) -> None:
    assert names_of(sentence) == ["Fernanda Medal"]


def test_question_and_answer_are_nobodys_names() -> None:
    assert [names_of(*turns) for turns in (("Q: Why tides?", "A: They are regular.", "Q: Are they safe?"),)] == [[]]


def test_honorifics_in_capitals_label_turns() -> None:
    assert names_of("MR. DOLE: I object.") == ["Dole"]
    assert names_of("MS HARTE: Where were you?") == ["Harte"]
