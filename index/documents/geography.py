"""How far places lie from one another."""

import numpy as np
from numpy.typing import NDArray

from index.annotation.spans import EARTH_KM


def great_circle(
    latitude: float, longitude: float, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the distances in kilometres from a point to others, all in radians, by the haversine formula."""
    across = np.sin((longitudes - longitude) / 2) ** 2
    squared = np.sin((latitudes - latitude) / 2) ** 2 + np.cos(latitude) * np.cos(latitudes) * across
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(squared, 0.0, 1.0))))
