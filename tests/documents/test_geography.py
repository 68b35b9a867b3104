"""Distances over the globe."""

import numpy as np
import pytest

from index.annotation.spans import EARTH_KM
from index.documents.geography import great_circle

QUARTER = EARTH_KM * np.pi / 2


@pytest.mark.parametrize(
    ("latitude", "longitude", "kilometres"),
    [(0, 0, 0), (0, 90, QUARTER), (90, 0, QUARTER), (0, 180, 2 * QUARTER), (0, -1, QUARTER / 90), (np.nan, 0, np.nan)],
)
def test_a_distance_is_measured_along_a_great_circle(latitude: float, longitude: float, kilometres: float) -> None:
    [found] = great_circle(0.0, 0.0, np.radians([latitude]), np.radians([longitude]))
    assert found == pytest.approx(kilometres, nan_ok=True)
