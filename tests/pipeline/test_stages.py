"""One article that goes wrong costs no other, in the sample for local lexicons or in the archive."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.annotation.annotator import annotate
from index.annotation.locations import LocalLexicon, lexicon_entries
from index.annotation.spans import Annotation
from index.documents.article import Article
from index.gazetteer import Gazetteer
from index.pipeline import parallel, stages
from index.sources.files import BadInput, FoundFile
from index.sources.walk import find_files


def test_an_article_that_breaks_annotation_is_reported_and_the_others_are_indexed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(texts: Sequence[str], gazetteer: Gazetteer, lexicon: LocalLexicon) -> list[Annotation]:
        if "cursed" in texts[0]:
            raise NameError("name 'spell' is not defined\non two lines")
        return annotate(texts, gazetteer, lexicon)

    monkeypatch.setattr(stages, "annotate", breaks)
    articles = [Article(name, "wire.jsonl", f"A {name} log floats.", own_id=name) for name in ("cursed", "sound")]

    (indexed, [bad]), records = stages.index_batch(stages.Indexer.open(), [(article, None) for article in articles])

    assert str(bad) == (
        "wire.jsonl: the article “cursed”: could not be annotated: "
        r"NameError: name 'spell' is not defined\non two lines"
    )
    assert [head.id for head in indexed.heads] == ["sound"]
    assert list(records) == [1]


def gazette(folder: Path) -> list[FoundFile | BadInput]:
    """Find a file of one paper: two stories that name Berea, and a line that is no JSON."""
    lines = [
        json.dumps({"id": name, "source": "Gazette", "text": f"The {name} goose slept in Berea, Kentucky."})
        for name in ("sound", "cursed")
    ]
    (folder / "gazette.jsonl").write_text("\n".join([*lines, "no JSON"]))
    return list(find_files([folder]))


def test_an_article_that_breaks_annotation_enters_no_lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(texts: Sequence[str], gazetteer: Gazetteer) -> frozenset[int]:
        if "cursed" in texts[0]:
            raise NameError
        return lexicon_entries(texts, gazetteer)

    monkeypatch.setattr(stages, "lexicon_entries", breaks)
    learned = parallel.learn_lexicons(gazette(tmp_path), processes=1)
    assert [len(articles) for articles in learned.entries.values()] == [1]


def test_lexicons_are_the_same_from_one_process_and_from_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = gazette(tmp_path)
    monkeypatch.setattr(parallel, "WORTH_PROCESSES", 0)
    monkeypatch.setattr(parallel, "available_cores", lambda: 2)
    learned = parallel.learn_lexicons(found, processes=2)
    assert learned == parallel.learn_lexicons(found, processes=1)
    assert [len(articles) for articles in learned.entries.values()] == [2]


def test_files_of_one_article_enter_lexicons_too(tmp_path: Path) -> None:
    story = "---\nsource: Gazette\n---\nThe {} goose slept in Berea, Kentucky."
    for name in ("grey", "white"):
        (tmp_path / f"{name}.md").write_text(story.format(name))
    learned = parallel.learn_lexicons(list(find_files([tmp_path])), processes=1)
    assert [len(articles) for articles in learned.entries.values()] == [2]
