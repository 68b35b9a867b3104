"""What `dateline info` tells of an index: what it holds, what it was built from, and by which annotator."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from dateline import information
from index.errors import IndexDamagedError
from index.pipeline.versions import annotator_version
from tests.commands.running import ARTICLE, dateline


@pytest.fixture
def archive(articles: Path) -> Path:
    ponds = [json.dumps({"text": f"The {which} pond is deep."}) for which in ("first", "second", "third")]
    (articles / "wire.jsonl").write_text("\n".join(ponds))
    with zipfile.ZipFile(articles / "old.zip", "w") as members:
        members.writestr("one.txt", ARTICLE.replace("Ada Lund", "Bo Lund"))
        members.writestr("two.md", "---\ntitle: Pond\n---\nA pond was found.")
    return articles


@pytest.fixture
def index(archive: Path, tmp_path: Path) -> Path:
    assert dateline("rebuild", archive, "--index", tmp_path / "index").returncode == 0
    return tmp_path / "index"


def test_it_says_what_the_index_was_built_from(index: Path, archive: Path) -> None:
    about = json.loads(dateline("info", "--json", "--index", index).stdout)

    assert about["articles"] == 6
    assert about["paths"] == [str(archive)]
    assert about["files"] == {"text": 2, "json lines": 1, "markdown": 1}
    assert about["annotators"] == {annotator_version(): 6}
    assert about["annotator"] == annotator_version()
    assert len(about["readers"]) == 1
    lines = dateline("info", "--index", index).stdout.splitlines()
    assert f"paths       {archive}" in lines
    assert "files       text: 2, json lines: 1, markdown: 1" in lines
    assert lines[-1] == f"annotator   {annotator_version()}, that of this version of Dateline"


def test_what_came_through_a_pipe_is_called_so(tmp_path: Path) -> None:
    dateline("rebuild", "-", "--index", tmp_path / "index", stdin=json.dumps({"text": "A pond is deep."}))

    assert json.loads(dateline("info", "--json", "--index", tmp_path / "index").stdout)["paths"] == ["standard input"]


def test_an_index_that_another_version_annotated_says_so(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert information.warning(index) == ""

    monkeypatch.setattr(information, "annotator_version", lambda: "0123456789abcdef")

    assert dateline("info", "--index", index).stdout.splitlines()[-1] == (
        "annotator   0123456789abcdef; all of the articles were annotated by another one: "
        "`dateline rebuild PATH...` brings the index up to date"
    )
    assert information.warning(index) == (
        "Another version of Dateline annotated this index: `dateline rebuild PATH...` brings the index up to date."
    )


def test_there_is_nothing_to_warn_of_without_an_index(tmp_path: Path) -> None:
    assert information.warning(tmp_path / "none") == ""


def test_a_damaged_index_is_for_others_to_report(index: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(index, tmp_path / "copy")
    [records] = copy.glob("generations/*/articles.records")
    records.write_bytes(records.read_bytes()[:-1] + b"?")
    assert information.warning(copy) == ""
    with pytest.raises(IndexDamagedError):
        information.information(copy)
