"""Groups, sources and bodies that speak without being persons, and what only looks like one; all are invented."""

import pytest

from .saying import names_of, speakers_of

ORGANIZATIONS = [
    ("Mombasa-based shipper Zuri Lines said it would add two vessels.", "Zuri Lines"),
    ("In a statement, Pellworth Rovers FC said it was late.", "Pellworth Rovers FC"),
    ("Norgesdata ASA said in a filing that sales rose.", "Norgesdata ASA"),
    ("PT Sinar Tirta Abadi said the plant would open.", "PT Sinar Tirta Abadi"),
    ("Budget airline Kestra Jet said the route would open.", "Kestra Jet"),
    ("Kestra Jet, the country's largest airline, said fares would fall.", "Kestra Jet"),
    ("Zuri Kesho, which runs twelve clinics, said the drugs had run out.", "Zuri Kesho"),
    ("The minister resigned on Monday, state news agency NPA reported.", "NPA"),
    ("The war monitor, Sund Eye, said 12 people were killed.", "Sund Eye"),
    ("Médecins du Fleuve said its clinic had been hit.", "Médecins du Fleuve"),
    ("Wolves said the injury was not serious.", "Wolves"),
    ("The Lindal Brewers said hops were scarce.", "Lindal Brewers"),
    ("Ada Lind Inc was sold, and Ada Lind said it was late.", "Ada Lind"),
    ("Lane Lind and Co said it was late.", "Lane Lind and Co"),
    ("Shell said it was late.", "Shell"),
    ("“No,” said lead manager Harbour Bank.", "Harbour Bank"),
    ("The Health and Human Services Department said no.", "Health and Human Services Department"),
    ("The Club for Harbours said no.", "Club for Harbours"),
    ("La Jornada del Sur said the port was shut.", "La Jornada del Sur"),
    ("The Committee to Protect Lakes said no.", "Committee to Protect Lakes"),
    ("The operator, Sundlines, has denied it.", "Sundlines"),
    ("Climate Watch said the ice was thin.", "Climate Watch"),
    ("The Lindal County Sheriff's Office said no.", "Lindal County Sheriff's Office"),
    ("The Fish and Wildlife Service said no.", "Fish and Wildlife Service"),
    ("The Center for Harbours and Rivers said no.", "Center for Harbours and Rivers"),
    ("“No,” he said, according to the Norland newspaper The Beacon.", "Beacon"),
    ("The National Union of Nurses said members would walk out.", "National Union of Nurses"),
]


@pytest.mark.parametrize(("sentence", "name"), ORGANIZATIONS)
def test_a_name_is_an_organisations_by_its_words_or_by_what_stands_beside_it(sentence: str, name: str) -> None:
    assert [(speaker.name, speaker.kind) for speaker in speakers_of(sentence)[-1]] == [(name, "organization")]


@pytest.mark.parametrize("sentence", ["The bank clerk Zuri Kesho said no.", "Zuri Kesho, a bank clerk, said no."])
def test_a_body_beside_a_persons_work_makes_no_organisation(sentence: str) -> None:
    assert [speaker.kind for speaker in speakers_of(sentence)[-1]] == ["person"]


UNNAMED = [
    ("Sources close to the striker said he wants to leave.", ["Sources"]),
    ("A former aide to the governor said she had never seen the memo.", ["former aide"]),
    ("Those familiar with the plan say it will cost more.", ["Those"]),
    ("Three of the men told police they had been beaten.", ["men"]),
    ("Nearly half of respondents said they had skipped meals.", ["respondents"]),
    ("A team of researchers said the ice was thin.", ["researchers"]),
    ("His family said he was at home.", ["family"]),
    ("Both clubs said they would appeal.", ["Both clubs"]),
    ("Activists on the ground reported heavy shelling.", ["Activists"]),
    ("The Senate Conservatives said no.", ["Senate Conservatives"]),
    ("A woman accused of a raid told the guard no.", ["woman"]),
    ("An official familiar with the raid said no.", ["official"]),
    ("“Is it late?” 75 percent of voters said yes.", ["voters"]),
    ("Drivers interviewed at the depot said they would strike.", ["Drivers"]),
    ("Many Norlanders polled by the club had predicted rain.", ["Norlanders"]),
    ("Lindal Division of Fire officials said no.", ["Lindal Division of Fire officials"]),
    ("Serbs said the road was theirs.", ["Serbs"]),
    ("Objectors said the lanes could not cope.", ["Objectors"]),
    ("Petitioners argued that the order was illegal.", ["Petitioners"]),
]


@pytest.mark.parametrize(("sentence", "names"), UNNAMED)
def test_people_without_a_name_speak(sentence: str, names: list[str]) -> None:
    assert names_of(sentence) == names


SOURCES = [
    ("It is late, according to a report by the Audit Office of Lindal.", ["Audit Office of Lindal"]),
    ("According to figures released by the ministry, it is late.", ["ministry"]),
    ("According to data from the Office of Harbours, it is late.", ["Office of Harbours"]),
    ("The Lindal District Court found that the captain had lied.", ["Lindal District Court"]),
    ("A Daily Monitor investigation found that it was late.", ["Daily Monitor"]),
    ("A boat of the Daily Monitor found that it was late.", []),
    ("According to its website, the firm is old.", []),
]


@pytest.mark.parametrize(("sentence", "names"), SOURCES)
def test_a_report_is_the_words_of_the_body_that_published_it(sentence: str, names: list[str]) -> None:
    assert names_of(sentence) == names


DEEDS = [
    "The ministry has yet to respond to the claims.",
    "School officials declined to say how many were ill.",
    "Quentrix Berhad posted a net loss of two million.",
    "Rival Helvern Pumps reports next week.",
    "The club said goodbye to its oldest player.",
    "The US maintains existing tariffs.",
    "Teacher protests were held in Bergby.",
    "Toyola reported a jump in quarterly profit.",
    "A spokesman for Norland's ministry left the town, and the harbour too.",
    "The sinking of the ship, said to be old, was late.",
    "Bo Lind was charged with filing a false police report.",
    "Neither club has commented.",
    "Evidence said to be old was shown.",
    "No group has claimed the raid.",
    "He toured four Super Tuesday states in May.",
    "Refugees welcomed to Bergby left in May.",
    "It is one of ten member states, and Arab states, that left.",
    "Guards arrested hundreds of merchants in what was called a raid.",
    "The raid has favoured the merchants who said no.",
    "Guards allowed Bo Lind to plead guilty.",
    "Merchants gathered at the harbour on Monday to discuss the boats.",
    "Executives of both companies left.",
]


@pytest.mark.parametrize("sentence", DEEDS)
def test_what_a_body_does_is_not_what_it_says(sentence: str) -> None:
    assert names_of(sentence) == []


def test_whoever_is_told_does_not_speak() -> None:
    assert names_of("The guard, who was late, told The Beacon: “No.”") == ["guard"]


PARTS = [
    ("A spokesman for Norland's ministry said no.", ["spokesman"]),
    ("“No,” Rosa Birk's neighbour in both Norland and Sudland, Bo Lind, said.", ["Bo Lind"]),
    ("One of Ek's lawyers said no.", ["Ek's lawyers"]),
    ("In Norland's capital, the mayor said no.", ["mayor"]),
    ("The police and the Harbour Office said no.", ["police", "Harbour Office"]),
]


@pytest.mark.parametrize(("sentence", "names"), PARTS)
def test_what_a_phrase_depends_on_is_no_speaker(sentence: str, names: list[str]) -> None:
    assert names_of(sentence) == names
