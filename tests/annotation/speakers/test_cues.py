"""One sentence a rule: who is the subject of a verb of speech."""

import pytest

from .saying import names_of, persons_of

ALDA = "Ms. Mara Alda"


@pytest.mark.parametrize(
    "sentence",
    [
        "Mara Alda said the harbour would close.",
        "Mara Alda has repeatedly said the harbour would close.",
        "Mara Alda, the mayor of Bergby, said the harbour would close.",
        "Mara Alda, 54, said the harbour would close.",
        "Mara Alda, who runs the town, told reporters that the harbour would close.",
        "Mara Alda — long the mayor — said the harbour would close.",
        "Mara Alda (Greens) said the harbour would close.",
        "Mara Alda on Tuesday said the harbour would close.",
        "Mara Alda took the stage and said the harbour would close.",
        "Mara Alda went on to say that the harbour would close.",
        "Mara Alda left the hall early, saying the harbour would close.",
        "Mara Alda is calling the harbour a disgrace.",
        "“The harbour will close,” Mara Alda said.",
        "“The harbour will close,” said Mara Alda.",
        "“The harbour will close,” said the town's mayor, Mara Alda.",
        "“Will it close?” asked mayor Mara Alda.",
        "The harbour will close, according to Mara Alda.",
        "According to mayor Mara Alda, the harbour will close.",
        "The town's mayor, Mara Alda, said the harbour would close.",
        "As Mara Alda put it, the harbour is closing.",
        "Mara Alda of Bergby, the town's former mayor, said the harbour would close.",
        "Mara Alda this past week announced that the harbour would close.",
        "One early supporter, Mara Alda, said the harbour would close.",
        "Asked by Mara Alda whether the harbour would close, the guests left.",
        "“The harbour will close,” Mara Alda laughed.",
        "Mara Alda fired back at the guests.",
        "More from Mara Alda: “The harbour will close.”",
        "Mara Alda's claim that the harbour would close made the news.",
        "The film shows Mara Alda saying the harbour would close.",
    ],
)
def test_the_subject_of_a_verb_of_speech_speaks(sentence: str) -> None:
    assert persons_of(sentence) == ["Mara Alda"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A spokesman for Mara Alda said the harbour would close.",
        "Mara Alda's lawyer said the harbour would close.",
        "The harbour of Mara Alda was closed.",
        "Mara Alda was told that the harbour would close.",
        "Mara Alda walked along the harbour on Tuesday.",
        "Mara Alda maintained a long silence.",
        "Mara Alda contributed reporting.",
    ],
)
def test_whoever_is_not_the_subject_does_not(sentence: str) -> None:
    assert persons_of(sentence) == []


def test_two_people_may_speak_in_one_sentence() -> None:
    assert persons_of("Mara Alda said the harbour would close, but Bo Lindqvist called that a rumour.") == [
        "Mara Alda",
        "Bo Lindqvist",
    ]


def test_two_subjects_of_one_verb_both_speak() -> None:
    assert persons_of("Mara Alda and Bo Lindqvist said the harbour would close.") == ["Mara Alda", "Bo Lindqvist"]


def test_a_transcript_names_its_speakers() -> None:
    assert persons_of("Mara Alda met the press.", "ALDA: The harbour will close. I have said so.") == ["Mara Alda"]


def test_a_signature_under_a_quotation_speaks() -> None:
    assert persons_of("“The sea gives and the sea takes.” ― Mara Alda") == ["Mara Alda"]


def test_an_organisation_speaks_as_itself() -> None:
    assert names_of("The Harbour Workers Union said the port would close.") == ["Harbour Workers Union"]


def test_every_subject_of_a_list_speaks() -> None:
    assert persons_of("Mara Alda (Greens), Bo Lindqvist and Iris Vale all suggested that the harbour would close.") == [
        "Mara Alda",
        "Bo Lindqvist",
        "Iris Vale",
    ]


def test_a_body_of_people_speaks_as_an_organisation() -> None:
    assert names_of("Bergby's harbour ministry suggested that the port would close.") == ["Bergby's harbour ministry"]


def test_soldiers_attacking_a_town_say_nothing() -> None:
    assert names_of("Bergby troops made gains in the east, attacking key towns.") == []


def test_an_organisation_is_named_as_a_whole() -> None:
    assert names_of("The Ministry of Health said the port would close.") == ["Ministry of Health"]


def test_in_a_transcript_only_the_turn_counts() -> None:
    article = ("Mara Alda met the press.", "ALDA: Bo Lindqvist said the harbour would close.")
    assert persons_of(*article) == ["Mara Alda"]


def test_points_scored_are_no_speech() -> None:
    assert persons_of("Mara Alda led Bo Lindqvist by 5 percentage points on Monday.") == []


def test_according_to_a_poll_says_nothing_of_the_next_name() -> None:
    assert persons_of("According to exit polls, Mara Alda had a wide lead.") == []


def test_an_organisation_may_speak_beside_a_person() -> None:
    assert names_of("Mara Alda and the Harbour Council have said the port would close.") == [
        "Mara Alda",
        "Harbour Council",
    ]


