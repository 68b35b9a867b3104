"""One state is published at a time, in one step, and whatever fails before it changes nothing."""

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from opensearchpy import Transport
from opensearchpy.exceptions import ConflictError

from index.errors import (
    ClusterUnavailableError,
    DatelineError,
    ForeignDirectoryError,
    IndexLockedError,
    IndexMissingError,
)
from index.opensearch.bulk import Action, BulkWriter, NotWrittenError
from index.opensearch.cluster import Cluster
from index.opensearch.gathering import DOCUMENTS
from index.opensearch.lease import Lease, Leases
from index.opensearch.mapping import FORMAT
from index.opensearch.states import WHOLE, WRITER, Draft, States
from index.opensearch.tables import MANIFEST, ClusterIndexDamagedError, Tables
from index.opensearch.updater import SharesSettler
from index.opensearch.walking import walk
from index.opensearch.writer import ClusterWriter, ShareWriter
from index.pipeline.people import canonical_names
from tests.archives import CREATED, TIDES, Story, Told, batches_of
from tests.cluster.archives import NO_REPLICAS, publish, publish_shares, update, write_share

KEEP = Lease.keep


def indices(place: Cluster) -> list[str]:
    """The states that lie in the cluster."""
    found: Any = place.client.indices.get(index=f"{place.name}-0*")
    return sorted(found)


def heads(place: Cluster) -> list[str]:
    """The ids of the articles that are published, in order."""
    found = walk(place, place.name, {"term": {"kind": "article"}}, ["article"])
    return [hit["_source"]["article"] for hit in found]


def documents(place: Cluster, index: str) -> dict[str, Any]:
    place.client.indices.refresh(index=index)
    return {hit["_id"]: hit["_source"] for hit in walk(place, index, DOCUMENTS, ["*"])}


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
def never_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let leases be held by processes that hang."""
    monkeypatch.setattr(Lease, "keep", lambda self, ended: None)


def run_out(place: Cluster, name: str) -> None:
    """Let the time of a lease be over."""
    script = {"source": "ctx._source.until = 0"}
    place.client.update(index=f"{place.name}-writer", id=name, body={"script": script})


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


@pytest.fixture
def renewed(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What happens right after leases are renewed, the next time first."""
    then: list[Callable[[], object]] = []
    renew = Draft.renew

    def renew_and_go_on(draft: Draft) -> None:
        renew(draft)
        if then:
            then.pop(0)()

    monkeypatch.setattr(Draft, "renew", renew_and_go_on)
    return then


def settled(place: Cluster, draft: Draft, stories: Sequence[Story]) -> dict[str, int]:
    """Write an archive of the stories, and return its counts."""
    writer = ClusterWriter(place, draft)
    for batch in batches_of(stories):
        writer.add(batch)
    return writer.finish(canonical_names(writer.names(), writer.beside))


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


def test_a_lease_that_ran_out_is_taken_over(place: Cluster, never_renewed: None) -> None:
    with Leases(place).held("one") as lost:
        run_out(place, "one")
        assert Leases(place).holder("one") is None
        with Leases(place).held("one") as other:
            before = version(place, "one")
            with pytest.raises(IndexLockedError):
                lost.renew()
            with pytest.raises(IndexLockedError), Leases(place).held("one"):
                pass
            assert version(place, "one") == before + 2  # what only looks, a node that was cut off would answer
            other.renew()
            lost.give_back()
            assert Leases(place).holder("one")
    assert Leases(place).holder("one") is None


def test_a_lease_that_is_gone_is_not_got_back(place: Cluster, never_renewed: None) -> None:
    with Leases(place).held("one") as lost:
        run_out(place, "one")
        assert Leases(place).holder("one") is None
        with pytest.raises(IndexLockedError):
            lost.renew()
        assert version(place, "one")
        assert Leases(place).holder("one") is None
    with Leases(place).held("one"):
        assert Leases(place).holder("one")


def version(place: Cluster, lease: str) -> int:
    return int(place.client.get(index=f"{place.name}-writer", id=lease)["_version"])


