"""Copies are found, and what is none is told apart, as well as was measured."""

from pathlib import Path

import pytest

from benchmarks.copies import edits, labelled
from benchmarks.copies.grouping import Grouped, grouped, precision_and_recall
from benchmarks.copies.speed import enlarged

PRECISION, RECALL = 0.95, 0.9


def test_edits_of_invented_articles_are_copies_and_reports_that_look_alike_are_not() -> None:
    articles, judged = edits.collection()
    assert {one.edit for one in judged} >= {*edits.EDITS, "market", "reporters"}
    found = grouped(articles)
    for kind in ("article", "paragraph", "quotation"):
        precision, recall, copies, _ = edits.judge(found, [one for one in judged if one.kind == kind])
        assert copies
        assert precision >= PRECISION
        assert recall >= RECALL


@pytest.fixture(scope="module")
def groups(shared: Path) -> dict[str, Grouped]:
    names = {pair.corpus for pair in labelled.labelled()}
    return {name: grouped(list(labelled.corpus(shared, name))) for name in sorted(names)}


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("kind", labelled.KINDS)
@pytest.mark.parametrize("part", labelled.PARTS)
def test_labelled_pairs_are_told_apart(groups: dict[str, Grouped], part: str, kind: str) -> None:
    precision, recall, _, _ = labelled.judge(groups, part, kind)
    assert precision >= PRECISION
    assert recall >= RECALL


def test_labels_are_whole_and_half_of_them_held_out() -> None:
    pairs = labelled.labelled()
    assert len({frozenset(pair[3:5]) for pair in pairs}) == len(pairs) >= 600
    for kind in labelled.KINDS:
        parts = [[pair.is_copy for pair in pairs if (pair.part, pair.kind) == (part, kind)] for part in labelled.PARTS]
        assert all(sum(part) >= 40 and len(part) >= 95 for part in parts)


def test_precision_is_of_what_is_found_and_recall_of_the_copies() -> None:
    pairs = [(True, True), (True, False), (False, True), (False, False), (False, False)]
    assert precision_and_recall(pairs) == (0.5, 0.5, 2, 3)
    assert precision_and_recall([]) == (1.0, 1.0, 0, 0)


def test_what_is_timed_has_as_many_paragraphs_as_are_asked_for() -> None:
    articles, _ = edits.collection()
    enough = list(enlarged(articles[:3], 100))
    assert len({article.id for article in enough}) == len(enough)
    assert 100 <= sum(article.text.count("\n\n") + 1 for article in enough) < 160
