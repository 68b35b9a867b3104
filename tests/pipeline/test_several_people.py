"""Several people of one name, or nearly one, stay apart: the worst fault is a name in the wrong mouth."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from index.pipeline.rebuild import rebuild
from index.store.company import Beside
from index.store.counts import NameUse
from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from tests.pipeline.naming import CLOSE, pair, use, whys

FAMILY = {"Otto Tane": use(2), "Eva Tane": use(1), "Ida Tane": use(1)}


def people_of(folder: Path, texts: Iterable[str]) -> list[set[str]]:
    """The people who go by several names in an archive of articles, a day each."""
    articles = [
        {"url": f"https://gazette.example/{day}", "title": "News", "date": f"2031-03-{day:02}", "text": text}
        for day, text in enumerate(texts, 1)
    ]
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, articles)), "utf-8")
    rebuild([folder / "news.jsonl"], folder / "index", processes=1)
    return [set(names) for names in StoredIndex(IndexDirectory(folder / "index").current()).people]


TWO_PEOPLE = {
    "husband and wife in an article": (
        "Otto Vornik, the harbour master, said the pier was shut.\n\nHis wife, Mrs. Vornik, said she was glad.",
        "Otto Vornik said the pier would open in May.",
    ),
    "husband and wife in two": ("Otto Lundvik, the harbour master, said so.", "Mrs. Lundvik said she was glad."),
    "callings": ("Rep. John Campvell said the bill was dead.", "Gen. John F. Campvell said the troops were ready."),
    "father and son": ("Otto Tanevik Sr., the founder, said so.", "Otto Tanevik Jr. said the mill would stay open."),
    "two short names": (
        "Rob Wainvold, the port's director, said so.",
        "Bob Wainvold, a plumber, said the pipes froze.",
    ),
    "sister": ("Erica Korvald, the mayor, said the pier was shut.", "Eric Korvald, a trumpeter, said he was happy."),
    "a letter": ("Ali Mikdar, a lawmaker, said the pier was shut.", "Ali Mokdar, a botanist, said the moss was rare."),
    "brothers": ("Jon Estvik, the mayor, said so. Jan Estvik, his brother, said not.", "Estvik said he was happy."),
}
ONE_PERSON = ("Otto Brandvik, the harbour master, said the pier was shut.", "Mr. Brandvik said he was glad.")


def test_of_an_archive_only_one_person_is_one(tmp_path: Path) -> None:
    texts = [text for texts in (*TWO_PEOPLE.values(), ONE_PERSON) for text in texts]
    assert people_of(tmp_path, texts) == [{"Otto Brandvik", "Brandvik"}]


def test_who_is_shown_as_a_man_is_no_woman() -> None:
    for shown in (use(2, he=2), use(2, she=2)):
        uses = {"Robin Korvald": use(9, she=5), "Robin Korvlad": shown}
        assert bool(whys(uses, CLOSE)) == bool(shown.as_woman)
    assert whys({"Vorn": use(2, she=1), "Igor Vorn": use(5)}, CLOSE) == {}
    assert whys({"Vorn": use(2, she=1, he=1), "Igor Vorn": use(5)}, CLOSE) == {}


def test_a_family_name_beside_one_of_its_members_in_an_article_is_another_persons() -> None:
    both = {frozenset({"Vorn", "Igor Vorn"}): Beside(1, 1, 5.0, 1.0, 0)}
    family = {"Igor Vorn": use(5, he=2), "Ada Vorn": use(1)}
    assert whys({"Vorn": use(2), **family}, both) == {}
    assert set(whys({"Vorn": use(2, he=1), **family}, both)) == {"Vorn"}


def test_a_general_is_no_member_of_parliament() -> None:
    assert whys({"Vorn": use(2, "gen."), "Ada Vorn": use(9, "campaign manager")}, CLOSE) == {}
    assert whys({"Ada Vorn": use(9, "rep."), "Ada Q. Vorn": use(2, "gen.")}, CLOSE) == {}
    assert set(whys({"Ada Vorn": use(9, "attorney general"), "Ada Q. Vorn": use(2, "rep.")}, CLOSE)) == {"Ada Q. Vorn"}


def test_who_of_a_family_has_the_company_of_its_name_is_meant() -> None:
    uses = {"Lund": use(3), "Ada Lund": use(40), "Bo Lund": use(4)}
    seen = {frozenset({"Lund", "Bo Lund"}): Beside(0, 1, 3.5, 0.23, 0)}
    assert {name: one.goes_by for name, one in whys(uses, seen).items()} == {"Lund": "Bo Lund"}
    seen[frozenset({"Lund", "Ada Lund"})] = Beside(0, 1, 3.5, 0.23, 0)
    assert whys({**uses, "Ada Lund": use(5)}, seen) == {}


def test_the_holder_of_an_office_is_meant_by_its_title_with_the_family_name() -> None:
    uses = {"Lund": use(1, "rep."), "Ada Lund": use(4, "gen."), "Bo Lund": use(3, "rep.")}
    assert {name: one.goes_by for name, one in whys(uses, Beside(days=2600)).items()} == {"Lund": "Bo Lund"}
    assert whys({**uses, "Ida Lund": use(2, "rep.")}, Beside(days=2600)) == {}


def test_junior_is_left_out_only_where_an_office_says_so() -> None:
    office = ("harbour minister", "harbour minister")
    assert pair("Ada Lund", "Ada Lund Jr.", Beside(), office) == {"Ada Lund Jr.": "Ada Lund"}
    assert pair("Ada Lund", "Ada Lund Jr.", CLOSE) == {}
    assert pair("Ada Lund", "Ada Lund Sr.", CLOSE, office) == {}
    assert pair("Ada Lund", "Ada Lund Jr.", Beside(1, 90, 9.0, 0.9, 0), office) == {}
    uses = {"Otto Lund": use(9, "harbour minister"), "Otto Lund Jr.": use(3, "harbour minister", "his son")}
    assert whys(uses, CLOSE) == {}


def test_two_short_forms_of_a_first_name_are_two_peoples() -> None:
    assert pair("Rob Tanevik", "Bob Tanevik", Beside()) == {}
    assert pair("Robert Tanevik", "Bob Tanevik", Beside()) == {"Bob Tanevik": "Robert Tanevik"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Korvaldsen", "Ada Korvaldsten"),
        ("Marianne Korvaldsen", "Mariannne Korvaldsen"),
        ("Ada Hxuller", "Ada Huller"),
    ],
)
def test_what_is_no_name_and_far_rarer_is_a_slip(one: str, other: str) -> None:
    assert pair(one, other, Beside()) == {other: one}


def test_a_letter_of_a_short_or_known_name_makes_another() -> None:
    others: dict[str, NameUse] = {f"Ada {family}": use(1) for family in ("Ek", "Dahl", "Strand", "Moe", "Vik")}
    assert whys({"Ada Barr": use(70), "Ada Burr": use(3), "Bo Burr": use(3), **others}, Beside()) == {}
    assert whys({"Eric Tane": use(30), "Erica Tane": use(2), **FAMILY}, Beside()) == {}
    assert whys({"Kim Song": use(9, "ambassador"), "Kim Sung": use(2, "ambassador")}, CLOSE) == {}


def test_half_of_a_double_name_is_the_whole() -> None:
    assert pair("Ada Lundvik", "Ada Lundvik-Korvald", CLOSE) == {"Ada Lundvik-Korvald": "Ada Lundvik"}
    assert pair("Ada Lundvik Korvald", "Ada Lundvik", CLOSE) == {"Ada Lundvik": "Ada Lundvik Korvald"}
    assert pair("Ada Hoff Korvald", "Adah Herd Korvald", CLOSE) == {}
    assert pair("Billy Bob Korvald", "Billy Bob", CLOSE) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("health policy analyst", "health care writer"),
        ("labour professor", "institute director"),
        ("lawyer", "former club member"),
    ],
)
def test_what_people_are_beside_other_things_keeps_nobody_apart(one: str, other: str) -> None:
    assert pair("William Tanevik", "Bill Tanevik", Beside(), (one, other)) == {"Bill Tanevik": "William Tanevik"}


def test_a_relative_bears_the_family_name_too() -> None:
    assert whys({"Vorn": use(1, "his brother"), "Ada Vorn": use(5, "mayor")}, CLOSE) == {}


def test_only_who_may_be_of_the_gender_of_a_name_alone_is_meant() -> None:
    uses = {"Lund": use(3, she=2), "Ada Lund": use(14, she=5), "Bo Lund": use(40, he=9), "Ida Lund": use(2, she=1)}
    seen = {frozenset({"Lund", "Ada Lund"}): Beside(0, 1, 1.2, 0.15, 20)}
    assert {name: one.goes_by for name, one in whys(uses, seen).items()} == {"Lund": "Ada Lund"}
    assert whys({**uses, "Lund": use(3, he=1, she=2)}, seen) == {}


def test_a_pope_is_no_saint_of_one_paragraph() -> None:
    assert whys({"Vorn": use(140, "pope"), "Igor Vorn": use(1, "pope")}, CLOSE) == {}


def test_a_rare_family_name_alone_is_the_frequent_member_of_its_time() -> None:
    assert set(whys({"Vorn": use(2), "Igor Vorn": use(60), "Ada Vorn": use(3)}, Beside())) == {"Vorn"}
    assert whys({"Vorn": use(2, "ambassador"), "Igor Vorn": use(60, "mayor"), "Ada Vorn": use(3)}, Beside()) == {}
    assert whys({"Vorn": use(2), "Igor Vorn": use(60), "Ada Vorn": use(3)}, Beside(days=100)) == {}
