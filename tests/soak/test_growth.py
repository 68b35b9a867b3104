"""The short form of the campaign of constructions: each is read, or refused, to its end; what it costs is counted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.documents.article import Article
from tests.soak.growth import CONSTRUCTIONS, FREELY, Construction, Cost, campaign, is_broken, read
from tests.work import lines_run

FEW = 50
LETTERS = Construction(".txt", b"", b"a")
CELLS = Construction(".csv", b"id,text\n", b"@,The pond is cold.\n")


def lines_of(reader: Callable[[Path], object]) -> Cost:
    return lambda path: lines_run(lambda: reader(path))


@pytest.mark.parametrize("ending", sorted({one.ending for one in CONSTRUCTIONS}))
def test_every_construction_is_read_or_refused_to_its_end(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"construction{ending}"
    for construction in CONSTRUCTIONS:
        if construction.ending == ending:
            path.write_bytes(construction.content(3_000))
            told = read(path)
            assert told, construction
            assert all(isinstance(one, Article) or one.reason for one in told), construction


def test_a_unit_stands_as_often_as_fits() -> None:
    assert Construction(".txt", b"a", b" b@", b"c").content(21) == b"a b0 b1 b2c"


def test_a_reader_that_takes_the_square_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    def squared(path: Path) -> None:
        for _ in path.read_bytes():
            for _ in path.read_bytes():
                pass

    assert campaign([LETTERS], FEW, longest=600, cost=lines_of(squared)) == 1
    assert "1 of 1 constructions, 1 broken" in capsys.readouterr().out


def test_a_reader_in_proportion_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert campaign([CELLS], 20 * FEW, longest=600, cost=lines_of(read)) == 0
    row, told = capsys.readouterr().out.splitlines()[-2:]
    few, _, many = (float(cell) for cell in row.split("|")[-4:-1])
    assert 2 * few < many
    assert told == "1 of 1 constructions, 0 broken"


def test_what_takes_the_square_is_broken() -> None:
    assert is_broken([FREELY, 4 * FREELY, 16 * FREELY])
    assert not is_broken([FREELY, 2 * FREELY, 4 * FREELY])
    assert not is_broken([FREELY / 100, FREELY / 25, FREELY / 6])
