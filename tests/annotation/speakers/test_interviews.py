"""Interviews whose answers say nowhere whose they are; all sentences are invented."""

from .saying import speakers_of

INTRODUCED = "Olga Brandvik runs the only lighthouse school in Norland. She spoke to Bo Lindal by phone."
UNMARKED = (
    INTRODUCED,
    "What did you learn first?",
    "I learned to wait. My uncle taught me.",
    "And what do the neighbours think?",
    "They complain. I send them cake.",
    "Would you do it again?",
    "Gladly, if I were asked.",
)
ANSWERS = (2, 4, 6)


def answers(article: tuple[str, ...]) -> list[list[str]]:
    return [[speaker.name for speaker in speakers_of(*article)[number]] for number in ANSWERS]


def test_answers_are_the_one_introduced() -> None:
    assert answers(UNMARKED) == [["Olga Brandvik"]] * 3
    assert not any(speakers_of(*UNMARKED)[number] for number in (1, 3, 5))


def test_answers_in_marks_and_after_letters_are_too() -> None:
    marked = [f"“{text}”" if number in ANSWERS else text for number, text in enumerate(UNMARKED)]
    lettered = [f"{'QA'[number % 2 == 0]}: {text}" if number else text for number, text in enumerate(UNMARKED)]
    assert answers(tuple(marked)) == answers(tuple(lettered)) == [["Olga Brandvik"]] * 3


def test_an_answer_is_shown_by_its_first_word() -> None:
    (speaker,) = speakers_of(*UNMARKED)[2]
    assert (UNMARKED[2][speaker.start : speaker.end], speaker.by) == ("I", "pronoun")


def test_of_two_introduced_nobody_is_given_the_answers() -> None:
    assert answers(("Olga Brandvik and Maren Holter run a school.", *UNMARKED[1:])) == [[]] * 3
    assert answers(("Olga Brandvik and Olana Tvedthol run a school.", *UNMARKED[1:])) == [[]] * 3


def test_questions_that_are_headings_are_no_interview() -> None:
    explainer = (
        "Olga Brandvik will leave the ministry.",
        "What happens next?",
        "The party chooses a new leader in May.",
        "Who may stand?",
        "Any member of the assembly.",
        "How will this affect you?",
        "Taxes may rise.",
    )
    assert answers(explainer) == [[]] * 3


def test_questions_far_apart_are_no_interview() -> None:
    assert answers((*UNMARKED[:3], *["It rained."] * 4, *UNMARKED[3:]))[0] == []


def test_questions_by_somebody_named_are_left_to_their_labels() -> None:
    labelled = [f"Bo Lindal: {text}" if number in (1, 3, 5) else text for number, text in enumerate(UNMARKED)]
    assert answers(tuple(labelled)) == [[]] * 3


def test_two_lettered_questions_are_enough_and_an_answer_may_quote_another() -> None:
    lettered = (INTRODUCED, "Q: Why tides?", "A: I like them.", "Q: Would you go back?", "A: I might.")
    assert [[speaker.name for speaker in speakers_of(*lettered)[number]] for number in (2, 4)] == [
        ["Olga Brandvik"],
        ["Olga Brandvik"],
    ]


DIALOGUE = [
    "The boy, Ola Brandvik, was called on the third day.",
    "“Were you asleep?” asked Mr Bo Lind, for the Board.",
    "“No, sir.”",
    "“Then what were you doing?”",
    "“I was looking at the light, sir, as I was told to.”",
]


def test_question_and_reply_take_turns() -> None:
    told = [[speaker.name for speaker in paragraph] for paragraph in speakers_of(*DIALOGUE)]
    assert told == [[], ["Bo Lind"], ["Ola Brandvik"], ["Bo Lind"], ["Ola Brandvik"]]


def test_who_is_asked_by_nobody_in_particular_replies() -> None:
    article = (
        "“I have eleven men,” said Mara Alda.",
        "“Has the governor replied?” she was asked.",
        "“He has not. He may.”",
    )
    assert [speaker.name for speaker in speakers_of(*article)[2]] == ["Mara Alda"]


def test_a_reporters_next_question_is_the_reporters() -> None:
    article = (
        "“I left the town,” said Mr. Bo Lind.",
        "“Then you think it is over?” asked the reporter.",
        "“I think so,” replied Mr. Lind, “but it may not be.”",
        "“And the mayor?”",
        "“The mayor is an old man and a clever one.”",
    )
    assert [[speaker.name for speaker in paragraph] for paragraph in speakers_of(*article)[3:]] == [
        ["reporter"],
        ["Bo Lind"],
    ]


def test_a_question_put_to_nobody_is_followed_by_who_asked_it() -> None:
    article = (
        "Bo Lind said no.",
        "“Who will pay for all this?” asked Mara Alda.",
        "“It will be the town, as it always is.”",
    )
    assert [speaker.name for speaker in speakers_of(*article)[2]] == ["Mara Alda"]


def test_an_answer_may_tell_what_others_said() -> None:
    article = (
        "Mara Alda keeps bees in Lindal. We spoke to her there.",
        "What made you leave the bank?",
        "I was tired. My friend Bo Lind said, “You talk of nothing but bees.”",
        "Was it hard for you?",
        "No. I liked it from the first day.",
        "The clerk said bees are “a nuisance”. Do you agree?",
        "I met him once, and he ran away.",
        "What is next?",
        "I am planting trees.",
    )
    found = [[speaker.name for speaker in paragraph] for paragraph in speakers_of(*article)]
    assert found[2] == ["Mara Alda", "Bo Lind"]
    assert found[6] == ["Mara Alda"]
