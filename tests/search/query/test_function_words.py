"""What of a typed line is looked for: words that say something, unless there are no others."""

import pytest

from search.limits import Limits
from search.query.planner import Planner


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(Limits())


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("what did the mayor say about the bridge", "mayor bridge"),
        ("Why wasn’t the clock repaired?", "clock repaired"),
        ("when will the ferry sail", "ferry sail"),
        ("how many people said it happened", "people"),
        ("has the mayor said anything about the bridge", "mayor bridge"),
        ("did the mayor ever talk about bridges", "mayor bridges"),
        ("the mayor said", "mayor said"),
        ("ferry will sail", "ferry will sail"),
        ("to be or not to be", "to be or not"),
        ("the who", "the who"),
        ("WHO vaccine", "WHO vaccine"),
        ("US and the tide", "US tide"),
        ("WHO SAID THAT TIDE", "TIDE"),
        ('"the tide" of the year', "the tide year"),
        ("what the speaker:lund", ""),
        ("-the tide", "tide"),
        ("th* tide", "th tide"),
    ],
)
def test_function_words_are_not_looked_for_beside_others(planner: Planner, query: str, wanted: str) -> None:
    plan = planner.of_query(query)

    assert " ".join(leaf.text for leaf in plan.wanted) == wanted
    assert {leaf for leaf in plan.marked if leaf.field == "text"} == {*plan.wanted}


def test_in_a_field_or_a_group_they_count(planner: Planner) -> None:
    assert planner.of_query("title:the (the OR an) tide").required == planner.of_query("title:the (the OR an)").required
