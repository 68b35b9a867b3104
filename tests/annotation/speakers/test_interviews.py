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
