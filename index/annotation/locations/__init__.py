"""Places: every stretch of text that names one, resolved to a point on the map and to what contains it.

`locate` reads an article in four steps, one module each: `candidates` marks what may be a place, `recognition` says
which are, `toponyms` and `resolution` decide which place each name means, `geoparser` reports them.  `refutation` and
`confirmation` overrule the scores where the words around a name leave nothing to weigh.  No parser and no neural model:
a gazetteer, counts over raw text, and linear scores whose weights are tables in data/.  `local_lexicon`
lets the other articles of the same source have a say in which place is meant, where the caller hands it over, and
`demonyms` finds the names of peoples, which are no places.
"""

from index.annotation.locations.geoparser import lexicon_entries, locate
from index.annotation.locations.local_lexicon import NO_LEXICON, LocalLexicon
from index.annotation.locations.places import Place, Places

__all__ = ["NO_LEXICON", "LocalLexicon", "Place", "Places", "lexicon_entries", "locate"]
