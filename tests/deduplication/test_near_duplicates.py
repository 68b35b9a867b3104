"""Copies are grouped by what they say, whatever the order in which they come, and new ones join."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from benchmarks.copies.edits import collection
from benchmarks.copies.grouping import Grouped, grouped, sign
from index.analysis.batch_analyzer import BatchAnalyzer
from index.deduplication.candidates import candidates, share_minimal
from index.deduplication.near_duplicates import Copies, group_copies
from index.deduplication.partition import Partition
from index.deduplication.signatures import lowest_keys, minimal_keys
from index.deduplication.wording import Passage, Wording
from index.documents.article import Article

BELL = "The bell of Sankt Brannoc rang eleven times at noon on Tuesday, and nobody in the valley could say why."
HEARD = "Shepherds on the far slope counted the strokes on their fingers, and so did the postman."
RUNG = "Ringers from three parishes came to look at the ropes on Wednesday, and found them dry and properly tied."


def article(name: str, *paragraphs: str, day: str | None = "2023-05-02", title: str = "The bell rings") -> Article:
    return Article(name, f"{name}.txt", "\n\n".join(paragraphs), title, day)


def together(found: Grouped, kind: str) -> set[frozenset[str]]:
    """Return the groups, each by the names of its members."""
    groups: dict[int, set[str]] = {}
    names, numbers = (
        (found.articles, found.copies.articles) if kind == "article" else (found.paragraphs, found.copies.paragraphs)
    )
    for name, number in names.items():
        if numbers[number]:
            groups.setdefault(int(numbers[number]), set()).add(name)
    return {frozenset(members) for members in groups.values()}


@pytest.fixture(scope="module")
def articles() -> Sequence[Article]:
    return collection()[0]


@pytest.mark.parametrize("kind", ["article", "paragraph"])
def test_groups_do_not_depend_on_the_order(articles: Sequence[Article], kind: str) -> None:
    shuffled = list(articles)
    Random(3).shuffle(shuffled)
    assert together(grouped(shuffled), kind) == together(grouped(articles), kind)


def test_new_articles_join_the_groups_of_old_ones(articles: Sequence[Article]) -> None:
    shuffled = list(articles)
    Random(5).shuffle(shuffled)
    whole = grouped(shuffled)
    numbers, signatures, texts = sign(shuffled)
    old = len(shuffled) - 20
    before = grouped(shuffled[:old]).copies
    joined = Grouped(whole.articles, numbers, group_copies(signatures, texts, before))
    assert together(joined, "article") == together(whole, "article")
    same = together(joined, "paragraph") & together(whole, "paragraph")
    assert len(same) >= 0.95 * len(together(whole, "paragraph"))  # what is a form is known when others of it came


def test_keys_are_the_same_on_any_machine() -> None:
    tokens = BatchAnalyzer().analyze([BELL, "", HEARD]).text
    assert minimal_keys(tokens, 3).tolist() == [
        [42489054, 56243113, 168731016],
        [0, 0, 0],
        [428981640, 57258151, 1116108737],
    ]
    assert lowest_keys(tokens, np.array([2, 1]), 3).tolist() == [
        [516288100, 685990188, 896659729],
        [620296700, 851480827, 1212678368],
    ]


def test_a_repeated_paragraph_is_a_copy_of_itself() -> None:
    found = grouped([article("one", BELL, HEARD, BELL)])
    assert together(found, "paragraph") == {frozenset({"one#0", f"one#{len(BELL) + len(HEARD) + 4}"})}


def test_a_row_of_like_paragraphs_in_an_article_are_no_copies_of_each_other() -> None:
    boats = [f"Boat number {n} of the regatta left the harbour of Brannoch in fine weather." for n in range(1, 9)]
    found = grouped([article("one", *boats, title="Regatta"), article("two", *boats, title="Regatta")])
    assert {len(group) for group in together(found, "paragraph")} == {2}


def test_short_paragraphs_are_copies_where_their_articles_are() -> None:
    short = "He said no more."
    first, second = article("one", BELL, short, HEARD), article("two", BELL, short, HEARD)
    other = article("three", RUNG, short, title="The ropes are dry")
    at = f"#{len(BELL) + 2}"
    found = grouped([first, second, other])
    assert found.are_copies("paragraph", f"one{at}", f"two{at}")
    assert not found.are_copies("paragraph", f"one{at}", f"three#{len(RUNG) + 2}")


def test_what_is_quoted_makes_no_copy() -> None:
    said = "“The rope was never touched, and the clapper is in my kitchen, as it has been since Easter,”"
    first = article("one", f"{said} the sexton of Sankt Brannoc told those who had come up the hill to ask.")
    second = article("two", f"Grinning at his visitors over a plate of dumplings, old Ferenc Aldous said: {said}")
    found = grouped([first, second])
    assert not found.are_copies("paragraph", "one#0", "two#0")
    assert found.are_copies("quotation", "one#0", "two#0")


def test_a_form_with_other_figures_is_no_copy() -> None:
    form = "The harbour office of Port Brannoch said {} crates of herring were landed on {}, against {} a day earlier."
    reports = [
        article(str(day), form.format(310 + day, f"March {day}", 309 + day), day=f"2023-03-{day:02}")
        for day in range(1, 9)
    ]
    assert together(grouped(reports), "paragraph") == set()


def test_a_text_with_a_figure_corrected_is_a_copy_in_a_copy() -> None:
    figure = (
        "The ringer counted 11 strokes, the postman counted 12, and the priest, who is deaf, had counted none at all."
    )
    first = article("one", BELL, HEARD, figure, RUNG)
    second = replace(first, id="two", text=first.text.replace("12", "13"))
    found = grouped([first, second])
    at = f"#{len(BELL) + len(HEARD) + 4}"
    assert found.are_copies("article", "one", "two")
    assert found.are_copies("paragraph", "one" + at, "two" + at)


def test_words_are_compared_whatever_the_spelling_of_figures() -> None:
    one = Wording.of(Passage("Twelve U.S. ships, said “Bo,” sailed in March", [(25, 28)]))
    assert one.own == {"12": 1, "us": 1, "ships": 1, "said": 1, "sailed": 1, "in": 1, "mar": 1}
    assert one.quoted == {"bo": 1}
    assert one.figures == {"12": 1, "mar": 1}
    assert one.names == {"twelve": 1, "us": 1, "march": 1}


def test_candidates_share_keys_and_one_of_them_is_new() -> None:
    keys = np.array([[1, 2, 3], [1, 2, 4], [9, 2, 3], [7, 7, 7], [0, 0, 0]], np.uint32)
    kin = np.arange(5, dtype=np.int64)
    assert candidates(keys, share_minimal, 2, kin).tolist() == [[0, 1], [0, 2]]
    assert candidates(keys, share_minimal, 2, kin, first_new=2).tolist() == [[0, 2]]
    assert candidates(keys, share_minimal, 3, kin).tolist() == []


def test_groups_keep_their_numbers_when_others_join() -> None:
    partition = Partition(np.array([0, 4, 0, 4, 2], np.uint32))
    partition.join(5, 3)
    partition.join(0, 6)
    partition.join(4, 7)
    assert partition.groups(8).tolist() == [5, 4, 0, 4, 2, 4, 5, 2]
    partition.join(7, 1)
    assert partition.groups(8).tolist() == [5, 2, 0, 2, 2, 2, 5, 2]


def test_nothing_is_grouped_of_nothing() -> None:
    _, signatures, texts = sign([article("one", BELL)])
    found = group_copies(signatures, texts)
    assert [groups.tolist() for groups in (found.paragraphs, found.quotations, found.articles)] == [[0], [0], [0]]
    assert isinstance(found, Copies)
