"""What every engine promises of a search: the answers of small archives, from the query as typed to the hits.

Scores are not promised, nor is the order of what scores nearly the same.  What is looked up, counted and exported is in
`test_contract_lookups.py`.
"""

from pathlib import Path

import pytest

from search.archive import Archive
from search.request import SearchRequest
from tests.archives import Said, Story, Told
from tests.search.engine.contract import Make, ids, search


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tide", ["clocks#1", "tides#1", "tides#2"]),
        ("tides turning", ["clocks#1"]),
        ('"late tide"', ["tides#2"]),
        ("clock -date", ["clocks#1", "clocks#2"]),
        ("lerwick OR nobody", ["clocks#2", "tides#1"]),
        ("wint*", ["tides#2", "tides#3"]),
        ("speaker:lund", ["tides#2", "tides#3"]),
        ('speaker:"Ada Lund"', ["tides#2", "tides#3"]),
        ("speaker:bo", ["tides#2"]),
        ("speaker:ad*", ["tides#2", "tides#3"]),
        ("said:winter", ["tides#2", "tides#3"]),
        ("speaker:ada said:winter", []),
        ("speaker:bo said:winter", ["tides#2"]),
        ('speaker:"bo lund" said:"the winter"', ["tides#2"]),
        ("speaker:(ada OR bo) said:winter", ["tides#2"]),
        ("speaker:ada said:(winter OR tide)", ["tides#2"]),
        ('speaker:lund said:"tide the winter"', []),
        ("location:ukraine", ["clocks#1"]),
        ('location:"united kingdom"', ["tides#1"]),
        ('source:"sample courier" tide', ["tides#1", "tides#2"]),
        ("title:tide date:2031", ["tides#1", "tides#2", "tides#3"]),
        ("date:2031-06", ["clocks#1", "clocks#2"]),
        ("date:>2031-05-01", ["clocks#1", "clocks#2"]),
        ("date:..2031-05-31 tide", ["tides#1", "tides#2"]),
        ("country:ua", ["clocks#1"]),
    ],
)
def test_the_query_language(archive: Archive, query: str, expected: list[str]) -> None:
    page = search(archive, query)
    assert sorted(ids(page)) == expected
    assert page.total == len(expected)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speaker:lund (said:took OR (said:late -speaker:bo))", ["tides#2"]),
        ("speaker:lund (said:absent OR (said:late -speaker:bo))", []),
        ("speaker:lund (said:absent OR (said:late -said:summer))", ["tides#2"]),
    ],
)
def test_negation_inside_a_group_about_speech(archive: Archive, query: str, expected: list[str]) -> None:
    assert ids(search(archive, query)) == expected


def test_of_what_was_said_only_those_who_said_it_are_counted(archive: Archive) -> None:
    patterns = ("said:w?nter", "said:wintr~1", "said:win*")
    for query in ("said:winter", "said:(winter OR tide)", "said:tide tide", "said:tide date:2031 tide", *patterns):
        for facet in search(archive, query).facets.speaker:
            assert search(archive, query, speakers=(facet.value,)).total == facet.count
    assert [facet.value for facet in search(archive, "said:winter").facets.speaker] == ["Bo Lund"]
    assert [facet.value for facet in search(archive, "said:tide date:2031 tide").facets.speaker] == ["Ada Lund"]
    assert [facet.value for facet in search(archive, "said:w?nter").facets.speaker] == ["Bo Lund"]
    for query in ("(demonym:nowher~1 OR said:tide)", "(-said:took OR said:late) tide"):
        both = search(archive, query).facets.speaker
        assert [facet.value for facet in both] == ["Ada Lund", "Bo Lund"]


