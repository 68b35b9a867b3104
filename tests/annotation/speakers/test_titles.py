"""Where a name begins after its titles, and which titles are names."""

import pytest

from .saying import persons_of, speakers_of


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Ambassador to Ukraine Marta Ek said no.", "Marta Ek", "Ambassador to Ukraine"),
        ("Bank of Bergby Governor Marta Ek said rates would rise.", "Marta Ek", "Governor"),
        ("Dean Ekdahl, the chairman, said no.", "Dean Ekdahl", "chairman"),
        ("King Harald said no.", "Harald", "King"),
        ("A doubt remained, as Dr. Rosa King warned at the time.", "Rosa King", "Dr."),
        ("Mayor London Ekdahl said the order stands.", "London Ekdahl", "Mayor"),
        ("WATCHED Marta Ek said no.", "Marta Ek", None),
        ("Prime Minister Marta Ek Tuesday announced that the port would close.", "Marta Ek", "Prime Minister"),
    ],
)
def test_name_and_role_of_a_titled_speaker(sentence: str, name: str, role: str | None) -> None:
    assert [(speaker.name, speaker.kind, speaker.role) for speaker in speakers_of(sentence)[0]] == [
        (name, "person", role)
    ]


def test_a_firm_that_is_named_like_a_duke() -> None:
    assert [(speaker.name, speaker.kind) for speaker in speakers_of("Duke Energy, a utility, said no.")[0]] == [
        ("Duke Energy", "organization")
    ]


@pytest.mark.parametrize(
    ("office", "name"),
    [
        ("Kilkutu MCA", "Aden Wario"),
        ("OCS", "Daniel Kiprop"),
        ("YB", "Nurul Farhana Idris"),
        ("HRM", "Obinna Nwachukwu"),
        ("Squadron Leader", "Arvind Bhonsle"),
        ("Kagawad", "Rommel Tuazon"),
        ("Ven.", "Sumana Wickrama"),
        ("Reader", "Hamish Orr"),
        ("Sub-Inspector", "Meena Toppo"),
    ],
)
def test_an_office_before_a_name_is_no_part_of_it(office: str, name: str) -> None:
    assert persons_of(f"{office} {name} said the tide was late.") == [name]


def test_letters_that_open_a_club_are_no_office() -> None:
    assert persons_of("FC Santos Bergby said the pitch was wet.") == []


@pytest.mark.parametrize(
    "office",
    ["MEC for Cooperative Governance", "Leader of the Opposition", "Head of Property", "Minister of Social Welfare"],
)
def test_a_name_after_a_long_office(office: str) -> None:
    assert persons_of(f"{office} Refilwe Ekdahl promised to visit.") == ["Refilwe Ekdahl"]


@pytest.mark.parametrize("trade", ["Harbourmaster", "Left-hander", "Bassist", "Mum-of-two", "Stationmaster"])
def test_a_trade_before_a_name_is_no_part_of_it(trade: str) -> None:
    found = persons_of(f"{trade} Oddvar Nilsskog said the tide was late.")
    assert found == ["Oddvar Nilsskog"]
