"""Who speaks by a cue."""

from dataclasses import dataclass

from ..spans import SpeakerKind
from .clauses import Cue
from .descriptions import describe, without_owner
from .elements import NOBODY, Elements
from .kinds import ROLES
from .tokens import Tokens


@dataclass(frozen=True, slots=True)
class Speaking:
    """A cue and whom its subject turned out to be; `person` is NOBODY for groups and organisations.

    `first` and `last` are the tokens of the mention that shows it; `sure` is as in `spans.Speaker`.
    """

    cue: Cue
    person: int
    name: str
    kind: SpeakerKind
    first: int
    last: int
    sure: bool = True


def one_of_them(elements: Elements, tokens: Tokens, cue: Cue) -> Speaking | None:
    """Return the group that "one said" is one of, the last one that the paragraph has told of."""
    group = elements.kinds.rfind(ROLES, 0, cue.subject)
    if group < 0:
        return None
    name, subject = without_owner(describe(elements, tokens, group).text), cue.subject
    return Speaking(cue, NOBODY, name, "unnamed", elements.firsts[subject], elements.lasts[subject], sure=False)
