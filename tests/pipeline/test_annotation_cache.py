"""No article is annotated twice: what was found is kept beside the index.  All stories are invented."""

import json
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from index.analysis.batch import IndexedBatch, pack
from index.analysis.batch_analyzer import BatchAnalyzer
from index.analysis.document import IndexedArticle, index_article
from index.annotation.locations import NO_LEXICON, LocalLexicon, lexicon_entries
from index.documents.article import Article
from index.documents.provenance import Processing
from index.gazetteer import Gazetteer
from index.pipeline import annotation_cache, stages, versions
from index.pipeline.annotated_article import AnnotatedArticle, DamagedRecordError, decode_annotation, encode_annotation
from index.pipeline.annotation_cache import BATCHES, FILE, AnnotationCache, NothingKept, annotation_key, remove_cache
from index.pipeline.packed_record import decode_batch, encode_batch
from index.pipeline.rebuild import rebuild
from search.archive import Archive
from search.request import SearchRequest

STORY = "“The goose of {} is a decoy,” said Mayor Ada Lund in Berea, Kentucky.\n\nNobody in Oslo   had\u00a0noticed."
ARTICLE = Article(
    "goose", "goose.txt", "BEREA, Kentucky, Sept. 10, 2022 (Reuters) — " + STORY.format("Vorn"), title="A decoy"
)


@pytest.fixture
def geese(tmp_path: Path) -> Path:
    """Make a folder of a file a goose."""
    folder = tmp_path / "geese"
    folder.mkdir()
    for name in ("grey", "white", "brown"):
        (folder / f"{name}.txt").write_text(STORY.format(name), "utf-8")
    return folder


def build(geese: Path, index: Path, cache_bytes: int = annotation_cache.DEFAULT_BYTES) -> list[str]:
    """Rebuild in this process, and return what the index tells of its paragraphs."""
    rebuild([geese], index, processes=1, cache_bytes=cache_bytes)
    hits = Archive(index).search(SearchRequest("speaker:lund location:kentucky", copies="each")).results
    return sorted(f"{hit.text} {hit.speakers} {hit.locations}" for hit in hits)


def test_what_is_kept_is_what_was_found() -> None:
    found = stages.annotate_article(ARTICLE, Gazetteer.open())
    assert isinstance(found, AnnotatedArticle)
    assert (found.article.date, bool(found.dateline)) == ("2022-09-10", True)
    record = encode_annotation(found)
    assert decode_annotation(record, ARTICLE) == found
    for damaged in (record[:-1], b"", bytes([*record[:20], record[20] ^ 1, *record[21:]])):
        with pytest.raises(DamagedRecordError):
            decode_annotation(damaged, ARTICLE)


def test_a_second_rebuild_annotates_nothing_and_finds_the_same(geese: Path, index: Path, annotated: list[str]) -> None:
    first = build(geese, index)
    assert (len(first), len(annotated)) == (3, 3)
    assert build(geese, index) == first
    assert len(annotated) == 3


def test_a_batch_is_kept_as_it_is_packed_and_told_of_as_processed_now() -> None:
    found = stages.annotate_article(replace(ARTICLE, authors=("Ada Lund",)), Gazetteer.open())
    assert isinstance(found, AnnotatedArticle)
    told = found.article, found.paragraphs, found.annotations, found.language, found.dateline
    then, now = Processing("reader", "annotator", 1), Processing("reader", "annotator", 2)
    packed = pack([index_article(*told, then)], BatchAnalyzer())
    record = encode_batch(packed)
    assert same(decode_batch(record, then), packed)
    assert same(decode_batch(record, now), pack([index_article(*told, now)], BatchAnalyzer()))
    for damaged in (record[:-1], b"", bytes([*record[:20], record[20] ^ 1, *record[21:]])):
        with pytest.raises(DamagedRecordError):
            decode_batch(damaged, now)


