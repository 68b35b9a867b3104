"""Suggestions of names in an archive."""

from pathlib import Path

from search.archive import Archive
from search.results import Suggestion
from tests.archives import Story, Told, archive_of


def archive(tmp_path: Path) -> Archive:
    rows = [("Ada Lund",), ("Ada Lund", "Dr Østby"), ("Lund",), ("Zoë Marsh",)]
    paragraphs = tuple(Told(f"Paragraph {number}.", speakers=names) for number, names in enumerate(rows))
    return archive_of(tmp_path, Story("a", paragraphs, source="The Lund Courier"))


def test_a_name_is_suggested_by_any_of_its_words_whatever_its_case_and_accents(tmp_path: Path) -> None:
    found = archive(tmp_path)
    assert found.suggest("mar", "speaker") == (Suggestion("Zoë Marsh", "speaker", 1),)
    assert found.suggest("ZOE", "speaker") == found.suggest("zoë m", "speaker") == found.suggest("mar", "speaker")
    assert found.suggest("marsh z", "speaker") == ()


def test_names_of_one_person_are_suggested_once_with_all_their_paragraphs(tmp_path: Path) -> None:
    assert archive(tmp_path).suggest("lu", "speaker") == (Suggestion("Ada Lund", "speaker", 3),)


def test_each_field_has_its_own_names(tmp_path: Path) -> None:
    found = archive(tmp_path)
    assert found.suggest("lu", "source") == (Suggestion("The Lund Courier", "source", 4),)
    assert found.suggest("lu", "location") == ()


def test_nothing_typed_suggests_nothing(tmp_path: Path) -> None:
    found = archive(tmp_path)
    assert [found.suggest(typed, "speaker") for typed in ("", " ", "—", "\ud800")] == [()] * 4
