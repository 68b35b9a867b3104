"""Names are joined where the archive gives evidence that they are one person's, and only there."""

import itertools

import pytest

from index.pipeline.people.names import PersonName, is_misspelt, romanised
from index.store.company import Beside
from index.store.counts import ROLES_KEPT, Joined, NameUse
from tests.pipeline.naming import CLOSE, UNSEEN, joined, pair, use, whys


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Vorn", ("", "", "vorn", "")),
        ("Ada Lund", ("ada", "", "lund", "")),
        ("Ada Q. Maria Lund", ("ada", "q", "lund", "")),
        ("Ada Lund Jr.", ("ada", "", "lund", "jr")),
        ("", ("", "", "", "")),
        ("A. Q. Lund", ("aq", "", "lund", "")),
        ("A.Q. Lund", ("aq", "", "lund", "")),
        ("Lund-Ek", ("", "l", "ek", "")),
        ("Ada Lund-Ek", ("ada", "l", "ek", "")),
        ("Samir al-Tarbush", ("samir", "", "tarbush", "")),
        ("al-Tarbush", ("", "", "tarbush", "")),
        ("Al Vorn", ("al", "", "vorn", "")),
        ("Samir bin Tarbush", ("samir", "", "bin tarbush", "")),
        ("Kim Jong-pal", ("jongpal", "", "kim", "")),
        ("Kim Jong Pal", ("jongpal", "", "kim", "")),
        ("Xu Manping", ("manping", "", "xu", "")),
        ("Kim Ostvik", ("kim", "", "ostvik", "")),
        ("Ada B. von Lund", ("ada", "b", "lund", "")),
        ("Ada de la Lund", ("ada", "", "lund", "")),
        ("Ada Lund Senior", ("ada", "", "lund", "sr")),
    ],
)
def test_a_name_is_taken_apart(name: str, parts: tuple[str, ...]) -> None:
    found = PersonName.of(name)
    assert (found.first, found.middle_initial, found.family, found.suffix) == parts


@pytest.mark.parametrize(
    "spellings",
    [
        ("Sergei Tarkovenkov", "Sergey Tarkovenkov", "Sergey Tarkovenkoff"),
        ("Dmitri Belinskiy", "Dmitry Belinsky", "Dmitrii Belinskii", "Dmitriy Belinskyy"),
        ("Yevgeny Khorlov", "Evgeny Horlov", "Yevgeniy Khorlov"),
        ("Mohammed Tarbush", "Muhammad Tarboush", "Mohamed al-Tarbush", "Mohamad el-Tarbush"),
        ("Qasim Badrani", "Kassem Badrani"),
        ("Xu Manping", "Hsu Man-ping", "Xu Man Ping"),
        ("Wu Zedong", "Wu Tse-tung"),
        ("Xiao Guozhong", "Hsiao Kuo-chung"),
        ("Park Jung-soo", "Pak Jeong-su", "Park Jung Soo"),
        ("Choi Min-young", "Choi Min-yeong"),
        ("Giorgos Tavrakis", "Yorgos Tavrakis"),
        ("Dimitris Haralampidis", "Demetris Charalampidis"),
        ("Yitzhak Tavori", "Itzhak Tavory"),
        ("Haim Zarfati", "Chaim Tzarfati"),
        ("Gamal Tarbush", "Jamal Tarbush"),
    ],
)
def test_romanisations_of_a_name_are_one(spellings: tuple[str, ...]) -> None:
    assert len({romanised(PersonName.of(name)) for name in spellings}) == 1


def test_names_of_no_other_script_are_not_rewritten() -> None:
    assert romanised(PersonName.of("Ada Lund")) is None


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [("lund", "lunnd", True), ("lund", "ludn", True), ("lund", "land", True), ("lund", "lund", False)],
)
def test_a_misspelling_is_one_letter_away(one: str, other: str, is_one: bool) -> None:
    assert is_misspelt(one, other) == is_one
    assert not is_misspelt(one, other + "xx")


def test_the_only_member_of_a_family_is_who_its_name_means() -> None:
    assert joined(Vorn=use(9), Igor_Vorn=use(3), Igor_TD_Vorn=use(1)) == {
        "Vorn": "Igor Vorn",
        "Igor T. Vorn": "Igor Vorn",
    }


def test_a_family_name_of_another_time_is_somebody_elses() -> None:
    assert joined(Beside(days=900), Vorn=use(1), Igor_Vorn=use(3)) == {}


def test_a_name_alone_that_is_frequent_is_not_a_rare_persons() -> None:
    assert joined(CLOSE, Vorn=use(90), Igor_Vorn=use(2)) == {}


def test_people_who_share_a_family_name_stay_apart() -> None:
    assert joined(Lund=use(9), Ada_Lund=use(5), Bo_Lund=use(4)) == {}


def test_a_role_in_common_tells_who_of_a_family_is_meant() -> None:
    assert joined(Lund=use(9, "mayor"), Ada_Lund=use(7, "mayor", "engineer"), Bo_Lund=use(3, "baker")) == {
        "Lund": "Ada Lund"
    }
    assert joined(Lund=use(9, "mayor"), Ada_Lund=use(7, "mayor"), Bo_Lund=use(3, "mayor")) == {}


def test_a_double_name_alone_is_that_members_of_the_family() -> None:
    assert joined(Ada_Lund_Ek=use(5)) == {}
    uses = {"Ada Lund-Ek": use(5), "Bo Ek": use(90), "Lund-Ek": use(2)}
    assert {name: one.goes_by for name, one in whys(uses, CLOSE).items()} == {"Lund-Ek": "Ada Lund-Ek"}


