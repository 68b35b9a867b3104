"""Whose words a quotation is where no plain "she said" stands beside it; all sentences are invented."""

import pytest

from .saying import names_of, persons_of, quotations_of, speakers_of

ALDA = "The mayor, Mara Alda, said the port would close."

LETTERS = [
    "“It is late,” her statement read.",
    "Her last letter to the council said it was “far too late”.",
    "“It is late. There is no more time,” her affidavit added.",
]


@pytest.mark.parametrize("sentence", LETTERS)
def test_her_letter_speaks_for_her(sentence: str) -> None:
    assert persons_of(ALDA, sentence) == ["Mara Alda"]


@pytest.mark.parametrize("sentence", ["Her lawyer said no.", "“It is late,” her statement of six pages shows."])
def test_what_is_hers_but_no_letter_does_not(sentence: str) -> None:
    assert not persons_of(ALDA, sentence)


INTRODUCED = [
    "And this is from the head of the port, Mara Alda:",
    "Mara Alda this evening gave out the following:",
    "Captain Mara Alda, of the Swan, telegraphed this account from Lindal:",
]


@pytest.mark.parametrize("line", INTRODUCED)
def test_a_line_before_a_colon_introduces_the_next_paragraph(line: str) -> None:
    assert quotations_of("Bo Lind said no.", line, "“They shall be paid. That is final.”") == [
        ("They shall be paid. That is final.", "Mara Alda")
    ]


def test_who_receives_a_letter_does_not_speak() -> None:
    assert not names_of("Mara Alda yesterday received the following letter:")


NO_VERB_OF_SPEECH = [
    ("“It is far too late,” was all the mayor would offer.", "It is far too late,"),
    ("“Is it late?” posed the mayor.", "Is it late?"),
    ("“It is late,” smiled the mayor.", "It is late,"),
    ("It was “very late”, to borrow Alda's phrase.", "very late"),
    ("“It is late,” Alda, then nine, remembered in a letter.", "It is late,"),
]


@pytest.mark.parametrize(("sentence", "words"), NO_VERB_OF_SPEECH)
def test_words_beside_what_is_no_verb_of_speech(sentence: str, words: str) -> None:
    assert (words, "Mara Alda") in quotations_of(ALDA, sentence)


SEEN_TO_SPEAK = [
    "Would she leave? “No chance. There is work to do.”",
    "What does Alda make of the bridge? “A fine toy.”",
    "Alda saw it differently. “The boat was late.”",
    "When asked about the bridge, Alda waves the thought away. “That boat was late.”",
    "Alda was full of praise for keeper Bo Lind. “He was fearless.”",
    "For Alda, that was not the end of it. “Somebody sank that boat.”",
]


@pytest.mark.parametrize("paragraph", SEEN_TO_SPEAK)
def test_words_after_how_somebody_takes_a_thing(paragraph: str) -> None:
    assert {speaker for _, speaker in quotations_of(ALDA, paragraph)} == {"Mara Alda"}


NOT_SEEN_TO_SPEAK = [
    "Would Alda meet Bo Lind? “No chance,” said the clerk.",
    "Alda was full of praise for Bo Lind. “He was fearless,” said Kit Moss.",
    "The port would close in May. “The Last Boat” is a song.",
]


@pytest.mark.parametrize("paragraph", NOT_SEEN_TO_SPEAK)
def test_words_with_a_speaker_of_their_own_are_nobody_elses(paragraph: str) -> None:
    assert "Mara Alda" not in persons_of(ALDA, paragraph)


def test_words_within_a_sentence_without_a_speaker_are_not_the_next_sentences() -> None:
    text = "The boat had been called “a floating heap of rust”. The mayor, Mara Alda, said: “It will sail.”"
    assert quotations_of(text) == [("a floating heap of rust", None), ("It will sail.", "Mara Alda")]