def test_where_something_was_not_said_all_who_speak_are_counted(archive: Archive) -> None:
    assert [facet.value for facet in search(archive, "-said:winter").facets.speaker] == ["Igor Tane"]
    assert [facet.value for facet in search(archive, "-said:took clock").facets.speaker] == ["Igor Tane"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["a#1", "a#2", "a#4"]),
        ("speaker:ada", ["a#1", "a#4"]),
        ("speaker:ada speaker:bo", []),
        ("speaker:ada said:storm", ["a#1"]),
        ("speaker:bo said:hail", []),
        ("said:hail", ["a#4"]),
        ("speaker:(ada OR bo)", ["a#1", "a#2", "a#4"]),
        ("-speaker:ada", ["a#2"]),
        ("snow", ["a#2"]),
    ],
)
def test_who_must_be_named_is_not_known_by_a_pronoun(
    archive_of_stories: Make, tmp_path: Path, query: str, expected: list[str]
) -> None:
    told = (
        Told("“A storm,” said Ada Lund.", (Said("A storm,", "Ada Lund"),)),
        Told("Snow, said Bo Lund.", (), ("Bo Lund",)),
        Told("“More storm,” she said.", (Said("More storm,", "Ada Lund"),), pronouns=("Ada Lund",)),
        Told("“Hail,” said Ada Lund. So he said.", (Said("Hail,", "Ada Lund"),), ("Bo Lund",), pronouns=("Bo Lund",)),
    )
    archive = archive_of_stories(tmp_path, Story("a", told))
    found = search(archive, query, by="name")

    assert sorted(ids(found)) == expected
    assert found.total == len(expected)
    for facet in found.facets.speaker:
        assert search(archive, query, by="name", speakers=(facet.value,)).total == facet.count
    assert sorted(ids(search(archive, query, by="name", speakers=("Ada Lund",)))) == [
        one for one in expected if one in ("a#1", "a#4")
    ]


@pytest.mark.parametrize("query", ["location:kiev", "location:Kiew", 'location:"kyiv"', "-location:Christiania tide"])
def test_a_place_is_found_by_its_other_names(archive_of_stories: Make, tmp_path: Path, query: str) -> None:
    kyiv = Told("The tide in Kyiv", places=(("Kyiv", "UA", ("Ukraine",)),))
    archive = archive_of_stories(
        tmp_path, Story("k", (kyiv,)), Story("o", (Told("In Oslo", places=(("Oslo", "NO", ()),)),))
    )
    [hit] = search(archive, query).results
    assert hit.id == "k#1"
    assert "Kyiv" in [hit.text[start:end] for start, end in hit.marks] or query.startswith("-")


def test_country_codes_may_be_typed_small(archive: Archive) -> None:
    assert search(archive, countries=("gb",)).total == 1


def test_filters_are_exact_and_their_values_alternatives(archive: Archive) -> None:
    assert sorted(ids(search(archive, speakers=("Bo Lund", "Igor Tane")))) == ["tides#2", "undated#1"]
    assert not ids(search(archive, speakers=("Lund",)))
    assert ids(search(archive, "tide", countries=("UA",), sources=("Harbour Gazette",))) == ["clocks#1"]
    assert sorted(ids(search(archive, date_from="2031-05-02", date_to="2031-12-31"))) == ["clocks#1", "clocks#2"]


def test_a_speaker_filter_ties_said_to_the_speaker(archive: Archive) -> None:
    assert ids(search(archive, "said:winter", speakers=("Bo Lund",))) == ["tides#2"]
    assert not ids(search(archive, "said:winter", speakers=("Ada Lund",)))


def test_paragraphs_with_some_words_fill_the_page_and_say_what_they_miss(archive: Archive) -> None:
    page = search(archive, "clock izyum lerwick")
    assert page.total == 0
    assert (page.results[0].id, page.results[0].missing) == ("clocks#1", ("lerwick",))
    assert {hit.missing for hit in page.results[1:]} == {("clock", "izyum"), ("izyum", "lerwick")}


def test_words_that_say_nothing_are_neither_required_nor_missed_nor_marked(archive: Archive) -> None:
    page = search(archive, "what did the clock in Izyum do")
    assert ids(page) == ["clocks#1"]
    assert [page.results[0].text[start:end] for start, end in page.results[0].marks] == ["clock", "Izyum"]
    assert not any({"what", "did", "the", "in", "do"} & {*hit.missing} for hit in page.results)


def test_what_is_required_is_never_missed(archive: Archive) -> None:
    page = search(archive, "clock izyum -nobody date:2031")
    assert {hit.id for hit in page.results} == {"clocks#1"}


def test_a_full_page_needs_no_next_best(archive: Archive) -> None:
    page = search(archive, "late tide", size=2)
    assert not any(hit.missing for hit in page.results)


def test_next_best_do_not_make_a_page_of_their_own(archive: Archive) -> None:
    first, last, past = (search(archive, "late tide", size=2, page=page) for page in (1, 2, 3))
    assert [len(ids(page)) for page in (first, last, past)] == [2, 0, 0]
    assert not last.results
    assert not past.results
    assert past.notices == ("Page 3 is past the end: there is 1 page.",)


