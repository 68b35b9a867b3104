"""Places by spaCy's small model; points by population.

Its entities of the kinds GPE (countries, cities, states) and LOC; only the recogniser of names is run.
"""

from typing import Any

from spacy.tokens import Doc

from benchmarks.peers.english import NAMES, english
from benchmarks.peers.lines import Mention, annotated, answer, paragraphs
from benchmarks.peers.populous import Point, mention, points


def locations(paragraph: Doc, known: dict[str, Point]) -> list[Mention]:
    """Name the places of a paragraph, without "the" before them."""
    found = []
    for entity in paragraph.ents:
        if entity.label_ in ("GPE", "LOC"):
            article = len(entity) > 1 and entity[0].lower_ == "the"
            name = entity[1:] if article else entity
            found.append(mention(name.text, name.start_char, known))
    return found


def main() -> None:
    """Answer on standard output."""
    model, known = english(NAMES), points()

    def annotate(text: str) -> list[dict[str, Any]]:
        pieces = list(paragraphs(text))
        read = model.pipe(piece for _, piece in pieces)
        return [
            annotated(start, piece, [], locations(paragraph, known))
            for (start, piece), paragraph in zip(pieces, read, strict=True)
        ]

    answer(annotate)


if __name__ == "__main__":
    main()
