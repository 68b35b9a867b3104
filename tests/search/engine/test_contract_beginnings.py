"""What a prefix finds: the paragraphs with a word that begins so, whatever the stems of words are."""

from pathlib import Path

import pytest

from index.analysis.analyzer import placed
from search.archive import Archive
from tests.archives import Said, Story, Told
from tests.search.engine.contract import Make, ids, search

ABOUT_WORDS = True

SAYINGS = {
    "happy#1": "Happy dyers offed a happiest lantern",
    "happy#2": "Happily they die of organs",
    "dying#1": "Dying is what a country organizes",
    "dying#2": "The universities of all countries",
    "dying#3": "Police and politics, says a well-offered universe",
    "dying#4": "A happier policing: said, says, saying",
}
FIRSTS = ("happy#1", "dying#1")
WORDS = {id: set(placed(text)[0]) for id, text in SAYINGS.items()}
BEGINNINGS = sorted({word[:length] for words in WORDS.values() for word in words for length in range(2, len(word) + 1)})


@pytest.fixture(scope="module")
def said_and_titled(archive_of_stories: Make, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    stories = []
    for story in ("happy", "dying"):
        told = tuple(
            Told(f"“{text},” said Ada Lund.", (Said(text, "Ada Lund"),))
            for id, text in SAYINGS.items()
            if id.startswith(story)
        )
        stories.append(Story(story, told, title=SAYINGS[f"{story}#1"]))
    return archive_of_stories(tmp_path_factory.mktemp("index"), *stories)


def holding(beginning: str) -> list[str]:
    return sorted(id for id, words in WORDS.items() if any(word.startswith(beginning) for word in words))


def test_a_prefix_finds_the_words_that_begin_so(archive_of_stories: Make, tmp_path: Path) -> None:
    told = [Story(id.replace("#", ""), (Told(text),)) for id, text in SAYINGS.items()]
    archive = archive_of_stories(tmp_path, *told)
    for beginning in BEGINNINGS:
        page = search(archive, f"{beginning}*")
        assert sorted(ids(page)) == [f"{id.replace('#', '')}#1" for id in holding(beginning)], beginning
        assert all(hit.marks for hit in page.results)


def test_a_prefix_of_what_was_said_finds_the_words_that_begin_so(said_and_titled: Archive) -> None:
    for beginning in BEGINNINGS:
        expected = holding(beginning)
        for query in (f"said:{beginning}*", f"speaker:ada said:{beginning}*"):
            assert sorted(ids(search(said_and_titled, query))) == expected, query
        assert not ids(search(said_and_titled, f"speaker:bo said:{beginning}*"))


def test_a_prefix_of_a_title_finds_the_words_that_begin_so(said_and_titled: Archive) -> None:
    for beginning in BEGINNINGS:
        titled = [id.partition("#")[0] for id in holding(beginning) if id in FIRSTS]
        found = ids(search(said_and_titled, f"title:{beginning}*"))
        assert sorted(found) == sorted(id for id in SAYINGS if id.partition("#")[0] in titled), beginning


def test_a_prefix_under_a_headline_is_one_of_its_words(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(
        tmp_path,
        Story("a", (Told("A lantern hung"), Told("Nothing")), title="They organize a lantern"),
        Story("b", (Told("A lantern stood"),), title="An organ and a lantern"),
    )
    assert ids(search(archive, "organiz* lantern")) == ["a#1"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("said:organi?es", ["dying#1"]),
        ("said:org*s", ["dying#1", "happy#2"]),
        ("said:d?e", ["happy#2"]),
        ("speaker:ada said:d*e", ["happy#2"]),
        ("said:countrie~1", ["dying#2"]),
        ("title:ha*y", ["happy#1", "happy#2"]),
        ("title:dyin~1", ["dying#1", "dying#2", "dying#3", "dying#4"]),
        ("title:unive*e", []),
    ],
)
def test_a_pattern_stands_for_words_as_they_are_written(
    said_and_titled: Archive, query: str, expected: list[str]
) -> None:
    assert sorted(ids(search(said_and_titled, query))) == expected
