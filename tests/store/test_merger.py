"""Segments merged array by array are what Whoosh makes of them posting by posting."""

import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.codec import default_codec
from whoosh.filedb.filestore import RamStorage

from index.analysis.analyzer import placed, placed_terms
from index.analysis.tokens import FieldTokens
from index.store.files.folder import Folder
from index.store.postings.inverter import BYTES_A_TOKEN
from index.store.whoosh_codec import ArrayCodec, ArrayIndex, ArrayWriter
from index.store.whoosh_codec.schema import schema

Document = dict[str, str]
Segment = list[Document]

PLACED = {"text": placed_terms, "title": placed_terms, "speaker": placed}
"""Fields with positions, of which the first two are scored, and what their terms and positions are."""
EXACT = ("country", "date")

word = st.sampled_from(["the", "tide", "tides", "clock", "zürich", "北京", "\U0001f30a", "hum"])
running_text = st.lists(word, min_size=1, max_size=5).map(" ".join)
"""Ten tokens at most: the lengths of longer fields are rounded by Whoosh's own codec."""
documents = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(PLACED, running_text) | dict.fromkeys(EXACT, st.sampled_from("ab"))
).filter(bool)
segments = st.lists(st.lists(documents, min_size=1, max_size=6), min_size=1, max_size=4)


def packed(given_documents: Segment) -> dict[str, FieldTokens]:
    fields = {}
    for name in (*PLACED, *EXACT):
        spell = PLACED.get(name, lambda value: ([value], [0]) if value else ([], []))
        rows, places = zip(*(spell(document.get(name, "")) for document in given_documents), strict=True)
        distinct = list(dict.fromkeys(term for row in rows for term in row))
        ids = np.array([distinct.index(term) for row in rows for term in row], np.uint32)
        positions = np.array([position for row in places for position in row], np.uint32)
        counts = np.array([len(row) for row in rows], np.uint32)
        fields[name] = FieldTokens(distinct, ids, counts, positions if name in PLACED else None)
    return fields


def whooshs_own(given_segments: list[Segment], deleted: set[int], added: Segment, codec: Any) -> Any:
    """Write segments, delete documents, and add some while the segments are merged, all by Whoosh's own writer."""
    index = RamStorage().create_index(schema())
    for documents_of in (*given_segments, None):
        writer = index.writer(codec=codec)
        for document in documents_of or ():
            writer.add_document(**document)
        for number in () if documents_of else deleted:
            writer.delete_document(number)
        writer.commit(merge=False)
    writer = index.writer(codec=codec)
    for document in added:
        writer.add_document(**document)
    writer.commit(optimize=True)
    return index


def by_arrays(folder: str, given_segments: list[Segment], deleted: set[int], added: Segment, budget: int) -> Any:
    """Do the same with the writer of batches."""
    index = ArrayIndex.create(Folder(Path(folder)), schema())
    for documents_of in given_segments:
        writer = ArrayWriter(index, budget)
        writer.add_paragraphs(len(documents_of), packed(documents_of))
        writer.commit(merge=False)
    writer = ArrayWriter(index, budget)
    for number in deleted:
        writer.delete_document(number)
    writer.commit(merge=False)
    writer = ArrayWriter(index, budget)
    if added:
        writer.add_paragraphs(len(added), packed(added))
    writer.commit(optimize=True)
    assert not list(Path(folder).glob("run*"))
    return index


def told(index: Any) -> dict[object, object]:
    """All that an index holds: of each term where it stands, of each document and scored field how long it is."""
    found: dict[object, object] = {}
    with index.reader() as reader:
        assert len(index._segments()) == 1
        found["documents"] = (reader.doc_count(), reader.doc_count_all(), reader.has_deletions())
        for name, term in reader.all_terms():
            matcher, postings = reader.postings(name, term), []
            while matcher.is_active():
                positions = matcher.value_as("positions") if name in PLACED else None
                postings.append((matcher.id(), matcher.weight(), positions))
                matcher.next()
            found[name, term] = (postings, reader.doc_frequency(name, term), reader.frequency(name, term))
        for name in ("text", "title"):
            found[name] = reader.field_length(name)
            lengths = [reader.doc_field_length(number, name, 0) for number in range(reader.doc_count_all())]
            found[name, "lengths"] = [length or 0 for length in lengths]
    return found


@settings(max_examples=60, deadline=None)
@given(segments, st.data())
def test_segments_are_merged_as_whoosh_merges_them(given_segments: list[Segment], data: st.DataObject) -> None:
    count = sum(map(len, given_segments))
    deleted = data.draw(st.sets(st.integers(0, count - 1)))
    added = data.draw(st.lists(documents, max_size=4))
    budget = data.draw(st.sampled_from([1, 6, 40, 100_000])) * BYTES_A_TOKEN
    with TemporaryDirectory() as folder:
        found = told(by_arrays(folder, given_segments, deleted, added, budget))
        for codec in (ArrayCodec(), default_codec()):
            assert found == told(whooshs_own(given_segments, deleted, added, codec))


def test_a_document_may_be_deleted_by_what_it_holds(tmp_path: Path) -> None:
    index = ArrayIndex.create(Folder(tmp_path), schema())
    writer = ArrayWriter(index, 100_000)
    writer.add_paragraphs(3, packed([{"text": "the tide", "country": "a"}, {"country": "b"}, {"text": "tides"}]))
    writer.commit()
    writer = ArrayWriter(index, 100_000)
    assert writer.delete_by_term("country", "a") == 1
    writer.commit(optimize=True)
    held = told(index)
    assert held["documents"] == (2, 2, False)
    assert ("text", b"the") not in held
    assert held["country", b"b"] == ([(0, 1.0, None)], 1, 1.0)
    assert held["text", b"tide"] == ([(1, 1.0, [0])], 1, 1.0)


def test_a_segment_of_another_codec_is_refused(tmp_path: Path) -> None:
    whooshs = RamStorage().create_index(schema())
    writer = whooshs.writer()
    writer.add_document(text="tide")
    writer.commit()
    arrays = ArrayWriter(ArrayIndex.create(Folder(tmp_path), schema()), 100_000)
    with whooshs.reader() as reader, pytest.raises(NotImplementedError, match="this codec"):
        arrays.add_reader(reader)
    arrays.cancel()


def test_memory_does_not_grow_with_the_segments(tmp_path: Path) -> None:
    index = ArrayIndex.create(Folder(tmp_path), schema())
    paragraphs, budget = 400_000, 20_000 * BYTES_A_TOKEN
    ids = np.tile(np.array([0, 1, 0], np.uint32), paragraphs)
    counts, positions = np.full(paragraphs, 3, np.uint32), np.tile(np.arange(3, dtype=np.uint32), paragraphs)
    for _ in range(2):
        writer = ArrayWriter(index, budget)
        writer.add_paragraphs(paragraphs, {"text": FieldTokens(["the", "tide"], ids, counts, positions)})
        writer.commit(merge=False)
    writer = ArrayWriter(index, budget)
    writer.delete_document(7)
    tracemalloc.start()
    writer.commit(optimize=True)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000  # both segments together have 2.4 million tokens
    with index.reader() as reader:
        assert reader.doc_frequency("text", "the") == 2 * paragraphs - 1
        assert reader.frequency("text", "the") == 4 * paragraphs - 2
