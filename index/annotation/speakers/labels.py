"""Labels of turns, "MARA ALDA:" and "MA:", and what only looks like one.

A person's name before a colon is a label.  Any other name is one only where the article uses it again, as interviews
do: "Bergby: 3, Lindal: 1", "Headquarters: Bergby" and "KIGOMA: The harbour closed" stand once.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from .elements import Elements
from .inventory import Inventory
from .kinds import COLON, one_of
from .tables import tables
from .tokens import Tokens

Labels = Mapping[str, int]
_LABELS = one_of("PERSON NAME")
_FEWEST_PARAGRAPHS = 3
_LONGEST_INITIALS = 3
_LETTERS = frozenset(["Q", "A"])
"""Question and answer, which name nobody."""
_LONGEST_OF_ASKER = 4
"""Letters of an outlet that asks, DW or BBC, in an article that has other labels."""


def count_labels(paragraphs: Sequence[tuple[Elements, Tokens]]) -> Labels:
    """Return how many paragraphs of an article each label opens.

    A lone one in capitals that opens an article is where it was written, "KUALA LUMPUR:", and counts nothing.
    """
    counts: Counter[str] = Counter()
    for elements, tokens in paragraphs:
        if elements.kinds[1:2] == COLON and elements.kinds[0] in _LABELS:
            counts[label_text(elements, tokens)] += 1
    if sum(counts.values()) == 1 and len(paragraphs) >= _FEWEST_PARAGRAPHS and paragraphs[0][0].kinds:
        label = label_text(*paragraphs[0])
        if label in counts and label.isupper():
            counts[label] = 0
    return counts


def label_text(elements: Elements, tokens: Tokens) -> str:
    """Return the words of the label that opens a paragraph."""
    return " ".join(tokens.words[elements.firsts[0] : elements.lasts[0]])


def is_turn(label: str, labels: Labels) -> bool:
    """Tell a label that is no person's name from a place, a heading or an entry of a list."""
    lookup = tables()
    if label in _LETTERS:
        return False
    asks = label.isupper() and len(label) <= _LONGEST_OF_ASKER and len(labels) > 1
    return (asks or labels.get(label, 0) > 1) and label not in lookup.places and label.lower() not in lookup.words


def person_of_initials(label: str, inventory: Inventory) -> int | None:
    """Return the one person of the article whose initials a label is; None for none or several."""
    if not (label.isupper() and label.isalpha() and 1 < len(label) <= _LONGEST_INITIALS):
        return None
    meant = [index for index, person in enumerate(inventory.persons) if label.casefold() in _initials(person.key)]
    return meant[0] if len(meant) == 1 else None


def _initials(key: Sequence[str]) -> tuple[str, ...]:
    """Return "abc" and "ac" for Ana B. Cole; nothing for a single name."""
    return ("".join(word[0] for word in key), key[0][0] + key[-1][0]) if len(key) > 1 else ()
