"""Datelines give the place, the agency and the day of an article, and never a speaker."""

import pytest

from index.documents.article import Article, Dateline
from index.gazetteer import Gazetteer
from index.pipeline.annotated_article import AnnotatedArticle
from index.pipeline.datelines import read_dateline
from index.pipeline.stages import annotate_article

SAYS = "The river rose again, Ada Lund said."


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("KYIV, Sept. 10 (Reuters) — ", Dateline("Kyiv", "Reuters", None)),
        ("KYIV, Sept. 10, 2022 (Reuters) — ", Dateline("Kyiv", "Reuters", "2022-09-10")),
        ("LISBON, 3 May 2019 - ", Dateline("Lisbon", "", "2019-05-03")),
        ("Lagos (AFP) – ", Dateline("Lagos", "AFP", None)),
        ("PARIS, France (AP) -- ", Dateline("Paris, France", "AP", None)),
        ("LONDON/PARIS (Reuters) - ", Dateline("London, Paris", "Reuters", None)),
        ("WASHINGTON — ", Dateline("Washington", "", None)),
        ("CORRECTION — ", None),
        ("EXCLUSIVE — ", None),
        ("", None),
    ],
)
def test_what_a_dateline_tells(opening: str, dateline: Dateline | None) -> None:
    assert read_dateline([opening + SAYS], Gazetteer.open()) == dateline


@pytest.mark.parametrize(("given", "expected"), [(None, "2019-05-03"), ("2019-05-04", "2019-05-04")])
def test_a_dateline_dates_an_article_without_a_date_and_says_nothing(given: str | None, expected: str) -> None:
    article = Article("a", "a.txt", f"LISBON, 3 May 2019 (AP) - {SAYS}", date=given)
    annotated = annotate_article(article, Gazetteer.open())
    assert isinstance(annotated, AnnotatedArticle)
    assert annotated.article.date == expected
    assert [speaker.name for speaker in annotated.annotations[0].speakers] == ["Ada Lund"]
