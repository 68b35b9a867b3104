"""Speakers by textacy's `direct_quotations`: the subject of the reporting verb that is nearest to a quotation.

It is given one paragraph at a time, since it gives up on a text with an odd number of quotation marks.  Its speaker
is a set of tokens; those that stand for a person give the name.  It resolves neither pronouns nor family names, so
that nothing is done about them here.
"""

from typing import Any

from spacy.tokens import Doc
from textacy.extract.triples import direct_quotations

from benchmarks.peers.english import NAMES_AND_SYNTAX, english
from benchmarks.peers.lines import Mention, annotated, answer, paragraphs
from benchmarks.peers.persons import full_names, person, without_possessive


def speakers(paragraph: Doc, full: dict[str, str]) -> list[Mention]:
    """Name the persons to whom textacy attributes a quotation."""
    try:
        quotations = list(direct_quotations(paragraph))
    except ValueError:  # a quotation that is not closed
        return []
    said = {token for quotation in quotations for token in quotation.speaker if token.dep_ != "compound"}
    names = {name for token in said if (name := person(token, full)) is not None}
    return [
        {"name": without_possessive(name), "kind": "person", "start": name.start_char, "end": name.end_char}
        for name in sorted(names, key=lambda name: int(name.start))
    ]


def main() -> None:
    """Answer on standard output."""
    model = english(NAMES_AND_SYNTAX)

    def annotate(text: str) -> list[dict[str, Any]]:
        pieces = list(paragraphs(text))
        parsed = list(model.pipe(piece for _, piece in pieces))
        full = full_names(parsed)
        return [
            annotated(start, piece, speakers(paragraph, full), [])
            for (start, piece), paragraph in zip(pieces, parsed, strict=True)
        ]

    answer(annotate)


if __name__ == "__main__":
    main()
