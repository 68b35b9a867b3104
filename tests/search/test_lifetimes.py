"""What a generation holds of memory and files is given back when it is replaced, without Python looking for circles."""

import gc
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import ExhaustedError, IndexDamagedError, IndexMissingError
from index.store.files.mapping import MappedFile
from search.archive import Archive
from search.engine import taking_up
from search.engine.embedded.engine import EmbeddedEngine
from search.errors import SearchError
from search.request import SearchRequest
from tests.archives import TIDES, publish, update
from tests.descriptors import no_file_may_be_opened

QUERIES = (
    *("tide", "clocks porvoo zebra", '"tide is late"', "ti*", "t?de", "tide~", "clokcs", "speaker:lund said:tide", ""),
    *("location:porvo", "who said tide", "tide near/3 late", "lund -porvoo", "“", "speaker:lud"),
)


@pytest.fixture(autouse=True)
def no_circles_are_looked_for() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def mapped_files() -> int:
    return sum(isinstance(one, MappedFile) for one in gc.get_objects())


def ask_everything(archive: Archive) -> None:
    for query in QUERIES:
        request = SearchRequest(query)
        archive.search(request, with_choices=True, interval="month")
        archive.places(request)
        archive.counts(request, ["source", "location"])
        list(archive.export(request).hits)
    for group in ("article", "origin"):
        archive.search(SearchRequest("tide", group=group, sort="newest"))
    archive.search(SearchRequest("tide", speakers=("Ada Lund",), date_from="2031-01-03"))
    archive.values(SearchRequest("tide"), "speaker")
    archive.article("story-1", "tide")
    archive.paragraph("story-1", 2)
    archive.similar("story-1", 1)
    archive.speaker("Ada Lund")
    archive.place_profile("porvoo-uusimaa-fi")
    archive.place("porvoo-uusimaa-fi")
    archive.places_called("Porvoo")
    archive.removed_on("story-1")
    list(archive.articles())
    for field in ("speaker", "location", "source", "word", "all"):
        archive.suggest("lu", field)
    with pytest.raises(SearchError):
        archive.search(SearchRequest("tide"), after="nowhere")


def test_a_replaced_generation_is_given_back_when_the_new_one_is_asked(tmp_path: Path) -> None:
    archive = Archive(publish(tmp_path, TIDES))
    ask_everything(archive)
    held = mapped_files()
    for _ in range(3):
        publish(tmp_path, TIDES)
        ask_everything(archive)
        assert mapped_files() == held


def test_a_generation_of_several_segments_is_given_back_too(tmp_path: Path) -> None:
    archive = Archive(publish(tmp_path, TIDES))
    ask_everything(archive)
    held = mapped_files()
    changed = replace(TIDES[0], title="Clocks and tides")
    update(tmp_path, ["story-1", "story-2"], [changed], lambda sizes, live, added: len(sizes))
    ask_everything(archive)
    publish(tmp_path, TIDES)
    ask_everything(archive)
    assert mapped_files() == held


def test_an_archive_that_is_let_go_holds_nothing(tmp_path: Path) -> None:
    publish(tmp_path, TIDES)
    before = mapped_files()
    archive = Archive(tmp_path)
    ask_everything(archive)
    del archive
    assert mapped_files() == before


def test_a_replaced_generation_is_given_back_though_nobody_asks(tmp_path: Path) -> None:
    before = mapped_files()
    archive = Archive(publish(tmp_path, TIDES))
    archive.refresh()
    assert mapped_files() == before  # it is opened by who asks first
    ask_everything(archive)
    held = mapped_files()
    published = archive.publication()
    publish(tmp_path, TIDES)
    archive.refresh()
    assert mapped_files() == held
    assert archive.publication() != published


def test_a_generation_is_given_back_that_is_published_no_longer(tmp_path: Path) -> None:
    before = mapped_files()
    archive = Archive(publish(tmp_path, TIDES))
    ask_everything(archive)
    shutil.rmtree(tmp_path)
    with pytest.raises(IndexMissingError):
        archive.refresh()
    assert mapped_files() == before


