"""The work for a word does not depend on how much text there is or what it looks like.

What that takes in seconds, `python -m benchmarks.stages` measures of news, and `python -m tests.soak.readers` bounds of
texts that are made to take long.
"""

import pytest

from index.annotation.locations import locate
from index.gazetteer import Gazetteer
from tests.work import LARGEST_RATIO, growth, lines_run

WORDS = 150


def located(text: str, gazetteer: Gazetteer) -> int:
    """Count the lines that are run to locate the places of a paragraph, once what it names was looked up."""
    locate([text], gazetteer)
    return lines_run(lambda: locate([text], gazetteer))


@pytest.mark.parametrize(
    "phrase", ["San ", "New York County River ", "Lake ", "Smith Jones Miller ", "Paris, ", "St. ", "O'Brien's "]
)
def test_work_grows_no_faster_than_the_text(gazetteer: Gazetteer, phrase: str) -> None:
    assert growth(lambda count: located(phrase * count, gazetteer), WORDS) < LARGEST_RATIO


def test_an_article_of_very_many_names(gazetteer: Gazetteer) -> None:
    names = [gazetteer.name(place) for place in range(60_000, 80_000, 10)]

    def of(count: int) -> int:
        return located("They went to " + ", then to ".join(names[:count]) + ".", gazetteer)

    assert growth(of, WORDS) < LARGEST_RATIO
    assert of(4 * WORDS) < 2_000 * 4 * WORDS
