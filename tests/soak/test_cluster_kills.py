"""A few of the kills of `tests.soak.cluster_kills`."""

from pathlib import Path

from tests.cluster.cluster import Cluster
from tests.soak.cluster_kills import Place, kills_in


def test_an_archive_is_whole_however_its_writer_ends(cluster: Cluster, tmp_path: Path) -> None:
    counted, broken = kills_in(Place(cluster.addresses), count=4, seed=4, seconds=60, folder=tmp_path)
    assert broken == []
    assert counted.total() >= 1
