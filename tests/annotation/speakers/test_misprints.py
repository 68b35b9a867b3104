"""A family name misprinted later in the article."""

from .saying import names_of


def test_a_slip_of_the_keyboard_makes_no_second_person() -> None:
    assert names_of("Ana Ekdahlsen, a pilot, said it was late.", "“We wait,” Ms. Ekdalhsen said.") == ["Ana Ekdahlsen"]


def test_a_known_family_name_is_no_misprint() -> None:
    assert names_of("Ana Johansen, a pilot, left.", "“We wait,” Mr. Johnson said.") == ["Johnson"]


def test_of_two_that_may_be_meant_neither_is() -> None:
    said = names_of("Ana Ekdahlen and Bo Ekdahlan, pilots, left.", "“We wait,” Ms. Ekdahlun said.")
    assert said == ["Ekdahlun"]
