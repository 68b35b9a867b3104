"""What every engine promises of what comes first: headlines count, and no article crowds out the others."""

from itertools import pairwise
from pathlib import Path

from tests.archives import Said, Story, Told
from tests.search.engine.contract import Make, ids, search

LATE = "The ferry was late again on Monday, the harbour master said."


def of(*lines: str, name: str = "s", title: str = "", date: str | None = None) -> Story:
    return Story(name, tuple(map(Told, lines)), title, date)


def test_a_headline_that_is_typed_finds_what_its_article_says(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(
        tmp_path,
        of("The seal sat on the ramp.", "Nobody minded.", name="seal", title="Ferry waits for a seal"),
        of("A seal was seen.", name="other", title="Seen at sea"),
    )
    page = search(archive, "ferry seal")
    assert (page.total, ids(page)) == (1, ["seal#1"])
    assert search(archive, "ferry").total == 0
    assert search(archive, '"ferry waits" seal').total == 1
    assert search(archive, '"waits ferry" seal').total == 0
    assert search(archive, "ferry seal -ramp").total == 0
    assert search(archive, "fer* seal").total == 1


def test_an_article_has_what_its_headline_has(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(tmp_path, of("It sat on the ramp.", title="Ferry waits for a seal"))
    assert search(archive, "ferry ramp", group="article").total == 1
    assert search(archive, "ferry", group="article").total == 0


def test_of_equals_the_one_under_a_headline_with_the_word_comes_first(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(
        tmp_path, of(LATE, name="a", title="Monday"), of(LATE, name="b", title="The ferry"), of(LATE, name="c")
    )
    assert ids(search(archive, "ferry"))[0] == "b#1"
    assert search(archive, "ferry absent").results[0].id == "b#1"


def test_whole_sentences_come_before_scraps(archive_of_stories: Make, tmp_path: Path) -> None:
    scraps = ("Ferry", "Photo: the ferry", "FERRY, FERRY, FERRY", "Watch the ferry now")
    archive = archive_of_stories(tmp_path, *(of(line, name=f"s{n}") for n, line in enumerate((*scraps, LATE))))
    assert ids(search(archive, "ferry"))[0] == "s4#1"
    assert search(archive, "ferry").total == 5


def test_who_speaks_comes_before_who_does_not(archive_of_stories: Make, tmp_path: Path) -> None:
    spoken = Story("spoken", (Told(LATE, speakers=("the harbour master",)),))
    archive = archive_of_stories(tmp_path, of(LATE, name="a", date="2031-05-01"), spoken)
    assert ids(search(archive, "ferry"))[0] == "spoken#1"


def test_a_page_has_two_of_an_article_and_tells_how_many_more_there_are(
    archive_of_stories: Make, tmp_path: Path
) -> None:
    many = of(*(f"{LATE} It was ferry number {n}." for n in range(5)), name="many", title="Ferry, ferry")
    others = [of(f"{LATE} So it was.", name=f"o{n}") for n in range(4)]
    archive = archive_of_stories(tmp_path, many, *others)
    first, second, third = (search(archive, "ferry", size=4, page=page, copies="each") for page in (1, 2, 3))
    assert first.total == 9
    assert [hit.article.id for hit in first.results].count("many") == 2
    assert {hit.more_in_article for hit in first.results} == {0, 3}
    assert sorted(ids(first) + ids(second) + ids(third)) == sorted(
        [f"many#{n}" for n in range(1, 6)] + [f"o{n}#1" for n in range(4)]
    )


def test_the_next_best_are_spread_too(archive_of_stories: Make, tmp_path: Path) -> None:
    many = of(*(f"{LATE} It was ferry number {n}." for n in range(5)), name="many", title="Ferry, ferry")
    archive = archive_of_stories(tmp_path, many, of(LATE, name="a"), of(LATE, name="b"))
    page = search(archive, "ferry absent", size=4, copies="each")
    assert sorted(hit.article.id for hit in page.results) == ["a", "b", "many", "many"]


def test_an_article_that_repeats_itself_is_shown_once(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(
        tmp_path,
        of(LATE, LATE, f"{LATE} It rained all night, and the pilot wrote a long letter to the council about the tide."),
        of(LATE, name="other"),
    )
    page = search(archive, "ferry")
    assert (page.total, page.origins) == (4, 2)
    first, second = sorted(hit.id for hit in page.results)
    assert (first in {"s#1", "s#2", "other#1"}, second) == (True, "s#3")


def test_of_long_paragraphs_the_one_that_is_a_word_shorter_comes_first(
    archive_of_stories: Make, tmp_path: Path
) -> None:
    lengths = (45, 41, 44, 40, 43, 42, 90, 89)
    told = [of(f"The ferry{' came' * (words - 3)} late.", name=f"of{words}") for words in lengths]
    archive = archive_of_stories(tmp_path, *told)
    page = search(archive, "ferry", copies="each")
    assert ids(page) == [f"of{words}#1" for words in sorted(lengths)]
    scores = [hit.score for hit in page.results]
    assert all(more > less for more, less in pairwise(scores))


def test_who_says_a_word_often_comes_before_two_who_say_it_once(archive_of_stories: Make, tmp_path: Path) -> None:
    twice = Told(
        "“The tide came late again on Monday,” said Ada Lund. “It was no tide that I know,” said Bo Lund.",
        (Said("The tide came late again on Monday,", "Ada Lund"), Said("It was no tide that I know,", "Bo Lund")),
    )
    often = Told(
        "“The tide took the tide that the tide had left here,” said Igor Vorn, who keeps the ferry on Monday.",
        (Said("The tide took the tide that the tide had left here,", "Igor Vorn"),),
    )
    archive = archive_of_stories(tmp_path, Story("twice", (twice,)), Story("often", (often,)), of(LATE, name="never"))
    assert ids(search(archive, "said:tide")) == ["often#1", "twice#1"]
    assert ids(search(archive, "said:tide", group="article")) == ["often#1", "twice#1"]
