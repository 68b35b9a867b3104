"""The compiled gazetteer, as every user of a machine shares it."""

import pytest

from index.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()
