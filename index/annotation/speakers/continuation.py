"""A paragraph that is nothing but quotation: whose?

Newspapers let a quotation run over several paragraphs, leaving each open but the last.  They also put a long quotation
in a paragraph of its own, after one that ends in a colon or in which only one speaks, or between two paragraphs of the
same speaker, and trust the reader to know who goes on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .clauses import Cue
from .elements import NOBODY, Elements
from .inventory import Inventory
from .kinds import COLON, PERSON, QUOTED_SENTENCE, STOP, letters, one_of
from .quotations import QuotationSpan
from .reactions import FIRST_PERSON, REACTION, SELF
from .speaking import Speaking

_QUOTATION_AND_MARKS = one_of("QUOTED STOP COMMA DASH COLON")
_QUOTED = one_of("QUOTED")
_SOMEBODY = one_of("PERSON ROLE HE")
_NAMED_OR_DESCRIBED = one_of("PERSON ROLE")
AFTER_A_GAP = "after a gap"
"""The rule of a cue that stands before a paragraph in which nobody is named and nothing is said."""
_INTRODUCES = (COLON, letters("COLON DASH"), letters("COMMA DASH"))

_ASKS = re.compile(r"(?:I|We) ask(?:ed)?\b")
"""The one who asks in an interview told in the first person."""
_ASKED = re.compile(r"[^.“\"]{0,60}\b(?:asked|asks|inquired|enquired|queried|demanded|wondered)\b[^“\"]{0,80}")
"""Right after a question, who asks it."""
_ADDRESSES = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ours|sir|madam)\b")
_EXAMINES = re.compile(
    r"\b(?:reporters?|correspondent|interviewer|coroner|judge|counsel|barrister|prosecutor|chairman|magistrate|foreman"
    r"|K\.?C|Q\.?C|(?:for|of) the (?:Board|Crown|prosecution|defence|defense|family|plaintiff|committee|inquiry))\b",
    re.IGNORECASE,
)
"""Who asks for a living: what follows is a reply."""
_WORDS = re.compile(r"\w[\w’'-]*")
_LONGEST_ASKING = 300
"""Characters of a paragraph that closes with a question to who is quoted before and after it."""
_LONGEST_QUESTION = 120
"""Characters of a question by itself."""
_LABEL = re.compile(r"[A-Z][A-Z .'’-]+:")
_FEWEST_SPACES = 4
"""Spaces of a quotation by itself; one of fewer words may be a heading."""
_SHORTEST_ALONE = 30
"""Characters of a quotation that may follow its speaker's paragraph; a shorter one may be a heading."""


@dataclass(frozen=True, slots=True)
class Quoting:
    """What a paragraph says by itself: its statements, its quotations and who speaks each.

    `alone` is the one person it is about, NOBODY where there are none or several.
    """

    text: str
    elements: Elements
    speakings: list[Speaking]
    spans: list[QuotationSpan]
    owners: list[Speaking | None]
    alone: int = NOBODY

    def is_quotation(self) -> bool:
        """Tell whether it is nothing but quotation, and shows nobody who speaks."""
        kinds = self.elements.kinds
        return not self.speakings and kinds[:1] in _QUOTED and _QUOTATION_AND_MARKS.issuperset(kinds)

    def spoken_by(self, speaking: Speaking) -> "Quoting":
        """Return the paragraph as one whose every word is the same speaker's."""
        return replace(self, speakings=[speaking], owners=[speaking] * len(self.spans))

    def answered_by(self, speaking: Speaking) -> "Quoting":
        """Return the paragraph as one that a speaker tells, with what others say in it."""
        if not self.speakings:
            return self.spoken_by(speaking)
        return replace(self, speakings=[speaking, *self.speakings])


def continue_quotations(paragraphs: Sequence[Quoting], inventory: Inventory) -> list[Speaking | None]:
    """Return for each paragraph the speaker who goes on in it; None for one that has a cue or is not a quotation."""
    going_on: list[Speaking | None] = []
    last: Speaking | None = None
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if number:
            previous = paragraphs[number - 1]
            by_one = going_on[-1] is not None or _is_by_one(previous)
            goes_on = _goes_on(previous, by_one, paragraph, following, last, inventory)
            if goes_on is not None and _is_addressed(goes_on, previous, paragraph, inventory):
                goes_on = None
        else:
            goes_on = _named_after(paragraph, following)
        going_on.append(goes_on)
        last = goes_on or _last_to_quote(paragraph, last)
    return going_on


def _goes_on(
    previous: Quoting,
    by_one: bool,
    paragraph: Quoting,
    following: Quoting | None,
    last: Speaking | None,
    inventory: Inventory,
) -> Speaking | None:
    """Return who goes on after the previous paragraph; `by_one` tells whether one has all that is said in that."""
    kinds = paragraph.elements.kinds
    if paragraph.speakings or not kinds or kinds[0] not in _QUOTED or _is_labelled(paragraph):
        return None
    if last is not None and previous.spans and not previous.spans[-1].closed:
        return last
    if not paragraph.is_quotation() or is_asked(previous):
        return None
    if last is not None and previous.elements.kinds.endswith(_INTRODUCES):
        return last
    likely = replace(last, sure=False) if last is not None else None
    if _is_heading(paragraph, previous) or _is_question_back(paragraph):
        return None
    ends = _ends_in_sentence(previous) and _ends_in_sentence(paragraph)
    if likely is not None and by_one and (ends or _is_sentence(paragraph)):
        return likely
    if sum(span.end - span.start for span in paragraph.spans) >= _SHORTEST_ALONE:
        if likely is not None and (by_one or previous.is_quotation()):
            return likely
        if not previous.speakings and previous.alone != NOBODY:
            return _after_deed(previous.alone, paragraph, likely, inventory)
        if likely is not None and likely.cue.rule == AFTER_A_GAP and SELF.search(paragraph.text) is not None:
            return likely
    if likely is not None and likely.cue.rule == AFTER_A_GAP and _asks(previous.text):
        return likely
    heard = following.speakings[0] if following is not None and following.speakings else None
    return likely if likely is not None and heard is not None and heard.name == likely.name else None


