"""What every engine promises of words: exact, near each other, nearly spelled so, and beginnings of them."""

from pathlib import Path

import pytest

from search.archive import Archive
from tests.archives import Said, Story, Told, texts
from tests.search.engine.contract import Make, ids, search

ABOUT_WORDS = True


def test_a_word_in_quotation_marks_is_exactly_that_word(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(
        tmp_path,
        texts("The clock hummed", "Clocks and a clock", "They clocked clocks", "Clocking: what clocked", "dying"),
    )
    for query, expected in {
        '"clock"': ["a#1", "a#2"],
        '"Clocks"': ["a#2", "a#3"],
        "clock": ["a#1", "a#2", "a#3", "a#4"],
        '"clocking"': ["a#4"],
        '"dying"': ["a#5"],
        '"die"': [],
        '-"clock" clocks': ["a#3", "a#4"],
        '"clock" OR "dying"': ["a#1", "a#2", "a#5"],
    }.items():
        page = search(archive, query)
        assert (sorted(ids(page)), page.total) == (expected, len(expected))
    hit = next(hit for hit in search(archive, '"clock"').results if hit.id == "a#2")
    assert [hit.text[start:end] for start, end in hit.marks] == ["clock"]
    assert search(archive, '"clock" hum').results[0].missing == ()


def test_a_word_as_it_is_written_comes_before_others_of_its_stem(archive_of_stories: Make, tmp_path: Path) -> None:
    others = [f"Clock {number} is one of the clocks." for number in range(5)]
    archive = archive_of_stories(tmp_path, texts(*others, "A long paragraph about much else, and a clocking hat."))
    page = search(archive, "clocking")
    assert (ids(page)[0], page.total) == ("a#6", 6)
    assert ids(search(archive, "clocking hat")) == ["a#6"]
    assert ids(search(archive, "clocking", group="article")) == ["a#6"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("budget NEAR/4 port", ["a#1", "a#2"]),
        ("port NEAR/3 budget", ["a#1"]),
        ("budget NEAR/2 port", ["a#1"]),
        ('"the budget" NEAR/2 port', ["a#1"]),
        ("budget NEAR/4 port NEAR/1 old", ["a#2"]),
        ("budget -(budget NEAR/4 port)", ["a#3"]),
        ("budget NEAR/3 (port OR quay)", ["a#1", "a#2", "a#3"]),
        ("col*r", ["a#4", "a#5"]),
        ("colo?r", ["a#4"]),
        ("organi?ation", ["a#4", "a#5"]),
        ("colour~1", ["a#4", "a#5"]),
        ("colours~", ["a#4", "a#5"]),
        ("speaker:lumd~", ["a#6"]),
        ("speaker:l?nd", ["a#6"]),
        ("col*z", []),
        ("quay col*z", []),
        ("said:(late NEAR/3 tide)", ["a#6"]),
        ("said:(late NEAR/2 tide)", []),
        ("speaker:ada said:(late NEAR/3 tide)", ["a#6"]),
        ("speaker:ada said:(late NEAR/2 tide)", []),
    ],
)
def test_words_near_each_other_and_words_spelled_alike(
    archive_of_stories: Make, tmp_path: Path, query: str, expected: list[str]
) -> None:
    archive = archive_of_stories(
        tmp_path,
        Story(
            "a",
            (
                Told("The budget for port cranes"),
                Told("An old port is in the budget"),
                Told("A budget of the town and of every fishing port, with a quay"),
                Told("The colour of an organization"),
                Told("A color, an organisation"),
                Told("“Late is the tide,” said Ada Lund.", (Said("Late is the tide,", "Ada Lund"),)),
            ),
        ),
    )
    page = search(archive, query)
    assert (sorted(ids(page)), page.total) == (expected, len(expected))
    assert all(hit.marks for hit in page.results if not hit.missing)


def test_a_prefix_stands_for_words_not_for_their_stems(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(
        tmp_path,
        texts("The organ was played", "They organize a regatta", "Police came", "A quiet day"),
        Story("titled", (Told("Nothing else"),), title="A quixotic regatta"),
    )
    assert ids(search(archive, "organiz*")) == ["a#2"]
    assert sorted(ids(search(archive, "organ*"))) == ["a#1", "a#2"]
    assert ids(search(archive, "police*")) == ["a#3"]
    assert ids(search(archive, "title:quix*")) == ["titled#1"]


def test_words_joined_by_hyphens_count_as_many(archive: Archive) -> None:
    page = search(archive, "a-" * 1_900)
    assert any("first 256 words" in notice for notice in page.notices)


def test_chinese_is_found_inside_a_run_without_spaces(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(tmp_path, texts("他说北京下雪了", "上海"))
    assert ids(search(archive, "北京")) == ["a#1"]
    assert ids(search(archive, "京北")) == []


def test_a_prefix_stands_for_any_number_of_words(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(tmp_path, texts(" ".join(f"word{n:04}" for n in range(600)), "word0599 again", "none"))
    page = search(archive, "word*")
    assert (page.total, page.notices) == (2, ())
