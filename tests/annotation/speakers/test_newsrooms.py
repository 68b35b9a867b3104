"""How newsrooms of many countries write who speaks, one class of sentence after another; all are invented."""

import pytest

from .saying import names_of, speakers_of

TITLES = [
    ("Cllr Rosie Mundell said the pier would open.", "Rosie Mundell"),
    ("“It is urgent,” Engr. Tunde Balarin said.", "Tunde Balarin"),
    ("Tan Sri Wong Beng Lai said the port would close.", "Wong Beng Lai"),
    ("Dato’ Rosman Halid said the port would close.", "Rosman Halid"),
    ("Smt Latika Joshvi said the port would close.", "Latika Joshvi"),
    ("Lt-Gen Sipho Mandlana said the port would close.", "Sipho Mandlana"),
    ("Fr Declan Moorish said the roof had leaked.", "Declan Moorish"),
    ("Lewis Marshbrook KC said his client was sorry.", "Lewis Marshbrook"),
    ("“Nobody asked us,” said José Antonio Renterilla y Pazo.", "José Antonio Renterilla y Pazo"),
]


@pytest.mark.parametrize(("sentence", "name"), TITLES)
def test_titles_and_letters_beside_a_name_are_no_part_of_it(sentence: str, name: str) -> None:
    assert names_of(sentence) == [name]


def test_the_island_is_no_title() -> None:
    assert names_of("Sri Lanka said the port would close.") == ["Sri Lanka"]


INTRODUCED = [
    ("The guard, Kit Moss, said the gate was shut.", "Kit Moss"),
    ("The porter, Bill Quist, said the gate was shut.", "Bill Quist"),
    ("The mayor of Ébenne, Zoë Núñal, said no.", "Zoë Núñal"),
    ("The British ambassador to Norway, Rosa Quint, said no.", "Rosa Quint"),
    ("The CEO of Fjord Analytica, Alexander Tailor, said no.", "Alexander Tailor"),
    ("MEC for Roads and Social Works, Themba Nkunda, said the clinics would stay open.", "Themba Nkunda"),
    ("The head of Tramnet’s engineering centre of excellence, Farid Azmin, says the pipe leaks.", "Farid Azmin"),
    ("Senior lecturer at Lindal University Dr Ola Brandvik said the risk was low.", "Ola Brandvik"),
    ("Marketing manager at Coral Holidays Abby Lundholm said it was late.", "Abby Lundholm"),
    ("Ferit Hoxhani, Norland’s foreign minister, reported that the house was hit.", "Ferit Hoxhani"),
    ("Said the fisher, Olu Adebar: the sea is calm.", "Olu Adebar"),
    ("Robert “Bobby” Ekdal said no.", "Robert Ekdal"),
]


@pytest.mark.parametrize(("sentence", "name"), INTRODUCED)
def test_a_description_before_the_name_speaks_by_it(sentence: str, name: str) -> None:
    assert names_of(sentence) == [name]


SINGLE_NAMES = [
    "Richarlindo, who joined in May, said the club was a home.",
    "Richarlindo told reporters he was fit.",
    "Lawmaker Baek Seung-ho of the Harbour Party said the bill was dead.",
]


@pytest.mark.parametrize("sentence", SINGLE_NAMES)
def test_a_name_of_a_person_by_what_it_does_or_how_it_is_written(sentence: str) -> None:
    assert [speaker.kind for speaker in speakers_of(sentence)[-1]] == ["person"]


@pytest.mark.parametrize(
    "sentence",
    [
        "What has Alda Brandvik said about the treaty?",
        "It may grow if President Mara Oduyal agrees to the terms.",
        "Swan MuellerSpeier, who was there, left.",
    ],
)
def test_what_is_asked_or_supposed_is_not_said(sentence: str) -> None:
    assert not names_of(sentence)


def test_a_crowd_speaks_after_its_words() -> None:
    assert names_of("'We were lied to', say parents of the girl.") == ["parents"]


def test_a_colon_and_a_dash_introduce_a_quotation() -> None:
    assert names_of("The writer, Mr. A. B. Colvin, says:—", '"I was arrested yesterday."') == ["A. B. Colvin"]


