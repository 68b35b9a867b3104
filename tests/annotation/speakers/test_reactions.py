"""Words in marks after what somebody does, without a verb of speech; all sentences are invented."""

import pytest

from .saying import quotations_of, speakers_of

SPEAKERS = [
    (("Bergby boss Steve Hadler was furious with the referee. “It was never a foul.”",), "Steve Hadler"),
    (("Mara Alda has fished here for forty years. “I never saw such a storm.”",), "Mara Alda"),
    (("“It is late,” said Mara Alda.", "She shook her head. “They all left.”"), "Mara Alda"),
    (
        ("“It is late,” said Mara Alda.", "She laughs and orders tea.", "“The first winter is the worst of them.”"),
        "Mara Alda",
    ),
    (("Tom Birk has met Bo Lind before. “They will come.”",), None),
    (("Bo Lind left. “It is late,” said Mara Alda.", "Bo Lind left Bergby. “They will come.”"), None),
    (("“It is late,” said Mara Alda.", "The rain is late.", "“My goats are gone and so is my house.”"), "Mara Alda"),
    (("“It is late,” said Mara Alda.", "The rain is late.", "“The goats are gone and so is the house.”"), None),
    (("Mara Alda lives in Bergby.", "“The Old Harbour and its Boats”"), None),
]


@pytest.mark.parametrize(("article", "speaker"), SPEAKERS)
def test_words_after_a_deed_are_whose_it_is_where_nobody_else_can_be_meant(
    article: tuple[str, ...], speaker: str | None
) -> None:
    assert quotations_of(*article)[-1][1] == speaker


def test_a_line_below_a_quotation_signs_it() -> None:
    article = ("The town has a plan.", "“It is not the river. We look at it.”", "— Mara Alda, mayor of Bergby")
    assert quotations_of(*article[:2])[0][1] is None
    assert [[speaker.name for speaker in paragraph] for paragraph in speakers_of(*article)][1:] == [["Mara Alda"]] * 2


PHRASES = [
    ("Mara Alda urged the town to “stop sleeping” on Monday.", "Mara Alda"),
    ("Mara Alda said the film “Jaws Again” was late.", None),
    ("The “ghost ferry” is late.", None),
]


@pytest.mark.parametrize(("sentence", "speaker"), PHRASES)
def test_a_phrase_in_marks_is_the_speakers_within_what_is_reported(sentence: str, speaker: str | None) -> None:
    assert quotations_of(sentence)[0][1] == speaker
