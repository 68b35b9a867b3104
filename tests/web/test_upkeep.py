"""A server follows publications while nobody asks."""

import gc
import time
from pathlib import Path

from search.archive import Archive
from tests.archives import publish, texts
from tests.descriptors import no_file_may_be_opened
from web.server.upkeep import kept_up

LATEST = 30.0
"""Seconds, of which a thousandth is enough on a machine that does nothing else."""


class Watched(Archive):
    """Counts how often it was to take up what is published."""

    looks = 0

    def refresh(self, followed_for: float = 0.0) -> None:
        self.looks += 1
        super().refresh(followed_for)


def look(archive: Watched) -> None:
    """Wait until it has looked once more."""
    before, latest = archive.looks, time.monotonic() + LATEST
    while archive.looks < before + 2 and time.monotonic() < latest:
        time.sleep(0.01)


def test_what_is_published_is_taken_up_while_nobody_asks(tmp_path: Path) -> None:
    archive = Watched(publish(tmp_path, [texts("The tide is late")]))
    archive.info()
    with kept_up(archive, every=0.001):
        publish(tmp_path, [texts("The clock is early")])
        look(archive)
        with no_file_may_be_opened():  # it is open already
            assert archive.info().generation == "000002"
    looks = archive.looks
    time.sleep(0.05)
    assert archive.looks == looks


def test_what_stays_is_not_looked_through_for_circles(tmp_path: Path) -> None:
    with kept_up(Archive(publish(tmp_path, [texts("The tide is late")]))):
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


def test_nothing_that_is_wrong_ends_it(tmp_path: Path) -> None:
    archive = Watched(publish(tmp_path, [texts("The tide is late")]))
    archive.info()
    with kept_up(archive, every=0.001):
        (tmp_path / "CURRENT").write_text("nonsense")
        look(archive)
        publish(tmp_path, [texts("The clock is early")])
        look(archive)
        assert archive.info().generation == "000002"
