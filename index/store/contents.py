"""What a generation is made of beside its manifest: the names that its writer and its reader both go by."""

COLUMNS = ("article", "ordinal", "date", "length", "shape")
"""One number a paragraph each.  The form says whether it is prose, and whether somebody speaks in it
(`index.analysis.fields`)."""
EXACT_FACETS = ("speaker_name", "location_name", "country", "source_name")
"""Facets of what the fields of these names hold exactly."""
FACETS = (*EXACT_FACETS, "place")
"""All facets.  The dictionary of `place` is the place index: one value a place, described as compact JSON."""
COMPLETED = ("speaker_name", "location_name", "source_name")
"""Facets whose values are suggested as somebody types."""
KINDS = ("unnamed", "person", "organization")
"""What a speaker is; a file of the facet `speaker_name` has the place of each value's among these, a byte each."""
COUNTED = {"speaker_name": "speakers", "place": "places"}
"""Facets whose different values are told of an index, and as what."""
PARAGRAPHS, ARTICLES = "paragraphs", "articles"
"""The records."""
WORDS = "words"
"""The dictionary of the archive's words."""
PEOPLE = "people"
"""The people who go by several names, a JSON object a line, and what finds all those names by their words."""
POSTINGS = "whoosh"
"""The folder of the postings."""
LEXICONS = "lexicons.json"
"""Where the sources' news happens."""
REMOVED = "removed.jsonl"
"""The ids of articles that were removed, a JSON object a line."""
BUILT = "built.json"
"""When it was rebuilt, and how often updated since."""
