"""Time per word does not depend on how much text there is or what it looks like."""

import gc
import time

import pytest

from index.annotation.locations import locate
from index.gazetteer import Gazetteer


def seconds(paragraph: str, gazetteer: Gazetteer) -> float:
    """Return how long it takes at best: what else the machine and the collector of garbage do comes and goes."""
    gc.disable()
    try:
        return min(_once(paragraph, gazetteer) for _ in range(3))
    finally:
        gc.enable()


def _once(paragraph: str, gazetteer: Gazetteer) -> float:
    began = time.process_time()
    locate([paragraph], gazetteer)
    return time.process_time() - began


@pytest.mark.parametrize(
    "phrase", ["San ", "New York County River ", "Lake ", "Smith Jones Miller ", "Paris, ", "St. ", "O'Brien's "]
)
def test_time_grows_no_faster_than_the_text(gazetteer: Gazetteer, phrase: str) -> None:
    seconds(phrase * 100, gazetteer)
    short = seconds(phrase * 1_000, gazetteer)
    long = seconds(phrase * 10_000, gazetteer)
    assert long < 25 * max(short, 0.01)


def test_an_article_of_very_many_names(gazetteer: Gazetteer) -> None:
    names = [gazetteer.name(place) for place in range(60_000, 80_000, 10)]
    text = "They went to " + ", then to ".join(names) + "."
    assert seconds(text, gazetteer) < 20
