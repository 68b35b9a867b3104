"""Names are joined where the archive gives evidence that they are one person's, and only there."""

import itertools

import pytest

from index.pipeline.people import PersonName, canonical_names
from index.store.counts import ROLES_KEPT, NameUse


def use(paragraphs: int, *roles: str, kind: str = "person") -> NameUse:
    counted = NameUse(paragraphs, paragraphs if kind == "person" else 0)
    counted.roles = roles
    return counted


def joined(**uses: NameUse) -> dict[str, str]:
    """Those of the names (underscores for spaces, D for a full stop) that are joined to another."""
    spelled = {name.replace("_", " ").replace("D", "."): found for name, found in uses.items()}
    return canonical_names(spelled)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Vorn", ("", "", "vorn", "")),
        ("Ada Lund", ("ada", "", "lund", "")),
        ("Ada Q. Maria Lund", ("ada", "q", "lund", "")),
        ("Ada Lund Jr.", ("ada", "", "lund", "jr")),
        ("", ("", "", "", "")),
    ],
)
def test_a_name_is_taken_apart(name: str, parts: tuple[str, ...]) -> None:
    found = PersonName.of(name)
    assert (found.first, found.middle_initial, found.family, found.suffix) == parts


def test_the_only_member_of_a_family_is_who_its_name_means() -> None:
    assert joined(Vorn=use(9), Igor_Vorn=use(3), Igor_TD_Vorn=use(1)) == {
        "Vorn": "Igor Vorn",
        "Igor T. Vorn": "Igor Vorn",
    }


def test_people_who_share_a_family_name_stay_apart() -> None:
    assert joined(Lund=use(9), Ada_Lund=use(5), Bo_Lund=use(4)) == {}


def test_a_role_in_common_tells_who_of_a_family_is_meant() -> None:
    assert joined(Lund=use(9, "mayor"), Ada_Lund=use(7, "mayor", "engineer"), Bo_Lund=use(3, "baker")) == {
        "Lund": "Ada Lund"
    }
    assert joined(Lund=use(9, "mayor"), Ada_Lund=use(7, "mayor"), Bo_Lund=use(3, "mayor")) == {}


def test_forms_of_a_first_name_need_a_role_in_common() -> None:
    assert joined(William_Tane=use(5, "harbour master"), Bill_Tane=use(2, "Harbour master".casefold())) == {
        "Bill Tane": "William Tane"
    }
    assert joined(William_Tane=use(5, "harbour master"), Bill_Tane=use(2, "baker")) == {}
    assert joined(William_Tane=use(5, "baker"), Otto_Tane=use(2, "baker")) == {}


def test_middle_initials_and_suffixes_keep_people_apart() -> None:
    assert joined(Ada_BD_Lund=use(5), Ada_CD_Lund=use(4)) == {}
    assert joined(Ada_Lund=use(50), Ada_Lund_JrD=use(4)) == {}


def test_what_is_mostly_no_person_is_left_alone() -> None:
    assert joined(Vorn=use(9, kind="organization"), Igor_Vorn=use(3)) == {}


def test_a_capital_at_the_start_of_a_sentence_makes_no_other_speaker() -> None:
    officials = {"Officials": use(2, kind="unnamed"), "officials": use(5, kind="unnamed")}
    assert canonical_names(officials) == {"Officials": "officials"}


def test_case_accents_and_possessives_do_not_matter() -> None:
    assert joined(José_Lund=use(2), Jose_Lund=use(5)) == {"José Lund": "Jose Lund"}


def test_the_order_of_names_does_not_matter() -> None:
    uses = {"Lund": use(2), "Ada Lund": use(3), "Ada B. Lund": use(3), "Bo Lund": use(1, "baker")}
    orders = [canonical_names(dict(order)) for order in itertools.permutations(uses.items())]
    assert all(found == orders[0] for found in orders)


def test_some_roles_of_a_name_are_kept_each_once() -> None:
    counted = NameUse()
    for role in ("Mayor", "mayor", None, *map(str, range(30))):
        counted.add("person", role, 2)
    assert (counted.paragraphs, counted.as_person) == (66, 66)
    assert counted.roles == ("mayor", *map(str, range(ROLES_KEPT - 1)))
