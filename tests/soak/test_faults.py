"""A few of the faults of `tests.soak.faults`, and of the kills of `tests.soak.kills`, each time others are picked by
the seed that fails."""

import errno
import os
import random
from pathlib import Path

import pytest

from index.errors import DatelineError
from tests.soak import faults, kills
from tests.soak.disk import FailingDisk, in_place
from tests.soak.trials import BrokenPromiseError, Trial, require_mended, require_sound, trials

NAMES = ("first rebuild", "rebuild", "rebuild of an earlier format", "update", "remove")


@pytest.fixture(scope="module")
def all_trials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trial]:
    return {trial.name: trial for trial in trials(tmp_path_factory.mktemp("trials"))}


@pytest.fixture(params=NAMES)
def trial(request: pytest.FixtureRequest, all_trials: dict[str, Trial]) -> Trial:
    return all_trials[request.param]


def test_the_trials_are_all_there_are(all_trials: dict[str, Trial]) -> None:
    assert tuple(all_trials) == NAMES


def test_a_failing_operation_leaves_the_old_index_or_the_new_one(trial: Trial, tmp_path: Path) -> None:
    chance = random.Random(trial.name)
    count = faults.operations(trial, tmp_path)
    for fault in faults.FAULTS.values():
        faults.fail(trial, fault, chance.randint(1, count), tmp_path)
    faults.fail(trial, faults.Fault(errno.EIO), count, tmp_path)


class TearingDisk(FailingDisk):
    """A disk whose first write to one file fails in the middle of a block."""

    def __init__(self, file: str) -> None:
        super().__init__(0, errno.EIO, torn=True)
        self._file = file

    def meet(self, name: str, path: Path) -> None:
        super().meet(name, path)
        if (name, path.name) == ("write", self._file) and not self.failed:
            self.failed = f"{name} {path.name}"
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))


@pytest.mark.parametrize("name", ["speaker_name", "location_name"])
def test_nothing_is_computed_of_a_file_that_is_torn(all_trials: dict[str, Trial], tmp_path: Path, name: str) -> None:
    for kind in ("codes", "starts"):
        disk = TearingDisk(f"{name}.{kind}")
        with in_place(disk), pytest.raises(DatelineError, match=os.strerror(errno.EIO)):
            all_trials["first rebuild"].run(tmp_path / kind)
        assert disk.failed


def test_a_loss_of_power_leaves_the_old_index_or_the_new_one(trial: Trial, tmp_path: Path) -> None:
    chance = random.Random(trial.name)
    count = faults.operations(trial, tmp_path)
    moments = frozenset(chance.sample(range(1, count + 1), 2))
    ends = list(faults.lose_power(trial, moments, tmp_path, chance))
    assert ends == ["sound"] * len(ends)
    assert len(ends) == faults.LEFT * 3


def test_files_that_may_not_grow_leave_the_old_index_or_the_new_one(trial: Trial, tmp_path: Path) -> None:
    chance = random.Random(trial.name)
    for most in (chance.randrange(100), chance.randrange(100, 10_000), 30_000):
        faults.limit_size(trial, most, tmp_path)


def test_a_kill_leaves_the_old_index_or_the_new_one(trial: Trial, tmp_path: Path) -> None:
    chance = random.Random(trial.name)
    count = faults.operations(trial, tmp_path)
    index = tmp_path / "index"
    trial.prepare(index)
    for number in chance.sample(range(1, count), 2):
        kills.kill_at_an_operation(trial, index, number)
        require_sound(trial, index, BrokenPromiseError("it is published, perhaps"))
    require_mended(trial, index)
