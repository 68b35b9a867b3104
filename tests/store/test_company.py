"""How two names of speakers appear beside each other, as it is read from the columns of a generation being written."""

from pathlib import Path

import numpy as np
import pytest

from index.analysis.tokens import FieldTokens
from index.store import company
from index.store.columns import ColumnWriter
from index.store.company import FACETS_OF_COMPANY, Beside, beside
from index.store.facets import FacetWriter

Row = tuple[int, int, str, str, str]
"""A paragraph: its article, its day, speakers, places, the source."""


def compared(folder: Path, rows: list[Row], *pairs: tuple[str, str]) -> list[Beside]:
    """Write paragraphs and compare pairs of their speakers."""
    for name, numbers in (("article", [row[0] for row in rows]), ("date", [row[1] for row in rows])):
        column = ColumnWriter(folder, name)
        column.append(np.array(numbers))
        column.close()
    facets = [FacetWriter(folder, name) for name in FACETS_OF_COMPANY]
    for at, facet in enumerate(facets, 2):
        values = [str(row[at]).split() for row in rows]
        distinct = list(dict.fromkeys(value for row in values for value in row))
        ids = np.array([distinct.index(value) for row in values for value in row], np.uint32)
        facet.append(FieldTokens(distinct, ids, np.array([len(row) for row in values], np.uint32)))
    sizes = [facet.flush() for facet in facets]
    found = beside(folder, sizes, [(facets[0].code(one), facets[0].code(other)) for one, other in pairs])
    for facet in facets:
        facet.close()
    return found


ROWS: list[Row] = [
    (0, 20310101, "Ada", "Bergby", "Courier"),
    (0, 20310101, "Bo Ada", "", "Courier"),
    (1, 20310105, "Ida", "Bergby", "Courier"),
    (1, 20310105, "Bo", "", "Courier"),
    (2, 20330101, "Eva", "Malm", "Herald"),
    (3, 0, "Kai", "Malm", "Herald"),
]


def test_articles_that_have_both_are_counted(tmp_path: Path) -> None:
    together, apart = compared(tmp_path, ROWS, ("Ada", "Bo"), ("Ada", "Ida"))
    assert (together.together, together.articles) == (1, 1)
    assert apart.together == 0


def test_company_is_what_both_have_beside_them(tmp_path: Path) -> None:
    alike, different = compared(tmp_path, ROWS, ("Ada", "Ida"), ("Ada", "Eva"))
    assert alike.share == pytest.approx(1)
    assert alike.shared == pytest.approx(3 * 0.5)
    assert (different.shared, different.share) == (0, 0)


def test_time_between_is_that_between_the_nearest_days(tmp_path: Path) -> None:
    near, far, unknown = compared(tmp_path, ROWS, ("Ada", "Ida"), ("Ada", "Eva"), ("Ada", "Kai"))
    assert (near.days, unknown.days) == (4, 0)
    assert 720 < far.days < 740


def test_parts_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [("Ada", "Bo"), ("Ida", "Ada"), ("Eva", "Kai"), ("Bo", "Eva")]
    (tmp_path / "whole").mkdir()
    whole = compared(tmp_path / "whole", ROWS, *pairs)
    for size in (1, 2, 3, 5):
        monkeypatch.setattr(company, "PARAGRAPHS_AT_ONCE", size)
        (tmp_path / str(size)).mkdir()
        assert compared(tmp_path / str(size), ROWS, *pairs) == whole


def test_nothing_is_compared_in_an_archive_without_speakers(tmp_path: Path) -> None:
    assert compared(tmp_path, [(0, 0, "Ada", "", "")]) == []


def test_a_crowd_is_no_company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(company, "CROWD", 2)
    [found] = compared(tmp_path, ROWS, ("Ada", "Ida"))
    assert found.shared == 0