def test_what_is_sworn_goes_on_after_a_semicolon() -> None:
    text = "Mara Alda swore that she had slept; that the sea was “rough but not so bad”; and that it was dark."
    assert quotations_of(text) == [("rough but not so bad", "Mara Alda")]


NOT_SPEECH = [
    "A boy called Ola Brandvik kept a diary in a cellar.",
    "A schoolboy who fell in a lake had been told by his mother to stay at home.",
    "A teacher who stole a boat wept as a letter he had written was read out.",
]


@pytest.mark.parametrize("sentence", NOT_SPEECH)
def test_whom_it_is_told_of_does_not_speak(sentence: str) -> None:
    assert not speakers_of(sentence)[0]


def test_words_of_one_without_a_name() -> None:
    assert names_of("It was “without direction”, in the words of one broker.") == ["broker"]


PAPERS = [
    ("A letter that Mara Alda had written was read out.", "“I am sorry for all of it,” it said."),
    ("Alda's note was found by the lifeguard, Bo Lind.", "“I am sorry for all of it,” it read."),
    ("The clerk, Bo Lind, read out a letter from Mara Alda.", "It went on: “I am sorry for all of it.”"),
]


@pytest.mark.parametrize("article", PAPERS)
def test_a_paper_speaks_for_its_writer(article: tuple[str, str]) -> None:
    assert persons_of(ALDA, *article) == ["Mara Alda"]


def test_a_diary_is_its_writers_to_the_end() -> None:
    article = (
        "A girl called Mara Alda kept a diary in an attic.",
        "“I missed my stop,” says the director, Bo Lind.",
        "The last entry is short. “They are in the street,” it reads.",
    )
    assert persons_of(*article) == ["Mara Alda"]


@pytest.mark.parametrize(
    "last", ["A report on the port is out. “It is late,” it said.", "A letter was found. It said no."]
)
def test_a_paper_of_an_unknown_writer_is_nobodys(last: str) -> None:
    assert not persons_of(ALDA, last)


BODIES = [
    ("The jury returned a verdict. It said: “The boat was old.”", ["jury"]),
    ("The harbour inspectorate fined the firm. “It had been warned,” it said.", ["harbour inspectorate"]),
    ("The harbour police found no boat. They said it was late.", ["harbour police"]),
    ("The boat was old. It said “Mara” on its side.", []),
]


@pytest.mark.parametrize(("paragraph", "names"), BODIES)
def test_it_is_the_body_that_has_just_acted(paragraph: str, names: list[str]) -> None:
    assert names_of(paragraph) == names


def test_they_are_who_spoke_alone_before() -> None:
    assert names_of("Local traders said no.", "“We were never asked,” they added.") == ["Local traders"]
    assert not names_of("Mara Alda and Bo Lind said no.", "“We were never asked,” they added.")


WITHOUT_A_NAME = [
    (["A harbour engineer said a list was ready. “It has a school and a hall,” he said."], "harbour engineer"),
    (["A neighbour said the house had been empty.", "“I saw a man with a torch,” she said."], "neighbour"),
    (["Pals fear the wedding is off. “He is in bits,” one said."], "Pals"),
]


@pytest.mark.parametrize(("article", "name"), WITHOUT_A_NAME)
def test_she_may_be_the_one_without_a_name_who_spoke_before(article: list[str], name: str) -> None:
    assert [speaker for _, speaker in quotations_of(*article)] == [name]


@pytest.mark.parametrize(
    "first", ["Local traders said no.", "A fisherman said no.", "A clerk said no. Mara Alda left."]
)
def test_she_is_no_group_no_man_and_not_who_spoke_before_somebody_else_acted(first: str) -> None:
    assert not {"traders", "fisherman", "clerk"} & set(names_of(first, "“It is late,” she said."))


def test_a_telegram_is_from_who_sent_it() -> None:
    text = "The owners have received a telegram from the mate, Mara Alda, saying: “Ship lost. Nine saved.”"
    assert quotations_of(text) == [("Ship lost. Nine saved.", "Mara Alda")]


