"""Paragraphs like a paragraph."""

import pytest

from search.archive import Archive
from tests.archives import Said, Story, Told, archive_of, texts

SEAL = "The harbour seal slept on the ferry ramp until a pilot of Lerwick arrived."
PARAGRAPHS = (
    SEAL,
    "A seal was seen on a ramp near the ferry.",
    "The master of the harbour fed it.",
    "Nobody in the mountains has heard of boats.",
    "The mountains are quiet in the winter, they say.",
    "In the winter the goats come down, and nobody is in the valley.",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    copies = (texts(SEAL, id="copy"), texts(f"  {SEAL} ", id="another"))
    return archive_of(tmp_path_factory.mktemp("index"), texts(*PARAGRAPHS, id="seal"), *copies)


def test_most_alike_comes_first_without_the_paragraph_and_its_copies(archive: Archive) -> None:
    found = archive.similar("seal", 1)

    assert found is not None
    assert [hit.id for hit in found.similar] == ["seal#2", "seal#3"]
    assert found.similar[0].score >= found.similar[1].score


def test_telling_words_are_marked_and_named(archive: Archive) -> None:
    found = archive.similar("seal", 1)

    assert found is not None
    assert {"harbour", "seal", "ferry", "ramp"} <= set(found.words)
    assert not {"the", "on", "of"} & set(found.words)
    hit = found.similar[0]
    assert [hit.text[start:end] for start, end in hit.marks] == ["seal", "ramp", "ferry"]
    assert found.paragraph.marks


def test_as_many_as_are_wanted(archive: Archive) -> None:
    found = archive.similar("seal", 1, limit=1)

    assert found is not None
    assert len(found.similar) == 1


def test_copies_of_one_another_are_shown_once(archive: Archive) -> None:
    found = archive.similar("seal", 2)

    assert found is not None
    assert [hit.text for hit in found.similar].count(SEAL) == 1


def test_paragraph_like_no_other(tmp_path_factory: pytest.TempPathFactory) -> None:
    archive = archive_of(tmp_path_factory.mktemp("lonely"), texts("One.", "", "…", id="a"))
    found = archive.similar("a", 1)

    assert found is not None
    assert (found.words, found.similar) == ((), ())


@pytest.mark.parametrize(
    ("article", "ordinal"), [("none", 1), ("seal", 0), ("seal", 7), ("seal", 10**30), ("x" * 500, 1)]
)
def test_no_such_paragraph(archive: Archive, article: str, ordinal: int) -> None:
    assert archive.similar(article, ordinal) is None
    assert archive.paragraph(article, ordinal) is None


def test_one_paragraph_unmarked(archive: Archive) -> None:
    hit = archive.paragraph("seal", 4)

    assert hit is not None
    assert (hit.id, hit.marks) == ("seal#4", ())


def test_quotations_know_who_speaks(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = Told('"It snores," she said. "Quiet!"', (Said("It snores,", "Hanna Oril"), Said("Quiet!", None)))
    archive = archive_of(tmp_path_factory.mktemp("voices"), Story("a", (told,)))
    hit = archive.paragraph("a", 1)

    assert hit is not None
    assert hit.voices == ("Hanna Oril", None)
