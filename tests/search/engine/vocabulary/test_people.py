"""Who asks for one name of a person asks for all of them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.analyzer import words
from index.store.completions import Completions, write_completions
from index.store.files.folder import Folder
from search.engine.vocabulary.people import People


def people(folder: Path, known: list[list[str]]) -> People:
    every_name = [name for names in known for name in names]
    write_completions(folder, "people", every_name, np.ones(len(every_name), np.int64))
    return People([dict.fromkeys(names, "") for names in known], Completions(Folder(folder), "people"))


PEOPLE = [
    ["Ada Lund", "Lund", "President Lund"],
    ["Zoë Ek", "Zoe Ek"],
    ["Bo O'Marsh", "O’Marsh"],
    ["Igor\nStone", "Stone"],
]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("lund", "Ada Lund"),
        ("ada lund", "Ada Lund"),
        ("zoe", "Zoë Ek"),
        ("omarsh", "Bo O'Marsh"),
        ("igor", "Igor\nStone"),
    ],
)
def test_all_names_of_a_person_are_asked_for_by_words_of_one(tmp_path: Path, asked: str, first: str) -> None:
    [names] = [names for names in PEOPLE if names[0] == first]
    assert sorted(people(tmp_path, PEOPLE).asked_for(asked.split())) == sorted(names)


@pytest.mark.parametrize("asked", ["lun", "und", "lund ada", "marsh", "e"])
def test_parts_of_words_and_words_out_of_order_ask_for_nobody(tmp_path: Path, asked: str) -> None:
    assert people(tmp_path, PEOPLE).asked_for(asked.split()) == []


def test_a_name_is_known_by_its_person(tmp_path: Path) -> None:
    known = people(tmp_path, PEOPLE)
    assert (known.canonical("Lund"), known.canonical("Nobody")) == ("Ada Lund", "Nobody")
    assert list(known.names_of("Zoe Ek")) == PEOPLE[1]
    assert list(known.names_of("Nobody")) == ["Nobody"]


PARTS = ["Ada", "a", "A.", "U.S.", "1.5m", "m", "é", "E", "İ", "K", "’s", "-", "_", "Lund", "中a", "\n"]
parts = st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(["", " "])).map("".join), min_size=1, max_size=4)
names = parts.map("".join)


@given(st.lists(names, unique=True, max_size=6), names.map(words))
def test_a_person_is_asked_for_by_any_words_that_follow_one_another(
    tmp_path_factory: pytest.TempPathFactory, known: list[str], asked: list[str]
) -> None:
    if asked:
        found = people(tmp_path_factory.mktemp("people"), [[name] for name in known]).asked_for(asked)
        holding = [name for name in known if f" {' '.join(asked)} " in f" {' '.join(words(name))} "]
        assert sorted(found) == sorted(holding)
