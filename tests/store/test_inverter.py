"""Tokens become the postings that a dictionary of lists would give, whatever the batches and the memory."""

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis.tokens import FieldTokens
from index.store.files.array_file import ArrayFileWriter, map_arrays
from index.store.files.checked import CheckedArray
from index.store.files.folder import Folder
from index.store.postings.field_postings import FieldPostings, field_of
from index.store.postings.inverter import BYTES_A_TERM, BYTES_A_TOKEN, Inverter

Paragraph = list[str]
Postings = dict[bytes, dict[int, list[int]]]
"""By term and paragraph the positions."""

words = st.sampled_from(["a", "ab", "b", "é", "z", "北", "\U0001f30a", "ﬀ"]) | st.text(min_size=1, max_size=3)
paragraphs = st.lists(words.filter(lambda word: word.isprintable()), max_size=12)
batches = st.lists(st.lists(paragraphs, max_size=4), max_size=8)


def packed(batch: list[Paragraph], *, with_positions: bool) -> FieldTokens:
    terms = list(dict.fromkeys(word for paragraph in batch for word in paragraph))
    ids = np.array([terms.index(word) for paragraph in batch for word in paragraph], np.uint32)
    counts = np.array([len(paragraph) for paragraph in batch], np.uint32)
    positions = np.array([position for paragraph in batch for position in range(len(paragraph))], np.uint32)
    return FieldTokens(terms, ids, counts, positions if with_positions else None)


def inverted(folder: Path, fields: dict[str, list[list[Paragraph]]], tokens_at_once: int) -> dict[str, CheckedArray]:
    """Invert the batches of fields, of which those in capitals have positions; return the arrays."""
    inverter = Inverter(folder, tokens_at_once * BYTES_A_TOKEN)
    for name, given_batches in fields.items():
        first = 0
        for batch in given_batches:
            inverter.add(name, packed(batch, with_positions=name.isupper()), first)
            first += len(batch)
    arrays = ArrayFileWriter(str(folder))
    inverter.write(arrays)
    with (folder / "postings").open("wb") as file:
        arrays.save(file, {})
    arrays.close()
    assert [path.name for path in folder.iterdir()] == ["postings"]
    return map_arrays(Folder(folder).open("postings")).arrays


def naive(given_batches: list[list[Paragraph]]) -> Postings:
    postings: defaultdict[bytes, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, paragraph in enumerate(paragraph for batch in given_batches for paragraph in batch):
        for position, word in enumerate(paragraph):
            postings[word.encode()][number].append(position)
    return {term: dict(postings[term]) for term in sorted(postings)}


def told(field: FieldPostings) -> Postings:
    postings: Postings = {}
    for term in range(len(field.terms)):
        of_term = field.postings(term)
        starts = of_term.position_starts()
        assert of_term.frequencies is not None
        assert of_term.positions is not None
        assert np.diff(starts).tolist() == of_term.frequencies.tolist()
        positions = np.split(of_term.positions, starts[1:-1])
        numbers = of_term.numbers.tolist()
        postings[field.terms.key(term)] = {n: found.tolist() for n, found in zip(numbers, positions, strict=True)}
    return postings


@settings(max_examples=150, deadline=None)
@given(batches, batches, st.integers(1, 40))
def test_postings_are_those_of_a_dictionary_in_any_memory(
    placed: list[list[Paragraph]], unplaced: list[list[Paragraph]], tokens_at_once: int
) -> None:
    with TemporaryDirectory() as folder:
        arrays = inverted(Path(folder), {"PLACED": placed, "unplaced": unplaced}, tokens_at_once)
        expected = naive(placed)
        assert ("PLACED/terms" in arrays) == bool(expected)
        if expected:
            found = told(FieldPostings(field_of(arrays, "PLACED")))
            assert (found, list(found)) == (expected, list(expected))
        if without := naive(unplaced):
            field = FieldPostings(field_of(arrays, "unplaced"))
            numbers = {field.terms.key(term): field.postings(term).numbers.tolist() for term in range(len(field.terms))}
            assert numbers == {term: list(of_term) for term, of_term in without.items()}
            assert field.postings(0).frequencies is None
            assert field.postings(0).positions is None


@pytest.mark.parametrize("tokens_at_once", [1, 7, 100, 10_000])
def test_a_term_may_be_too_frequent_for_a_part(tmp_path: Path, tokens_at_once: int) -> None:
    given_batches = [[["the", "tide", "the"], ["the"], [], ["the", "hum", f"w{batch}"]] for batch in range(60)]
    arrays = inverted(tmp_path, {"TEXT": given_batches}, tokens_at_once)
    assert told(FieldPostings(field_of(arrays, "TEXT"))) == naive(given_batches)


def test_different_terms_fill_the_memory_too(tmp_path: Path) -> None:
    inverter = Inverter(tmp_path, 100 * BYTES_A_TERM)
    inverter.add("TEXT", packed([["tide"] * 101], with_positions=True), 0)
    assert not list(tmp_path.iterdir())
    inverter.add("TEXT", packed([[f"w{number}" for number in range(101)]], with_positions=True), 1)
    assert [path.name for path in tmp_path.iterdir()] == ["run0.arrays"]
    inverter.close()


def test_giving_up_leaves_nothing(tmp_path: Path) -> None:
    inverter = Inverter(tmp_path, 10 * BYTES_A_TOKEN)
    for first in range(0, 40, 2):
        inverter.add("TEXT", packed([["tide", "hum"], ["late"]], with_positions=True), first)
    assert list(tmp_path.iterdir())
    inverter.close()
    assert not list(tmp_path.iterdir())
