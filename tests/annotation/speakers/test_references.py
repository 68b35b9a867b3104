"""Descriptions that mean a person named before; all sentences are invented."""

import pytest

from .saying import persons_of

MEANT = [
    (("Striker Kofi Adebar scored twice. The 23-year-old said he was proud.",), "Kofi Adebar"),
    (("Senator Tom Birk spoke.", "The lawmaker claimed that fish was dear."), "Tom Birk"),
    (("Bergby boss Steve Hadler was furious. “No,” he said.", "The former captain added: “No.”"), "Steve Hadler"),
    (("Reality star Tilda Boggs has new teeth.", "The mum-of-two told fans: “I love them.”"), "Tilda Boggs"),
    (("The minister, Hugo Landsdal, came. It rained.", "The minister said no."), "Hugo Landsdal"),
    (("Mara Alda, 54, a nurse and mother of two, came.", "The mother said it was late."), "Mara Alda"),
    (("A nurse has won in court.", "Mara Alda, 41, won on Monday.", "The nurse said it was late."), "Mara Alda"),
    (("Her fiancé Gaz Tully was delighted. “She looks great,” beamed the plasterer from Bergby.",), "Gaz Tully"),
    (("Mara Alda is a retired teacher.", "The teacher said it was late."), "Mara Alda"),
]


@pytest.mark.parametrize(("article", "name"), MEANT)
def test_a_description_means_whom_the_article_has_described_so(article: tuple[str, ...], name: str) -> None:
    assert persons_of(*article) == [name]


MEANT_BY_NONE = [
    ("Tom Birk was shot on Monday.", "The sheriff said it was late."),
    ("Tom Birk and Bo Lind came.", "The striker said it was late."),
    ("Senator Tom Birk met Senator Bo Lind.", "The lawmaker said it was late."),
    ("A 16-year-old boy was held by Sheriff Tom Birk.", "The boy said he was sorry."),
    ("Minister Tom Birk spoke.", "A senior official said it was late. The price was high, the official said."),
    ("In a letter to the minister, Tom Birk said no.", "It rained.", "The minister said no."),
]


@pytest.mark.parametrize("article", MEANT_BY_NONE)
def test_a_description_that_may_be_another_one_is_nobody_of_the_article(article: tuple[str, ...]) -> None:
    assert not persons_of(*article)


AGED = [
    (("Mara Alda, 67, spoke. Rosa Birk, 34, left.", "“No,” said the 67-year-old."), ["Mara Alda"]),
    (("At 14, Tom Birk plays chess.", "His coach, Bo Lind, met him.", "The teenager said no."), ["Tom Birk"]),
    (("Tom Birk, 54, came.", "The 34-year-old said no."), []),
    (("A gran has won.", "Mara Alda, 68, won.", "The great-gran-of-three said no."), ["Mara Alda"]),
    (("Milena Alda won. “I am glad,” the Bulgarian said.",), ["Milena Alda"]),
    (("Tom Birk leads.", "Defending champion Luis Ferreiro is third. The Chilean said no."), ["Luis Ferreiro"]),
    (("Milena Alda won.", "Rosa Birk lost.", "The Bulgarian said no."), []),
]


@pytest.mark.parametrize(("article", "names"), AGED)
def test_an_age_and_a_people_tell_who_is_meant(article: tuple[str, ...], names: list[str]) -> None:
    assert persons_of(*article) == names


MENTIONED = [
    (("The panel heard from Martin Oaksend, a pilot.", "“About ten,” he replied."), ["Martin Oaksend"]),
    (("The panel heard from Martin Oaksend and Bo Lind.", "“About ten,” he replied."), []),
    (("The farmer's wife, Pip Adebar, drove home. “He slept,” she said.",), ["Pip Adebar"]),
    (("Tom Birk spoke.", "The man accused of the theft said no."), []),
    (("Mara Alda spoke.", "The first woman said no."), []),
    (("The Dutchman told the club: “It is a dream.” Winger Daan Verhoefs signed.",), ["Daan Verhoefs"]),
]


@pytest.mark.parametrize(("article", "names"), MENTIONED)
def test_somebody_merely_named_is_meant_where_nobody_else_can_be(article: tuple[str, ...], names: list[str]) -> None:
    assert persons_of(*article) == names


OFFICES = [
    (("The judge told Mark Dyer: “You are a danger.” Dyer replied: “No.”",), ["Mark Dyer"]),
    (("Senators Amy Carver and Dale Hutchins met.", "Carver laughed.", "The senator said no."), []),
    (("The Duchess of Sund came. Princess Helena Birk, 38, met a dog.", "Her Highness said no."), ["Helena Birk"]),
    (("Before journalists, the mayor, Olu Disus, warned thieves.",), ["Olu Disus"]),
]


@pytest.mark.parametrize(("article", "names"), OFFICES)
def test_an_office_that_two_hold_tells_nobody_and_one_that_one_holds_its_holder(
    article: tuple[str, ...], names: list[str]
) -> None:
    assert persons_of(*article) == names


def test_whose_plan_opens_a_sentence_is_what_the_text_is_about() -> None:
    before = "President Tom Birk met his aide Ole Lund. Mr. Lund nodded."
    assert persons_of(before, "The president's new harbour is late. On Monday, he said so.") == ["Tom Birk"]
    assert persons_of(before, "Mr. Lund's lawyer, Jan Ek, came. On Monday, he said so.") == ["Jan Ek"]


