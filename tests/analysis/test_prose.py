"""Which paragraphs are prose."""

import pytest

from index.analysis.batch_analyzer import BatchAnalyzer

PROSE = [
    "The ferry to Vornholm was two hours late on Monday.",
    "“We can’t sail in this,” she said, “and we won’t.”",
    "Nobody knows who turned the clock (the harbour master denies it).",
    "Der Leuchtturm von Pepperholm ging am Montag wieder elf Minuten vor, und niemand hatte dafür eine Erklärung.",
    "昨日の午後、港の時計は十一分も進んでいた。",
]
SCRAPS = [
    "",
    "—",
    "Read more",
    "Photo: Ada Lund / Harbour Gazette",
    "Watch: the ferry that waited for a seal",
    "FERRY COMPANY SAYS SEAL WAS NEVER ABOARD, MINISTER IS NOT SURE.",
    "Ada Lund, Bo Lund, Igor Tane and Marit Haugseth.",
    "It sailed.",
    "The lighthouse of Pepperholm at dawn.",
]


def prose(*texts: str) -> list[bool]:
    found: list[bool] = BatchAnalyzer().analyze(texts).is_prose.tolist()
    return found


@pytest.mark.parametrize("text", PROSE)
def test_whole_sentences_are_prose(text: str) -> None:
    assert prose(text) == [True]


@pytest.mark.parametrize("text", SCRAPS)
def test_captions_headings_and_lists_are_not(text: str) -> None:
    assert prose(text) == [False]


def test_every_paragraph_of_a_batch_is_told_by_itself() -> None:
    assert prose(*PROSE, *SCRAPS) == [True] * len(PROSE) + [False] * len(SCRAPS)
    assert prose() == []
