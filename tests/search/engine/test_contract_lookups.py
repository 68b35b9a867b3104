"""What every engine promises beside a search: exports, counts, profiles, likenesses, and that nothing of it leaks."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

from index.annotation.spans import Location
from search.archive import Archive
from search.errors import SearchError
from search.fields import FILTERS
from search.request import SearchRequest
from tests.archives import Story, Told, texts
from tests.search.engine.contract import Make, search


def test_an_export_holds_all_matches_in_order(archive: Archive) -> None:
    export = archive.export(SearchRequest("clock OR tide", sort="oldest", page=5, size=1))
    assert (export.total, export.count) == (5, 5)
    assert [hit.id for hit in export.hits] == ["tides#1", "tides#2", "clocks#1", "clocks#2", "undated#1"]


def test_an_export_ends_at_the_limit_and_says_how_much_there_is(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(tmp_path, texts("The tide", "A tide", "Tides"))
    archive.limits = replace(archive.limits, max_export_paragraphs=2)
    export = archive.export(SearchRequest("tide"))
    assert (export.total, export.count, len(list(export.hits))) == (3, 2, 2)


def test_all_articles_come_whole_and_in_order(archive: Archive) -> None:
    whole = list(archive.articles())
    assert [one.article for one in whole] == [one.article for one in archive.articles()]
    for one in whole:
        page = archive.article(one.article.id)
        assert page is not None
        assert page.article == one.article
        assert [hit.text for hit in page.paragraphs] == [paragraph.text for paragraph in one.paragraphs]
    assert len(whole) == archive.info().counts["articles"]


def test_an_export_by_article_has_one_paragraph_of_each(archive: Archive) -> None:
    export = archive.export(SearchRequest("tide", group="article"))
    assert export.total == 2
    assert {hit.article.id for hit in export.hits} == {"tides", "clocks"}


def test_values_of_a_field_are_counted_without_its_own_filter(archive: Archive) -> None:
    asked = SearchRequest("clock OR tide", sources=("Harbour Gazette",))
    found = archive.values(asked, "source")
    assert [(value.value, value.count) for value in found.values] == [("Harbour Gazette", 2), ("The Sample Courier", 2)]
    alternatives = archive.search(asked, with_choices=True).choices.alternatives
    assert alternatives == {"source": found.values}


def test_matches_are_counted_by_combinations_of_fields(archive: Archive) -> None:
    table = archive.counts(SearchRequest("clock OR tide"), ["date", "source"], "year")
    assert [(row.values, row.count) for row in table.rows] == [
        (("2031", "Harbour Gazette"), 2),
        (("2031", "The Sample Courier"), 2),
    ]
    assert (table.total, table.combinations) == (5, 2)
    by_article = archive.counts(SearchRequest("clock OR tide", group="article"), ["source"])
    assert [(row.values, row.count) for row in by_article.rows] == [
        (("Harbour Gazette",), 1),
        (("The Sample Courier",), 1),
    ]


def test_what_has_no_date_is_counted_as_such_and_last(archive: Archive) -> None:
    dated = [bucket.count for bucket in archive.search(SearchRequest()).facets.date if bucket.count]
    rows = archive.counts(SearchRequest(), ["date"], "day").rows
    assert [row.count for row in rows] == [*dated, archive.search(SearchRequest()).facets.undated]
    assert rows[-1].values == (None,)


def test_counts_of_one_field_are_those_of_its_facet(archive: Archive, family: Archive, namesakes: Archive) -> None:
    for one in (archive, family, namesakes):
        for query in ("", "said:winter"):
            facets = one.search(SearchRequest(query)).facets
            for field in FILTERS:
                rows = one.counts(SearchRequest(query), [field]).rows
                assert sorted((row.values[0], row.count) for row in rows) == sorted(
                    (value.label or value.value, value.count) for value in facets.of(field)
                )


def test_a_match_counts_for_each_of_its_speakers_and_the_rarest_are_left_out(archive: Archive) -> None:
    table = archive.counts(SearchRequest(), ["speaker", "country", "date"])
    assert all(len(row.values) == 3 for row in table.rows)
    [most] = archive.counts(SearchRequest(), ["speaker"], limit=1).rows
    assert (most.values, most.count) == (("Ada Lund",), 2)
    with pytest.raises(SearchError):
        archive.counts(SearchRequest(), ["source", "source"])


def test_places_are_counted_over_all_matches(archive: Archive) -> None:
    found = archive.places(SearchRequest("tide", size=1))
    assert [(place.name, place.count) for place in found.places] == [("Izyum", 1), ("Lerwick", 1)]


GEORGIAS = (
    Location("Georgia", "country", 0, 7, 42.0, 43.5, "GE", (), 1),
    Location("Georgia", "region", 0, 7, 32.8, -83.5, "US", ("United States",), 2),
    Location("Georgia", "city", 0, 7, 31.0, -80.0, "US", ("Ohio", "United States"), 3),
    Location("Ohio", "region", 0, 4, 40.0, -83.0, "US", ("United States",), 4),
)


@pytest.fixture(scope="module")
def namesakes(archive_of_stories: Make, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    country, state, town, ohio = ((one,) for one in GEORGIAS)
    return archive_of_stories(
        tmp_path_factory.mktemp("namesakes"),
        Story("wine", (Told("Georgia has wine.", locations=country), Told("Georgia has snow.", locations=country))),
        Story("peach", (Told("Georgia has peaches.", locations=state), Told("Georgia has one shop.", locations=town))),
        Story("corn", (Told("Ohio has snow.", locations=ohio),)),
    )


def test_answers_are_rows_for_a_data_frame(archive: Archive) -> None:
    page = archive.search(SearchRequest("said:winter speaker:bo"))
    [row] = page.to_dicts()
    assert (row["id"], row["date"], row["text"]) == ("tides#2", page.results[0].article.date, page.results[0].text)
    assert ("Bo Lund", "name", True) in [(one["speaker"], one["by"], one["sure"]) for one in row["quotations"]]
    assert next(archive.export(SearchRequest("said:winter speaker:bo")).to_dicts())["id"] == row["id"]
    assert archive.counts(SearchRequest("tide"), ["source"]).to_dicts() == [
        {"source": row.values[0], "count": row.count} for row in archive.counts(SearchRequest("tide"), ["source"]).rows
    ]


def test_places_of_one_name_are_told_apart(namesakes: Archive) -> None:
    found = namesakes.search(SearchRequest()).facets.location

    assert [(one.value, one.label, one.count) for one in found] == [
        ("place:1", "Georgia, country", 2),
        ("place:2", "Georgia, region", 1),
        ("place:3", "Georgia, Ohio", 1),
        ("Ohio", "", 1),
    ]
    for one in found:
        page = namesakes.search(SearchRequest(locations=(one.value,)))
        assert page.total == one.count
        assert page.labels == ({one.value: one.label} if one.label else {})


def test_a_name_finds_all_places_of_that_name_and_ids_and_names_are_alternatives(namesakes: Archive) -> None:
    def total(*values: str) -> int:
        return namesakes.search(SearchRequest(locations=values)).total

    assert total("Georgia") == 4
    assert total("place:1", "Ohio") == 3
    assert total("place:1", "place:3") == 3
    assert total("place:99") == total("place:") == 0


def test_in_a_search_that_names_one_of_them_a_place_has_its_label(namesakes: Archive) -> None:
    found = namesakes.values(SearchRequest("peaches"), "location").values
    assert [(one.value, one.label, one.count) for one in found] == [("place:2", "Georgia, region", 1)]


def test_places_are_found_by_their_name(namesakes: Archive) -> None:
    assert [(one.id, one.count, one.label) for one in namesakes.places_called("Georgia")] == [
        ("1", 2, "Georgia, country"),
        ("2", 1, "Georgia, region"),
        ("3", 1, "Georgia, Ohio"),
    ]
    assert [one.label for one in namesakes.places_called("Ohio")] == [""]
    assert namesakes.places_called("Utopia") == ()


def test_a_speaker_has_a_profile(family: Archive) -> None:
    page = family.speaker("Vorn")
    assert page is not None
    assert (page.name, page.coverage.paragraphs, page.coverage.articles, page.quoted) == ("Igor Vorn", 3, 3, True)
    assert {name.value for name in page.names} == {"Igor Vorn", "Vorn", "Igor P. Vorn"}
    assert family.speaker("nobody") is None


def test_a_place_has_a_profile(archive: Archive) -> None:
    [izyum] = archive.places(SearchRequest("location:izyum")).places
    page = archive.place_profile(izyum.id)
    assert page is not None
    assert (page.coverage.paragraphs, page.spoken, [hit.id for hit in page.latest]) == (1, 0, ["clocks#1"])
    assert [name for name, _ in page.containers] == ["Kharkiv Oblast", "Ukraine"]
    assert archive.place_profile("nowhere") is None


def test_paragraphs_like_one_share_its_telling_words(archive_of_stories: Make, tmp_path: Path) -> None:
    texts_of = ("A walrus swam past the pier", "The walrus left the pier", "Bells rang", "Bells fell silent")
    archive = archive_of_stories(tmp_path, *(texts(text, id=f"s{n}") for n, text in enumerate(texts_of)))
    page = archive.similar("s0", 1)
    assert page is not None
    assert [hit.id for hit in page.similar] == ["s1#1"]
    assert {"walrus", "pier"} <= set(page.words)
    assert archive.similar("s0", 9) is None


def test_nothing_of_an_engine_leaks_into_an_answer(archive: Archive) -> None:
    """No array and no number of NumPy's: a page is plain values all through."""
    answers = (search(archive, "tide izyum"), archive.places(SearchRequest()), archive.speaker("Ada Lund"))
    kinds = {type(value).__module__ for answer in answers for value in plain_values(answer)}
    assert kinds <= {"builtins"}


def plain_values(value: object) -> Iterator[object]:
    if is_dataclass(value):
        for one in fields(value):
            yield from plain_values(getattr(value, one.name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from plain_values(one)
    elif isinstance(value, dict):
        yield from plain_values([*value.keys(), *value.values()])
    else:
        yield value
