"""What is known of an archive of the cluster as a whole is what the embedded engine finds of the same articles."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from index.documents.article_head import decode_head
from index.opensearch.cluster import Cluster
from index.opensearch.gathering import DOCUMENTS
from index.opensearch.settling import FILES, TOTALS
from index.opensearch.states import States
from index.opensearch.tables import Tables
from index.opensearch.walking import walk
from index.store import contents
from index.store.columns import NUMBER
from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from tests import archives
from tests.archives import TIDES, Story
from tests.cluster.archives import publish, publish_shares, update, write_share
from tests.index.opensearch.stories import COPY, FIRST, OTHER, STORIES


def stored_of(folder: Path, stories: Sequence[Story]) -> StoredIndex:
    """An index of the embedded engine."""
    return StoredIndex(IndexDirectory(archives.publish(folder / "embedded", stories)).current())


def sources(cluster: Cluster, index: str, kind: str) -> list[Mapping[str, Any]]:
    """What lies in an index, in order."""
    fields = ("kind", "article", "number", "head", "ordinal", "speaker_name", "speech.name", "speech.person", "person")
    more = ("origin", "has_copies", "quotation", "story")
    found = walk(cluster, index, DOCUMENTS, [*fields, *more])
    return [hit["_source"] for hit in found if hit["_source"]["kind"] == kind]


def places_of_firsts(groups: Sequence[int]) -> list[int | None]:
    """The place of the first of each one's group, None where it is in none, or left alone in one."""
    return [list(groups).index(group) if group and list(groups).count(group) > 1 else None for group in groups]


def assert_is_settled_as(cluster: Cluster, index: str, stored: StoredIndex, folder: Path) -> None:
    """Assert that what an index tells is what the embedded engine has."""
    paragraphs, found = sources(cluster, index, "paragraph"), sources(cluster, index, "article")
    assert [decode_head(one["head"].encode()) for one in found] == list(map(stored.article, range(stored.articles)))
    place = {one["number"]: at for at, one in enumerate(paragraphs)}
    article = {one["number"]: at for at, one in enumerate(found)}
    copies = stored.copies
    origins = places_of_firsts(copies.paragraphs.tolist())
    assert [place[one["origin"]] for one in paragraphs] == [
        at if first is None else first for at, first in enumerate(origins)
    ]
    assert [one.get("has_copies", False) for one in paragraphs] == [first is not None for first in origins]
    quotations = [place.get(one.get("quotation")) for one in paragraphs]
    assert quotations == places_of_firsts(copies.quotations.tolist())
    stories = places_of_firsts(copies.articles.tolist())
    assert [article.get(one.get("story")) for one in found] == stories
    owners = stored.columns["article"].tolist()
    assert [article.get(one.get("story")) for one in paragraphs] == [stories[owner] for owner in owners]
    facet = stored.facets["speaker_name"]
    goes_by = {name: next(iter(person)) for person in stored.people for name in person}
    for at, one in enumerate(paragraphs):
        names = list(map(facet.value, facet.codes_of(at)))
        assert one.get("person", []) == list(dict.fromkeys(goes_by.get(name, name) for name in names))
        spoken = [speech for speech in one.get("speech", []) if "name" in speech]
        assert [speech["person"] for speech in spoken] == [goes_by.get(name, name) for name in names]
    assert_has_the_files_of(cluster, index, stored, folder)


def assert_has_the_files_of(cluster: Cluster, index: str, stored: StoredIndex, folder: Path) -> None:
    """Assert that the tables are the embedded engine's, byte for byte."""
    folder.mkdir()
    manifest = Tables(cluster, index).download(folder)
    assert manifest.counts == stored.manifest.counts
    for name in FILES:
        if name.endswith(TOTALS):
            totals = stored.facets[name.removesuffix(TOTALS)].totals()
            assert (folder / name).read_bytes() == totals.astype(NUMBER).tobytes()
        else:
            assert (folder / name).read_bytes() == (stored.files.path / name).read_bytes(), name


def test_the_stories_have_what_is_settled(tmp_path: Path) -> None:
    stored = stored_of(tmp_path, STORIES)
    assert [list(person) for person in stored.people] == [["Ada Lund", "Lund"], ["Igor Vorn", "Vorn"]]
    assert all(groups.any() for groups in (stored.copies.paragraphs, stored.copies.quotations, stored.copies.articles))


def test_a_rebuild_is_settled_as_the_embedded_index_is(place: Cluster, tmp_path: Path) -> None:
    index = publish(place, STORIES)
    assert_is_settled_as(place, index, stored_of(tmp_path, STORIES), tmp_path / "tables")
    manifest = States(place).manifest()
    assert (manifest.newest, manifest.languages, manifest.created) == ("2031-05-02", ("de",), archives.CREATED)


def test_shares_are_settled_as_the_embedded_index_is(place: Cluster, tmp_path: Path) -> None:
    for share in (2, 3, 1):
        write_share(place, share, 3, STORIES[(share - 1) * 4 : share * 4])
    index = publish_shares(place)
    assert_is_settled_as(place, index, stored_of(tmp_path, STORIES[:12]), tmp_path / "tables")


@pytest.mark.parametrize(
    ("before", "removed", "added"),
    [
        ((FIRST, OTHER), [], (COPY,)),
        ((FIRST, OTHER, COPY), ["first"], (TIDES[0],)),
        ((OTHER, COPY, *TIDES), ["other", "story-1"], (FIRST, OTHER)),
        (STORIES, ["copy", "story-2", "nothing"], ()),
    ],
)
def test_an_update_is_what_a_rebuild_would_be(
    place: Cluster, tmp_path: Path, before: Sequence[Story], removed: list[str], added: Sequence[Story]
) -> None:
    publish(place, before)
    index = update(place, removed, added)
    now = [*(story for story in before if story.id not in removed), *added]
    assert_is_settled_as(place, index, stored_of(tmp_path, now), tmp_path / "tables")


def test_updates_upon_updates_are_what_a_rebuild_would_be(place: Cluster, tmp_path: Path) -> None:
    publish(place, STORIES)
    update(place, ["first"], [])
    update(place, ["other", "copy"], [FIRST])
    index = update(place, ["first"], [OTHER, COPY])
    now = [*TIDES, OTHER, COPY]
    assert_is_settled_as(place, index, stored_of(tmp_path, now), tmp_path / "tables")


def test_every_facet_of_a_generation_is_kept() -> None:
    assert {f"{name}.values.records" for name in contents.FACETS} <= set(FILES)