def same(one: object, other: object) -> bool:
    """Tell whether two values are equal, arrays with all their numbers."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return (
            isinstance(one, np.ndarray)
            and isinstance(other, np.ndarray)
            and one.dtype == other.dtype
            and bool(np.array_equal(one, other))
        )
    if is_dataclass(one) and not isinstance(one, type):
        return type(one) is type(other) and all(
            same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one)
        )
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    return one == other


def test_a_second_rebuild_packs_nothing_and_one_of_other_batches_annotates_nothing(
    geese: Path, index: Path, annotated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    packed: list[int] = []

    def noting(articles: Sequence[IndexedArticle], analyzer: BatchAnalyzer) -> IndexedBatch:
        packed.append(len(articles))
        return pack(articles, analyzer)

    monkeypatch.setattr(stages, "pack", noting)
    first = build(geese, index)
    assert packed == [3]
    assert build(geese, index) == first
    assert packed == [3]
    monkeypatch.setattr("index.pipeline.batching.BATCH_CHARACTERS", 1)
    assert build(geese, index) == first
    assert (packed, len(annotated)) == ([3, 1, 1, 1], 3)


def test_another_packer_packs_anew_what_was_annotated(
    geese: Path, index: Path, annotated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(geese, index)
    monkeypatch.setattr(annotation_cache, "packer_version", lambda: "another")
    assert build(geese, index) == first
    assert len(annotated) == 3


def test_only_what_changed_is_annotated_whatever_it_is_called(geese: Path, index: Path, annotated: list[str]) -> None:
    build(geese, index)
    annotated.clear()
    (geese / "grey.txt").rename(geese / "renamed.txt")
    (geese / "white.txt").write_text(STORY.format("snow"), "utf-8")
    assert len(build(geese, index)) == 3
    assert [text.split()[3] for text in annotated] == ["snow"]


def test_another_annotator_knows_nothing_of_what_this_one_found(
    geese: Path, index: Path, annotated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(geese, index)
    monkeypatch.setattr(annotation_cache, "annotator_version", lambda: "another")
    build(geese, index)
    assert len(annotated) == 6


def test_the_version_is_of_all_sources_and_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = {room: tmp_path / room / "data" for room in versions.ROOMS}
    for data in rooms.values():
        data.mkdir(parents=True)
        (data / "table.tsv").write_text("one")
    monkeypatch.setattr(versions, "files", lambda package: tmp_path)
    version = versions.annotator_version.__wrapped__
    (tmp_path / "pipeline").mkdir()
    (tmp_path / "pipeline" / "datelines.py").write_text("")
    found = {version()}
    for data in rooms.values():
        (data / "table.tsv").write_text("two")
        found.add(version())
    assert len(found) == 1 + len(rooms)
    (tmp_path / "cleaning" / "__pycache__").mkdir()
    (tmp_path / "cleaning" / "__pycache__" / "x.pyc").write_text("")
    assert version() in found


def test_a_key_is_of_content_and_lexicon_not_of_the_place() -> None:
    key = annotation_key(ARTICLE, NO_LEXICON)
    assert annotation_key(replace(ARTICLE, id="b", path="c", url="https://d.example/e", own_id="f"), NO_LEXICON) == key
    others = [replace(ARTICLE, text="Other."), replace(ARTICLE, title="Other")]
    assert len({key, *(annotation_key(other, NO_LEXICON) for other in others)}) == 3
    assert annotation_key(ARTICLE, LocalLexicon.of([{7}])) != key


def test_a_damaged_record_is_made_anew(geese: Path, index: Path, annotated: list[str]) -> None:
    first = build(geese, index)
    for name in (FILE, BATCHES):
        with sqlite3.connect(index / "cache" / name) as database:
            database.execute("UPDATE records SET record = substr(record, 1, 30) WHERE number = ?", [2 - (name != FILE)])
        database.close()
    assert build(geese, index) == first
    assert len(annotated) == 4
    assert build(geese, index) == first
    assert len(annotated) == 4


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to be looked at" * 100])
def test_a_file_that_is_no_cache_is_made_anew(geese: Path, index: Path, annotated: list[str], content: bytes) -> None:
    first = build(geese, index)
    for name in (FILE, BATCHES):
        (index / "cache" / name).write_bytes(content)
    assert build(geese, index) == first
    assert build(geese, index) == first
    assert len(annotated) == 6


SCHEMAS = [
    "CREATE TABLE records (name TEXT)",
    "CREATE TABLE records (number INTEGER PRIMARY KEY, key TEXT, record TEXT, more TEXT NOT NULL)",
    "CREATE VIEW records AS SELECT 1 AS number, 2 AS key, 3 AS record",
]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_database_of_something_else_is_made_anew(geese: Path, index: Path, annotated: list[str], schema: str) -> None:
    first = build(geese, index)
    for name in (FILE, BATCHES):
        (index / "cache" / name).unlink()
        with sqlite3.connect(index / "cache" / name) as database:
            database.execute(schema)
        database.close()
    for _ in range(3):  # it may turn out only when something is written, and is made anew by the next
        assert build(geese, index) == first
    assert 6 <= len(annotated) <= 9
    annotated.clear()
    assert build(geese, index) == first
    assert annotated == []


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_costs_time_and_nothing_else(geese: Path, index: Path, annotated: list[str], seed: int) -> None:
    chance = random.Random(seed)
    first = build(geese, index)
    for name in (FILE, BATCHES):
        damage(index / "cache" / name, chance)
    for _ in range(2):
        assert build(geese, index) == first
    annotated.clear()
    assert build(geese, index) == first
    assert annotated == []


def damage(file: Path, chance: random.Random) -> None:
    """Change a file as a bad disk does, and lay beside it what looks like a journal."""
    content = bytearray(file.read_bytes())
    begin = chance.randrange(len(content))
    end = min(len(content), begin + chance.choice([1, 40, 512, 4_096, 100_000]))
    match chance.choice(["random", "zeros", "cut off", "journal"]):
        case "random":
            content[begin:end] = chance.randbytes(end - begin)
        case "zeros":
            content[begin:end] = bytes(end - begin)
        case "cut off":
            del content[begin:]
        case "journal":
            beside = chance.choice(["-wal", "-journal", "-shm"])
            file.with_name(file.name + beside).write_bytes(bytes(content[begin:end]))
    file.write_bytes(content)


def test_pages_that_were_overwritten_cost_time_and_nothing_else(geese: Path, index: Path, annotated: list[str]) -> None:
    first = build(geese, index)
    for file in (index / "cache" / FILE, index / "cache" / BATCHES):
        size = file.stat().st_size
        with file.open("r+b") as opened:
            opened.seek(4_096)
            opened.write(b"\xff" * (size - 4_096))
    assert build(geese, index) == first
    assert build(geese, index) == first
    assert len(annotated) == 6


def test_the_oldest_go_when_there_is_no_room(tmp_path: Path) -> None:
    bound, record = 300_000, bytes(1_000)
    names = [f"{number:016d}".encode() for number in range(1_000)]
    for first in (0, 200, 400):  # three rebuilds
        cache = AnnotationCache(tmp_path / "cache", bound)
        for name in names[first : first + 200]:
            cache.put({name: record})
        cache.close()
        assert sum(path.stat().st_size for path in (tmp_path / "cache").iterdir()) <= bound
    cache = AnnotationCache(tmp_path / "cache", bound)
    kept = [name for name, found in zip(names, cache.get(names), strict=True) if found]
    cache.close()
    assert kept[-200:] == names[400:600]
    assert not set(kept) & set(names[:200])


def test_what_a_rebuild_itself_kept_stays_where_there_is_no_room(tmp_path: Path) -> None:
    cache = AnnotationCache(tmp_path / "cache", 100_000)
    names = [f"{number:016d}".encode() for number in range(1_000)]
    for name in names:
        cache.put({name: bytes(1_000)})
    kept = [found is not None for found in cache.get(names)]
    cache.close()
    assert kept == sorted(kept, reverse=True)
    assert 50 < sum(kept) < 100


def test_a_lower_bound_makes_the_file_smaller(tmp_path: Path) -> None:
    cache = AnnotationCache(tmp_path / "cache", 10_000_000)
    cache.put({f"{number:016d}".encode(): bytes(1_000) for number in range(1_000)})
    cache.close()
    AnnotationCache(tmp_path / "cache", 200_000).close()
    assert (tmp_path / "cache" / FILE).stat().st_size <= 200_000


def test_nothing_is_kept_where_nothing_may_be(geese: Path, index: Path, annotated: list[str]) -> None:
    build(geese, index)
    assert (index / "cache").is_dir()
    build(geese, index, cache_bytes=0)
    assert not (index / "cache").exists()
    build(geese, index, cache_bytes=0)
    assert len(annotated) == 9


def test_a_link_in_the_place_of_the_cache_is_not_followed(geese: Path, index: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / FILE).write_text("somebody's")
    build(geese, index, cache_bytes=0)
    (index / "cache").symlink_to(elsewhere)
    assert len(build(geese, index)) == 3
    assert len(build(geese, index, cache_bytes=0)) == 3
    assert (elsewhere / FILE).read_text() == "somebody's"


def test_what_others_laid_beside_it_stays(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("")
    (tmp_path / "notes.txt").write_text("mine")
    remove_cache(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_cache_that_cannot_be_written_to_is_done_without(
    geese: Path, index: Path, annotated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(cache: AnnotationCache, size: int) -> bool:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(AnnotationCache, "_make_room", full)
    assert len(build(geese, index)) == 3
    assert len(annotated) == 3


def test_nothing_kept_keeps_nothing() -> None:
    kept = NothingKept()
    kept.put({b"key": b"record"})
    assert kept.get([b"key"]) == [None]


def test_what_a_paper_is_known_to_write_about_is_kept_too(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    entries = lexicon_entries

    def noting(paragraphs: Sequence[str], gazetteer: Gazetteer) -> frozenset[int]:
        looked_at.append(paragraphs[0])
        return entries(paragraphs, gazetteer)

    monkeypatch.setattr(stages, "lexicon_entries", noting)
    lines = [{"id": str(number), "source": "Gazette", "text": STORY.format(number)} for number in range(3)]
    (tmp_path / "gazette.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    for _ in range(2):
        rebuild([tmp_path / "gazette.jsonl"], index, processes=1)
    assert len(looked_at) == 3


def test_a_record_under_another_key_is_not_taken(tmp_path: Path) -> None:
    with closing(AnnotationCache(tmp_path / "cache", 1_000_000)) as kept:
        kept.put({b"one": b"found", b"two": b"found elsewhere"})
    with sqlite3.connect(tmp_path / "cache" / FILE) as database:
        database.execute("UPDATE records SET record = (SELECT record FROM records WHERE key = ?)", (b"one",))
    database.close()
    with closing(AnnotationCache(tmp_path / "cache", 1_000_000)) as kept:
        assert kept.get([b"one", b"two"]) == [b"found", None]