def test_forms_of_a_first_name_need_a_role_in_common() -> None:
    family: dict[str, NameUse] = {"Otto_Tane": use(2), "Eva_Tane": use(1), "Ida_Tane": use(1)}
    assert joined(UNSEEN, William_Tane=use(5, "harbour master"), Bill_Tane=use(2, "harbour master"), **family) == {
        "Bill Tane": "William Tane"
    }
    assert joined(UNSEEN, William_Tane=use(5, "harbour master"), Bill_Tane=use(2, "baker"), **family) == {}
    assert joined(William_Tane=use(5, "baker"), Otto_Tane=use(2, "baker")) == {}


def test_forms_of_a_first_name_are_one_in_one_company_or_in_a_rare_family() -> None:
    assert pair("William Tane", "Bill Tane", CLOSE) == {"Bill Tane": "William Tane"}
    assert pair("William Tane", "Bill Tane", Beside()) == {"Bill Tane": "William Tane"}
    assert pair("William Tane", "Bill Tane", Beside(days=5000)) == {}


@pytest.mark.parametrize(
    ("frequent", "rare"),
    [
        ("Sergey Belinsky", "Sergei Belinskiy"),
        ("Mohammed Tarbush", "Muhammad al-Tarboush"),
        ("Ada Korvald", "Ada Korvlad"),
    ],
)
def test_another_spelling_and_a_misspelling_are_joined_by_a_common_office(frequent: str, rare: str) -> None:
    assert pair(frequent, rare, Beside(), ("harbour minister", "harbour minister")) == {rare: frequent}
    assert pair(frequent, rare, Beside(days=5000)) == {}


def test_a_first_name_that_others_bear_is_no_misspelling() -> None:
    uses = {"Eric Tane": use(9), "Erica Tane": use(2), "Erica Lund": use(2), "Bo Tane": use(1)}
    assert whys(uses, Beside(0, 2, 3.0, 0.2, 0)) == {}


def test_two_who_stand_in_one_article_are_two() -> None:
    both = Beside(1, 2, 5.0, 0.5, 0)
    for one, other in [
        ("William Tane", "Bill Tane"),
        ("Sergey Belinsky", "Sergei Belinskiy"),
        ("Ada Korval", "Ada Korvall"),
    ]:
        assert pair(one, other, both, ("harbour minister", "harbour minister")) == {}


def test_two_who_stand_in_one_article_are_not_joined_by_a_third() -> None:
    uses = {name: use(9, "harbour minister") for name in ("Sergey Belinsky", "Sergei Belinskiy", "Sergey Belinskii")}
    together = frozenset({"Sergei Belinskiy", "Sergey Belinskii"})
    found = whys(uses, {together: Beside(1, 2, 5.0, 0.5, 0)})
    assert len(found) == 1


def test_why_a_name_was_joined_is_told() -> None:
    uses = {"Sergey Belinsky": use(9, "port minister"), "Sergei Belinskiy": use(2, "port minister"), "Belinsky": use(2)}
    assert whys(uses, CLOSE) == {
        "Sergei Belinskiy": Joined("Sergey Belinsky", "another spelling, same office"),
        "Belinsky": Joined("Sergey Belinsky", "the family name alone, nobody else of that name"),
    }


def test_middle_initials_and_suffixes_keep_people_apart() -> None:
    assert joined(Ada_BD_Lund=use(5), Ada_CD_Lund=use(4)) == {}
    assert joined(Ada_Lund=use(50), Ada_Lund_JrD=use(4)) == {}


def test_a_name_without_an_initial_is_the_one_of_two_whose_office_it_has() -> None:
    found = joined(Ada_Lund=use(9, "port minister"), Ada_BD_Lund=use(3, "port minister"), Ada_CD_Lund=use(4, "baker"))
    assert found == {"Ada B. Lund": "Ada Lund"}


def test_what_is_mostly_no_person_is_left_alone() -> None:
    assert joined(Vorn=use(9, kind="organization"), Igor_Vorn=use(3)) == {}


def test_a_capital_at_the_start_of_a_sentence_makes_no_other_speaker() -> None:
    officials = {"Officials": use(2, kind="unnamed"), "officials": use(5, kind="unnamed")}
    assert whys(officials, CLOSE) == {"Officials": Joined("officials", "other capitals or accents")}


def test_case_accents_and_possessives_do_not_matter() -> None:
    assert joined(José_Lund=use(2), Jose_Lund=use(5)) == {"José Lund": "Jose Lund"}


def test_the_order_of_names_does_not_matter() -> None:
    uses = {
        "Lund": use(2),
        "Ada Lund": use(3),
        "Ada B. Lund": use(3),
        "Sergey Belinsky": use(2),
        "Sergei Belinskiy": use(2),
    }
    orders = [whys(dict(order), CLOSE) for order in itertools.permutations(uses.items())]
    assert all(found == orders[0] for found in orders)
    assert orders[0]["Sergei Belinskiy"].goes_by == "Sergey Belinsky"


def test_some_roles_of_a_name_are_kept_each_once() -> None:
    counted = NameUse()
    for role in ("Mayor", "mayor", None, *map(str, range(30))):
        counted.add("person", role, 2)
    assert (counted.paragraphs, counted.as_person) == (66, 66)
    assert counted.roles == ("mayor", *map(str, range(ROLES_KEPT - 1)))