def test_until_a_newer_generation_is_prepared_the_one_before_is_asked(tmp_path: Path) -> None:
    asked_on = EmbeddedEngine(publish(tmp_path, TIDES))
    before = asked_on.snapshot().info.generation
    publish(tmp_path, TIDES[:4])
    asked: list[str] = []
    asked_on.refresh(lambda newer: asked.extend([newer.info.generation, asked_on.snapshot().info.generation]), 60)
    assert asked == ["000002", before]
    assert asked_on.snapshot().info.generation == "000002"


def test_who_follows_what_is_published_spares_others_to_open_it(tmp_path: Path) -> None:
    archive = Archive(publish(tmp_path, TIDES))
    before = archive.publication()
    archive.refresh(60)
    publish(tmp_path, TIDES[:4])
    assert archive.publication() == before
    with ThreadPoolExecutor() as beside:
        late = beside.submit(archive.publication)
        archive.refresh(60)
        assert late.result() in {before, archive.publication()}
    assert archive.search(SearchRequest("tide", group="article")).total == 4


def test_a_newer_generation_that_is_ready_soon_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_up, "SOON_SECONDS", 60)
    archive = Archive(publish(tmp_path, TIDES))
    before = archive.publication()
    archive.refresh(60)
    publish(tmp_path, TIDES[:4])
    with ThreadPoolExecutor() as beside:
        asked = [beside.submit(archive.publication) for _ in range(3)]
        archive.refresh(60)
        assert {one.result() for one in asked} == {archive.publication()}
    assert archive.publication() != before


def test_where_many_ask_few_wait_for_a_newer_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_up, "SOON_SECONDS", 60)
    archive = Archive(publish(tmp_path, TIDES))
    before = archive.publication()
    archive.refresh(60)
    publish(tmp_path, TIDES[:4])
    several = 5
    with ThreadPoolExecutor(taking_up.MOST_WAITING + several) as beside:
        asked = [beside.submit(archive.publication) for _ in range(taking_up.MOST_WAITING + several)]
        answered = as_completed(asked)
        assert {next(answered).result() for _ in range(several)} == {before}
        archive.refresh(60)
        assert {one.result() for one in answered} == {archive.publication()}
    assert archive.publication() != before


def test_a_newer_generation_that_cannot_be_opened_is_told_to_whoever_asks(tmp_path: Path) -> None:
    archive = Archive(publish(tmp_path, TIDES))
    archive.prepare()
    publish(tmp_path, TIDES)
    (tmp_path / "generations" / "000002" / "manifest.json").write_text("nonsense")
    with pytest.raises(IndexDamagedError):
        archive.refresh(60)
    with pytest.raises(IndexDamagedError):
        archive.info()


def test_an_update_holds_nothing_of_what_it_replaced(tmp_path: Path) -> None:
    publish(tmp_path, TIDES)
    before = mapped_files()
    update(tmp_path, ["story-2"], TIDES[1:2])
    assert mapped_files() == before


def test_where_no_file_may_be_opened_the_generation_before_is_asked_on(tmp_path: Path) -> None:
    ask_everything(Archive(publish(tmp_path / "another", TIDES)))  # Python's own modules are read from files, too
    index = tmp_path / "index"
    archive = Archive(publish(index, TIDES))
    before = archive.publication()
    publish(index, TIDES[:4])
    with no_file_may_be_opened():
        ask_everything(archive)
        assert archive.publication() == before
        assert archive.search(SearchRequest("tide", group="article")).total == 8
    assert archive.search(SearchRequest("tide", group="article")).total == 4


def test_what_cannot_be_opened_for_want_of_descriptors_is_not_called_damaged(tmp_path: Path) -> None:
    archive = Archive(publish(tmp_path, TIDES))
    with no_file_may_be_opened(), pytest.raises(ExhaustedError, match="may open no more files: allow it more"):
        archive.info()
    assert archive.search(SearchRequest("tide")).total == 16
