"""The short form of the campaign of flipped bits."""

from pathlib import Path

import pytest

from tests.soak import bits

TRIALS = 60


@pytest.mark.parametrize("seed", [1, 2])
def test_no_flipped_bit_is_served_wrong(tmp_path: Path, seed: int) -> None:
    outcomes, wrong = bits.campaign(bits.build(tmp_path, 24), TRIALS, seed, 600.0, commands=False)
    assert wrong == []
    assert outcomes["told"] > TRIALS / 2
    assert outcomes.total() == TRIALS


def test_the_command_line_says_what_is_damaged(tmp_path: Path) -> None:
    index = bits.build(tmp_path, 8)
    sound = bits.commanded(index)
    [offsets] = index.glob("generations/*/paragraphs.offsets")
    with bits.flipped(offsets, 3):
        assert bits.commanded(index) == {"command": ""}
    assert bits.commanded(index) == sound != {"command": ""}