def test_a_pronoun_after_a_name_is_a_subject() -> None:
    assert persons_of("Tom Birk spoke.", "In an interview with Harbour Radio he blasted the port.") == ["Tom Birk"]


def test_what_only_describes_a_name_is_no_subject() -> None:
    told = "The letter told of the good it said Mara Alda, the first woman to sail, would have on us: “It is late.”"
    assert persons_of("Mara Alda came.", told) == []


@pytest.mark.parametrize(
    ("article", "names"),
    [
        (
            ("Ondrej Lindalek scored. “I shot,” the Czech said.", "Coach Tom Birk said no.", "The Scot said: “No.”"),
            ["Tom Birk"],
        ),
        (
            ("Rosa Birk said no.", "Tom Lind said yes.", "The Norwegian, who came in 2021, said she was glad."),
            ["Rosa Birk"],
        ),
        (("Tom Birk spoke.", "Bo Lind spoke.", "Biologist Pip Ek left.", "The Dutch biologist said no."), []),
        (("Rosa Birk wept.", "Tom Birk left.", "Bo Lind sat.", "The mum-of-one said no."), ["Rosa Birk"]),
    ],
)
def test_a_people_is_told_apart_by_who_spoke_and_by_gender(article: tuple[str, ...], names: list[str]) -> None:
    assert persons_of(*article) == names


@pytest.mark.parametrize(
    ("article", "name"),
    [
        (
            ("Prosecuting, Tom Birk said it was theft.", "Bo Lind, 58, denied the charges.", "The defendant said no."),
            "Bo Lind",
        ),
        (("Prosecuting, Tom Birk said no.", "Bo Lind was jailed.", "The prosecutor said it was theft."), "Tom Birk"),
        (("Rosa Birk sued the port.", "Bo Lind was in court.", "The plaintiff said no."), "Rosa Birk"),
        (("Village head Tom Birk spoke.", "The traditional ruler said no."), "Tom Birk"),
        (("H.E. Dr Rosa Birk, of the port, spoke.", "Her Excellency said no."), "Rosa Birk"),
        (("Hon. Tom Birk spoke.", "The lawmaker said no."), "Tom Birk"),
        (("Tom Birk, MLA, spoke.", "The NDC leader said no."), "Tom Birk"),
        (("Harbour Nirbahi Officer (HNO) Rosa Birk said no.", "The HNO said yes."), "Rosa Birk"),
        (("Rosa Birk told us of her doubts.", "The beautician said no."), "Rosa Birk"),
    ],
)
def test_a_part_an_office_in_letters_or_a_trade_means_its_only_holder(article: tuple[str, ...], name: str) -> None:
    assert persons_of(*article) == [name]


def test_who_admits_in_an_interview_is_no_defendant() -> None:
    article = (
        "Coach Tom Birk admitted his side was late.",
        "Bo Lind, 58, denied the charges.",
        "The defendant said no.",
    )
    assert persons_of(*article) == ["Bo Lind"]


def test_a_body_in_letters_before_an_office_is_nobody() -> None:
    assert persons_of("Norland Harbour Board (NHB) engineer Tom Birk said no.", "The NHB said yes.") == []


@pytest.mark.parametrize(
    ("article", "names"),
    [
        (("Rosa Birk told the magistrate she was late.", "“It was dark,” the witness said."), ["Rosa Birk"]),
        (("Tom Birk told the court it was late.", "Bo Lind told the court it was early.", "The witness said no."), []),
        (("Father Tom Birk fell. “I heard a crack,” the priest recalled.",), ["Tom Birk"]),
        (("Law Minister Barrister Tom Birk spoke.", "“I will send a rider,” the minister quipped."), ["Tom Birk"]),
        (("Rosa Birk asked Tom Lind.", "The 46-year-old has hired a lawyer. “No,” she says."), ["Rosa Birk"]),
        (("Baker Tom Birk left.", "Detective Bo Lind came.", "The baker said no."), ["Tom Birk"]),
        (("Detective Bo Lind came.", "The florist said no."), []),
        (("Manager Tom Birk said no.", "“He is ours,” said the Bergby boss."), ["Tom Birk"]),
        (("Lindal manager Tom Birk said no.", "“He is ours,” said the Bergby boss."), []),
        (("Coach Tom Birk said no.", "The 19-year-old laughed. “I like it,” he said."), []),
        (
            (
                "Tom Birk sang. “I saw it,” the singer said.",
                "His manager, Rosa Lind, wept.",
                "The jazz singer said no.",
            ),
            ["Tom Birk"],
        ),
    ],
)
def test_what_somebody_does_tells_them_apart(article: tuple[str, ...], names: list[str]) -> None:
    assert persons_of(*article) == names


def test_the_name_at_birth_is_nobody_else() -> None:
    article = (
        "Lord Wexbirk, the former whip, has died aged 91.",
        "Born Harold Edwin Lindpratt in Bergby, he left school at 14.",
        "“I had the vote before I had shoes,” he said.",
        "He once told this paper that he regretted nothing.",
    )
    assert persons_of(*article[:3]) == ["Wexbirk"]
    assert persons_of(*article) == ["Wexbirk"]


def test_a_stage_name_means_its_bearer() -> None:
    article = ("Tunde Lindaja, known to his fans as Kulalind, left hospital.", "Kulalind told them he was well.")
    assert persons_of(*article) == ["Tunde Lindaja"]
