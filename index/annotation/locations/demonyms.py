"""Names of peoples: "Ukrainian" says where somebody is from, but is no place."""

from collections.abc import Iterator, Sequence

from index.annotation.locations.places import Places
from index.annotation.locations.tokens import Tokens
from index.annotation.locations.words import demonyms
from index.annotation.spans import Location


def demonyms_of(tokens: Tokens, taken: Sequence[Location], gazetteer: Places) -> Iterator[Location]:
    """Yield the demonyms of a paragraph outside the stretches that are taken, named after their countries."""
    table = demonyms()
    spans = [(place.start, place.end) for place in taken]
    for i, word in enumerate(tokens.words):
        if not tokens.capital[i]:
            continue
        start, end = tokens.starts[i], tokens.ends[i]
        key = word.lower()
        if i + 1 < len(tokens) and tokens.joined[i + 1] and f"{key} {tokens.words[i + 1].lower()}" in table:
            key, end = f"{key} {tokens.words[i + 1].lower()}", tokens.ends[i + 1]
        code = table.get(key)
        if code is None or any(s < end and start < e for s, e in spans):
            continue
        place = gazetteer.entry(gazetteer.country_place(code))
        yield Location(
            place.name,
            "demonym",
            start,
            end,
            place.latitude,
            place.longitude,
            place.country,
            geonames_id=place.geonames_id,
        )
