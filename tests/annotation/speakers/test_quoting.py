from .saying import persons_of, quotations_of


def test_a_quotation_belongs_to_the_cue_of_its_sentence() -> None:
    assert quotations_of("“We will close the harbour,” Mara Alda said.") == [
        ("We will close the harbour,", "Mara Alda")
    ]


def test_a_quotation_after_the_first_goes_on() -> None:
    text = "“We will close the harbour,” Mara Alda said. “Nobody should wait for us.”"
    assert [speaker for _, speaker in quotations_of(text)] == ["Mara Alda", "Mara Alda"]


def test_scare_quotes_have_no_speaker() -> None:
    assert quotations_of("The so-called “closing day” is near.") == [("closing day", None)]


def test_a_quotation_over_two_paragraphs_keeps_its_speaker() -> None:
    article = ("“We will close the harbour,” Mara Alda said. “We must.", "“And we will open it again one day.”")
    assert quotations_of(*article) == [("And we will open it again one day.", "Mara Alda")]
    assert persons_of(*article) == ["Mara Alda"]
