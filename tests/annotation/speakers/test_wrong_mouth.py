"""Nobody is better than the wrong one: what may mean two persons is given to neither; all sentences are invented."""

import pytest

from .saying import persons_of

BEFORE = "President Mara Alda met President Tom Birk of Norland. Mara Alda smiled. Tom Birk nodded."

OFFICES = [
    (("Norland President Tom Birk called.", "It rained.", "Sales fell.", "The president said no."), []),
    ((BEFORE, "The president said no."), []),
    ((BEFORE, "It rained.", "The Norland president said no."), []),
    (("Sen. Rosa Ekdal of Maine spoke.", "The Ohio senator said no."), []),
    (("Tom Birk, a lawyer, came. Bo Lindqvist was held.", "His lawyer said no."), []),
    (("Vice President Tom Birk came.", "The president said no."), []),
    (("Tom Birk, the former mayor, came.", "The mayor said no."), []),
    (("Tom Birk, the mayor of Lindal, came.", "The mayor said no."), ["Tom Birk"]),
    (("First lady Mara Birk came. President Birk spoke. Mr. Birk left.", "The president said no."), ["Birk"]),
]


@pytest.mark.parametrize(("article", "names"), OFFICES)
def test_an_office_means_only_whom_it_must(article: tuple[str, ...], names: list[str]) -> None:
    assert persons_of(*article) == names


PRONOUNS = [
    (("Tom Birk walked in. Bo Lind walked in.", "“No,” she said."), []),
    (("Tom Birk walked in. Ole Lund walked in.", "He said no."), []),
    (("Tom Birk spoke.", "It rained.", "Sales fell.", "Snow came.", "Ice came.", "He said no."), []),
    (("Tom Birk spoke.", "The doctor came in from the rain.", "“It is late,” he said."), []),
    (("Tom Birk said no.", "Ole Lund walked in.", "“It is late,” he said."), ["Ole Lund"]),
]


@pytest.mark.parametrize(("article", "names"), PRONOUNS)
def test_a_pronoun_means_only_whom_it_must(article: tuple[str, ...], names: list[str]) -> None:
    assert persons_of(*article) == names


def test_a_family_name_with_the_other_title_is_another_person() -> None:
    assert persons_of("Rosa Birk spoke. Mr. Birk left. Mr. Birk was ill.", "Mr. Birk said no.") == ["Birk"]
