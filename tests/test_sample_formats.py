"""The folder with a file of every kind: it goes in with one command, and its account adds up."""

from pathlib import Path

import pytest

from index.pipeline.rebuild import Summary, rebuild
from index.sources.files import FoundFile
from index.sources.walk import find_files
from search.archive import Archive
from search.request import SearchRequest
from tests.conftest import PROJECT

FORMATS_FOLDER = PROJECT / "examples" / "formats"
ARTICLES = {
    "umbrella-bank.csv": 2,
    "umbrella-news-api.json": 2,
    "umbrella-notes.tsv": 1,
    "umbrella-wedding.txt.xz": 1,
    "umbrella-weekend.zip": 2,
    "umbrella-year.tar.gz": 2,
}
"""How many articles each file holds."""


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Summary, Path]:
    index = tmp_path_factory.mktemp("formats") / "index"
    return rebuild([FORMATS_FOLDER], index), index


def test_every_file_of_every_kind_is_read(indexed: tuple[Summary, Path]) -> None:
    summary, _ = indexed
    assert not summary.bad
    assert summary.account.articles == summary.counts["articles"] == sum(ARTICLES.values())
    assert summary.account.passed_over == {".png": 1}
    assert summary.account.found == summary.account.articles + 1


def test_the_examples_have_one_of_each_kind() -> None:
    assert {path.name for path in FORMATS_FOLDER.iterdir()} == set(ARTICLES)
    found = {item.format for item in find_files([FORMATS_FOLDER]) if isinstance(item, FoundFile)}
    assert found >= {"table", "json", "text", "zip", "tar"}


def test_what_was_read_is_found_by_speaker_source_and_day(indexed: tuple[Summary, Path]) -> None:
    archive = Archive(indexed[1])
    said = archive.search(SearchRequest("speaker:brekkhus", size=50)).results
    assert {hit.article.source for hit in said} == {"Harbour Gazette", "Lantern Wire", "Douro Post"}
    assert [hit.article.date for hit in archive.search(SearchRequest("speaker:hoshizora date:2025-01")).results] == [
        "2025-01-20"
    ]
    assert archive.search(SearchRequest('"dry minutes"')).total == 4
