"""One file that would hang a build, or take all memory, costs that file alone."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.documents.article import Article
from index.pipeline import stages
from index.pipeline.annotated_article import AnnotatedArticle
from index.pipeline.parallel import annotate_files
from index.pipeline.rebuild import rebuild
from index.pipeline.summary import Summary
from index.pipeline.update import update
from index.sources import limits
from index.sources.files import BadInput, FoundFile, Outcome
from index.sources.options import ReadingOptions

Build = Callable[..., Summary]
TOO_LONG = "it takes more than 1 seconds of a processor"


@pytest.fixture(autouse=True)
def _little_allowance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow a second, of which the longest article takes thirty."""
    monkeypatch.setattr(limits, "MAX_SECONDS", 1)


def archive(folder: Path) -> Path:
    folder.mkdir()
    (folder / "a.txt").write_text("The pond of Lerwick is cold, said Ada Moor.")
    (folder / "b.txt").write_text("Lerwick, Oslo, Paris, Bergen and London " * (limits.MAX_ARTICLE_CHARACTERS // 41))
    (folder / "c.txt").write_text("Nobody in Oslo was surprised by that, said Joan Holt.")
    return folder


@pytest.mark.parametrize("processes", [1, 2])
def test_an_article_that_takes_too_long_is_refused_and_the_others_are_indexed(tmp_path: Path, processes: int) -> None:
    folder, index = archive(tmp_path / "archive"), tmp_path / "index"
    summary = rebuild([folder], index, processes=processes)
    assert summary.counts["articles"] == 2
    assert [(Path(item.path).name, item.reason, item.outcome) for item in summary.bad] == [
        ("b.txt", TOO_LONG, Outcome.REFUSED)
    ]
    (folder / "d.txt").write_text("The heron left Bergen on Monday, said Marit Lund.")
    updated = update([folder], index, processes=processes)
    assert (updated.counts["articles"], updated.changes.unchanged) == (3, 2)
    assert [item.reason for item in updated.bad] == [TOO_LONG]


def test_an_article_that_takes_too_long_is_not_annotated_and_the_others_are(tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive")
    lines = [json.dumps({"id": path.stem, "text": path.read_text()}) for path in sorted(folder.iterdir())]
    (folder / "d.jsonl").write_text("\n".join(lines))
    stream = io.BytesIO(lines[0].encode())
    found = [
        one.article.own_id or Path(one.article.path).name if isinstance(one, AnnotatedArticle) else one.reason
        for one in annotate_files([str(folder), "-"], stream)
    ]
    assert found == ["a.txt", TOO_LONG, "c.txt", "a", f"the article “b”: {TOO_LONG}", "c", "a"]


def test_a_file_that_hangs_its_reader_costs_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(found: FoundFile, options: ReadingOptions) -> list[Article]:
        while found.path.name == "a.txt":
            pass
        return [Article(id="b", path="b.txt", text=found.path.read_text())]

    monkeypatch.setattr(stages, "read_file", hang)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Nobody in Oslo was surprised by that, said Joan Holt.")
    first, second = annotate_files([str(tmp_path)], io.BytesIO())
    assert isinstance(first, BadInput) and first.reason == TOO_LONG
    assert isinstance(second, AnnotatedArticle)


def test_what_holds_remarks_and_no_article_is_said_to_hold_none(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"\xff\xfe")
    (tmp_path / "a.txt").write_text("The pond of Lerwick is cold, said Ada Moor.")
    summary = rebuild([tmp_path / "a.txt", tmp_path / "empty.jsonl"], tmp_path / "index")
    assert "it holds no article" in [item.reason for item in summary.bad]
