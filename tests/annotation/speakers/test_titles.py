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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Officer-in-Charge of Lindalpur Police Station Mizanur Rahman Ekdar said they were late.",
            "Mizanur Rahman Ekdar",
        ),
        (
            "Executive Engineer of Norland Harbour Board in Lindalpur Prakash Chandra Ekdar said the wall was sound.",
            "Prakash Chandra Ekdar",
        ),
        ("Head of policy at Shelterlind Carla Vossberg told the paper that rents would rise.", "Carla Vossberg"),
        ("Ruling party lawmaker Baek Seung-min said on Monday he would step down.", "Baek Seung-min"),
        ("In the port prosecutor Do Hye-jin said that the inquiry was open.", "Do Hye-jin"),
        ("Fisher Tāne Lindalmona says the community has seen worse.", "Tāne Lindalmona"),
        ("Ms Santa Lindayet said the road was shut.", "Santa Lindayet"),
    ],
)
def test_a_name_is_found_after_a_long_office(text: str, name: str) -> None:
    assert persons_of(text) == [name]


def test_the_mother_of_somebody_is_not_named_after_them() -> None:
    assert persons_of("The mother of Mara Alda said the road was shut.") == []


def test_a_nickname_inside_a_full_name_means_the_same_person() -> None:
    article = ("Bernardino “Nino” Lindalgrande, the clockmaker, has died.", "Nino said that clocks were like mules.")
    assert persons_of(*article) == ["Bernardino Lindalgrande"]


def test_a_town_in_capitals_before_what_somebody_else_says_is_no_label() -> None:
    text = "KUALA LINDALU: Menteri Besar Datuk Seri Rosli Che Mamat said the festival would go on."
    assert persons_of(text) == ["Rosli Che Mamat"]
    assert persons_of("Mara Alda met the press.", "ALDA: Bo Lindqvist said the harbour would close.") == ["Mara Alda"]
