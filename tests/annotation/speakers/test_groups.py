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
    ("His family said he was at home.", ["His family"]),
    ("Both clubs said they would appeal.", ["Both clubs"]),
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
    ("According to its website, the firm is old.", []),
]


@pytest.mark.parametrize(("sentence", "names"), SOURCES)
def test_a_report_is_the_words_of_the_body_that_published_it(sentence: str, names: list[str]) -> None:
    assert names_of(sentence) == names


DEEDS = [
    "The ministry has yet to respond to the claims.",
    "Quentrix Berhad posted a net loss of two million.",
    "Rival Helvern Pumps reports next week.",
    "The club said goodbye to its oldest player.",
    "The US maintains existing tariffs.",
    "Teacher protests were held in Bergby.",
    "Executives of both companies left.",
]


@pytest.mark.parametrize("sentence", DEEDS)
def test_what_a_body_does_is_not_what_it_says(sentence: str) -> None:
    assert names_of(sentence) == []


def test_whoever_is_told_does_not_speak() -> None:
    assert names_of("The guard, who was late, told The Beacon: “No.”") == ["guard"]
