"""Names and styles from all over the world; every sentence is invented."""

import pytest

from .saying import names_of

PERSONS = [
    (
        "Oleksandr Prokopchuk-Bilyk, head of the regional military administration, said that two were injured.",
        "Oleksandr Prokopchuk-Bilyk",
    ),
    ("«We will hold the river», said Colonel Mykhailo Drozdenko, commander of the 93rd brigade.", "Mykhailo Drozdenko"),
    ('"They came at night," Halyna, 62, a pensioner from Kupiansk, told reporters.', "Halyna"),
    (
        "Sheikh Hamad bin Rashid al-Thawadi, the deputy emir, told Al Jazeera that talks would resume.",
        "Hamad bin Rashid al-Thawadi",
    ),
    ("Abu Khalid al-Masri, a shopkeeper in Rafah, said he had not slept for days.", "Abu Khalid al-Masri"),
    ("Foreign Ministry spokesperson Nasser al-Qahtani rejected the report as baseless.", "Nasser al-Qahtani"),
    ("Umm Yusuf said her house had been destroyed.", "Umm Yusuf"),
    ("Mohammed Ould Abdelkader, Mauritania's minister of fisheries, announced new quotas.", "Mohammed Ould Abdelkader"),
    ("Wang Liqun, a researcher at the Chinese Academy of Social Sciences, said exports would fall.", "Wang Liqun"),
    ("Tsai Mei-hua of the Mainland Affairs Council said Taipei would not yield.", "Tsai Mei-hua"),
    ("Kim Tae-woo, a lawmaker of the ruling People Power Party, said the bill would pass.", "Kim Tae-woo"),
    ("Park Soo-jin, spokeswoman for the unification ministry, told a briefing that the line was dead.", "Park Soo-jin"),
    (
        "María Fernanda Ortiz de la Vega, alcaldesa of Jerez and a doctor, said the ward was full.",
        "María Fernanda Ortiz de la Vega",
    ),
    (
        "José Luis Echeverría, secretary general of the Workers' Commissions, described the offer as an insult.",
        "José Luis Echeverría",
    ),
    ('"No hay agua," said Doña Carmen Ibáñez, who has lived here since 1970.', "Carmen Ibáñez"),
    (
        "President Andrés Quiroga said he would not run again. Mr Quiroga added that his party would decide.",
        "Andrés Quiroga",
    ),
    ("Wopke de Graaf, the finance minister, told De Telegraaf that taxes would not rise.", "Wopke de Graaf"),
    ("Nguyễn Văn Hùng, a rice farmer in An Giang, said salt had ruined his field.", "Nguyễn Văn Hùng"),
    (
        "Prime Minister Pham Quoc Tuan said Hanoi welcomed the deal. Tuan added that work would begin in May.",
        "Pham Quoc Tuan",
    ),
    ("Rajesh Kumar Yadav, superintendent of police in Gonda, said three men had been arrested.", "Rajesh Kumar Yadav"),
    ('"The monsoon came late," said K. R. Venkataraman, a meteorologist in Chennai.', "K. R. Venkataraman"),
    ("Chief Minister Mamta Chatterjee alleged that the centre had withheld funds.", "Mamta Chatterjee"),
    ("Chukwuemeka Okonkwo, governor of Anambra State, urged residents to remain calm.", "Chukwuemeka Okonkwo"),
    ("Alhaji Sani Bello Dogara said the herders had left.", "Sani Bello Dogara"),
    ('"They took everything," Ngozi Eze-Adeyemi said, weeping.', "Ngozi Eze-Adeyemi"),
    (
        "A spokesman for the Nigerian army, Brigadier-General Tukur Garba, said the camp had been cleared.",
        "Tukur Garba",
    ),
    ('"We have waited long enough" – Ingrid Halvorsen, teacher, Tromsø', "Ingrid Halvorsen"),
    ('"Never again." — Amadou Diarra', "Amadou Diarra"),
    ("« Nous partons demain », declared Jean-Baptiste Kouassi, the mission's head.", "Jean-Baptiste Kouassi"),
    ("Speaking to the BBC, Aung Htay, a Rohingya leader, said the camp had flooded.", "Aung Htay"),
    (
        "Ursula Bergström, who chairs the European Parliament's trade committee, said that Brussels had been too slow.",
        "Ursula Bergström",
    ),
    ('In the words of the harbour master, Ana Ek, "the ice came early."', "Ana Ek"),
]
INSTITUTIONS = [
    (
        "The Kyiv City Military Administration said on Monday that debris had fallen on a school.",
        "Kyiv City Military Administration",
    ),
    ("Russia's defence ministry claimed that its troops had taken the village.", "Russia's defence ministry"),
    ("Hezbollah said in a statement that it had fired rockets at the base.", "Hezbollah"),
    ("Xinhua reported that the bridge would open in June.", "Xinhua"),
    ("The People's Daily wrote in an editorial that the tariffs were unwise.", "People's Daily"),
    ("Yonhap said the envoy would arrive on Friday.", "Yonhap"),
    ("The Bank of Spain estimates that the economy will grow by 2 percent.", "Bank of Spain"),
    ("El País reported that the minister had resigned.", "El País"),
    ("Vietnam's Ministry of Industry and Trade said it would appeal.", "Ministry of Industry and Trade"),
    ("Press Trust of India quoted an unnamed official as saying that the train had derailed.", "Press Trust of India"),
    ("Delhi Police said on Sunday that two suspects were held.", "Delhi Police"),
    (
        "The Nigerian National Petroleum Company said supply would return to normal.",
        "Nigerian National Petroleum Company",
    ),
    ("CENTRAL BANK SAYS RATES TO STAY AT 4 PCT", "CENTRAL BANK"),
    ("The daily Morgenposten described the verdict as mild.", "Morgenposten"),
    ('The Globe\'s analysis concluded, "Nobody wins from this."', "Globe"),
]


@pytest.mark.parametrize(("sentence", "name"), PERSONS)
def test_a_person_of_any_country(sentence: str, name: str) -> None:
    assert names_of(sentence) == [name]


@pytest.mark.parametrize(("sentence", "name"), INSTITUTIONS)
def test_an_institution_of_any_country(sentence: str, name: str) -> None:
    assert names_of(sentence) == [name]


def test_wire_copy_in_capitals() -> None:
    assert names_of("BERGBY - FOREIGN MINISTER CLAUDE MERCADIER SAID TODAY THE TALKS HAD FAILED.") == [
        "Claude Mercadier"
    ]


def test_a_transcript_in_capitals_gives_names_that_no_table_knows() -> None:
    said = names_of("MERCADIER: Will it be late?", "SOLMAZ: It will.", "MERCADIER: I don't think so.")
    assert said == ["Mercadier"]


def test_the_letters_of_questions_and_answers_are_nobody() -> None:
    assert names_of("Q: Will it be late?") == []
