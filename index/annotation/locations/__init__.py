"""Places: every stretch of text that names one, resolved to a point on the map and to what contains it.

`locate` reads an article in four steps, one module each: `candidates` marks what may be a place, `recognition` says
which are, `questions` and `resolution` decide which place each name means, `mentions` reports them.  No parser and no
neural model: a gazetteer, counts over raw text, and linear scores whose weights are tables in data/.
"""

from index.annotation.locations.locating import locate
from index.annotation.locations.places import Place, Places

__all__ = ["Place", "Places", "locate"]
