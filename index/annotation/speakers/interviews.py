"""Interviews without labels: questions by themselves, each answered in the next paragraph.

The one whom the article introduces before its first question is given the answers, but only where the pattern is
regular over the whole article: at least three questions, the next one never far, somebody addressed as "you", and
answers that are mostly in the first person or in quotation marks.  An explainer, whose questions are headings, is none.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from .clauses import Cue
from .continuation import Quoting
from .elements import NOBODY
from .inventory import Inventory
from .kinds import letters
from .reactions import SELF
from .rules import Rule
from .speaking import Speaking

ANSWER = "answer"
"""The rule of a cue that stands for an answer."""
_LETTER = re.compile(r"(?:Q|Question|Interviewer)\s?:\s")
_EXAMINER = re.compile(r"BY (?:THE )?(?:MR|MRS|MS|MISS|DR)\.? .{2,40}:", re.IGNORECASE)
_WITNESS = re.compile(
    r"[A-Z][^.:]{3,60}, (?:(?:being |having been |was )?(?:duly )?sworn|called|recalled|examined|affirmed)\b"
)
_LETTER_OF_RECORD = re.compile(r"[QA](?=[.:]\s)")
_OPENS_LETTER = ("Q", "I")
_QUOTES = re.compile('[“”"«»„]')
_OPENING_MARKS = frozenset("“\"«„‘'")
_LETTER_OF_ANSWER = re.compile(r"A\s?:\s")
_LONGEST_QUESTION = 300
_LONGEST_QUOTING_QUESTION = 500
_SHORTEST_QUESTION = 8
_ADDRESSES = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"A\s?:\s|[“\"«»„]|.*?\b(?:I|I['’]m|I['’]ve|[Mm]y|[Mm]e)\b", re.DOTALL)
_FEWEST_QUESTIONS = 3
_FEWEST_WITH_LETTERS = 2
_MOST_OTHERS = 4
"""One answer in so many may quote somebody else."""
_LONGEST_ANSWER = 4
"""Paragraphs from one question to the next."""
_JOINED = (letters("NAME AND PERSON"), letters("PERSON AND NAME"))
"""One of two whose other name may be a person's too."""

SPOKEN_TO = Rule(
    "[PERSON HE] ADVERBIAL? ([SAYS VERB OTHER] [TO PREPOSITION] | SPEECH_VERB) PERSON",
    matches=[
        "|She spoke to Mara Alda| in Bergby.",
        "|Bo Lind talked with Mara Alda|.",
        "|Bo Lind tells Mara Alda| why it is late.",
    ],
    refuses=["We spoke to Mara Alda."],
)


def find_answers(texts: Sequence[str], paragraphs: Sequence[Quoting], inventory: Inventory) -> Mapping[int, Speaking]:
    """Return who answers in each paragraph of an interview that doesn't say so; nothing for any other article."""
    questions = [
        number for number, text in enumerate(texts) if _is_question(text) and _label(paragraphs[number]) is None
    ]
    lettered = all(_LETTER.match(texts[number]) for number in questions)
    if len(questions) < (_FEWEST_WITH_LETTERS if lettered else _FEWEST_QUESTIONS) or not _is_regular(questions, texts):
        return {}
    person = _introduced(paragraphs[: questions[0]])
    if person == NOBODY:
        return {}
    answers = [number + 1 for number in questions if number + 1 < len(texts)]
    if any(paragraphs[number].speakings and not _LETTER.match(texts[number]) for number in questions):
        return {}
    others = [
        number
        for number in answers
        if any(_is_other(one, person) for one in paragraphs[number].speakings)
        and not _speaks_too(paragraphs[number], person)
    ]
    if len(others) * _MOST_OTHERS > len(answers):
        return {}
    name = inventory.persons[person].name
    last = len(texts) - 1
    answers += [number + 2 for number in answers if number + 2 <= last and _is_long_question(texts[number + 1])]
    return {
        number: Speaking(Cue(0, 0, ANSWER), person, name, "person", 0, 1)
        for number in answers
        if not paragraphs[number].speakings or _speaks_too(paragraphs[number], person)
    }


