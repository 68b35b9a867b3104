"""An update that begins with what was settled before is what the embedded engine's is, and looks at nothing else.

Where what is kept is not of the published state, or not whole, everything is settled anew, of what lies in the cluster.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from dateline import rebuild, remove
from dateline import update as update_by_command
from index.errors import DatelineError
from index.opensearch import gathering, keeping, updater
from index.opensearch.cluster import Cluster
from index.opensearch.gathering import FIELDS
from index.opensearch.keeping import SETTLED, STATE, Keeping
from index.opensearch.settling import LANGUAGES
from index.opensearch.states import States
from index.opensearch.telling import NUMBERS, STORIES_TOLD, TOLD, Told
from index.opensearch.walking import walk
from index.pipeline.destinations import archive
from index.pipeline.people import canonical_names
from index.pipeline.summary import Changes
from index.store import contents
from index.store.files.folder import Folder
from index.store.files.records import RecordPart
from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from index.store.updater import GenerationUpdater
from tests import archives
from tests.archives import CREATED, NOT_SYNCED, TIDES, Said, Story, batches_of
from tests.archives import Told as Paragraph
from tests.cluster.archives import publish, publish_shares, update, write_share
from tests.index.opensearch.stories import COPY, FIRST, OTHER, STORIES
from tests.index.opensearch.test_settling import assert_is_settled_as, sources

Step = tuple[Sequence[str], Sequence[Story]]
"""The ids of articles that are removed, and articles that are added then."""
SAID_AGAIN = Story(
    "again",
    (
        OTHER.paragraphs[1],
        Paragraph("“Dry at last,” said Ada Lund.", (Said("Dry at last,", "Ada Lund"),)),
        Paragraph("“Dry, then,” said Lund.", (Said("Dry, then,", "Lund"),)),
    ),
    "What Vorn said",
    "2031-05-03",
)
CHANGED = replace(FIRST, paragraphs=FIRST.paragraphs[1:], title="The bell is silent")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


@contextmanager
def without_walking() -> Iterator[None]:
    """Let whatever looks through the cluster fail."""
    fails = AssertionError("looked through the cluster")
    with patch.object(gathering, "walk", side_effect=fails), patch.object(updater, "walk", side_effect=fails):
        yield


@contextmanager
def walking() -> Iterator[None]:
    """Assert that the cluster is looked through."""
    with patch.object(gathering, "walk", side_effect=walk) as walked:
        yield
    assert walked.called


def kept_in(cache: Path) -> Path:
    return IndexDirectory(cache / SETTLED).current().folder


def updated(index: Path, removed: Sequence[str], stories: Sequence[Story]) -> None:
    """Update an index of the embedded engine, of which no segment stays."""
    directory = IndexDirectory(index)
    with directory.lock(), directory.new_generation() as generation, NOT_SYNCED:
        writer = GenerationUpdater(directory.current(), generation.folder, lambda sizes, live, added: 0)
        writer.remove(removed)
        for batch in batches_of(stories):
            writer.add(batch)
        counts = writer.finish(canonical_names(writer.names(), writer.beside))
        directory.publish(generation, CREATED, counts, writer.shared)


def assert_is_as_embedded(place: Cluster, cache: Path, before: Sequence[Story], steps: Sequence[Step]) -> None:
    """Assert that an archive that was updated step by step is what an index in a directory is then."""
    embedded = archives.publish(cache.parent / "embedded", before)
    index = publish(place, before, cache=cache)
    for removed, added in steps:
        with without_walking():
            index = update(place, removed, added, cache)
        updated(embedded, removed, added)
        assert_keeps_what_was_told(place, index, cache)
    stored = StoredIndex(IndexDirectory(embedded).current())
    assert_is_settled_as(place, index, stored, cache.parent / "tables")
    kept = Folder(kept_in(cache))
    for name in (f"{contents.PARAGRAPHS}.records", f"{contents.ARTICLES}.records", "date.column", "copies.keys"):
        assert kept.read(name) == stored.files.read(name), name


def assert_keeps_what_was_told(place: Cluster, index: str, cache: Path) -> None:
    """Assert that what is kept says what the documents hold."""
    kept = Folder(kept_in(cache))
    found = [hit["_source"] for hit in walk(place, index, gathering.DOCUMENTS, FIELDS)]
    paragraphs = [one for one in found if one["kind"] == "paragraph"]
    told = [Told.of(one).encoded(one.get("speaker_name", ()), one["number"]) for one in paragraphs]
    assert RecordPart(kept, TOLD).to_list() == told
    stories = [str(one.get("story", "")).encode() for one in found if one["kind"] == "article"]
    assert RecordPart(kept, STORIES_TOLD).to_list() == stories
    assert kept.map(NUMBERS, "<i8").whole.tolist() == [one["number"] for one in paragraphs]


@pytest.mark.parametrize(
    ("before", "steps"),
    [
        ((FIRST, OTHER), [([], (COPY,)), (["first"], (TIDES[0],))]),
        ((OTHER, COPY, *TIDES), [(["other", "story-1"], (FIRST, OTHER)), (["copy"], ())]),
        (
            STORIES,
            [(["copy", "story-2", "nothing"], ()), (["first"], (CHANGED, SAID_AGAIN)), (["first"], (FIRST, COPY))],
        ),
        ((FIRST, COPY), [(["first", "copy"], (TIDES[1],)), ([], (FIRST,)), (["first"], (FIRST, COPY))]),
        ((OTHER, FIRST), [(["first"], ()), ([], (SAID_AGAIN,)), (["other"], ())]),
    ],
    ids=["a copy comes", "a copy goes", "names and copies", "nothing stays", "who is joined"],
)
def test_an_update_is_what_the_embedded_engine_makes(
    place: Cluster, cache: Path, before: Sequence[Story], steps: Sequence[Step]
) -> None:
    assert_is_as_embedded(place, cache, before, steps)


@pytest.mark.parametrize("seed", range(3))
def test_any_updates_are_what_the_embedded_engine_makes(place: Cluster, cache: Path, seed: int) -> None:
    choose = random.Random(seed)
    pool = [*STORIES, SAID_AGAIN]
    there = choose.sample(pool, 5)
    before, steps = list(there), []
    for _ in range(4):
        gone = choose.sample(there, choose.randrange(min(4, len(there))))
        there = [story for story in there if story not in gone]
        came = choose.sample([story for story in pool if story not in there], 2)
        there += came
        steps.append(([story.id for story in gone], came))
    assert_is_as_embedded(place, cache, before, steps)


def test_what_is_told_no_more_is_not_there_any_more(place: Cluster, cache: Path) -> None:
    publish(place, [FIRST, COPY], cache=cache)
    assert any("has_copies" in one for one in sources(place, place.name, "paragraph"))
    index = update(place, ["first"], [], cache)
    for kind in ("article", "paragraph"):
        assert not any({"has_copies", "story", "quotation"} & set(one) for one in sources(place, index, kind))


def test_languages_go_with_the_last_article(place: Cluster, cache: Path) -> None:
    publish(place, [FIRST, COPY], cache=cache)
    for removed, added, languages in ((["copy"], [], ()), ([], [COPY], ("de",))):
        update(place, removed, added, cache)
        assert States(place).manifest().languages == languages


def test_what_another_machine_published_is_walked_through(place: Cluster, cache: Path, tmp_path: Path) -> None:
    other = tmp_path / "another machine"
    other.mkdir()
    publish(place, [FIRST], cache=cache)
    with walking():
        update(place, [], [OTHER], other)
    with walking():
        update(place, [], [COPY], cache)
    with without_walking():
        index = update(place, [], TIDES[:1], cache)
    embedded = StoredIndex(IndexDirectory(archives.publish(tmp_path / "e", [FIRST, OTHER, COPY, TIDES[0]])).current())
    assert_is_settled_as(place, index, embedded, tmp_path / "tables")


def test_an_archive_of_the_same_name_is_another_one(place: Cluster, cache: Path) -> None:
    first = publish(place, [FIRST, OTHER], cache=cache)
    place.client.indices.delete(index=f"{place.name}-*")
    assert publish(place, [FIRST, OTHER]) == first
    with walking():
        update(place, [], [COPY], cache)


def flip(kept: Path) -> None:
    content = bytearray((kept / "paragraphs.records").read_bytes())
    content[10] ^= 1
    (kept / "paragraphs.records").write_bytes(content)


def lose(kept: Path) -> None:
    (kept / TOLD).with_suffix(".offsets").unlink()


def cut(kept: Path) -> None:
    (kept / NUMBERS).write_bytes((kept / NUMBERS).read_bytes()[:-8])


def unfinished(kept: Path) -> None:
    (kept / "manifest.json").unlink()


def of_another_state(kept: Path) -> None:
    (kept / STATE).write_text("another")


def nothing_named(kept: Path) -> None:
    (kept.parent.parent / "CURRENT").unlink()


@pytest.mark.parametrize("harm", [flip, lose, cut, unfinished, of_another_state, nothing_named])
def test_what_is_not_whole_is_ignored(place: Cluster, cache: Path, harm: Callable[[Path], None]) -> None:
    publish(place, [FIRST, OTHER], cache=cache)
    harm(kept_in(cache))
    with walking():
        update(place, [], [COPY], cache)
    with without_walking():
        index = update(place, ["first"], [], cache)
    assert_keeps_what_was_told(place, index, cache)
    assert [path.name for path in (cache / SETTLED / "generations").iterdir()] == [kept_in(cache).name]


@pytest.mark.parametrize("name", [NUMBERS, TOLD, STORIES_TOLD, LANGUAGES, contents.ARTICLES])
def test_what_is_removed_while_it_is_read_is_not_taken_for_empty(place: Cluster, cache: Path, name: str) -> None:
    index, found = publish(place, [FIRST, OTHER], cache=cache), Keeping.found

    def found_and_removed(keeping: Keeping, state: str) -> Folder | None:
        folder = found(keeping, state)
        for path in kept_in(cache).glob(f"{name}*"):
            path.unlink()
        return folder

    with patch.object(Keeping, "found", found_and_removed), pytest.raises((OSError, DatelineError)):
        update(place, [], [COPY], cache)
    assert States(place).published() == index


def test_what_cannot_be_kept_is_published_all_the_same(place: Cluster, cache: Path) -> None:
    publish(place, [FIRST], cache=cache)
    with patch.object(keeping, "link", side_effect=OSError(28, "No space left on device")):
        index = update(place, [], [OTHER], cache)
    assert States(place).published() == index
    with walking():
        update(place, [], [COPY], cache)


def test_who_is_killed_before_it_is_kept_leaves_one_of_another_state(place: Cluster, cache: Path) -> None:
    publish(place, [FIRST], cache=cache)
    with patch.object(Keeping, "keep", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        update(place, [], [OTHER], cache)
    with walking():
        update(place, [], [COPY], cache)


def test_who_fails_before_it_is_published_leaves_what_is_kept(place: Cluster, cache: Path) -> None:
    publish(place, [FIRST], cache=cache)
    with pytest.raises(ZeroDivisionError), patch.object(States, "_switch", side_effect=ZeroDivisionError):
        update(place, [], [OTHER], cache)
    with without_walking():
        update(place, [], [COPY], cache)


def test_what_shares_have_written_is_kept(place: Cluster, cache: Path) -> None:
    for share in (1, 2):
        write_share(place, share, 2, STORIES[share::2])
    publish_shares(place, cache)
    with without_walking():
        index = update(place, ["first"], [CHANGED], cache)
    assert_keeps_what_was_told(place, index, cache)


def test_commands_begin_with_what_is_kept(place: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_OPENSEARCH_REPLICAS", "0")
    monkeypatch.setattr(archive, "cache_of", lambda address: tmp_path / "private")
    folder, index = tmp_path / "geese", str(place.address)
    folder.mkdir()
    for name in ("brown", "grey", "white"):
        (folder / f"{name}.txt").write_text(f"The goose of {name} sleeps on the roof of the town hall.")
    rebuild([folder], index, processes=1)
    with without_walking():
        (folder / "white.txt").write_text("The goose is awake.")
        (folder / "black.txt").write_text("A goose of another colour came at noon.")
        (folder / "brown.txt").unlink()
        changes = update_by_command([folder], index, prune=True, processes=1).changes
        assert changes == Changes(new=1, changed=1, removed=1, unchanged=1)
        head = next(one for one in archive.Archive(place.address).sample(9) if one.file.endswith("grey.txt"))
        assert remove(index, [head.id]).counts["articles"] == 2
        assert update_by_command([folder / "white.txt"], index, processes=1).changes == Changes(unchanged=1)