SPOKEN = [
    ("“This shows a style of life,” highlights Davi Mourão.", "Davi Mourão"),
    ("“It is late,” comments Davi Mourão, head of the port.", "Davi Mourão"),
    ("Officers held Mary Hobbs, 31, after a search, said Lt. Paul Dodger, the spokesman.", "Paul Dodger"),
    ("Sailors familiar with the harbour say it is shut.", "Sailors"),
    ("Some in Bergby welcomed the news, saying it was late.", "Some"),
    ("Police say a cordon is in place.", "Police"),
    ("10.05am - Police say a cordon is in place.", "Police"),
    ("Marta Lindgrun is adamant that the dam will hold.", "Marta Lindgrun"),
    ("A survey by the charity Hearthstead found that half had no stove.", "Hearthstead"),
    ("Half have no stove, according to a report by think-tank Delosia.", "Delosia"),
    ("Norland is one of the loudest critics of the plan and has accused Sudland of greed.", "Norland"),
    ("“I lost my boat,” he said. Fisherman Rodel Capinolo, 41, lives on the beach.", "Rodel Capinolo"),
]


@pytest.mark.parametrize(("sentence", "name"), SPOKEN)
def test_forms_of_saying(sentence: str, name: str) -> None:
    assert names_of(sentence) == [name]


NOT_SPOKEN = [
    "Captain Jake Morrellan went after Bo Lindqvist and threw punches.",
    "Brad Tollander added three assists to lead Bergby.",
    "Fjord Holding recalled 10,000 cars.",
    "The agency has called in a design office.",
    "The Harbour Board challenged the matter in court.",
]


@pytest.mark.parametrize("sentence", NOT_SPOKEN)
def test_deeds_are_not_said(sentence: str) -> None:
    assert not names_of(sentence)


def test_the_mother_of_three_is_who_was_just_introduced() -> None:
    assert names_of("Halima Bakaran, 36, sells maize.", "The mother of three says it is late.") == ["Halima Bakaran"]
    told = ("Halima Bakaran, 36, met a mother from Lindal.", "The mother of three says it is late.")
    assert names_of(*told) == ["mother"]


SCRAPS = [
    "The Harbour Act says boats must leave.",
    "HELPED CARVE OUT DE FACTO SEPARATIST STATE",
    "Mara Aldan Wins Race, says no, Bergby",
    "Covid-19 said no.",
]


@pytest.mark.parametrize("sentence", SCRAPS)
def test_a_scrap_or_a_law_is_no_speaker(sentence: str) -> None:
    assert not names_of(sentence)


def test_a_caption_that_names_twice_names_one() -> None:
    assert names_of("Mara Aldan Mara Aldan said no.") == ["Mara Aldan"]
    assert names_of("WATCH Mara Aldan says no.") == ["Mara Aldan"]


def test_a_title_after_a_given_name_is_a_name() -> None:
    assert names_of("Rep. Peter King of Norland said no.") == ["Peter King"]


REPORTED = [
    ("The board dismissed its master, Markus Ederin, who said no.", ["Markus Ederin"]),
    ("Ana Corvold is expected to announce her plan on Monday.", []),
    ("A statement by Fjord Holding read: “It is late.”", ["Fjord Holding"]),
    ("Tom Halvard claimed gold in the pool.", []),
    ("An aide to President Corvold said no.", ["aide"]),
]


@pytest.mark.parametrize(("sentence", "names"), REPORTED)
def test_who_is_behind_what_is_reported(sentence: str, names: list[str]) -> None:
    assert names_of(sentence) == names


BESIDE_OTHERS = [
    ("Ana Corvold, head of research at Fjord Bank: “Sales will fall.”", ["Ana Corvold"]),
    ("His death was confirmed by his daughter, Ana Corvold.", ["Ana Corvold"]),
    ("The death was announced by the Harbour Theatre.", ["Harbour Theatre"]),
    ("“He taught us all,” said his former pupil, the pianist Ana Corvold.", ["Ana Corvold"]),
    ("Medics said two died.", ["Medics"]),
]


@pytest.mark.parametrize(("sentence", "names"), BESIDE_OTHERS)
def test_obituaries_round_ups_and_crews(sentence: str, names: list[str]) -> None:
    assert names_of(sentence) == names
