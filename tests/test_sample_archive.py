"""The sample archive, from its files to answers: the main job on real input, by the real annotators."""

import gzip
import re
from pathlib import Path

import pytest

from index.pipeline.rebuild import rebuild
from index.store.generation import IndexDirectory
from search.archive import Archive
from search.request import SearchRequest
from search.results import SearchPage
from tests.conftest import PROJECT


def found(archive: Archive, query: str, **filters: object) -> SearchPage:
    return archive.search(SearchRequest(query=query, size=50, **filters))  # type: ignore[arg-type]


def paragraphs(page: SearchPage) -> list[tuple[str, int]]:
    """(article id without its hash, ordinal) of the results that miss nothing."""
    return [(hit.article.id.rpartition("-")[0], hit.ordinal) for hit in page.results if not hit.missing]


def test_every_file_is_read(sample_index: Path) -> None:
    counts = IndexDirectory(sample_index).current().verify().counts
    assert (counts["articles"], counts["paragraphs"]) == (22, 236)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speaker:eikeland said:tide", {("scrape-lerwick-clock-dispute", 4), ("court-of-small-hours", 5)}),
        ('"B flat"', {("footbridge-over-the-douro-hums", 2), ("footbridge-over-the-douro-hums", 6),
                      ("bridges-song-lagos", 3), ("gaia-wants-a-quieter-bridge", 9)}),
        ('source:"harbour gazette" location:budapest', {("newcastle-bridge-answers-porto", 8)}),
        ("date:2022-11", {("cloud-over-almaty", number) for number in range(1, 11)}),
    ],
)  # fmt: skip
def test_questions_of_the_readme(sample: Archive, query: str, expected: set[tuple[str, int]]) -> None:
    page = found(sample, query)
    assert set(paragraphs(page)) == expected
    assert page.total == len(expected)


def test_every_question_of_the_readme_is_answered(sample: Archive) -> None:
    readme = (PROJECT / "examples" / "README.md").read_text("utf-8")
    questions = re.findall(r"^- `([^`]+)`", readme, re.MULTILINE)
    assert len(questions) > 20
    for question in questions:
        page = found(sample, question)
        assert page.results or page.suggestion, question


def test_a_pronoun_answers_for_its_speaker(sample: Archive) -> None:
    answers = paragraphs(found(sample, "speaker:okonjo bridge"))
    assert ("newcastle-bridge-answers-porto", 5) in answers
    assert ("footbridge-over-the-douro-hums", 2) in answers


def test_a_lead_in_broken_off_by_the_scrape_is_mended(sample: Archive) -> None:
    [hit] = found(sample, "speaker:eikeland said:pleased").results[:1]
    assert hit.text.startswith("According to Torvald Eikeland, the keeper")


def test_banners_are_not_indexed(sample: Archive) -> None:
    assert found(sample, "cookies").total == 0
    assert found(sample, "newsletter").total == 0


def test_a_place_is_found_by_what_contains_it(sample: Archive) -> None:
    page = found(sample, "location:portugal")
    assert page.total > 5
    assert all(any(place.country == "PT" for place in hit.locations) for hit in page.results)


def test_a_sentence_with_a_wrong_word_still_finds_its_paragraph(sample: Archive) -> None:
    query = "stopped the clock for the first time in his life counted to six hundred and fifty and started it again"
    page = found(sample, query)
    assert page.total == 0
    assert page.results[0].article.id.startswith("eleven-minutes-go-home")
    assert page.results[0].missing == ("fifty",)


def test_a_misspelling_is_noticed(sample: Archive) -> None:
    assert found(sample, "marmelade").suggestion == "marmalade"


def test_the_same_files_give_the_same_paragraphs_on_any_number_of_processes(tmp_path: Path) -> None:
    records, time_of_each = [], re.compile(rb'(?<=", )\d{10}(?=, ")')
    for processes in (1, 3):
        index = tmp_path / str(processes)
        rebuild([PROJECT / "examples" / "articles"], index, processes=processes)
        folder = IndexDirectory(index).current().folder
        written = ((folder / name).read_bytes() for name in ("paragraphs.records", "articles.records", "words.records"))
        records.append([time_of_each.sub(b"", content) for content in written])
    assert records[0] == records[1]


@pytest.mark.shared
def test_the_main_job_on_real_articles(shared: Path, tmp_path: Path) -> None:
    """The issue's two questions, put to the Kharkiv article among Wikinews and newswire."""
    newswire = tmp_path / "newswire.jsonl"
    with gzip.open(shared / "corpora" / "reuters-21578.jsonl.gz", "rb") as lines:
        newswire.write_bytes(b"".join(next(lines) for _ in range(500)))
    wikinews = shared / "corpora" / "wikinews-gum.jsonl.gz"
    rebuild([shared / "articles", wikinews, newswire], tmp_path / "index")
    archive = Archive(tmp_path / "index")
    for query, ordinal in (("speaker:girkin initiative", 17), ("location:izyum flag", 11)):
        first = found(archive, query).results[0]
        assert (first.article.id.rpartition("-")[0], first.ordinal) == ("kharkiv-counteroffensive", ordinal)
        word = query.split()[-1]
        assert word in [first.text[start:end] for start, end in first.marks]