def test_nothing_stands_past_the_end(archive: Archive) -> None:
    for query in ("izyum", "tide", '"nobody heard"'):
        assert not search(archive, query, page=2).results
        assert not search(archive, query, page=2, sort="newest").results


def test_order(archive: Archive) -> None:
    assert ids(search(archive, "tide", sort="newest"))[0] == "clocks#1"
    assert ids(search(archive, "clock", sort="newest"))[-1] == "undated#1"
    assert ids(search(archive, "clock OR tide", sort="oldest"))[:2] == ["tides#1", "tides#2"]
    assert ids(search(archive, "clock", sort="oldest"))[-1] == "undated#1"


def test_without_words_the_newest_come_first(archive: Archive) -> None:
    assert ids(search(archive, "")) == ["clocks#1", "clocks#2", "tides#1", "tides#2", "tides#3", "undated#1"]


def test_an_article_is_found_by_its_best_paragraph(archive: Archive) -> None:
    page = search(archive, "tide", group="article")
    assert page.total == 2
    assert len(ids(page)) == 2
    assert {facet.value: facet.count for facet in page.facets.source} == {
        "Harbour Gazette": 1,
        "The Sample Courier": 1,
    }
    assert sum(bucket.count for bucket in page.facets.date) == 2


def test_facets_count_all_matches_not_just_the_page(archive: Archive) -> None:
    facets = search(archive, "", size=1).facets
    assert [(facet.value, facet.count) for facet in facets.speaker] == [
        ("Ada Lund", 2),
        ("Bo Lund", 1),
        ("Igor Tane", 1),
    ]
    assert [(facet.value, facet.count) for facet in facets.country] == [("GB", 1), ("UA", 1)]
    assert [(facet.value, facet.count) for facet in facets.location] == [("Izyum", 1), ("Lerwick", 1)]
    assert sum(bucket.count for bucket in facets.date) == 5


def test_of_equally_frequent_values_the_first_by_name_are_listed(archive_of_stories: Make, tmp_path: Path) -> None:
    names = ["Oda Vik", "Ada Lund", "Bo Berg", "Eli Moe", "Cai Dahl"]
    told = [Told(f"{name} spoke of the tide.", speakers=(name,)) for name in (*names, "Oda Vik")]
    archive = archive_of_stories(tmp_path, Story("many", tuple(told)))
    found = archive.search(SearchRequest("tide"), facets={"speaker": 3}).facets.speaker
    assert [(one.value, one.count) for one in found] == [("Oda Vik", 2), ("Ada Lund", 1), ("Bo Berg", 1)]


def test_a_filter_gives_what_its_facet_counts(archive: Archive) -> None:
    for facet in search(archive, "").facets.speaker:
        assert search(archive, speakers=(facet.value,)).total == facet.count


@pytest.fixture
def some_undated(archive_of_stories: Make, tmp_path: Path) -> Archive:
    told = Told("The ferry hums."), Told("The ferry naps.")
    return archive_of_stories(
        tmp_path,
        Story("old", told, date="2031-05-01"),
        Story("new", told, date="2032-05-01"),
        Story("scrap", told),
        Story("note", (Told("The ferry hums."),)),
    )


@pytest.mark.parametrize(
    ("query", "request_", "total", "undated"),
    [
        ("ferry", {}, 7, 3),
        ("ferry", {"group": "article"}, 4, 2),
        ("ferry", {"date_from": "2032-01-01"}, 2, 3),
        ("hums", {"date_to": "2031-12-31"}, 1, 2),
        ("hums date:2031", {}, 1, 2),
        ("hums date:2031", {"group": "article", "date_from": "2031-01-01"}, 1, 2),
        ("date:2031..", {}, 4, 3),
    ],
)
def test_what_has_no_date_is_counted_also_where_days_are_asked_for(
    some_undated: Archive, query: str, request_: dict[str, str], total: int, undated: int
) -> None:
    page = search(some_undated, query, **request_)
    assert (page.total, page.facets.undated) == (total, undated)
    assert search(some_undated, query, undated="only", **request_).total == undated
    assert all(hit.article.date is None for hit in search(some_undated, query, undated="only", **request_).results)


def test_a_bare_day_that_may_be_missing_leaves_nothing_out(some_undated: Archive) -> None:
    page = search(some_undated, "ferry NOT date:2031")
    assert (page.total, page.facets.undated) == (5, 3)


def test_matched_words_are_marked_where_they_stand(archive: Archive) -> None:
    hit = search(archive, "speaker:bo said:winter").results[0]
    assert "winter" in [hit.text[start:end] for start, end in hit.marks]
    assert [hit.text[start:end] for start, end in hit.quotations] == ["A late tide,", "The winter took it,"]


