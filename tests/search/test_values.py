from dataclasses import replace
from pathlib import Path

from search.limits import Limits
from search.query import parse
from search.request import SearchRequest
from search.results import Choices, FacetValue
from search.service.relaxation import plain_words
from tests.archives import Said, Story, Told, archive_of

STORIES = (
    Story(
        "a",
        (Told("Ada says winter.", (Said("winter", "Ada"),)), Told("Bo says spring.", (Said("spring", "Bo"),))),
        source="One",
    ),
    Story("b", (Told("Bo says winter.", (Said("winter", "Bo"),)),), source="Two"),
    Story("c", (Told("Cy said nothing.", (), ("Cy",)),), source="Three"),
)


def test_own_filter_is_left_aside_and_the_others_hold(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, *STORIES)
    asked = SearchRequest("winter", sources=("One",))

    assert archive.values(asked, "source").values == (FacetValue("One", 1), FacetValue("Two", 1))
    assert archive.values(asked, "speaker").values == (FacetValue("Ada", 1, kind="person"),)


def test_values_are_cut_and_all_counted(tmp_path: Path) -> None:
    found = archive_of(tmp_path, *STORIES).values(SearchRequest(), "speaker", 1)

    assert (found.total, found.values) == (3, (FacetValue("Bo", 2, kind="person"),))


def test_speakers_are_those_who_said_it(tmp_path: Path) -> None:
    both = Told("Ada says winter, Bo says spring.", (Said("winter", "Ada"), Said("spring", "Bo")))
    archive = archive_of(tmp_path, Story("a", (both,)))

    assert archive.values(SearchRequest("said:winter"), "speaker").values == (FacetValue("Ada", 1, kind="person"),)


def test_articles_are_counted_where_articles_are_listed(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, Story("a", (Told("Snow."), Told("Snow again.")), source="One"))

    assert archive.values(SearchRequest("snow", group="article"), "source").values == (FacetValue("One", 1),)
    assert archive.search(SearchRequest("snow")).articles == 1


def test_plain_words_lose_fields_quotes_and_operators() -> None:
    assert (
        plain_words(parse('speaker:"Igor Girkin" AND (winter OR snow*) -spring date:2022', Limits()).root)
        == "Igor Girkin winter snow"
    )


def test_what_may_be_chosen_besides_comes_with_the_answer_where_it_is_asked_for(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, *STORIES)
    asked = SearchRequest("winter", sources=("One",))

    assert archive.search(asked).choices == Choices()
    choices = archive.search(asked, with_choices=True).choices
    assert choices.alternatives == {"source": (FacetValue("One", 1), FacetValue("Two", 1))}
    assert choices.ways_out == ()


def test_who_finds_nothing_is_told_what_is_not_there_and_what_is(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, *STORIES)
    asked = SearchRequest("said:snow speaker:ada said:winter", sources=("Two",), group="article")

    choices = archive.search(asked, with_choices=True).choices
    assert choices.absent == (("said", "snow"),)
    assert [(way.change, way.total) for way in choices.ways_out] == [
        ("words", 0),
        ("words unfiltered", 0),
        ("filters", 1),
    ]
    assert [way.request for way in choices.ways_out] == [
        SearchRequest("snow ada winter", sources=("Two",), group="article"),
        SearchRequest("snow ada winter", group="article"),
        SearchRequest(sources=("Two",), group="article"),
    ]


def test_ways_out_let_go_of_one_filter_at_a_time(tmp_path: Path) -> None:
    asked = SearchRequest("winter", sources=("One",), date_from="2031-01-01", speakers=("Ada", "Bo"))

    ways = archive_of(tmp_path, *STORIES).search(asked, with_choices=True).choices.ways_out
    assert [(way.change, way.request, way.total) for way in ways][:1] == [
        ("without", replace(asked, date_from=None), 1),
    ]


def test_grouped_by_article_a_value_counts_once_an_article(tmp_path: Path) -> None:
    told = (Told("The weather was fine."), Told("The tide rose", (), ("Ada",)), Told("The tide fell", (), ("Ada",)))
    archive = archive_of(tmp_path, Story("first", told), Story("second", told[1:]))
    found = archive.values(SearchRequest("tide", group="article"), "speaker", 10)
    assert [(value.value, value.count) for value in found.values] == [("Ada", 2)]
