"""What every engine promises of other languages than English: a word finds its forms, and they are marked."""

from pathlib import Path

from tests.archives import Story, Told
from tests.search.engine.contract import Make, ids, search

ABOUT_WORDS = True


def story(name: str, language: str, *paragraphs: str) -> Story:
    return Story(name, tuple(map(Told, paragraphs)), language=language)


GERMAN = story("de", "de", "Die Häuser am Ufer standen leer.", "Das Haus am Ufer wurde verkauft, sagte Ada Lund.")
FRENCH = story("fr", "fr", "Les ponts de Vorn seront fermés.", "Le pont de Vorn était fermé.")
ENGLISH = story("en", "en", "The mine below the house was shut.", "Mines were shut.")


def test_a_word_of_another_language_finds_its_forms(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(tmp_path, GERMAN, FRENCH, ENGLISH)
    for query, expected in {
        "haus": ["de#1", "de#2"],
        "Häusern": ["de#1", "de#2"],
        "ponts": ["fr#1", "fr#2"],
        "fermer pont": ["fr#1", "fr#2"],
        '"pont de Vorn"': ["fr#1", "fr#2"],
        '"haus"': ["de#2"],
        "mine": ["en#1", "en#2"],
        "haus lund": ["de#2"],
        "haus OR mine": ["de#1", "de#2", "en#1", "en#2"],
        "-haus ufer": [],
    }.items():
        page = search(archive, query)
        assert (sorted(ids(page)[: page.total]), page.total) == (expected, len(expected)), query


def test_forms_of_another_language_are_marked(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(tmp_path, GERMAN, FRENCH, ENGLISH)
    marked = {
        hit.id: [hit.text[start:end] for start, end in hit.marks]
        for query in ("haus", '"pont de vorn"')
        for hit in search(archive, query).results
    }
    assert marked == {"de#1": ["Häuser"], "de#2": ["Haus"], "fr#1": ["ponts de Vorn"], "fr#2": ["pont de Vorn"]}


def test_a_word_that_stands_in_another_form_only_is_not_unknown(archive_of_stories: Make, tmp_path: Path) -> None:
    page = search(archive_of_stories(tmp_path, GERMAN, ENGLISH), "Häusern")
    assert (page.total, page.suggestion) == (2, None)


def test_a_language_can_be_asked_for_by_code_and_by_name(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(tmp_path, GERMAN, FRENCH, ENGLISH)
    for query, total in {
        "language:de": 2,
        "language:German": 2,
        "language:english shut": 2,
        "ufer -language:de": 0,
    }.items():
        assert search(archive, query).total == total, query
    assert {hit.article.other_language for hit in search(archive, "language:fr").results} == {"French"}