def test_what_a_body_says_before_it_acts() -> None:
    text = "Observing that “man and monkey cannot both stay indoors”, the bench closed the case."
    assert quotations_of(text) == [("man and monkey cannot both stay indoors", "bench")]


RULINGS = [
    ("A judge in Lindal ruled on Wednesday that the port was shut.", ["judge"]),
    ("The court ruled unanimously that the port was shut.", ["court"]),
    ("A king ruled on the coast for ten years.", []),
]


@pytest.mark.parametrize(("sentence", "names"), RULINGS)
def test_who_rules_on_a_day_that_something_is_so_speaks(sentence: str, names: list[str]) -> None:
    assert names_of(sentence) == names


ASIDE = [
    ("According to him, “our people have lived here for years”.", "our people have lived here for years"),
    ("“It is cold, and the beer is warm,” was his verdict on the day.", "It is cold, and the beer is warm,"),
]


@pytest.mark.parametrize(("sentence", "words"), ASIDE)
def test_him_and_his_verdict_are_the_speakers(sentence: str, words: str) -> None:
    assert quotations_of("Mr Bo Lind blamed the council.", sentence) == [(words, "Bo Lind")]


def test_who_is_named_in_the_words_has_not_said_them() -> None:
    article = ("Mr Per Ullsand said no.", "Mr Bo Lind was asked about it.", "Mr Per Ullsand has called Lind late.")
    assert persons_of(*article, "“Per was asleep,” he said.") == ["Bo Lind"]
    assert persons_of(*article, "“I told them, Per is asleep,” he said.") == ["Per Ullsand"]


NAMED_BETWEEN_COMMAS = [
    ("Her rival, the 19-year-old qualifier Mara Alda, admitted it was late.", ["Mara Alda"]),
    ("A sailor, who simply identified himself as Ana, told the paper it was late.", ["Ana"]),
    ("“It is late,” said one of the old sailors.", ["old sailors"]),
    ("“It is late,” said one of the boats.", []),
    ("A telegram was received from Captain Bo Lind, of the steamer Swan: “All well on board.”", ["Bo Lind"]),
]


@pytest.mark.parametrize(("sentence", "names"), NAMED_BETWEEN_COMMAS)
def test_a_speaker_known_by_a_name_that_stands_apart(sentence: str, names: list[str]) -> None:
    assert [name for name in names_of(sentence) if name != "Telegram"] == names


def test_a_department_for_several_things_is_one() -> None:
    assert names_of("The Department of Roads, Culture and Ports said it was late.") == [
        "Department of Roads, Culture and Ports"
    ]
    assert names_of("The Ministry of Roads and Culture said it was late.") == ["Ministry of Roads and Culture"]


GOES_ON = [
    (
        ("“She came with her husband,” Mara Alda says.", "And the fourth time?", "“The fourth time she cried.”"),
        "Mara Alda",
    ),
    (
        ("Mara Alda left.", "For Alda of the Harbour Bank, the risk is greater. “Look at the boats. They are old.”"),
        "Mara Alda",
    ),
    (("Critics were divided. One called it “a masterpiece of patience”.",), "Critics"),
]


@pytest.mark.parametrize(("article", "name"), GOES_ON)
def test_who_goes_on_after_a_question_and_for_whom_a_thing_is_so(article: tuple[str, ...], name: str) -> None:
    assert [speaker for _, speaker in quotations_of(*article)] == [name]


def test_a_thing_put_somewhere_is_not_said() -> None:
    assert not names_of("Mara Alda brought a bag and put it on the table.")
    assert names_of("As Mara Alda put it in a letter, the boat was “far too old”.") == ["Mara Alda"]


