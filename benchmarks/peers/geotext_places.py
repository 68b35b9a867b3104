"""Places by geotext, which looks up capitalised words in lists of cities and countries; points by population.

geotext tells the names but not where they stand: they are taken wherever they stand as whole words.
"""

import re
from typing import Any

from geotext import GeoText

from benchmarks.peers.lines import Mention, annotated, answer, paragraphs
from benchmarks.peers.populous import Point, mention, points


def locations(paragraph: str, known: dict[str, Point]) -> list[Mention]:
    """Name the cities and countries of a paragraph."""
    found = GeoText(paragraph)
    names = sorted({*found.cities, *found.countries}, key=len, reverse=True)
    if not names:
        return []
    either = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    return [mention(place[0], place.start(), known) for place in either.finditer(paragraph)]


def main() -> None:
    """Answer on standard output."""
    known = points()

    def annotate(text: str) -> list[dict[str, Any]]:
        return [annotated(start, piece, [], locations(piece, known)) for start, piece in paragraphs(text)]

    answer(annotate)


if __name__ == "__main__":
    main()
