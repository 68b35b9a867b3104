"""Shares that several machines write, at once or one after another, are one archive."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Barrier

import pytest

from index.errors import (
    DatelineError,
    IndexLockedError,
    IndexMissingError,
)
from index.opensearch.bulk import BulkWriter
from index.opensearch.cluster import Cluster
from index.opensearch.lease import Leases
from index.opensearch.states import WHOLE, WRITER, States
from index.opensearch.updater import SharesSettler
from index.opensearch.writer import ShareWriter
from index.pipeline.people import canonical_names
from tests.archives import CREATED, TIDES, Story, Told, batches_of
from tests.cluster.archives import NO_REPLICAS, publish, publish_shares, update, write_share
from tests.index.opensearch.looking import documents, heads, indices, run_out


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
