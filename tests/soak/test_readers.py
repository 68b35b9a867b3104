"""The short form of the campaign of files: some of every format, and shorter."""

from pathlib import Path

import pytest

from benchmarks.reading import MADE
from tests.soak.readers import Campaign, most_memory


def test_no_broken_file_breaks_its_reader(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path, seed=1, size=5_000)
    campaign.run(trials=6 * len(MADE))
    assert campaign.broken == []
    assert all(tally.trials == 6 for tally in campaign.tallies.values())
    assert any(tally.articles for tally in campaign.tallies.values())
    assert all(tally.slowest > 0 for tally in campaign.tallies.values())
    assert any(tally.bad for tally in campaign.tallies.values())


@pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="the system does not tell what a process had at most"
)
def test_what_was_taken_and_given_back_is_seen() -> None:
    before = most_memory(anew=True)
    bytes(bytearray(b"\1") * 50_000_000)
    assert most_memory() - before >= 50_000_000
