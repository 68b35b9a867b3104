"""Turns: which labels before a colon are somebody's, "MARA ALDA:" and "The Speaker:", in the paragraphs of an article.

A label may be a place, a heading or an entry of a list as well.
"""

from collections.abc import Sequence

from .clauses import Cue
from .elements import NOBODY, Elements
from .inventory import Inventory
from .kinds import ROLE, STOP, one_of
from .labels import Labels, is_turn, label_text, person_of_initials
from .mentions import key_of
from .tokens import Tokens

_CHAIRS = frozenset(
    ["Speaker", "Chairman", "Chairwoman", "Chair", "President", "Minister", "Interviewer", "Moderator"]
) | {*("Host", "Judge", "Reporter", "Witness", "Secretary", "Premier", "Coroner", "Counsel", "CHAIRMAN", "SPEAKER")}
"""Offices that label the turns of a debate, a hearing or an interview."""
_GROUPS = one_of("GROUP")


def without_false_turns(
    elements: Elements, tokens: Tokens, cues: Sequence[Cue], inventory: Inventory, labels: Labels
) -> list[Cue]:
    """Return the cues of a paragraph but for a label that is a place, a heading or an entry of a list."""
    return [
        cue
        for cue in cues
        if cue.rule != "transcript"
        or (
            _is_turn(elements, tokens, cue, inventory, labels)
            and not _is_dateline(elements, tokens, cue, cues, inventory, labels)
        )
    ]


def _is_dateline(
    elements: Elements, tokens: Tokens, cue: Cue, cues: Sequence[Cue], inventory: Inventory, labels: Labels
) -> bool:
    """Tell the only label of an article, in capitals before a sentence in which somebody else speaks."""
    index, label = elements.persons[cue.subject], label_text(elements, tokens)
    if index == NOBODY or not label.isupper() or labels != {label: 1}:
        return False
    person = inventory.persons[index]
    end = elements.kinds.find(STOP, cue.verb)
    reported = any(cue.verb < other.subject < (end if end >= 0 else len(elements.kinds)) for other in cues)
    return reported and person.count == 1 and person.key == key_of(tuple(label.split()))


def _is_turn(elements: Elements, tokens: Tokens, cue: Cue, inventory: Inventory, labels: Labels) -> bool:
    after = tokens.words[elements.lasts[cue.verb] : elements.lasts[cue.verb] + 1]
    if not after or after[0].islower():
        return False
    kind = elements.kinds[cue.subject]
    if kind == ROLE:
        return tokens.words[elements.lasts[cue.subject] - 1] in _CHAIRS
    label = label_text(elements, tokens)
    if kind not in _GROUPS:
        return labels.get(label) != 0
    return person_of_initials(label, inventory) is not None or is_turn(label, labels)
