import pytest

from index.gazetteer.entry import EVIDENCE, KINDS
from index.gazetteer.tables import DATA, rows


def test_every_table_says_where_it_comes_from() -> None:
    for table in DATA.glob("*.tsv"):
        assert table.read_text(encoding="utf-8").startswith("#"), table.name


def test_areas_are_well_formed() -> None:
    areas = list(rows("areas"))
    assert len(areas) >= 400
    assert len({area[0] for area in areas}) == len(areas)
    for name, kind, latitude, longitude, countries, _ in areas:
        assert kind in KINDS, name
        assert -90 <= float(latitude) <= 90, name
        assert -180 <= float(longitude) <= 180, name
        assert all(len(code) == 2 and code.isupper() for code in countries.split()), name


@pytest.mark.parametrize(
    ("table", "columns"), [("points", 3), ("other-names", 2), ("names-in-news", len(EVIDENCE) + 1)]
)
def test_rows_have_all_their_cells(table: str, columns: int) -> None:
    assert {len(row) for row in rows(table)} == {columns}
