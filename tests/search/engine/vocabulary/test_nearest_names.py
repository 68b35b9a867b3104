"""Which names of an archive a misspelt one may mean."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.analysis.analyzer import words
from index.store.completions import Completions, write_completions
from index.store.files.folder import Folder
from search.engine.vocabulary import nearest_names
from search.engine.vocabulary.nearest_names import MOST_WORDS, NearestNames, abbreviates, sound

NAMES = {
    "Torvald Haugseth": 40,
    "Tora Haugland": 3,
    "Ilmari Kvistberg": 25,
    "Ilmari Kvist": 1,
    "Odalys Mbeki-Renaud": 9,
    "Muammar Qadir": 12,
    "The North Harbour Times": 80,
    "Harbour Post": 7,
    "!?": 2,
}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> NearestNames:
    folder = tmp_path_factory.mktemp("names")
    write_completions(folder, "names", NAMES, np.array([*NAMES.values()], np.int64))
    return NearestNames(Completions(Folder(folder), "names"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hagseth", "Torvald Haugseth"),
        ("haugset torvald", "Torvald Haugseth"),
        ("torvald hougsett", "Torvald Haugseth"),
        ("kvistburg", "Ilmari Kvistberg"),
        ("ilmary kvistberk", "Ilmari Kvistberg"),
        ("mbeki renauld", "Odalys Mbeki-Renaud"),
        ("haug seth", "Torvald Haugseth"),
        ("gadir", "Muammar Qadir"),
        ("nhtimes", "The North Harbour Times"),
        ("nht", "The North Harbour Times"),
        ("hapo", "Harbour Post"),
        ("harbor post", "Harbour Post"),
        ("harborpost", "Harbour Post"),
    ],
)
def test_the_nearest_name_is_the_one_that_was_meant(names: NearestNames, written: str, meant: str) -> None:
    code, paragraphs = names.find(words(written), 1)[0]

    assert (list(NAMES)[code], paragraphs) == (meant, NAMES[meant])


def test_a_pasted_sentence_is_no_name(names: NearestNames) -> None:
    assert names.find(["haugseth", *["torvald"] * MOST_WORDS], 3) == []


def test_each_word_is_compared_once_and_with_its_neighbours(
    names: NearestNames, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    compare = nearest_names._distances

    def counting(word: str, among: list[str], most: int) -> NDArray[np.float64]:
        compared.append(word)
        return compare(word, among, most)

    monkeypatch.setattr(nearest_names, "_distances", counting)
    spelled = [f"torvald{letter}" for letter in "abcdefghijkl"[:MOST_WORDS]]

    names.find(spelled, 3)

    assert len(compared) <= 4 * len(spelled)  # by letters and by sound, alone and with the next


@pytest.mark.parametrize("written", ["xqzptv", "torvald quigley-jones", "zz", "a"])
def test_what_is_near_nothing_finds_nothing(names: NearestNames, written: str) -> None:
    assert names.find(words(written), 3) == []


def test_names_that_end_the_list_are_the_most_frequent(tmp_path: Path) -> None:
    write_completions(tmp_path, "names", ["Ada", "!", "Bo Lund"], np.array([1, 5, 3], np.int64))
    names = Completions(Folder(tmp_path), "names")

    assert names.every(10) == [("bo lund", 2, 3), ("ada", 0, 1)]
    assert names.every(1) == [("bo lund", 2, 3)]


def test_transliterations_of_one_name_sound_alike() -> None:
    for written in (("gadafi", "gaddafi", "qaddafi", "kadafi"), ("selenski", "zelensky", "zelenskiy", "zelenskyy")):
        assert len({sound(one) for one in written}) == 1


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("nht", "the north harbour times", True),
        ("notimes", "the north harbour times", False),
        ("tnht", "the north harbour times", True),
        ("times", "the north harbour times", False),
        ("nh", "the north harbour times", True),
        ("north", "north", False),
    ],
)
def test_an_abbreviation_is_made_of_beginnings_of_the_words(short: str, name: str, expected: bool) -> None:
    assert abbreviates(short, name.split()) is expected
