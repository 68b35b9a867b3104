"""What any engine promises of copies: shown once, counted each or once, looked up.  All stories are invented."""

import pytest

from search.archive import Archive
from search.request import SearchRequest
from search.results import CopyList
from tests.archives import Said, Story, Told
from tests.search.engine.contract import Make, ids, search

BELL = "The bell of Sankt Brannoc rang eleven times at noon, and nobody in the whole valley could say why."
SHEPHERDS = "Shepherds on the far slope counted the strokes of the bell on their fingers, and so did the postman."
ROPES = "Ringers from three parishes came to look at the bell on Wednesday, and found its ropes properly tied."
QUOTED = "The clapper of that bell has been lying in my kitchen since Easter"


def told(text: str) -> Told:
    return Told(text, speakers=("Ada Lund",) if text is SHEPHERDS else ())


@pytest.fixture(scope="module")
def bells(archive_of_stories: Make, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    both = (told(BELL), told(SHEPHERDS))
    return archive_of_stories(
        tmp_path_factory.mktemp("bells"),
        Story("second", both, "The bell rings", "2031-05-02", "Harbour Gazette"),
        Story("first", (*both, told(BELL)), "Bell at noon", "2031-05-01", "The Sample Courier"),
        Story("third", both, "The bell, again", None, "Harbour Gazette"),
        Story("other", (told(ROPES),), "Ropes are dry", "2031-05-03", "Harbour Gazette"),
        Story(
            "one-reporter",
            (Told(f"The sexton, who had come down the hill for bread, said: “{QUOTED}.”", (Said(QUOTED, None),)),),
            "Sexton speaks",
            "2031-05-04",
        ),
        Story(
            "another",
            (Told(f"“{QUOTED},” old Ferenc Aldous told his visitors over dumplings.", (Said(QUOTED, None),)),),
            "Where the clapper is",
            "2031-05-04",
        ),
    )


def test_of_copies_one_is_shown_and_each_is_counted(bells: Archive) -> None:
    found = search(bells, '"rang eleven"')
    assert found.total == 4
    assert found.origins == 1
    assert len(found.results) == 1
    assert (found.articles, found.after) == (3, "")


def test_the_first_in_the_order_is_shown(bells: Archive) -> None:
    assert ids(search(bells, '"rang eleven"', sort="oldest")) == ["first#1"]
    assert ids(search(bells, '"rang eleven"', sort="newest")) == ["second#1"]


def test_each_is_shown_where_that_is_asked_for(bells: Archive) -> None:
    found = search(bells, '"rang eleven"', copies="each", sort="oldest")
    assert ids(found) == ["first#1", "first#3", "second#1", "third#1"]
    assert found.origins == found.total == 4


def test_origins_are_counted_where_paragraphs_are_grouped_by_them(bells: Archive) -> None:
    found = search(bells, "text:bell", group="origin")
    assert found.total == found.origins == len(found.results) == 5
    assert {one.value: one.count for one in found.facets.speaker} == {"Ada Lund": 1}
    assert {one.value: one.count for one in found.facets.source} == {"Harbour Gazette": 3, "The Sample Courier": 2}
    assert search(bells, "text:bell").total == 10


def test_pages_of_what_is_shown_once_come_by_every_origin(bells: Archive) -> None:
    pages = [search(bells, "text:bell", size=2, page=page) for page in (1, 2, 3)]
    shown = [hit for page in pages for hit in page.results]
    assert len({hit.text for hit in shown}) == len(shown) == 5
    assert [bool(page.after) for page in pages] == [True, True, False]


def test_a_result_tells_of_its_copies(bells: Archive) -> None:
    (hit,) = search(bells, '"rang eleven"', sort="oldest").results
    assert (hit.copies.count, hit.copies.sources, hit.copies.quoting) == (2, 1, 0)
    assert [(one.article.id, one.ordinal) for one in hit.copies.earliest] == [("second", 1), ("third", 1)]


def test_who_quotes_the_same_words_is_no_copy(bells: Archive) -> None:
    found = search(bells, "clapper")
    assert found.total == found.origins == 2
    assert [hit.copies for hit in found.results] == [CopyList(quoting=1)] * 2


def test_copies_of_a_paragraph_can_be_asked_for(bells: Archive) -> None:
    assert ids(search(bells, "copies:first#2", sort="oldest")) == ["first#2", "second#2", "third#2"]
    assert ids(search(bells, "copies:third#1", sort="oldest")) == ["first#1", "first#3", "second#1", "third#1"]
    assert ids(search(bells, "copies:other#1")) == ["other#1"]
    assert ids(search(bells, "copies:first#9")) == []
    assert ids(search(bells, "copies:first#2 source:gazette", sort="oldest")) == ["second#2", "third#2"]
    assert ids(search(bells, "text:bell -copies:first -copies:another#1", sort="oldest")) == [
        "other#1",
        "one-reporter#1",
    ]


def test_copies_of_an_article_can_be_asked_for(bells: Archive) -> None:
    assert {id.partition("#")[0] for id in ids(search(bells, "copies:second"))} == {"first", "second", "third"}
    assert ids(search(bells, "copies:other")) == ["other#1"]
    assert ids(search(bells, "copies:nowhere")) == []


def test_an_article_tells_of_its_copies(bells: Archive) -> None:
    found = bells.article("third")
    assert found is not None
    assert (found.copies.count, found.copies.sources) == (2, 2)
    assert [one.article.id for one in found.copies.earliest] == ["first", "second"]
    alone = bells.article("other")
    assert alone is not None
    assert alone.copies == CopyList()


def test_counts_of_combinations_count_origins(bells: Archive) -> None:
    table = bells.counts(SearchRequest("text:bell", group="origin"), ("speaker",))
    assert table.total == 5
    assert [row["count"] for row in table.to_dicts()] == [1]
