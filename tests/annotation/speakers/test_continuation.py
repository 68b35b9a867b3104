from .saying import persons_of, quotations_of, speakers_of

LINE = "“We will close the harbour,” Mara Alda said."
ALONE = "“And we will open it again one day.”"


def test_a_paragraph_after_a_colon_belongs_to_who_was_named_before_it() -> None:
    assert persons_of(LINE, "She added:", ALONE) == ["Mara Alda"]


def test_a_quotation_between_two_of_one_speaker_is_that_speakers() -> None:
    article = (LINE, ALONE, "“I promise,” she said.")
    assert [[speaker.name for speaker in paragraph] for paragraph in speakers_of(*article)] == [["Mara Alda"]] * 3


def test_a_quotation_with_nobody_around_it_is_nobodys() -> None:
    assert quotations_of("It rained.", ALONE) == [("And we will open it again one day.", None)]


def test_who_goes_on_is_shown_by_the_opening_mark() -> None:
    article = ("“We will close the harbour,” Mara Alda said. “We must.", ALONE)
    (speaker,) = speakers_of(*article)[1]
    assert ALONE[speaker.start : speaker.end] == "“"


def test_a_quotation_after_what_one_alone_has_said_is_theirs() -> None:
    told = "Mara Alda said that the harbour would close."
    assert persons_of(told, "“It makes no sense. It is just too old.”") == ["Mara Alda"]
    assert not persons_of(told + " Bo Lind said no.", "“It makes no sense. It is just too old.”")
    assert not persons_of(told, "“The Old Harbour”")


def test_a_heading_in_marks_is_nobodys() -> None:
    assert not persons_of(LINE + " “We must.”", "“All Boats Are Off.”")
    assert not persons_of(LINE + " “We must.”", "'Chief harbour thief.'")
    assert persons_of(LINE + " “We must.”", "“All boats are off.”") == ["Mara Alda"]
