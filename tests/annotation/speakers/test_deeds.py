"""Words with the form of a verb of speech that tell no speech where they stand."""

import pytest

from .saying import names_of


@pytest.mark.parametrize(
    "sentence",
    [
        "Mara Alda continued to repair boats in the old harbour.",
        "Mara Alda ruled the town for nine years.",
        "The Harbour Council offers cheap boats to its members.",
        "The town paid for 15 Alda tweets before the vote.",
        "In the north, Harbour Council requests were ignored for years.",
        "The vote kept Mara Alda from claiming the prize.",
    ],
)
def test_a_deed_is_no_speech(sentence: str) -> None:
    assert names_of("Mara Alda is the mayor.", sentence) == []


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The Harbour Council ruled that the boats must go.", "Harbour Council"),
        ("The Harbour Council requests that boats be moved.", "Harbour Council"),
        ("“It is late,” Mara Alda continued.", "Mara Alda"),
        ("Mara Alda continued: “It is late.”", "Mara Alda"),
    ],
)
def test_the_same_word_before_what_is_said_is_speech(sentence: str, speaker: str) -> None:
    assert names_of("Mara Alda is the mayor.", sentence) == [speaker]


def test_a_clause_without_that_is_said_and_an_object_is_not() -> None:
    assert names_of("Captain Olu Ade conceded the penalty was soft.") == ["Olu Ade"]
    assert names_of("Captain Olu Ade conceded his side “threw it away”.") == ["Olu Ade"]
    assert names_of("Captain Olu Ade conceded the goal that sank Bergby.") == []
    assert names_of("Olu Ade observed the rules and was let in.") == []


def test_who_responds_by_a_blow_says_nothing() -> None:
    assert names_of("Dorsey pulled at the helmet before Olu Ade responded by hitting him with it.") == []
    assert names_of("Olu Ade responded by saying that he was sorry.") == ["Olu Ade"]


def test_who_refers_a_question_says_nothing() -> None:
    assert names_of("The mayor, Olu Ade, has referred the question to the agency.") == []
    assert names_of("The mayor, Olu Ade, referred to the question as old.") == ["Olu Ade"]


def test_who_calls_an_election_says_nothing() -> None:
    assert names_of("Premier Olu Ade has called a snap election.") == []
    assert names_of("Premier Olu Ade has called the plan a joke.") == ["Olu Ade"]


def test_a_minister_is_dismissed_by_a_deed_and_his_claims_by_words() -> None:
    assert names_of("Premier Olu Ade dismissed the minister.") == []
    assert names_of("Premier Olu Ade dismissed the minister's claims.") == ["Olu Ade"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Olu Ade declared war on the herring.",
        "Olu Ade welcomed several hundred guests to the harbour.",
        "Olu Ade has also posted a photo of the old pier.",
        "Olu Ade advises Premier Bo Lind.",
        "Olu Ade tweets @oluade.",
        "Olu Ade reported from Bergby, and Bo Lind from Lindal.",
        "Olu Ade called the police to the harbour.",
        "Olu Ade was never sworn in to tell the truth.",
        "Olu Ade, if elected, would need a majority to confirm the judges.",
        "Olu Ade had a row of sailors writing songs about him.",
    ],
)
def test_an_object_tells_a_deed(sentence: str) -> None:
    assert names_of("Olu Ade is the mayor.", sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Olu Ade declared that the harbour was full.",
        "Olu Ade welcomed the decision.",
        "Olu Ade advises Premier Bo Lind to rest.",
        "Olu Ade reported that Bergby was shut.",
        "Olu Ade has called the police shootings a shame.",
    ],
)
def test_another_object_tells_speech(sentence: str) -> None:
    assert names_of("Olu Ade is the mayor.", sentence) == ["Olu Ade"]
