"""The short form of the campaign of constructions: each is read, or refused, to its end; no time is asserted."""

from pathlib import Path

import pytest

from tests.soak.growth import CONSTRUCTIONS, FREELY, Construction, is_broken, seconds


@pytest.mark.parametrize("ending", sorted({one.ending for one in CONSTRUCTIONS}))
def test_every_construction_is_read_to_its_end(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"construction{ending}"
    for construction in CONSTRUCTIONS:
        if construction.ending == ending:
            path.write_bytes(construction.content(3_000))
            assert seconds(path) >= 0


def test_a_unit_stands_as_often_as_fits() -> None:
    assert Construction(".txt", b"a", b" b@", b"c").content(21) == b"a b0 b1 b2c"


def test_what_takes_the_square_is_broken() -> None:
    assert is_broken([FREELY, 4 * FREELY, 16 * FREELY])
    assert not is_broken([FREELY, 2 * FREELY, 4 * FREELY])
    assert not is_broken([FREELY / 100, FREELY / 25, FREELY / 6])
