"""Quotations with their speaker in the next line: a block quotation's footer, "— Ana Ek, the mayor".

Web pages set such a line apart, so that it is a paragraph of its own, with or without a dash.
"""

from collections.abc import Mapping, Sequence

from .clauses import Cue
from .continuation import Quoting
from .elements import NOBODY
from .inventory import Inventory
from .rules import Rule
from .speaking import Speaking

SIGNED = "signed"
"""The rule of a cue that is a line of its own."""

FOOTER = Rule(
    """^ (DASH [DETERMINER OTHER ROLE]{0,3} (?P<dashed> PERSON) | (?P<named> PERSON) (?=COMMA))
    ([COMMA PREPOSITION OF] [^BREAK QUOTED FINITE PERSON]{1,14})? STOP? $""",
    matches=["|— Mara Alda, mayor of Bergby|", "|Mara Alda, mayor of Bergby|"],
    refuses=["Mara Alda, mayor of Bergby, left."],
)


def find_signatures(paragraphs: Sequence[Quoting], inventory: Inventory) -> Mapping[int, Speaking]:
    """Return who speaks in each paragraph of quotation that the next one signs, and in the one that signs."""
    found: dict[int, Speaking] = {}
    for number in range(1, len(paragraphs)):
        line = paragraphs[number]
        match = FOOTER.pattern.match(line.elements.kinds)
        if match is None or not (paragraphs[number - 1].is_quotation()):
            continue
        index = match.start("dashed" if match["dashed"] else "named")
        person = line.elements.persons[index]
        if person == NOBODY:
            continue
        first, last = line.elements.firsts[index], line.elements.lasts[index]
        name = inventory.persons[person].name
        found[number] = Speaking(Cue(index, index, SIGNED), person, name, "person", first, last)
        found[number - 1] = Speaking(Cue(0, 0, SIGNED), person, name, "person", 0, 1)
    return found
