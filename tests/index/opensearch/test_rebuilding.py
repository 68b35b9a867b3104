"""What a rebuild knows of the articles that are published, whatever happens meanwhile.  All stories are invented."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dateline import rebuild, remove, update
from index.errors import IndexLockedError, IndexMissingError
from index.opensearch import walking
from index.opensearch.cluster import Cluster
from index.opensearch.states import States
from index.opensearch.tables import Tables
from index.pipeline.destinations import archive
from index.pipeline.destinations.archive import Archive, notes_of
from index.pipeline.destinations.share import Share
from index.pipeline.publishing import publish
from index.pipeline.rebuild import rebuild as rebuild_share
from index.pipeline.summary import Changes
from index.store.removed import read_removed
from tests.interleaving import once_before

STORY = "The goose of {} sleeps on the roof of the town hall."


@pytest.fixture(autouse=True)
def one_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_OPENSEARCH_REPLICAS", "0")
    monkeypatch.setattr(archive, "cache_of", lambda address: tmp_path / "cache")


@pytest.fixture
def geese(tmp_path: Path) -> Path:
    folder = tmp_path / "geese"
    folder.mkdir()
    for name in ("brown", "grey", "white"):
        (folder / f"{name}.txt").write_text(STORY.format(name))
    return folder


@pytest.fixture
def published(place: Cluster, geese: Path) -> str:
    """An archive of two geese, of which one was changed and moved since; a third was removed."""
    index = str(place.address)
    rebuild([geese], index, processes=1)
    [white] = [article for file, (article, _) in articles(place).items() if file == "white.txt"]
    remove(index, [white])
    (geese / "white.txt").unlink()
    (geese / "grey.txt").write_text(STORY.format("silver"))
    assert update([geese], index, processes=1).changes == Changes(changed=1, unchanged=1)
    (geese / "grey.txt").rename(geese / "silver.txt")
    return index


def articles(place: Cluster) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the id of each article, and the days on which it was changed, by its file."""
    return {Path(head.file).name: (head.id, head.changes) for head in Archive(place.address).sample(100)}


def removed(place: Cluster) -> set[str]:
    with notes_of(Tables(place, States(place).published())) as notes:
        return set(read_removed(notes))


def test_nobody_publishes_while_a_rebuild_knows_articles_again(
    place: Cluster, geese: Path, published: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = articles(place)

    def refused() -> None:
        with pytest.raises(IndexLockedError):
            update([geese], published, processes=1)

    once_before(monkeypatch, archive, "walk", refused)
    assert rebuild([geese], published, processes=1).changes == Changes(moved=1, unchanged=1)
    assert articles(place) == {"brown.txt": before["brown.txt"], "silver.txt": before["grey.txt"]}


@pytest.mark.parametrize("step", [(archive, "walk"), (Archive, "_article")], ids=["all", "one"])
def test_a_share_knows_articles_again_whose_state_is_removed_meanwhile(
    place: Cluster, geese: Path, published: str, step: tuple[Any, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, gone = articles(place), removed(place)
    assert gone
    once_before(monkeypatch, *step, lambda: publish_twice(geese.parent, published))
    rebuild_share([geese], published, processes=1, share=Share(1, 1))
    assert publish(published).changes == Changes(moved=1, unchanged=1, removed=2)
    assert articles(place) == {"brown.txt": before["brown.txt"], "silver.txt": before["grey.txt"]}
    assert gone < removed(place)


def publish_twice(folder: Path, index: str) -> None:
    for name in ("black", "red"):
        (folder / f"{name}.txt").write_text(STORY.format(name))
        update([folder / f"{name}.txt"], index, processes=1)


def test_a_share_begins_again_wherever_the_state_that_it_walks_through_is_removed(
    place: Cluster, geese: Path, published: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, ask = articles(place), walking._Pages._ask

    def ask_later(pages: walking._Pages, place: Mapping[str, Any]) -> Any:
        if place:
            monkeypatch.setattr(walking._Pages, "_ask", ask)
            publish_twice(geese.parent, published)
        return ask(pages, place)

    monkeypatch.setattr(walking, "PAGE", 1)
    monkeypatch.setattr(walking._Pages, "_ask", ask_later)
    rebuild_share([geese], published, processes=1, share=Share(1, 1))
    assert publish(published).changes == Changes(moved=1, unchanged=1, removed=2)
    assert articles(place) == {"brown.txt": before["brown.txt"], "silver.txt": before["grey.txt"]}


def test_a_published_state_that_cannot_be_read_is_not_forgotten(place: Cluster, published: str) -> None:
    place.client.indices.close(index=States(place).published())
    with pytest.raises(IndexMissingError):
        Archive(place.address).known()


def test_of_two_that_make_the_archive_the_second_adds_to_it(
    place: Cluster, geese: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = str(place.address)
    once_before(monkeypatch, States, "new", lambda: update([geese / "grey.txt"], index, processes=1))
    assert update([geese / "brown.txt"], index, processes=1).changes == Changes(new=1)
    assert set(articles(place)) == {"brown.txt", "grey.txt"}