BESIDE_ACTS = [
    "Asked about the official's words, Alda shrugged. “They too have boats.”",
    "Alda, who sells soup beside the pier, translates: “That means no.”",
    "Alda was among those who shared the news, adding: “It is late.”",
    "The firm asked sailors to sign, a demand Alda calls “very late indeed”.",
    "“No, no,” the mayor of the harbour town of Lindal, Mara Alda, said.",
    "“Of patience,” Alda answers, and laughs.",
]


@pytest.mark.parametrize("paragraph", BESIDE_ACTS)
def test_words_beside_what_somebody_does(paragraph: str) -> None:
    assert {speaker for _, speaker in quotations_of(ALDA, paragraph)} == {"Mara Alda"}


def test_the_unknown_noun_before_who_is_a_person() -> None:
    article = ("Her date, who asked not to be named, said she waited.", "“He never came,” she said.")
    assert names_of(article[0]) == ["date"]
    assert names_of(*article) == ["date"]


def test_who_is_asked_by_one_without_a_name_answers() -> None:
    article = ("Mr Bo Lind builds a raft. “Of what?” a reporter asks him. “Of patience,” he answers, and laughs.",)
    assert [speaker for _, speaker in quotations_of(*article)] == ["reporter", "Bo Lind"]


def test_a_lone_label_in_capitals_that_opens_an_article_is_a_place() -> None:
    article = [
        "KAREL LUMPUR: The ministry will look at it.",
        "It rained.",
        "The ministry, Karel Lumpur told us, is old.",
    ]
    assert not speakers_of(*article)[0]
    assert [speaker.name for speaker in speakers_of("KAREL LUND: It is late.", "It is.", "KAREL LUND: Yes.")[0]] == [
        "Karel Lund"
    ]


def test_who_is_addressed_does_not_go_on() -> None:
    article = ("The counsel, Mr Bo Lind, said it was one tree.", "“It has mangoes on it, Mr Lind. It is a neem.”")
    assert not names_of(*article)
    assert names_of(article[0], "“They told me, Lind, it is a neem. I told them no.”") == ["Bo Lind"]


def test_he_said_so_of_somebody_else() -> None:
    article = ("The mayor, Mr Bo Lind, offered a reward. Winston, he said, was “the oldest resident we have”.",)
    assert [speaker for _, speaker in quotations_of("Winston Ekdal is 96.", *article)] == ["Bo Lind"]


def test_a_man_called_so_is_he_himself() -> None:
    text = "On the last night the keeper, a Lindal man called Bo Ekdal, wrote in the log: “Lamp out. God forgive us.”"
    assert [speaker.name for speaker in speakers_of(text)[0]] == ["Bo Ekdal"]
    assert quotations_of(text) == [("Lamp out. God forgive us.", "Bo Ekdal")]


LATE = [
    (('Mr. Bo Ekdal, being questioned by our Correspondent, said : " I was at the well. I ran."',), "Bo Ekdal"),
    (("Mara Alda preferred to talk about her boat. “It has been like a bear all week.”",), "Mara Alda"),
    (("There was a word from the groundsman, Bo Ekdal, 70, who leaves on Saturday: “Mind the grass.”",), "Bo Ekdal"),
    (
        (
            "“Hold this,” says Mara Alda.",
            "Her book has annoyed three clerks. Is she sorry?",
            "“Only that it wasn't four.”",
        ),
        "Mara Alda",
    ),
    (("“I heard them shouting,” said Bo Ekdal to a reporter.", "“Were you not afraid?”"), None),
]


@pytest.mark.parametrize(("article", "name"), LATE)
def test_words_that_somebody_is_led_to(article: tuple[str, ...], name: str | None) -> None:
    assert [speaker for _, speaker in quotations_of(*article)] == [name]


@pytest.mark.parametrize("verb", ["will come on the show", "was hauled before a court", "declined"])
def test_who_is_to_talk_about_a_thing_has_not_yet(verb: str) -> None:
    assert not names_of(f"Mara Alda {verb} to talk about the harbour.")
