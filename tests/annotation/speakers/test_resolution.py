from .saying import names_of, persons_of, speakers_of


def test_a_pronoun_means_the_last_who_spoke() -> None:
    assert persons_of("Mara Alda said the harbour would close.", "She added that the date was open.") == ["Mara Alda"]


def test_gender_tells_two_people_apart() -> None:
    article = ("Mara Alda said the harbour would close.", "Bo Lindqvist asked when.")
    assert persons_of(*article, "She said nobody knew.") == ["Mara Alda"]


def test_who_means_the_person_before_it() -> None:
    assert persons_of("The prize went to Mara Alda, who said she was proud.") == ["Mara Alda"]


def test_a_description_means_the_person_it_was_given_to() -> None:
    article = ("Mara Alda, the harbour master of Bergby, walked in. She sat down.",)
    assert persons_of(*article, "The master said it was late.") == ["Mara Alda"]


def test_a_description_of_nobody_in_particular_stays_unnamed() -> None:
    ((speaker,),) = speakers_of("Bergby sources said the harbour would close.")
    assert (speaker.name, speaker.kind) == ("Bergby sources", "unnamed")


def test_a_pronoun_without_anybody_to_mean_is_left_out() -> None:
    assert names_of("He said the harbour would close.") == []


def test_a_description_means_whom_it_describes_best() -> None:
    article = (
        "Green nominee Mara Alda met Labour nominee Iris Vale. Mara Alda said no. Iris Vale said yes.",
        "The Green nominee added that it was late.",
    )
    assert persons_of(*article) == ["Mara Alda"]


def test_a_subject_that_does_not_speak_may_be_meant() -> None:
    article = ("Mara Alda said the harbour would close.", "Bo Lindqvist walked in. He said it was late.")
    assert persons_of(*article) == ["Bo Lindqvist"]


def test_somebody_in_reported_content_is_not_meant() -> None:
    article = ("Tom Alda said Bo Lindqvist had left.", "He said it was late.")
    assert persons_of(*article) == ["Tom Alda"]


def test_a_description_without_its_second_comma_is_the_person_before_it() -> None:
    assert persons_of("“It is late,” Mara Alda, the director of the harbour office said.") == ["Mara Alda"]