@pytest.mark.parametrize("scrap", ["MARA: No.", "“No.”", "said", "said said", ", said", "according to", "who said"])
def test_scraps_are_survived(scrap: str) -> None:
    names_of(scrap)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("In the words of the harbour master, Mara Alda, “the ice came early.”", "Mara Alda"),
        ("The Bergby Globe's analysis of the vote concluded, “Nobody wins.”", "Bergby Globe"),
        ("Mara Alda issued a statement about the harbour.", "Mara Alda"),
        ("Mara Alda, asked about the harbour, said it was wrong.", "Mara Alda"),
        ("Agencies in Norland, Sudland, and Westland, with Mara Alda saying it was late, closed.", "Mara Alda"),
    ],
)
def test_speech_in_other_dress(sentence: str, speaker: str) -> None:
    assert names_of("Mara Alda and Bo Lind met.", sentence) == [speaker]


def test_two_institutions_speak_together() -> None:
    sentence = "Both the port authority and the Harbour Police have confirmed the accident."
    assert names_of(sentence) == ["port authority", "Harbour Police"]


def test_he_is_not_the_one_he_speaks_to() -> None:
    assert names_of("Bo Lind and Per Ek met.", "Per Ek left.", "He warned Per Ek that it was late.") == ["Bo Lind"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Also speaking, the traditional ruler of the community, HRM Obinna Ekdahl, thanked the governor for the road.",
        "One of the beneficiaries, Mallam Obinna Ekdahl, commended the gesture.",
        "A telegram from the mate, Mr. Obinna Ekdahl, says that all hands were saved.",
        "From Obinna Ekdahl in Bergby: The ferry is full.",
        "Obinna Ekdahl, who chairs the council, made this known in Bergby on Monday.",
        "Obinna Ekdahl gave the assurance during a visit to the port.",
        "Obinna Ekdahl of the search and rescue agency told the Courier that two were missing.",
    ],
)
def test_names_set_off_far_from_the_verb_or_before_what_they_make(sentence: str) -> None:
    assert names_of(sentence) == ["Obinna Ekdahl"]


@pytest.mark.parametrize("refusing", ["declined to comment", "has yet to respond", "refused to say why"])
def test_who_declines_to_comment_says_nothing(refusing: str) -> None:
    assert names_of(f"Bergby's harbour master Obinna Ekdahl {refusing}.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "A neighbour, who gave his name only as Frank, said he heard shouting.",
        "Frank, not his real name, says he was paid in vouchers.",
        "The Leader of the Opposition (Mr. Frank) asked whether the pier would be repaired.",
        "Delivering judgment, Justice Frank held that the sacking was void.",
        "Home Secretary Frank has hit out at the press.",
        "Governor Frank has cabled to the Colonial Office that order is restored.",
    ],
)
def test_names_that_are_given_aside_and_verbs_of_two_words(sentence: str) -> None:
    assert names_of(sentence) == ["Frank"]


def test_calls_to_an_office_are_no_speech() -> None:
    assert names_of("Mayor Ted Pruitt did not come, and calls to his office went unanswered.") == []


def test_a_body_speaks_through_its_secretary() -> None:
    found = names_of("The Harbour Council, in a statement by its secretary, Comrade Ben Orr, threatened to strike.")
    assert found == ["Harbour Council"]


def test_whoever_belongs_to_a_person_speaks_for_himself() -> None:
    assert names_of("“We are not against the road,” says Krol's opponent, the beekeeper Ana Ek, “but why here?”") == [
        "Ana Ek"
    ]
    assert "Ted Krol" not in names_of("“He was a good man,” said Ted Krol's wife.")


@pytest.mark.parametrize(
    "sentence",
    [
        "“Breathe, girl,” Ana Ek would shout.",
        "Ana Ek would tell her pupils: “Breathe.”",
        "Ana Ek is convinced that the permit is invalid.",
        "Senator Ana Ek on state radio: “Tonight we breathe.”",
        "10.42am Ana Ek tells me turnout was the story.",
        "14:05 GMT – Ana Ek: I am handing over now.",
    ],
)
def test_habits_convictions_and_entries_of_live_blogs(sentence: str) -> None:
    assert names_of(sentence) == ["Ana Ek"]


def test_somebodys_verdict_is_a_statement_where_it_is_quoted() -> None:
    assert names_of("Ana Ek’s verdict: “Too little, too late.”") == ["Ana Ek"]
    assert names_of("Ana Ek’s verdict: guilty.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Senator Ana Ek has dared the members to resign.",
        "This is denied by Coroner Ana Ek, who puts the dead at six.",
        "His first book was hailed by Ana Ek, writing in this newspaper, as “the best thing since whisky”.",
        "“What do we eat?” asked a crane operator who would only give her name as Ana Ek.",
        "«We are not against it», explains the first citizen, the notary Ana Ek.",
        "A nurse there, Ana Ek, took the chart out of my hand and said: “Lie down.”",
        "Ms. Ana Ek, T.C., asked at the meeting whether it was proposed to starve the town.",
        "The Economic Secretary to the Treasury (Dr Ana Ek): I congratulate the member.",
    ],
)
def test_agents_appositions_and_labels_of_parliaments(sentence: str) -> None:
    assert names_of(sentence) == ["Ana Ek"]


def test_whoever_is_asked_something_has_not_asked() -> None:
    assert names_of("Ana Ek, asked about the boat, left.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The Premier of Lower Sund, the Hon. Ana Ek, has warned of floods.",
        "The Member for Lindal, the Hon. Ana Ek: On a point of order, Sir.",
        "Their manager, known only as Ana Ek, reckons they could fill arenas.",
        "Senator Ana Ek, however, dismissed the minister's claims.",
    ],
)
def test_names_after_an_article_and_past_a_word_between_commas(sentence: str) -> None:
    assert names_of(sentence) == ["Ana Ek"]
