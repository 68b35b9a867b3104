import pytest

from .saying import names_of, persons_of, speakers_of


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Mara Alda walked in.", "Alda said it was late.", "Mara Alda"),
        ("Mara B. Alda walked in.", "Mara Alda said it was late.", "Mara B. Alda"),
        ("Mara Alda walked in.", "Ms. Alda said it was late.", "Mara Alda"),
        ("Mayor Iris van der Meulen walked in.", "Van der Meulen said it was late.", "Iris van der Meulen"),
        ("Olena Hrytsai, a nurse, walked in.", "Hrytsai said it was late.", "Olena Hrytsai"),
        ("Governor Tarik bin Salah walked in.", "Bin Salah said it was late.", "Tarik bin Salah"),
        ("Trade Minister Zhou Meiling walked in.", "Zhou Meiling said it was late.", "Zhou Meiling"),
    ],
)
def test_a_name_is_given_in_the_fullest_form_of_the_article(first: str, second: str, name: str) -> None:
    assert persons_of(first, second) == [name]


def test_a_name_that_is_an_ordinary_word_counts_once_the_article_knows_it() -> None:
    assert persons_of("Reporters met Nora Ditto.", "Ditto said it was late.") == ["Nora Ditto"]


def test_titles_become_the_role() -> None:
    ((speaker,),) = speakers_of("Major General Anton Brezh said the bridge held.")
    assert (speaker.name, speaker.role) == ("Anton Brezh", "Major General")


@pytest.mark.parametrize(
    "sentence",
    [
        "The Pentagon said the bridge held.",
        "The Bergby Ministry of Health said the bridge held.",
        "Alda Holdings Inc. said the bridge held.",
        "Norway said the bridge held.",
        "UNEF said the bridge held.",
        "Ploughwork said the bridge held. Ploughwork said so again. Ploughwork told the press.",
        "FactChekka said the bridge held.",
        "Several Conservative MPs who met on Monday said the bridge held.",
    ],
)
def test_organisations_do_not_become_persons(sentence: str) -> None:
    assert persons_of(sentence) == []


def test_namesakes_are_told_apart_by_their_titles() -> None:
    article = ("Mara Alda and Tom Alda walked in.",)
    assert persons_of(*article, "Mr. Alda said it was late.") == ["Tom Alda"]


def test_the_namesake_named_in_full_in_the_paragraph_is_meant() -> None:
    article = ("Mara Alda won. Mara Alda sang. Mara Alda left.", "Tom Alda walked in. Alda said it was late.")
    assert persons_of(*article) == ["Tom Alda"]


def test_a_middle_name_is_kept_as_the_article_mostly_has_it() -> None:
    assert persons_of("Mara Alda ran. Mara Alda won. Mara B. Alda slept.", "Alda said it was late.") == ["Mara Alda"]


def test_capitals_of_a_transcript_are_set_back() -> None:
    assert persons_of("NERYS SHALBY: It is late.", "NERYS SHALBY: I said it is late.") == ["Nerys Shalby"]


def test_text_in_capitals_is_read() -> None:
    assert persons_of("BO MERIDAN, THE MAYOR OF BERGBY, SAID THE HARBOUR WOULD CLOSE.") == ["Bo Meridan"]


def test_what_a_town_is_called_is_no_person() -> None:
    text = "They took the town of Lindalsk, a major junction, on Monday. Lindalsk said no."
    assert [speaker.kind for paragraph in speakers_of(text) for speaker in paragraph] == ["organization"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "“I hit the seam and let the pitch do the rest,” Wexeldown said at stumps.",
        "Wexeldown wrote: “I have never seen the harbour so full.”",
        "Wexeldown told the inquest on Friday that she had seen the boat.",
    ],
)
def test_who_says_i_or_speaks_of_himself_is_a_person(paragraph: str) -> None:
    assert persons_of(paragraph) == ["Wexeldown"]


def test_a_firm_that_says_we_is_no_person() -> None:
    assert persons_of("“We hit the target and let the market do the rest,” Wexeldown said.") == []


def test_a_name_that_ends_in_the_mothers_goes_by_the_fathers() -> None:
    assert names_of("The mayor, Ximena Lagos Urrutia, left.", "Lagos said that the hill had burned.") == [
        "Ximena Lagos Urrutia"
    ]
    assert names_of("The mayor, Ximena Lagos Urrutia, left.", "Ximena Lagos said that the hill had burned.") == [
        "Ximena Lagos Urrutia"
    ]


@pytest.mark.parametrize("name", ["Paris Wheeler", "Sydney Marshall", "Florence Barrett"])
def test_given_names_that_are_cities(name: str) -> None:
    assert persons_of(f"{name} said she had not slept.") == [name]


def test_a_club_that_is_named_after_a_city_is_no_person() -> None:
    assert persons_of("Boston Dynamics said it had not slept.") == []


def test_a_press_release_calls_its_person_by_the_first_name() -> None:
    introduced = "Aldgrove has appointed Neryssa Vaughan-Lloydd."
    assert names_of(introduced, "Neryssa said: “I am honoured.”") == ["Neryssa Vaughan-Lloydd"]


def test_a_korean_syllable_that_is_a_word() -> None:
    assert names_of("Hwang Jin-ah, 27, quit.", "“I was tired,” Hwang said.") == ["Hwang Jin-ah"]


@pytest.mark.parametrize("firm", ["Wells Fargo", "Eli Lilly", "Thomas Cook"])
def test_firms_that_read_like_a_person(firm: str) -> None:
    assert persons_of(f"{firm} announced it would close its office.") == []


@pytest.mark.parametrize(
    "name", ["Kuala Lumpur", "San Isidro", "Costa Rica", "Aston Villa", "Sri Lanka Cricket", "SCOTTISH PREMIERSHIP"]
)
def test_places_and_clubs_that_read_like_a_person(name: str) -> None:
    assert persons_of(f"{name} said on Tuesday it would cut prices.") == []


def test_half_of_a_double_name_is_its_bearers() -> None:
    assert names_of("Governor Romeo Pangilinan-Yap left.", "Yap told the paper that it rained.") == [
        "Romeo Pangilinan-Yap"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sandra from Hull raged: “It is only a rug.”",
        "“The people complain!” shouts Sandra behind the counter.",
        "Naria District Officer (DNO) Sandra said a court fined two owners.",
    ],
)
def test_single_names_from_a_place_with_feeling_or_after_an_office(sentence: str) -> None:
    assert persons_of(sentence) == ["Sandra"]
