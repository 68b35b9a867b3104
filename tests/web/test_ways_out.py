"""What is told to who finds nothing."""

import re

import pytest
from markupsafe import escape

from search.archive import Archive
from tests.web.conftest import GetPage, Search


def ways(text: str) -> list[str]:
    return re.findall(r"<bdi>([^<]+)</bdi>", text.partition("You can look at")[2].partition("</ul>")[0])


def test_ways_out_say_what_they_find(page: GetPage) -> None:
    text = page("/", q="marzipan", country="PT", speaker="Marta Quill").text

    assert "Nothing in this archive matches “marzipan” and passes these filters." in text
    assert ways(text)[0] == "the same without the speaker Marta Quill (1 paragraph)"
    assert len(ways(text)) == 3


def test_every_way_out_finds_something(page: GetPage) -> None:
    text = page("/", q="speaker:nobody said:quince").text
    links = re.findall(r'<li><a href="([^"]+)"><bdi>', text.partition("You can look at")[2])

    assert len(links) == 2
    for link in links:
        assert 'class="result"' in page(link.replace("&amp;", "&")).text


def test_a_misspelt_name_leads_to_the_nearest(page: GetPage) -> None:
    text = page("/", q="speaker:quil marzipan").text

    assert "Did you mean" in text
    assert "<bdi>speaker:&#34;Marta Quill&#34; marzipan</bdi>" in text
    assert ways(text)[0] == "Marta Quill alone (1 paragraph)"
    assert ways(page("/", q="seal", speaker="Hana Oril").text)[0] == "the same with Hanna Oril (2 paragraphs)"


def test_what_the_archive_has_nothing_of_is_named(page: GetPage) -> None:
    text = page("/", q="speaker:nobody said:seal location:atlantis").text

    assert "No speaker of this archive is called “nobody”." in text
    assert "No place called “atlantis” is named in this archive." in text
    assert "Nobody in this archive says" not in text


def test_programs_are_told_the_same(page: GetPage, search: Search) -> None:
    for query in ("speaker:nobody said:seal location:atlantis", "gargoyle ferry", "date:1999-02-31 seal"):
        notices = search(q=query)["notices"]

        assert notices
        assert all(str(escape(notice)) in page("/", q=query).text for notice in notices)


def test_fields_are_taken_off_the_words(page: GetPage) -> None:
    text = page("/", q="said:ferry speaker:nobody", source="The Tidal Post").text

    assert any(way.startswith("the words ferry nobody anywhere") for way in ways(text))


def test_page_past_the_end_offers_no_ways_out(page: GetPage) -> None:
    assert "You can look at" not in page("/", q="regatta", page=99).text


@pytest.mark.parametrize("query", ["ferry", "speaker:nobody said:quince"])
def test_the_page_asks_the_archive_once(page: GetPage, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    asked = []
    snapshot_of = Archive._asked

    def counted(archive: Archive) -> object:
        asked.append(archive)
        return snapshot_of(archive)

    monkeypatch.setattr(Archive, "_asked", counted)
    assert page("/", q=query, country="PT", date_to="2030-01-01").status_code == 200
    assert len(asked) == 1