def test_whoever_meets_a_lease_that_ran_out_as_others_do_is_not_refused(
    place: Cluster, never_renewed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another one overtakes the cluster tries again where it may, else it is a conflict."""
    send = Transport.perform_request

    def overtaken(self: Transport, method: str, url: str, params: Any = None, *given: Any, **named: Any) -> Any:
        if "/_update/" in url and not (params or {}).get("retry_on_conflict"):
            raise ConflictError(409, "version_conflict_engine_exception", {"error": {"reason": "version conflict"}})
        return send(self, method, url, params, *given, **named)

    with Leases(place).held("one"):
        assert Leases(place).holder("one") == f"process {os.getpid()} of {socket.gethostname()}"
        run_out(place, "one")
        monkeypatch.setattr(Transport, "perform_request", overtaken)
        assert Leases(place).holder("one") is None
        assert Leases(place).holder("of nobody") is None


class Ends(Event):
    """Is set at the third time that somebody waits for it."""

    waits = 0

    def wait(self, timeout: float | None = None) -> bool:
        self.waits += 1
        return self.waits > 2


def test_what_is_not_found_whole_is_not_published(place: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.opensearch.states.found_in", lambda *_: {"articles": 8, "paragraphs": 15})
    with pytest.raises(ClusterUnavailableError, match="15 of 16 documents"):
        publish(place, TIDES)
    with pytest.raises(IndexMissingError):
        States(place).published()


def test_whoever_lost_a_lease_is_told(place: Cluster, never_renewed: None) -> None:
    with Leases(place).held("one") as lost:
        lost.check()
        run_out(place, "one")
        with Leases(place).held("one"):
            KEEP(lost, Ends())
            with pytest.raises(IndexLockedError):
                lost.check()


def test_a_lease_is_renewed_while_its_holder_lives(place: Cluster, never_renewed: None) -> None:
    with Leases(place).held("one") as lease:
        run_out(place, "one")
        KEEP(lease, Ends())
        lease.check()
        with pytest.raises(IndexLockedError), Leases(place).held("one"):
            pass


def test_a_share_that_is_written_again_is_there_once(place: Cluster) -> None:
    index = write_share(place, 1, 2, TIDES[:4])
    before = documents(place, index)
    write_share(place, 1, 2, TIDES[:4])
    assert documents(place, index) == before
    assert write_share(place, 2, 2, TIDES[4:]) == index
    assert indices(place) == [index]
    now = publish_shares(place)
    assert indices(place) == [now]
    assert heads(place) == [story.id for story in TIDES]


def test_what_a_killed_writer_left_of_a_share_is_not_there_twice(place: Cluster) -> None:
    write_share(place, 1, 1, [TIDES[5], TIDES[1], TIDES[0]])
    write_share(place, 1, 1, TIDES[:3])
    index = publish_shares(place)
    assert heads(place) == ["story-1", "story-2", "story-3"]
    numbers = [one["number"] for one in documents(place, index).values() if one["kind"] == "paragraph"]
    assert len(set(numbers)) == len(numbers) == 6


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_an_article_that_two_shares_have_is_the_first_ones(place: Cluster, order: tuple[int, ...]) -> None:
    shares = {
        1: [TIDES[0], Story("both", (Told("The short version of it."),), "Short")],
        2: [Story("both", tuple(Told(f"The long version, part {part}.") for part in range(4)), "Long"), TIDES[1]],
    }
    for share in order:
        write_share(place, share, 2, shares[share])
    index = publish_shares(place)
    assert heads(place) == ["story-1", "both", "story-2"]
    assert sorted(one for one in documents(place, index) if one.startswith("both")) == ["both", "both#1"]
    assert "Short" in documents(place, index)["both"]["head"]


def test_an_article_that_two_machines_write_at_once_is_whole(place: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.opensearch.writer.BulkWriter", partial(BulkWriter, bytes_at_once=2_000))
    write_share(place, 1, 3, TIDES[:1])
    both = [
        [
            Story(f"both-{number}", tuple(Told(f"Share {share}, part {part}.") for part in range(share)))
            for number in range(40)
        ]
        for share in (2, 3)
    ]
    with ThreadPoolExecutor(2) as machines:
        written = [
            machines.submit(write_share, place, share, 3, stories) for share, stories in zip((2, 3), both, strict=True)
        ]
    assert len({one.result() for one in written}) == 1
    index = publish_shares(place)
    found = {one for one in documents(place, index) if "#" in one}
    assert found == {"story-1#1", "story-1#2", *(f"both-{number}#{part}" for number in range(40) for part in (1, 2))}
    assert not any("Share 3" in one.get("record", "") for one in documents(place, index).values())


def test_what_two_shares_tell_alike_is_the_first_ones(place: Cluster) -> None:
    for share in (2, 1):
        with States(place).share(share, 2, **NO_REPLICAS) as draft:
            writer = ShareWriter(place, draft, share)
            for batch in batches_of([replace(TIDES[0], id=f"story-of-{share}"), TIDES[share]]):
                [head] = batch.heads
                told = replace(head, content_hash="0b" if head.id.startswith("story-of") else "")
                writer.add(replace(batch, heads=[told]))
            writer.finish({})
    index = publish_shares(place)
    assert heads(place) == ["story-of-1", "story-2", "story-3"]
    assert not any(one.startswith("story-of-2") for one in documents(place, index))


def test_nothing_is_published_before_all_shares_are_there(place: Cluster) -> None:
    with pytest.raises(IndexMissingError), States(place).shared():
        pass
    write_share(place, 2, 3, TIDES[:2])
    before = indices(place)
    with pytest.raises(DatelineError, match="missing: 1, 3"):
        publish_shares(place)
    assert indices(place) == before
    with pytest.raises(DatelineError, match="in 3 shares, not in 4"), States(place).share(1, 4):
        pass
    for share, stories in ((1, TIDES[2:4]), (3, TIDES[4:])):
        write_share(place, share, 3, stories)
    publish_shares(place)
    assert len(heads(place)) == len(TIDES)


def test_shares_stay_while_what_is_published_is_updated(place: Cluster) -> None:
    publish(place, TIDES[:1])
    write_share(place, 1, 2, TIDES[:4])
    updated = update(place, [], TIDES[1:2])
    write_share(place, 2, 2, TIDES[4:])
    now = publish_shares(place)
    assert now > updated and indices(place) == [updated, now]  # whatever is published last has the highest number
    assert heads(place) == [story.id for story in TIDES]


def test_a_share_that_is_being_written_is_not_published(place: Cluster) -> None:
    write_share(place, 1, 2, TIDES[:4])
    with States(place).share(2, 2), pytest.raises(IndexLockedError, match="Share 2"), States(place).shared():
        pass


def test_shares_that_begin_at_once_are_written_to_one_index(place: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    shares = len(TIDES)
    together, begin = Barrier(shares), States._begin

    def begin_with_the_others(states: States, *about: int) -> str:
        together.wait(60)
        return begin(states, *about)

    def write(share: int) -> str:
        with Cluster(str(place.address), {}) as machine:
            return write_share(machine, share, shares, [TIDES[share - 1]])

    monkeypatch.setattr(States, "_begin", begin_with_the_others)
    with ThreadPoolExecutor(shares) as machines:
        written = set(machines.map(write, range(1, shares + 1)))
    assert len(written) == 1
    publish_shares(place)
    assert heads(place) == [story.id for story in TIDES]


def test_who_wakes_when_another_has_written_its_share_removes_nothing(place: Cluster, never_renewed: None) -> None:
    with pytest.raises(IndexLockedError, match="suspended"), States(place).share(1, 1, **NO_REPLICAS) as draft:
        run_out(place, "share 1")
        write_share(place, 1, 1, TIDES)
        ShareWriter(place, draft, 1)
    publish_shares(place)
    assert heads(place) == [story.id for story in TIDES]


def test_who_wakes_when_its_shares_are_published_writes_to_none(place: Cluster, never_renewed: None) -> None:
    with pytest.raises(IndexLockedError, match="suspended"), States(place).share(1, 1, **NO_REPLICAS) as draft:
        run_out(place, "share 1")
        write_share(place, 1, 1, TIDES)
        now = publish_shares(place)
        draft.tables.write("share-1.json", b"{}")
    assert indices(place) == [now] and heads(place) == [story.id for story in TIDES]


def test_who_wakes_when_its_shares_are_published_publishes_them_no_more(
    place: Cluster, never_renewed: None, renewed: list[Callable[[], object]]
) -> None:
    write_share(place, 1, 1, TIDES)
    with pytest.raises(IndexLockedError, match="suspended"), States(place).shared() as draft:
        settler = SharesSettler(place, draft)
        counts = settler.finish(canonical_names(settler.names(), settler.beside))

        def suspended() -> None:
            run_out(place, WRITER)
            run_out(place, WHOLE)
            publish_shares(place)

        renewed.append(suspended)
        States(place).publish(draft, CREATED, counts)
    assert indices(place) == [States(place).published()] and heads(place) == [story.id for story in TIDES]


def test_a_share_that_is_about_to_begin_is_not_overtaken_by_a_rebuild(place: Cluster) -> None:
    with Leases(place).held("share 7"), pytest.raises(IndexLockedError, match="Share 7"), States(place).new():
        pass
    publish(place, TIDES[:1])


def test_an_update_that_begins_as_the_first_share_does_has_another_index(
    place: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(place, TIDES[:1])
    create, updated = States._create, []

    def create_later(states: States, index: str, *about: int) -> None:
        updated.append(update(place, [], TIDES[1:2]))
        create(states, index, *about)

    monkeypatch.setattr(States, "_create", create_later)
    index = write_share(place, 1, 1, TIDES)
    assert index not in updated and heads(place) == ["story-1", "story-2"]
    monkeypatch.undo()
    publish_shares(place)
    assert heads(place) == [story.id for story in TIDES]


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
