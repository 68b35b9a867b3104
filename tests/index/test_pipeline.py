"""One article that goes wrong costs no other."""

from collections.abc import Sequence

import pytest

from index import pipeline
from index.article import Article
from index.document import IndexedArticle
from index.gazetteer import Gazetteer
from index.readers import BadInput


def test_an_article_that_breaks_annotation_is_reported_and_the_others_are_indexed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    annotate = pipeline.annotate

    def breaks(texts: Sequence[str], gazetteer: Gazetteer):
        if "cursed" in texts[0]:
            raise NameError("name 'spell' is not defined\non two lines")
        return annotate(texts, gazetteer)

    monkeypatch.setattr(pipeline, "annotate", breaks)
    articles = [Article(name, "wire.jsonl", f"A {name} log floats.", own_id=name) for name in ("cursed", "sound")]

    bad, indexed = pipeline.index_sources(articles, processes=1)

    assert isinstance(bad, BadInput)
    assert str(bad) == (
        "wire.jsonl: the article “cursed”: could not be annotated: "
        r"NameError: name 'spell' is not defined\non two lines"
    )
    assert isinstance(indexed, IndexedArticle)
