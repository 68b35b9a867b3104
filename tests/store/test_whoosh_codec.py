"""Whoosh's own writer, searcher and query parser with the codec: what it finds is what its own codec finds."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh.codec import default_codec
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import FileIndex, LockError
from whoosh.qparser import FuzzyTermPlugin, QueryParser

from index.analysis.analyzer import terms
from index.analysis.tokens import FieldTokens
from index.store.files.folder import Folder
from index.store.whoosh_codec import ArrayCodec, ArrayIndex, ArrayWriter
from index.store.whoosh_codec.schema import schema

TEXTS = ["The tide is late", "The clock is early, the tide late", "Tide and clock agree", "Tidal bridges hum", "Clocks"]
QUERIES = ["tide", "the tide", '"tide late"', '"tide late"~3', "brid*", "clack~", "tide NOT clock", "[a TO c]"]
MEMORY = 1_000_000


def packed(texts: list[str]) -> dict[str, FieldTokens]:
    rows = [terms(text) for text in texts]
    distinct = list(dict.fromkeys(term for row in rows for term in row))
    ids = np.array([distinct.index(term) for row in rows for term in row], np.uint32)
    positions = np.array([position for row in rows for position in range(len(row))], np.uint32)
    return {"text": FieldTokens(distinct, ids, np.array([len(row) for row in rows], np.uint32), positions)}


def by_batches(index: ArrayIndex) -> None:
    writer = ArrayWriter(index, MEMORY)
    writer.add_paragraphs(2, packed(TEXTS[:2]))
    writer.add_paragraphs(3, packed(TEXTS[2:]))
    writer.commit()


def by_documents(index: ArrayIndex, codec: Any = ArrayCodec, texts: list[str] = TEXTS) -> None:
    writer = index.writer(codec=codec())
    for text in texts:
        writer.add_document(text=text)
    writer.commit(merge=False)


def created(folder: Path) -> Any:
    return FileStorage(str(folder)).create_index(schema())


def found(index: FileIndex) -> dict[str, dict[int, float]]:
    """Return the scores of what each query finds, by number, to so many digits."""
    parser = QueryParser("text", index.schema)
    parser.add_plugin(FuzzyTermPlugin())
    with index.searcher() as searcher:
        return {
            query: {hit.docnum: round(hit.score, 6) for hit in searcher.search(parser.parse(query), limit=None)}
            for query in QUERIES
        }


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, dict[int, float]]:
    (tmp_path / "whooshs").mkdir()
    index = created(tmp_path / "whooshs")
    by_documents(index, default_codec)
    answers = found(index)
    assert all(answers.values())
    return answers


@pytest.fixture
def index(tmp_path: Path) -> ArrayIndex:
    (tmp_path / "index").mkdir()
    return ArrayIndex.create(Folder(tmp_path / "index"), schema())


def test_whooshs_searcher_finds_what_it_finds_with_its_own_codec(
    index: ArrayIndex, expected: dict[str, dict[int, float]]
) -> None:
    by_batches(index)
    assert found(index) == expected


def test_the_codec_plugs_into_an_index_of_whooshs_own(tmp_path: Path, expected: dict[str, dict[int, float]]) -> None:
    index = created(tmp_path)
    by_documents(index)
    assert found(index) == expected


def test_the_table_of_contents_names_no_module_and_no_class(index: ArrayIndex, tmp_path: Path) -> None:
    by_batches(index)
    [contents] = (tmp_path / "index").glob("*.toc")
    [[name, count, deleted]] = json.loads(contents.read_bytes())
    assert (tmp_path / "index" / f"MAIN_{name}.postings").exists()
    assert (count, deleted) == (len(TEXTS), [])


def test_whooshs_own_writer_is_refused(index: ArrayIndex) -> None:
    with pytest.raises(NotImplementedError, match="ArrayWriter"):
        index.writer()


def test_an_index_may_be_in_memory(expected: dict[str, dict[int, float]]) -> None:
    index = RamStorage().create_index(schema())
    by_documents(index)
    assert found(index) == expected


def test_segments_are_merged_into_one(tmp_path: Path, expected: dict[str, dict[int, float]]) -> None:
    index = created(tmp_path)
    by_documents(index, texts=TEXTS[:2])
    by_documents(index, texts=TEXTS[2:])
    assert len(index._segments()) == 2
    writer = index.writer(codec=ArrayCodec())
    writer.commit(optimize=True)
    assert len(index._segments()) == 1
    assert found(index) == expected


def test_what_is_deleted_is_not_found_and_gone_when_merged(index: ArrayIndex) -> None:
    by_batches(index)
    writer = ArrayWriter(index, MEMORY)
    writer.delete_document(0)
    writer.commit(merge=False)
    assert set(found(index)["tide"]) == {1, 2}
    assert index.doc_count() == 4
    assert index.doc_count_all() == 5
    writer = ArrayWriter(index, MEMORY)
    writer.commit(optimize=True)
    assert set(found(index)["tide"]) == {0, 1}
    assert index.doc_count_all() == 4


def test_one_writer_at_a_time(index: ArrayIndex) -> None:
    writer = ArrayWriter(index, MEMORY)
    with pytest.raises(LockError):
        ArrayWriter(index, MEMORY)
    writer.cancel()
    by_batches(index)
    ArrayWriter(index, MEMORY).cancel()


def test_giving_up_leaves_no_scraps_and_no_segment(index: ArrayIndex, tmp_path: Path) -> None:
    def files() -> set[str]:
        return {path.name for path in (tmp_path / "index").iterdir()}

    by_batches(index)
    before = files()
    writer = ArrayWriter(index, budget=64)
    for _ in range(5):
        writer.add_paragraphs(5, packed(TEXTS))
    assert any(name.startswith("run") for name in files())
    writer.cancel()
    assert {name for name in files() if not name.endswith("WRITELOCK")} - before == set()
    assert index.refresh().doc_count() == len(TEXTS)


def test_batches_only(index: ArrayIndex) -> None:
    writer = ArrayWriter(index, MEMORY)
    with pytest.raises(NotImplementedError, match="in batches"):
        writer.add_document(text="tide")
    writer.cancel()


@pytest.mark.parametrize("budget", [64, 500, MEMORY])
def test_the_index_is_the_same_in_any_memory(index: ArrayIndex, budget: int) -> None:
    writer = ArrayWriter(index, budget)
    for _ in range(4):
        writer.add_paragraphs(5, packed(TEXTS))
    writer.commit()
    with index.reader() as reader:
        assert reader.doc_frequency("text", "tide") == 12
        assert reader.doc_field_length(6, "text") == 7
        matcher = reader.postings("text", "tide")
        assert list(matcher.all_ids()) == [base + number for base in range(0, 20, 5) for number in (0, 1, 2)]