def test_a_misspelt_word_gets_a_suggestion_that_finds_something(archive: Archive) -> None:
    page = search(archive, "wintr speaker:lund")
    assert page.suggestion == "winter speaker:lund"
    assert search(archive, page.suggestion).total == 2


def test_a_word_that_is_there_gets_none(archive: Archive) -> None:
    assert search(archive, "winter").suggestion is None


@pytest.mark.parametrize(
    "query", ['"izyum AND (', "tide AND", "foo:bar tide", "tide)", "-", "&&&", "*", "date:2022-02-30"]
)
def test_what_cannot_be_read_as_meant_is_answered_with_a_notice(archive: Archive, query: str) -> None:
    assert search(archive, query).notices


def test_a_query_of_no_word_finds_nothing_rather_than_everything(archive: Archive) -> None:
    assert search(archive, "&&&").total == 0


def test_suggestions_while_typing(archive: Archive) -> None:
    assert [(found.value, found.count) for found in archive.suggest("lu", "speaker")] == [
        ("Ada Lund", 2),
        ("Bo Lund", 1),
    ]
    assert [found.value for found in archive.suggest("ada l", "speaker")] == ["Ada Lund"]
    assert [found.value for found in archive.suggest("izy", "location")] == ["Izyum"]
    assert [found.value for found in archive.suggest("harb", "source")] == ["Harbour Gazette"]
    assert [found.value for found in archive.suggest("clo", "word")] == ["clock"]
    assert archive.suggest("", "speaker") == ()


def test_an_article_is_shown_whole_with_the_query_marked(archive: Archive) -> None:
    found = archive.article("tides", "winter")
    assert found is not None
    assert [hit.ordinal for hit in found.paragraphs] == [1, 2, 3]
    assert [len(hit.marks) for hit in found.paragraphs] == [0, 1, 1]
    assert (found.article.title, found.article.date) == ("Tide late again", "2031-05-01")
    assert archive.article("nowhere") is None


def test_a_word_that_stands_nowhere_is_named(archive: Archive) -> None:
    assert search(archive, "tide zeppelin").notices == ("“zeppelin” stands nowhere in the archive.",)
    assert search(archive, "tide -zeppelin").notices == ()


@pytest.mark.parametrize("query", ["speaker:vorn", "speaker:igor", 'speaker:"Igor Vorn"', 'speaker:"igor p vorn"'])
def test_a_person_is_found_by_any_of_the_names(family: Archive, query: str) -> None:
    assert sorted(ids(search(family, query))) == ["full#1", "initial#1", "short#1"]


def test_a_person_is_one_value_of_the_facet_and_its_filter_finds_all(family: Archive) -> None:
    page = search(family, "vorn")
    assert [(facet.value, facet.count) for facet in page.facets.speaker] == [("Igor Vorn", 3)]
    assert search(family, speakers=("Igor Vorn",)).total == 3
    assert {speaker.name for hit in page.results for speaker in hit.speakers} == {"Igor Vorn"}


def test_a_person_said_it_under_any_name(family: Archive) -> None:
    assert ids(search(family, "speaker:igor said:ice")) == ["short#1"]
    [hit] = search(family, "speaker:igor").results[-1:]
    assert hit.marks


def test_people_of_one_family_name_stay_apart(family: Archive) -> None:
    assert search(family, 'speaker:"Ada Lund"').total == 1
    assert {facet.value for facet in search(family, "lund").facets.speaker} == {"Ada Lund", "Bo Lund", "Lund"}


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("speaker:lumd", "speaker:"),
        ("location:izum", 'location:"Izyum"'),
        ("source:harborgazette", 'source:"Harbour Gazette"'),
        ('speaker:"ada lumd" tide', 'speaker:"Ada Lund" tide'),
        ("-location:lerwik location:izum tidde", '-location:lerwik location:"Izyum" tide'),
    ],
)
def test_a_misspelt_name_in_a_field_is_corrected(archive: Archive, query: str, meant: str) -> None:
    suggestion = search(archive, query).suggestion or ""
    assert suggestion.startswith(meant)
    assert search(archive, suggestion).total


def test_names_that_are_near_nothing_are_not_corrected(archive: Archive) -> None:
    assert search(archive, "speaker:xqzptv").suggestion is None
    assert search(archive, "speaker:lund zeppelin-hangar-42").suggestion is None
