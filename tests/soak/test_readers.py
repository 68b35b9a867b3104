"""The short form of the campaign of files: some of every format, and shorter."""

from pathlib import Path

from benchmarks.reading import MADE
from tests.soak.readers import Campaign


def test_no_broken_file_breaks_its_reader(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path, seed=1, size=5_000)
    campaign.run(trials=6 * len(MADE))
    assert campaign.broken == []
    assert all(tally.trials == 6 for tally in campaign.tallies.values())
    assert any(tally.articles for tally in campaign.tallies.values())
    assert any(tally.bad for tally in campaign.tallies.values())
