"""Questions and replies in paragraphs of their own, most of which name nobody.

"“Were you asleep?” asked Ek." is answered in the next paragraph by somebody else: the one who was quoted or told of
before.  While a question follows each reply, the two take turns.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .clauses import Cue
from .continuation import Quoting, is_asked
from .elements import NOBODY
from .interviews import ANSWER
from .inventory import Inventory
from .speaking import Speaking

_IS_ASKED = re.compile(r"\b(?:he|she) (?:was|is) (?:then |next |also )?asked\b")
"""Who is asked by nobody in particular."""
_REACH = 3
"""Paragraphs back to whoever may reply."""


def find_replies(paragraphs: Sequence[Quoting], inventory: Inventory) -> Mapping[int, Speaking]:
    """Return who speaks in each paragraph of nothing but quotation that replies to a question, or asks the next one."""
    first = next((number for number, one in enumerate(paragraphs) if one.spans and _opens_dialogue(one)), None)
    if first is None:
        return {}
    found: dict[int, Speaking] = {}
    asker: Speaking | None = None
    replier: Speaking | None = None
    is_turn_of: Speaking | None = None
    asked = False
    for number, paragraph in enumerate(paragraphs[first:], first):
        if not paragraph.spans:
            asker = replier = is_turn_of = None
            asked = False
            continue
        speaker = _only_owner(paragraph)
        if paragraph.is_quotation() and paragraph.spans[-1].closed:
            turn = (asker if _is_question(paragraph) else replier) if asked != _is_question(paragraph) else None
            if turn is not None and (asked or is_turn_of is replier):
                found[number] = replace(turn, cue=Cue(0, 0, ANSWER), first=0, last=1, sure=False)
            is_turn_of, asked = turn, _is_question(paragraph) and turn is not None
        elif is_asked(paragraph) and speaker is not None:
            asker, replier = speaker, _replier(paragraphs, number, speaker, inventory)
            is_turn_of, asked = asker, True
        elif speaker is None and _opens_dialogue(paragraph):
            asker, replier = None, _replier(paragraphs, number, None, inventory)
            is_turn_of, asked = None, True
        elif asked and speaker is not None and (asker is None or speaker.name != asker.name):
            replier = is_turn_of = speaker
            asked = False
        else:
            asker = replier = is_turn_of = None
            asked = False
    return found


def _opens_dialogue(paragraph: Quoting) -> bool:
    """Tell a paragraph that closes with a question put to somebody."""
    return (
        "?" in paragraph.text
        and _is_question(paragraph)
        and (is_asked(paragraph) or _IS_ASKED.search(paragraph.text) is not None)
    )


def _only_owner(paragraph: Quoting) -> Speaking | None:
    """Return the one who speaks all quotations of a paragraph."""
    owners = {owner.name: owner for owner in paragraph.owners if owner is not None}
    return next(iter(owners.values())) if len(owners) == 1 else None


def _is_question(paragraph: Quoting) -> bool:
    """Tell a paragraph whose last quotation asks."""
    return bool(paragraph.spans) and paragraph.text[: paragraph.spans[-1].end].rstrip().endswith("?")


def _replier(
    paragraphs: Sequence[Quoting], number: int, asker: Speaking | None, inventory: Inventory
) -> Speaking | None:
    """Return who will reply: the last other person who was quoted or who a paragraph was about alone."""
    for paragraph in reversed(paragraphs[max(0, number - _REACH) : number]):
        owner = _only_owner(paragraph)
        if owner is not None and owner.person != NOBODY and (asker is None or owner.name != asker.name):
            return owner
        if paragraph.alone != NOBODY and (asker is None or paragraph.alone != asker.person):
            name = inventory.persons[paragraph.alone].name
            return Speaking(Cue(0, 0, ANSWER), paragraph.alone, name, "person", 0, 1, sure=False)
    return None
