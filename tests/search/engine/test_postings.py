"""Postings of several segments, some of whose paragraphs are deleted: as those of one segment, copied where need be."""

from pathlib import Path

import pytest

from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from index.store.whoosh_codec import segments_of
from search.engine.embedded.postings import Postings
from tests.archives import publish, texts, update

OLD, NEW = "The tide and the bell", "The tide and the seal"


@pytest.fixture
def postings(tmp_path: Path) -> Postings:
    """Paragraphs 0 to 2, of which 1 is deleted, and 3 in a segment of its own."""
    publish(tmp_path, [texts("A ferry, a ferry", id="ferry"), texts(OLD, id="tide"), texts("A late bell", id="bell")])
    update(tmp_path, ["tide"], [texts(NEW, id="tide")], lambda sizes, live, added: len(sizes))
    return Postings(segments_of(StoredIndex(IndexDirectory(tmp_path).current()).whoosh))


@pytest.mark.parametrize(
    ("term", "numbers", "frequencies", "positions"),
    [
        ("ferri", [0], [2], [1, 3]),
        ("seal", [3], [1], [4]),
        ("the", [3], [2], [0, 3]),
        ("bell", [2], [1], [2]),
        ("late", [2], [1], [1]),
        ("fog", [], None, None),
    ],
)
def test_what_is_deleted_is_left_out(
    postings: Postings, term: str, numbers: list[int], frequencies: list[int] | None, positions: list[int] | None
) -> None:
    for found in (postings.of("text", term), postings.with_positions("text", term)):
        assert found.numbers.tolist() == numbers
        assert (None if found.frequencies is None else found.frequencies.tolist()) == frequencies
    assert (None if found.positions is None else found.positions.tolist()) == positions


def test_postings_of_one_segment_and_of_nothing_deleted_are_views(postings: Postings) -> None:
    assert [postings.with_positions("text", term).own_bytes for term in ("ferri", "late")] == [0, 0]
    assert postings.with_positions("text", "bell").own_bytes > 0
