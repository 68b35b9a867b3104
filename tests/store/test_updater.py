"""An update gives what a rebuild would, shares what it can, and leaves the published generation as it was."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.store import contents
from index.store.files.folder import Folder
from index.store.generation import IndexDirectory
from index.store.people import read_people
from index.store.reader import StoredIndex
from index.store.updater import GenerationUpdater, Policy
from index.store.updating.policy import MOST_SEGMENTS, segments_kept
from index.store.whoosh_codec import segment_sizes
from search.archive import Archive
from tests.archives import CREATED, Said, Story, Told, batches_of, publish, texts, update
from tests.search.engine.contract import ids, search


def keep_all(sizes: Sequence[int], live: Sequence[int], added: int) -> int:
    return len(sizes)


def published(index: Path) -> StoredIndex:
    return StoredIndex(IndexDirectory(index).current())


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "MAIN_WRITELOCK")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_what_stays_is_shared_and_verified(tmp_path: Path) -> None:
    publish(tmp_path, [texts("The tide was late.", id="a"), texts("The clock struck.", id="b")])
    folder = IndexDirectory(tmp_path).current().folder
    inodes = {path.name: path.stat().st_ino for path in folder.rglob("*") if path.suffix in {".postings", ".records"}}
    update(tmp_path, ["a"], [texts("The tide was early.", id="a")], keep_all)
    generation = IndexDirectory(tmp_path).current()
    now = {path.name: path.stat().st_ino for path in generation.folder.rglob("*")}
    shared = {name for name, inode in inodes.items() if now.get(name) == inode}
    assert {"paragraphs.records", "articles.records"} < shared
    assert sum(name.endswith(".postings") for name in shared) == 1
    assert generation.verify().counts == {"articles": 2, "paragraphs": 2, "words": 7, "speakers": 0, "places": 0}


def test_the_published_generation_is_not_written_to(tmp_path: Path) -> None:
    publish(tmp_path, [texts("The tide was late.", id="a"), texts("The clock struck.", id="b")])
    directory = IndexDirectory(tmp_path)
    before = content(directory.current().folder)
    with pytest.raises(KeyboardInterrupt), directory.lock(), directory.new_generation() as generation:
        updater = GenerationUpdater(directory.current(), generation.folder)
        updater.remove(["a"])
        for batch in batches_of([texts("Another tide.", id="c")]):
            updater.add(batch)
        updater.finish({})
        assert content(directory.current().folder) == before
        raise KeyboardInterrupt
    assert content(directory.current().folder) == before
    directory.current().verify()


def test_where_links_are_refused_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr("os.link", refuse)
    publish(tmp_path, [texts("The tide was late.", id="a")])
    update(tmp_path, [], [texts("The clock struck.", id="b")], keep_all)
    IndexDirectory(tmp_path).current().verify()
    assert ids(search(Archive(tmp_path))) == ["a#1", "b#1"]


def test_heads_are_looked_up_and_listed_without_what_is_removed(tmp_path: Path) -> None:
    publish(tmp_path, [texts("One.", "Two.", id="a"), texts("Three.", id="b")])
    directory = IndexDirectory(tmp_path)
    with directory.lock(), directory.new_generation() as generation:
        updater = GenerationUpdater(directory.current(), generation.folder)
        assert [head.id for head in updater.articles()] == ["a", "b"]
        assert updater.remove(["a", "unknown", "a"]) == 1
        assert [head.id for head in updater.articles()] == ["b"]
        assert updater.article("a") is None
        head = updater.article("b")
        assert head is not None
        assert head.paragraphs == 1
        updater.cancel()


@pytest.mark.parametrize("policy", [keep_all, segments_kept])
def test_all_can_be_removed_and_added_again(tmp_path: Path, policy: Policy) -> None:
    publish(tmp_path, [texts("The tide was late.", id="a")])
    update(tmp_path, ["a"], [], policy)
    archive = Archive(tmp_path)
    assert search(archive).total == 0
    assert archive.suggest("tide", "word") == ()
    update(tmp_path, [], [texts("The tide is back.", id="a")], policy)
    assert ids(search(archive)) == ["a#1"]
    assert archive.info().counts["words"] == 4


def test_people_who_are_named_no_more_are_no_people(tmp_path: Path) -> None:
    def said_by(name: str, id: str) -> Story:
        return Story(id, (Told("“Snow.”", (Said("Snow.", name),)),))

    publish(tmp_path, [said_by("Igor Vorn", "a"), said_by("Igor P. Vorn", "b"), said_by("Igor Vorn", "c")])
    assert [list(person) for person in published(tmp_path).people] == [["Igor Vorn", "Igor P. Vorn"]]
    update(tmp_path, ["c"], [said_by("Igor P. Vorn", "d")], keep_all)
    assert [list(person) for person in read_people(IndexDirectory(tmp_path).current().files())] == [
        ["Igor Vorn", "Igor P. Vorn"]
    ]
    assert [(one.value, one.count) for one in search(Archive(tmp_path)).facets.speaker] == [("Igor Vorn", 3)]
    update(tmp_path, ["b", "d"], [], keep_all)
    assert published(tmp_path).people == []


def test_words_are_counted_as_in_a_rebuild(tmp_path: Path) -> None:
    stories = [texts("The tide was late.", "A tide.", id="a"), texts("No zebra here.", id="b"), texts("Äpfel.", id="c")]
    publish(tmp_path / "updated", [texts("A zebra was late, aardvark.", id="a"), stories[1]])
    update(tmp_path / "updated", ["a"], [stories[0], stories[2]], keep_all)
    publish(tmp_path / "rebuilt", stories)
    updated, rebuilt = (published(tmp_path / name).vocabulary for name in ("updated", "rebuilt"))
    assert [updated.term(n) for n in range(len(updated))] == [rebuilt.term(n) for n in range(len(rebuilt))]
    assert updated.counts.tolist() == rebuilt.counts.tolist()


def test_many_updates_keep_few_segments(tmp_path: Path) -> None:
    publish(tmp_path, [texts("The tide was late.", id="first")])
    for number in range(12):
        update(tmp_path, [], [texts(f"Tide {number}.", id=f"a{number}")])
    folder = IndexDirectory(tmp_path).current().folder
    assert segment_sizes(Folder(folder / "whoosh")) == [13]
    assert search(Archive(tmp_path)).total == 13


def test_segments_stay_that_are_large_beside_what_is_behind_them() -> None:
    assert segments_kept([500_000], [500_000], 2_000) == 1
    assert segments_kept([500_000, 20_000], [500_000, 20_000], 2_000) == 2
    assert segments_kept([500_000, 11_000], [500_000, 11_000], 2_000) == 1
    assert segments_kept([500_000, 30_000, 9_000], [500_000, 30_000, 9_000], 2_000) == 1
    assert (
        segments_kept([4**n * 9_000 for n in range(9, 1, -1)], [4**n * 9_000 for n in range(9, 1, -1)], 1)
        == MOST_SEGMENTS - 1
    )
    assert segments_kept([500_000, 20_000], [400_000, 20_000], 2_000) == 0
    assert segments_kept([500_000, 20_000], [499_000, 15_000], 2_000) == 1


def test_a_manifest_of_shared_files_is_that_of_all(tmp_path: Path) -> None:
    publish(tmp_path, [texts("The tide was late.", id="a")])
    update(tmp_path, [], [texts("The clock struck.", id="b")], keep_all)
    folder = IndexDirectory(tmp_path).current().folder
    named = json.loads((folder / "manifest.json").read_text())["manifest"]["files"]
    assert set(named) == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {
        "manifest.json"
    }


def test_what_is_kept_beside_goes_on_unless_it_is_written_anew(tmp_path: Path) -> None:
    directory = IndexDirectory(publish(tmp_path, [texts("The tide was late.", id="a")]))
    for written in ("of the rebuild", None, "of an update"):
        with directory.lock(), directory.new_generation() as generation:
            updater = GenerationUpdater(directory.current(), generation.folder)
            if written:
                (generation.folder / contents.LEXICONS).write_text(written)
            directory.publish(generation, CREATED, updater.finish({}), updater.shared)
        assert (directory.current().folder / contents.LEXICONS).read_text() == (written or "of the rebuild")


def test_values_are_numbered_as_in_a_rebuild(tmp_path: Path) -> None:
    def story(id: str, *names: str) -> Story:
        places = tuple((name, "NO", ("Nord",)) for name in names)
        return Story(id, (Told(f"Snow in {' and '.join(names)}.", speakers=names, places=places),))

    stories = [story("b", "Bo Lund"), story("a", "Ada Ek", "Zed"), story("c", "Zed", "Bo Lund")]
    publish(tmp_path / "updated", [story("x", "Xan", "Zed"), stories[0], story("a", "Yann")])
    update(tmp_path / "updated", ["x", "a"], stories[1:], keep_all)
    publish(tmp_path / "rebuilt", stories)
    updated, rebuilt = (published(tmp_path / name) for name in ("updated", "rebuilt"))
    for name, facet in rebuilt.facets.items():
        values = [facet.value(code) for code in range(len(facet))]
        assert [updated.facets[name].value(code) for code in range(len(updated.facets[name]))] == values
        assert updated.facets[name].totals().tolist() == facet.totals().tolist()


def test_of_too_many_words_the_rarest_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.updating.merging.WORDS_KEPT", 3)
    publish(tmp_path, [texts("The tide was late again.", "The tide was early.", id="a")])
    update(tmp_path, [], [texts("A new zebra.", id="b")], keep_all)
    words = published(tmp_path).vocabulary
    assert [words.term(number) for number in range(len(words))] == ["a", "new", "the", "tide", "was", "zebra"]
