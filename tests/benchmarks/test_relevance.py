"""The judged queries, and what a ranking is worth by them."""

import pytest

from benchmarks.relevance.judging import checksum, judged, ndcg

GRADES = {("ferry", "a"): 3, ("ferry", "b"): 1, ("tide", "a"): 0}


def test_judgements_are_graded_0_to_3_for_sixty_queries_and_each_has_an_answer() -> None:
    asked = judged()
    assert len(asked) >= 60
    assert {grade for grades in asked.values() for grade in grades.values()} == {0, 1, 2, 3}
    assert all(max(grades.values()) == 3 for grades in asked.values())


def test_best_order_is_worth_1_and_a_worse_one_less() -> None:
    best = [("ferry", "a"), ("ferry", "b"), ("tide", "a")]
    assert ndcg(best, GRADES) == 1
    assert 0 < ndcg(best[::-1], GRADES) < 1


def test_what_was_not_judged_counts_as_nothing() -> None:
    assert ndcg([("gale", "a")], GRADES) == 0
    assert ndcg([("gale", "a"), ("ferry", "a")], GRADES) < ndcg([("ferry", "a")], GRADES)


@pytest.mark.parametrize("text", ["The ferry is late.", "THE FERRY IS LATE", "The ferry — is late…"])
def test_a_paragraph_is_known_by_its_letters(text: str) -> None:
    assert checksum(text) == checksum("the ferry is late") != checksum("the ferry was late")