def _names_another(paragraph: Quoting) -> bool:
    """Tell whether somebody is named or described; "she" is who spoke before where a question is asked of her."""
    somebody = _NAMED_OR_DESCRIBED if paragraph.text.rstrip().endswith("?") else _SOMEBODY
    return not somebody.isdisjoint(paragraph.elements.kinds)


def _is_question_back(paragraph: Quoting) -> bool:
    """Tell a short question of what "you" do, which who has just told of themselves doesn't ask."""
    text = paragraph.text
    return (
        len(text) < _LONGEST_QUESTION
        and text.rstrip("’'”\" ").endswith("?")
        and _ADDRESSES.search(text) is not None
        and SELF.search(text) is None
    )


def _asks(text: str) -> bool:
    """Tell a paragraph that only asks: "And the fourth?", "I asked about the boat."."""
    return _ASKS.match(text) is not None or (text.rstrip().endswith("?") and len(text) < _LONGEST_ASKING)


def is_asked(paragraph: Quoting) -> bool:
    """Tell a paragraph that closes with a question to somebody and who asks it; “Who will pay?” is put to nobody."""
    if not paragraph.spans or not paragraph.spans[-1].closed:
        return False
    last = paragraph.spans[-1]
    question = paragraph.text[last.start : last.end].rstrip()
    asked = _ASKED.match(paragraph.text, last.outer_end) if question.endswith("?") else None
    return asked is not None and (_ADDRESSES.search(question) or _EXAMINES.search(asked.group())) is not None


def _is_addressed(speaking: Speaking, previous: Quoting, paragraph: Quoting, inventory: Inventory) -> bool:
    """Tell “It is late, Mr Ek.”, which Ek doesn't say; whoever speaks of themselves says "I", too."""
    if speaking.person == NOBODY or (previous.spans and not previous.spans[-1].closed):
        return False
    family = inventory.persons[speaking.person].name.split()[-1]
    return family in _WORDS.findall(paragraph.text) and SELF.search(paragraph.text) is None


def _named_after(lede: Quoting, following: Quoting | None) -> Speaking | None:
    """Return who speaks in a quotation that opens an article: they whom the next paragraph begins with and quotes."""
    if following is None or not lede.is_quotation():
        return None
    if FIRST_PERSON.search(lede.text) is None and not _is_sentence(lede):
        return None
    if not _is_by_one(following) or following.elements.kinds[0] != PERSON:
        return None
    heard = following.speakings[0]
    return replace(heard, sure=False) if heard.person == following.elements.persons[0] else None


def _after_deed(person: int, paragraph: Quoting, last: Speaking | None, inventory: Inventory) -> Speaking | None:
    """Return who speaks after a paragraph about one person: they, if they spoke before it or say "I"."""
    if last is not None and last.person == person:
        return last
    if last is None and FIRST_PERSON.search(paragraph.text) is not None:
        return Speaking(Cue(0, 0, REACTION), person, inventory.persons[person].name, "person", 0, 1, sure=False)
    return None


def _ends_in_sentence(paragraph: Quoting) -> bool:
    """Tell a paragraph that closes with a quoted sentence."""
    return paragraph.elements.kinds.rstrip(STOP).endswith(QUOTED_SENTENCE)


def _is_heading(paragraph: Quoting, previous: Quoting) -> bool:
    """Tell a heading of a few quoted words from a short remark: other marks than above, or all words capitalised."""
    text = paragraph.text
    if len(text) >= _SHORTEST_ALONE or not paragraph.spans:
        return False
    marks = {previous.text[span.outer_start] for span in previous.spans}
    words = text.strip("‘'“”’\".").split()
    titled = len(words) > 2 and all(word[:1].isupper() for word in words if len(word) > 3)
    return titled or bool(marks and text[0] in "'‘" and text[0] not in marks and text[:2] not in marks)


def _is_sentence(paragraph: Quoting) -> bool:
    """Tell a quoted sentence of some words from a heading."""
    return _ends_in_sentence(paragraph) and paragraph.text.count(" ") >= _FEWEST_SPACES


def _is_labelled(paragraph: Quoting) -> bool:
    """Tell a turn of a transcript between marks: “ALDA: It is late.”"""
    return bool(paragraph.spans) and _LABEL.match(paragraph.text, paragraph.spans[0].start) is not None


def _is_by_one(paragraph: Quoting) -> bool:
    """Tell whether one speaker has all that is said in a paragraph."""
    return len({speaking.name for speaking in paragraph.speakings}) == 1


def _last_to_quote(paragraph: Quoting, last: Speaking | None) -> Speaking | None:
    """Return whose quotation may go on after a paragraph."""
    if _is_labelled(paragraph):
        return None
    if paragraph.owners and paragraph.owners[-1] is not None:
        return paragraph.owners[-1]
    if paragraph.speakings:
        return paragraph.speakings[-1]
    if last is None:
        return None
    if not paragraph.spans and not _names_another(paragraph) and last.person != NOBODY and last.cue.rule != AFTER_A_GAP:
        return replace(last, cue=replace(last.cue, rule=AFTER_A_GAP))
    is_open = bool(paragraph.spans) and not paragraph.spans[-1].closed
    return last if is_open or (last.person != NOBODY and paragraph.alone == last.person) else None
