"""How newsrooms of many countries write who speaks, one class of sentence after another; all are invented."""

import pytest

from .saying import names_of

TITLES = [
    ("Cllr Rosie Mundell said the pier would open.", "Rosie Mundell"),
    ("“It is urgent,” Engr. Tunde Balarin said.", "Tunde Balarin"),
    ("Tan Sri Wong Beng Lai said the port would close.", "Wong Beng Lai"),
    ("Dato’ Rosman Halid said the port would close.", "Rosman Halid"),
    ("Smt Latika Joshvi said the port would close.", "Latika Joshvi"),
    ("Lt-Gen Sipho Mandlana said the port would close.", "Sipho Mandlana"),
    ("Fr Declan Moorish said the roof had leaked.", "Declan Moorish"),
    ("Lewis Marshbrook KC said his client was sorry.", "Lewis Marshbrook"),
    ("“Nobody asked us,” said José Antonio Renterilla y Pazo.", "José Antonio Renterilla y Pazo"),
]


@pytest.mark.parametrize(("sentence", "name"), TITLES)
def test_titles_and_letters_beside_a_name_are_no_part_of_it(sentence: str, name: str) -> None:
    assert names_of(sentence) == [name]


def test_the_island_is_no_title() -> None:
    assert names_of("Sri Lanka said the port would close.") == ["Sri Lanka"]
