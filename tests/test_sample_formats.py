"""The folder with a file of every kind: it goes in with one command, and its account adds up."""

from pathlib import Path

import pytest

from index.pipeline.rebuild import rebuild
from index.pipeline.summary import Summary
from index.sources.files import FoundFile
from index.sources.formats import FORMATS
from index.sources.walk import find_files
from search.archive import Archive
from search.request import SearchRequest
from tests.conftest import PROJECT

FORMATS_FOLDER = PROJECT / "examples" / "formats"
ARTICLES = {
    "umbrella-bank.csv": 2,
    "umbrella-crawl.warc.gz": 2,
    "umbrella-feed.xml": 2,
    "umbrella-letters.mbox": 2,
    "umbrella-minutes.docx": 1,
    "umbrella-news-api.json": 2,
    "umbrella-notes.tsv": 1,
    "umbrella-report.pdf": 1,
    "umbrella-run.nitf": 1,
    "umbrella-statement.eml": 1,
    "umbrella-survey.parquet": 1,
    "umbrella-wedding.txt.xz": 1,
    "umbrella-weekend.epub": 2,
    "umbrella-weekend.zip": 2,
    "umbrella-wire.newsml": 1,
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
    assert summary.account.passed_over == {
        ".png": 1,
        "covers and contents of books": 1,
        "error pages and redirects": 1,
        "files of a crawl that are no pages": 1,
        "items of agencies without a text": 1,
        "pages of a crawl without an article": 1,
    }
    assert summary.account.found == summary.account.articles + 6


def test_the_examples_have_one_of_each_kind() -> None:
    assert {path.name for path in FORMATS_FOLDER.iterdir()} == set(ARTICLES)
    found = {item.format for item in find_files([FORMATS_FOLDER]) if isinstance(item, FoundFile)}
    of_the_archive = {"html", "json lines", "markdown", "text"}
    assert found >= {one.name for one in FORMATS} - of_the_archive


def test_what_was_read_is_found_by_speaker_source_and_day(indexed: tuple[Summary, Path]) -> None:
    archive = Archive(indexed[1])
    said = archive.search(SearchRequest("speaker:brekkhus", size=50)).results
    assert {hit.article.source for hit in said} == {
        *("Harbour Gazette", "Lantern Wire", "Douro Post", "Umbrella Bank Letter"),
        "",  # of the PDF and the Word document
    }
    assert [hit.article.date for hit in archive.search(SearchRequest("speaker:hoshizora date:2025-01")).results] == [
        "2025-01-20"
    ]
    assert archive.search(SearchRequest('"dry minutes"')).total == 7
