"""The campaign of beginnings in some seconds, on a small index: each finds what it must; no time is real."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest

from search.archive import Archive
from search.request import SearchRequest
from search.results import SearchPage
from tests.soak.prefixes import PROMISED, beginnings, campaign


def run(index: Path, part: tuple[int, int] = (1, 2), clock: Callable[[], float] = lambda: 0.0) -> int:
    return campaign(Archive(index), beginnings(index, 2), part, seed=1, seconds=600, clock=clock)


def taking(first: float, afterwards: float, count: int) -> Callable[[], float]:
    """Return the clock of so many searches that take so long, and of later ones."""
    took = chain(repeat(first, count), repeat(afterwards))
    times: Iterator[float] = chain.from_iterable((0.0, each) for each in took)
    return lambda: next(times)


def test_every_beginning_is_found(sample_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    count = len(beginnings(sample_index, 2))

    assert run(sample_index) == 0
    assert f"{-(-count // 2):,} beginnings of {count:,}, part 1/2, seed 1: 0 lost" in capsys.readouterr().out


@pytest.mark.parametrize(
    "is_lossy",
    [lambda query: True, lambda query: query == "ti*", lambda query: query in ('"tide"', "ti*")],
    ids=["nothing is found", "a beginning", "a beginning and its witness"],
)
def test_what_is_lost_is_told(
    sample_index: Path,
    is_lossy: Callable[[str], bool],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = Archive.search

    def search(self: Archive, request: SearchRequest) -> SearchPage:
        page = asked(self, request)
        return replace(page, total=0) if is_lossy(request.query) else page

    monkeypatch.setattr(Archive, "search", search)

    assert run(sample_index, (1, 1)) == 1
    assert "lost: ti* finds 0" in capsys.readouterr().out


def test_one_paragraph_too_few_is_lost(sample_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, archive = Archive.search, Archive(sample_index)
    least = archive.search(SearchRequest('"the"')).total - 1
    monkeypatch.setattr(
        Archive,
        "search",
        lambda self, request: (
            replace(asked(self, request), total=least) if request.query == "th*" else asked(self, request)
        ),
    )

    assert campaign(archive, {"th": "the"}, (1, 1), seed=1, seconds=600, clock=lambda: 0.0) == 1


@pytest.mark.parametrize(("first", "afterwards", "status"), [(0.9, 0.9, 0), (1.1, 0.9, 1), (0.9, 1.1, 1)])
def test_what_takes_too_long_is_broken_at_first_and_afterwards(
    sample_index: Path, first: float, afterwards: float, status: int
) -> None:
    count = -(-len(beginnings(sample_index, 2)) // 2)
    clock = taking(first * PROMISED.first, afterwards * PROMISED.afterwards, count)

    assert run(sample_index, clock=clock) == status