def find_examined(paragraphs: Sequence[Quoting], inventory: Inventory) -> Mapping[int, Speaking]:
    """Return who asks in each "Q." of a court's record, after "BY MR. EK:", and who answers, "ANA ALDA, sworn"."""
    found: dict[int, Speaking] = {}
    examiner = witness = NOBODY
    for number, paragraph in enumerate(paragraphs):
        named = {person for person in paragraph.elements.persons if person != NOBODY}
        if len(named) == 1 and _EXAMINER.fullmatch(paragraph.text):
            examiner = named.pop()
        elif len(named) == 1 and _WITNESS.match(paragraph.text):
            witness = named.pop()
        elif examiner != NOBODY and (letter := _LETTER_OF_RECORD.match(paragraph.text)) is not None:
            person = examiner if letter.group() == "Q" else witness
            if person != NOBODY:
                name = inventory.persons[person].name
                found[number] = Speaking(Cue(0, 0, ANSWER), person, name, "person", 0, 1)
    return found


def _is_long_question(text: str) -> bool:
    """Tell a question that quotes somebody first: Ek called it “late”. What do you say?"""
    if text[:1] in _OPENING_MARKS or not text.rstrip().endswith("?") or _QUOTES.search(text) is None:
        return False
    return len(text) < _LONGEST_QUOTING_QUESTION and _ADDRESSES.search(text) is not None


def _speaks_too(paragraph: Quoting, person: int) -> bool:
    """Tell an answer in the first person that tells what others said."""
    own = list(paragraph.text)
    for span in paragraph.spans:
        own[span.outer_start : span.outer_end] = " " * (span.outer_end - span.outer_start)
    others = all(one.person != person for one in paragraph.speakings)
    return others and (_LETTER_OF_ANSWER.match(paragraph.text) is not None or SELF.search("".join(own)) is not None)


def _label(paragraph: Quoting) -> Speaking | None:
    """Return who speaks in a turn with a label."""
    return next((one for one in paragraph.speakings if one.cue.rule == "transcript"), None)


def _is_other(speaking: Speaking, person: int) -> bool:
    return speaking.person not in (person, NOBODY)


def _is_question(text: str) -> bool:
    if text[:1] in _OPENS_LETTER and _LETTER.match(text):
        return True
    if not _SHORTEST_QUESTION < len(text) < _LONGEST_QUESTION:
        return False
    return text.rstrip().endswith("?") and _QUOTES.search(text) is None


def _is_regular(questions: Sequence[int], texts: Sequence[str]) -> bool:
    gaps = [after - before - 1 for before, after in pairwise(questions)]
    if not all(1 <= gap <= _LONGEST_ANSWER for gap in gaps) or questions[0] == 0:
        return False
    answers = [texts[number + 1] for number in questions if number + 1 < len(texts)]
    own = sum(_FIRST_PERSON.match(answer) is not None for answer in answers)
    return own * 2 >= len(answers) > 1 and any(_ADDRESSES.search(texts[number]) for number in questions)


def _introduced(paragraphs: Sequence[Quoting]) -> int:
    """Return the one person of the paragraphs before the first question, the one who asks aside; else NOBODY."""
    found: set[int] = set()
    for paragraph in paragraphs:
        kinds = paragraph.elements.kinds
        if any(joined in kinds for joined in _JOINED):
            return NOBODY
        asking = {match.end() - 1 for match in SPOKEN_TO.pattern.finditer(kinds)}
        found.update(person for index, person in enumerate(paragraph.elements.persons) if index not in asking)
    labels = [(_label(paragraph), paragraph.text) for paragraph in paragraphs]
    askers = {label.person for label, text in labels if label is not None and text.rstrip().endswith("?")}
    found -= {NOBODY, *askers}
    return found.pop() if len(found) == 1 else NOBODY
