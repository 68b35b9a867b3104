"""One state is published at a time, in one step, and whatever fails before it changes nothing."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.errors import (
    ClusterUnavailableError,
    DatelineError,
    ForeignDirectoryError,
    IndexLockedError,
    IndexMissingError,
)
from index.opensearch.bulk import Action, BulkWriter, NotWrittenError
from index.opensearch.cluster import Cluster
from index.opensearch.lease import Leases
from index.opensearch.mapping import FORMAT
from index.opensearch.states import WHOLE, WRITER, Draft, States
from index.opensearch.tables import MANIFEST, ClusterIndexDamagedError, Tables
from index.opensearch.writer import ClusterWriter
from tests.archives import CREATED, TIDES, batches_of
from tests.cluster.archives import NO_REPLICAS, publish, update
from tests.index.opensearch.looking import heads, indices, run_out, settled


def test_there_is_none_where_none_was_made(place: Cluster) -> None:
    with pytest.raises(IndexMissingError):
        States(place).published()


def test_the_state_before_stays_and_older_ones_go(place: Cluster) -> None:
    states = [publish(place, TIDES[:1]), publish(place, TIDES[:2]), update(place, [], TIDES[2:3])]
    assert states == [f"{place.name}-00000{number}" for number in (1, 2, 3)]
    assert indices(place) == states[1:]
    assert States(place).published() == states[2]
    assert heads(place) == ["story-1", "story-2", "story-3"]


def test_what_is_published_is_made_by_the_template_and_written_to_by_nobody(place: Cluster) -> None:
    index = publish(place, TIDES[:1])
    templates = place.client.indices.get_index_template(name=f"dateline-{place.name}")["index_templates"]
    assert [one["index_template"]["version"] for one in templates] == [FORMAT]
    with pytest.raises(DatelineError), place.failures():
        place.client.index(index=index, id="more", body={"kind": "table"})


def test_a_writer_that_fails_changes_nothing(place: Cluster) -> None:
    before = publish(place, TIDES[:1])
    with pytest.raises(ZeroDivisionError), States(place).new(**NO_REPLICAS) as draft:
        writer = ClusterWriter(place, draft)
        for batch in batches_of(TIDES):
            writer.add(batch)
        writer.cancel()
        raise ZeroDivisionError
    assert indices(place) == [before] and heads(place) == ["story-1"]


@pytest.fixture
def killed(place: Cluster, never_renewed: None) -> Iterator[str]:
    """The index of a writer that was killed as it wrote: nothing is removed, nor given back."""
    publish(place, TIDES[:1])
    context = States(place).new(**NO_REPLICAS)
    draft = context.__enter__()
    writer = ClusterWriter(place, draft)
    for batch in batches_of(TIDES):
        writer.add(batch)
    writer.cancel()
    yield draft.index
    published = States(place).published()
    assert not context.__exit__(ZeroDivisionError, ZeroDivisionError(), None)
    assert States(place).published() == published


def test_what_a_killed_writer_left_is_removed_by_the_next(place: Cluster, killed: str) -> None:
    assert killed in indices(place) and heads(place) == ["story-1"]
    with pytest.raises(IndexLockedError, match=f"process {os.getpid()}"):
        publish(place, TIDES)
    run_out(place, WRITER)
    now = update(place, [], TIDES[1:2])
    assert indices(place) == [f"{place.name}-000001", now] and heads(place) == ["story-1", "story-2"]


def test_who_wakes_when_another_has_published_harms_nothing(place: Cluster, never_renewed: None) -> None:
    publish(place, TIDES[:1])
    states = States(place)
    with pytest.raises(IndexLockedError, match="suspended"), states.new(**NO_REPLICAS) as draft:
        run_out(place, WRITER)
        now = update(place, [], TIDES[1:2])  # which has given its lease back since
        bulk = BulkWriter(place, draft.index)
        bulk.add(Action("index", "story-1", body={"kind": "table"}))
        with pytest.raises(NotWrittenError, match="no such index"):
            bulk.flush()
        bulk.close()
        states.publish(draft, CREATED, {})
    assert draft.index < now and indices(place) == [f"{place.name}-000001", now]
    assert heads(place) == ["story-1", "story-2"]


def test_a_number_is_never_given_again(place: Cluster) -> None:
    before = publish(place, TIDES[:1])
    for _ in range(2):
        with States(place).new(**NO_REPLICAS):
            pass
    assert indices(place) == [before]
    assert publish(place, TIDES) == f"{place.name}-000004"


def test_who_is_suspended_while_it_publishes_publishes_nothing_that_another_has_removed(
    place: Cluster, never_renewed: None, renewed: list[Callable[[], object]]
) -> None:
    states = States(place)

    def suspended() -> None:
        run_out(place, WRITER)
        run_out(place, WHOLE)
        publish(place, TIDES[1:2])

    with pytest.raises(IndexLockedError), states.new(**NO_REPLICAS) as draft:
        counts = settled(place, draft, TIDES[:1])
        renewed.append(suspended)
        states.publish(draft, CREATED, counts)
    assert heads(place) == ["story-2"] and indices(place) == [states.published()]


def test_what_is_published_while_another_would_remove_it_stays(
    place: Cluster, never_renewed: None, renewed: list[Callable[[], object]]
) -> None:
    """One is suspended as it publishes, another when it has listed what it is to remove."""
    states, other = States(place), States(place).new(**NO_REPLICAS)
    with states.new(**NO_REPLICAS) as draft:
        counts = settled(place, draft, TIDES[:1])

        def publish_it() -> None:
            with place.failures():
                place.client.indices.update_aliases(body={"actions": switch})

        run_out(place, WRITER)
        run_out(place, WHOLE)
        draft.tables.write_manifest(CREATED, counts)
        switch = states._switch(draft)
        renewed.append(publish_it)
        other.__enter__()
    assert states.published() == draft.index
    other.__exit__(None, None, None)
    assert indices(place) == [draft.index]


def test_who_wakes_when_another_writes_does_not_remove_its_draft(
    place: Cluster, never_renewed: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    publish(place, TIDES[:1])
    look, other = States._states, States(place).copy()
    drafts: list[str] = []

    def look_later(states: States) -> dict[str, Any]:
        monkeypatch.undo()
        run_out(place, WRITER)
        drafts.append(other.__enter__().index)
        return look(states)

    with pytest.raises(IndexLockedError, match="suspended"), Leases(place).held(WRITER) as lease:
        draft = Draft(f"{place.name}-000002", Tables(place, f"{place.name}-000002"), (lease,), tmp_path)
        monkeypatch.setattr(States, "_states", look_later)
        States(place)._remove_abandoned(draft)
    assert set(drafts) < set(indices(place))
    other.__exit__(None, None, None)


def test_what_is_published_is_not_written_to_as_a_draft(place: Cluster) -> None:
    index = publish(place, TIDES[:1])
    place.client.indices.put_settings(index=index, body={"index.blocks.write": None})
    tables = Tables(place, index)
    with pytest.raises(NotWrittenError, match="not an alias"):
        tables.write("one", b"something")
    tables.remove(MANIFEST)
    assert States(place).manifest().index == index


def test_what_has_no_sound_manifest_is_not_published(place: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    before = publish(place, TIDES[:1])
    monkeypatch.setattr(Tables, "write_manifest", lambda self, *about: None)
    with pytest.raises(ClusterIndexDamagedError, match="no manifest"):
        publish(place, TIDES)
    with pytest.raises(ClusterIndexDamagedError, match="no manifest"):
        update(place, ["story-1"], TIDES[1:])
    assert indices(place) == [before] and heads(place) == ["story-1"]


def test_what_is_not_found_whole_is_not_published(place: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.opensearch.states.found_in", lambda *_: {"articles": 8, "paragraphs": 15})
    with pytest.raises(ClusterUnavailableError, match="15 of 16 documents"):
        publish(place, TIDES)
    with pytest.raises(IndexMissingError):
        States(place).published()


def test_another_index_of_the_name_is_left_alone(place: Cluster) -> None:
    place.client.indices.create(index=place.name, body={"settings": {"number_of_replicas": 0}})
    for write in (publish, lambda place, stories: States(place).published()):
        with pytest.raises(ForeignDirectoryError):
            write(place, TIDES)


def test_two_writers_never_meet(place: Cluster) -> None:
    with States(place).new(**NO_REPLICAS):
        for other in (States(place).new(), States(place).copy(), States(place).shared(), States(place).share(1, 2)):
            with pytest.raises(IndexLockedError), other:
                pass
    publish(place, TIDES[:1])


def test_what_the_cluster_refuses_is_listed(place: Cluster) -> None:
    with States(place).new(**NO_REPLICAS) as draft:
        bulk = BulkWriter(place, draft.index)
        for number in range(8):
            bulk.add(Action("index", f"one-{number}", body={"kind": "table", "foreign" if number % 2 else "part": 1}))
        with pytest.raises(NotWrittenError, match=r"4 documents could not be written .* one-1 .*foreign") as caught:
            bulk.flush()
        bulk.close()
    assert [failure.id for failure in caught.value.failures] == ["one-1", "one-3", "one-5", "one-7"]


def test_a_table_of_several_parts_is_read_back(place: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.opensearch.tables.PART", 10)
    with States(place).new(**NO_REPLICAS) as draft:
        for content in (bytes(range(35)), b"short", b"", bytes(range(20))):
            draft.tables.write("one", content)
            assert draft.tables.read("one") == content
        draft.tables.remove("one")
        assert draft.tables.read("one") is None
        draft.tables.write("two", b"second")
        draft.tables.write_manifest(CREATED, {})
        Tables(place, draft.index).write("two", b"secund")
        with pytest.raises(ClusterIndexDamagedError, match="two"):
            draft.tables.check()
        assert draft.tables.read(MANIFEST)
