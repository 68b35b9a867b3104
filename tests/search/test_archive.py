"""An archive follows what is published, refuses what is beyond its limits, and may be asked by many at once."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import IndexDamagedError, IndexMissingError
from index.store.files.checked import Checks
from index.store.generation import IndexDirectory
from search.archive import Archive
from search.errors import SearchError, SearchTimeoutError, SearchTooCostlyError
from search.limits import Limits, SettingError
from search.request import SearchRequest
from tests.archives import archive_of, publish, texts
from tests.interleaving import once_before


def test_a_newly_published_generation_is_followed(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, texts("The tide is late"))
    assert archive.search(SearchRequest("tide")).total == 1
    publish(tmp_path, [texts("The clock is early")])
    assert archive.search(SearchRequest("tide")).total == 0
    assert archive.search(SearchRequest("clock")).generation == "000002"


def test_what_is_published_while_it_is_opened_has_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Caches know an answer again by it: one request had been given that of the generation before."""
    publish(tmp_path, [texts("The tide is late")])
    once_before(monkeypatch, Checks, "passed_on", lambda: publish(tmp_path, [texts("The clock is late")]))
    info = Archive(tmp_path).info()
    assert info.generation == "000002"
    assert info.publication.startswith("000002-")


def test_an_archive_may_be_opened_before_its_index_is_there(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "index")
    with pytest.raises(IndexMissingError):
        archive.search(SearchRequest("tide"))
    publish(tmp_path / "index", [texts("The tide is late")])
    assert archive.search(SearchRequest("tide")).total == 1


def test_no_table_of_contents_is_taken_for_a_pickle(tmp_path: Path) -> None:
    publish(tmp_path, [texts("The tide is late")])
    [toc] = (IndexDirectory(tmp_path).current().folder / "whoosh").glob("*.toc")
    toc.write_bytes(b"cos\nsystem\n(S'touch " + str(tmp_path / "owned").encode() + b"'\ntR.")
    with pytest.raises(IndexDamagedError, match=toc.name):
        Archive(tmp_path).info()
    assert not (tmp_path / "owned").exists()


def test_info_tells_what_is_held(tmp_path: Path) -> None:
    info = archive_of(tmp_path, texts("The tide is late", "Again")).info()
    assert info.counts == {"articles": 1, "paragraphs": 2, "words": 5, "speakers": 0, "places": 0}
    assert info.settings["max_nesting"] == Limits().max_nesting


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (SearchRequest("a" * 4_001), "4,001 characters; the limit is 4,000"),
        (SearchRequest(size=101), "1 to 100 results"),
        (SearchRequest(size=0), "1 to 100 results"),
        (SearchRequest(page=0), "counted from 1"),
        (SearchRequest(page=1_001), "first 10,000 results"),
        (SearchRequest(speakers=tuple(map(str, range(51)))), "up to 50 values"),
    ],
)
def test_what_is_beyond_the_limits_is_refused(tmp_path: Path, request_: SearchRequest, message: str) -> None:
    with pytest.raises(SearchError, match=message):
        Archive(tmp_path).search(request_)


def test_a_search_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    publish(tmp_path, [texts("The tide is late")])
    slow = Archive(tmp_path, Limits(max_milliseconds=0))
    with pytest.raises(SearchTimeoutError, match="ask for rarer words"):
        slow.search(SearchRequest("tide"))


def test_the_time_is_seen_to_within_one_long_paragraph(tmp_path: Path) -> None:
    publish(tmp_path, [texts("鷗" * 100_000), texts("鷗", id="b")])
    seen = list[int]()
    archive = Archive(tmp_path, Limits(max_milliseconds=60_000), pause=seen.append)

    def paused(asked: Callable[[], object]) -> int:
        before = len(seen)
        asked()
        return len(seen) - before

    assert paused(lambda: archive.search(SearchRequest("鷗"))) > 100
    assert paused(lambda: archive.article("a", "鷗")) - paused(lambda: archive.article("b", "鷗")) > 100


def test_a_search_that_reads_too_much_is_ended_whenever_it_is_asked_for(tmp_path: Path) -> None:
    publish(tmp_path, [texts(*["The tide is late"] * 100)])
    bounded = Archive(tmp_path, Limits(max_work=20_000))
    assert bounded.search(SearchRequest("tide")).total == 100
    for _ in range(2):
        with pytest.raises(SearchTooCostlyError, match="reads more than 20,000 entries of the index: ask for rarer"):
            bounded.search(SearchRequest("the OR tide OR is OR late OR (the tide) OR (is late)"))


def test_unknown_fields_have_no_suggestions(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="speaker, location, source, word"):
        Archive(tmp_path).suggest("a", "ordinal")


def test_threads_get_the_same_answers(tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(50)]
    archive = archive_of(tmp_path, texts(*(f"{word} stands in every tide" for word in words)))
    queries = [f'{word} "every tide"' for word in words] * 4
    with ThreadPoolExecutor(8) as pool:
        totals = list(pool.map(lambda query: archive.search(SearchRequest(query)).total, queries))
    assert totals == [1] * len(queries)


def test_limits_come_from_the_environment() -> None:
    assert Limits.from_environment({"DATELINE_MAX_NESTING": "3", "PATH": "/bin"}) == Limits(max_nesting=3)


@pytest.mark.parametrize("value", ["", "0", "-1", "many", "1.5", "²"])
def test_a_limit_must_be_a_whole_number_above_zero(value: str) -> None:
    with pytest.raises(SettingError, match="DATELINE_MAX_WINDOW"):
        Limits.from_environment({"DATELINE_MAX_WINDOW": value})


def test_an_index_made_anew_in_the_same_place_is_followed(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "index", texts("The tide is late"))
    assert archive.search(SearchRequest("tide")).total == 1
    shutil.rmtree(tmp_path / "index")
    publish(tmp_path / "index", [texts("The clock is early")])
    assert archive.search(SearchRequest("tide")).total == 0
