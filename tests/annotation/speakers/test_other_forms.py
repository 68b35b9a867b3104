"""Forms of newspapers of other days and countries; all sentences are invented."""

from index.annotation.speakers import attribute

from .saying import names_of, persons_of, quotations_of


def test_a_pronoun_may_follow_its_verb() -> None:
    told = "Their president, Mara Alda, was found in good spirits."
    assert persons_of(told, "“We have sunk nothing,” said she. “When they pay, they may sail.”") == ["Mara Alda"]


def test_somebody_is_reported_to_have_said() -> None:
    told = "Mr. Olu Ade, the driver, was met at the station."
    assert persons_of(told, "“I have nothing against them,” he is reported to have said.") == ["Olu Ade"]
    assert persons_of(told, "He is late to have said so.") == []


def test_all_that_somebody_would_say() -> None:
    said = "Secretary Olu Ade, reached by phone, played it down. “The sea is noisy,” was all he would say."
    assert quotations_of(said) == [("The sea is noisy,", "Olu Ade")]


def test_another_may_speak() -> None:
    assert names_of("Fans were sad. Another wrote: “My boat did worse.”") == ["Another"]
    assert names_of("Another boat wrote off its captain.") == []


def test_an_office_before_a_style_is_a_role() -> None:
    told = "Bergby Senator Dr Olu Ade has dared members to resign."
    assert persons_of(told, "“Resign today,” said the lawmaker amid cheers.") == ["Olu Ade"]


def test_whom_only_the_end_of_a_sentence_is_about_is_not_he() -> None:
    told = "Olu Ade, 21, was drafted in only on Tuesday after Bo Lind failed a test."
    assert persons_of("Olu Ade came.", told, "“I was at my aunt's,” he revealed at the briefing.") == ["Olu Ade"]


def test_answers_without_labels_go_on_after_those_with() -> None:
    article = (
        "Prof Mara Alda runs the harbour school at Bergby.",
        "Rosa Birk: How many of us can swim?",
        "Mara Alda: Fewer than think they can.",
        "What was the worst storm you ever saw?",
        "I had a boat that did not float.",
        "Can you sail at night?",
        "No. I hate the dark.",
        "Would you do it again?",
        "I would not. My boat is sold.",
    )
    assert persons_of(*article) == ["Mara Alda"]
    assert persons_of(*article[:5], "Can you swim?", "I can.") != ["Rosa Birk"]


def test_a_participle_may_open_who_reacts() -> None:
    told = "Beleaguered Bergby manager Olu Ade was defiant. “I sang worse. My songs were poor.”"
    assert persons_of(told) == ["Olu Ade"]


def test_a_court_s_record_has_questions_and_answers() -> None:
    article = (
        "HARRIET STOLL, having been sworn, was examined.",
        "BY MR. GREER:",
        "Q. Where were you on the night of the fire?",
        "A. I was in my bed, sir. I never left the house.",
    )
    assert persons_of(*article[:3]) == ["Greer"]
    assert persons_of(*article) == ["Harriet Stoll"]
    assert persons_of(article[0], article[3]) == []


def test_a_quotation_goes_on_after_one_that_went_on() -> None:
    article = (
        "Mara Alda, 44, a baker, lost her shop in the flood.",
        "“I saw the oven float past. I laughed. What else can you do?”",
        "“The bread was in it.”",
    )
    assert persons_of(*article) == ["Mara Alda"]


def test_who_spoke_the_quotation_that_opens_an_article_may_follow() -> None:
    lede, told = "“There was no warning at all.”", "Olu Ade, a fisherman, was mending nets. He said he ran uphill."
    assert quotations_of(lede) == [("There was no warning at all.", None)]
    assert quotations_of(told) == []
    (quotation,) = attribute([lede, told]).paragraphs[0].quotations
    assert quotation.speaker == "Olu Ade"


def test_a_description_known_as_somebody_is_that_person() -> None:
    assert names_of("The driver, named in court as Olu Ade, 58, denied all charges.") == ["Olu Ade"]


def test_a_short_remark_goes_on_and_a_heading_does_not() -> None:
    said = "“Folks are tired of boiling water,” Olu Ade said."
    assert persons_of(said, "“I'm tired of it, too.”") == ["Olu Ade"]
    assert persons_of(said, "“The Old Harbour Song”") == []


def test_for_whom_a_plan_is_something_in_marks_says_so() -> None:
    assert quotations_of("For Olu Ade, the plan is “a declaration of war”.") == [("a declaration of war", "Olu Ade")]
    assert quotations_of("For the council, the plan is “Harbour First”.") == [("Harbour First", None)]
