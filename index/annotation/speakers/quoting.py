"""Who speaks each quotation.

A quotation belongs to the cue of its own sentence.  One that is a sentence by itself goes on from the speaker before it
in the paragraph, or waits for the one after it.  A word or two in marks, away from any cue, is nobody's speech, but for
a phrase within what somebody is reported to say.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from .elements import NOBODY, Elements
from .kinds import COLON, QUOTATION, QUOTED_SENTENCE, SEMICOLON, STOP, letters, one_of
from .speaking import Speaking

_SHORTEST_SPEECH = 4
_GO_ON = (letters("SEMICOLON THAT"), letters("SEMICOLON AND THAT"))
"""swore that he had slept; (and) that it was late"""
_NOUNS = one_of("OTHER SPEECH_NOUN NAME ROLE")
_HANGS_ON = one_of("COMMA SPEECH_VERB PERSON HE ROLE ROLES NAME DASH")
_OPENS_REMARK = one_of("STOP QUOTED")
_GOES_ON_TO_SPEAKER = (",", "!", "?")
_BEFORE_SENTENCE = one_of("SENTENCE_END QUOTED COLON COMMA DASH")
_BEFORE_NEXT_CUE = one_of("SPEECH_VERB PERSON HE ROLE COMMA")


def assign(elements: Elements, speakings: Sequence[Speaking], quoted: Sequence[str]) -> list[Speaking | None]:
    """Return for each quotation of a paragraph the statement it belongs to; `quoted` are the quotations' words."""
    owners: list[Speaking | None] = [None] * len(quoted)
    if not speakings:
        return owners
    verbs = sorted((speaking.cue.verb, number) for number, speaking in enumerate(speakings))
    sentence_of = _sentences(elements.kinds)
    for index, quotation in enumerate(elements.quotations):
        if quotation == NOBODY:
            continue
        at = bisect_left(verbs, (index, 0))
        before = speakings[verbs[at - 1][1]] if at else None
        after = speakings[verbs[at][1]] if at < len(verbs) else None
        owner = _owner(index, before, after, sentence_of, elements.kinds)
        if owner is not None and len(quoted[quotation].split()) < _SHORTEST_SPEECH:
            if before is not None and sentence_of[before.cue.verb] == sentence_of[index] and after is owner:
                owner = before if _is_phrase(quoted[quotation]) else owner
            near = abs(owner.cue.verb - index) <= 3 or abs(owner.cue.subject - index) <= 2
            near = near or _is_uttered(quoted[quotation], elements.kinds, index)
            if near and _is_title(quoted[quotation], elements.kinds, index):
                owner = None
            elif not (near or _stands_alone(elements.kinds, index)):
                reported = sentence_of[owner.cue.verb] == sentence_of[index] and owner.cue.verb < index
                owner = owner if reported and _is_phrase(quoted[quotation]) else None
        if owner is not None and owner.sure and not _is_surely_owned(index, owner, speakings, sentence_of):
            owner = replace(owner, sure=False)
        owners[quotation] = owner
    return owners


def _is_surely_owned(index: int, owner: Speaking, speakings: Sequence[Speaking], sentence_of: list[int]) -> bool:
    """Tell a person's quotation that nobody else in its sentence, or in the paragraph if that shows none, may own."""
    here = {one.name for one in speakings if sentence_of[one.cue.verb] == sentence_of[index]}
    return owner.kind == "person" and len(here or {one.name for one in speakings}) == 1


def _stands_alone(kinds: str, index: int) -> bool:
    """Tell a quotation that is a sentence of its own after another sentence."""
    return kinds[index] == QUOTED_SENTENCE and index > 0 and kinds[index - 1] == STOP


def _is_uttered(quoted: str, kinds: str, index: int) -> bool:
    """Tell a short remark that opens its sentence and goes on to who makes it: “No, no,” the former mayor said."""
    opens = index == 0 or kinds[index - 1] in _OPENS_REMARK
    return opens and quoted.rstrip("’' ")[-1:] in _GOES_ON_TO_SPEAKER


def _is_phrase(quoted: str) -> bool:
    """Tell words taken from what somebody said, “a shambles”, from a title or a name, “Jaws”."""
    return quoted.lstrip("[…. ")[:1].islower()


def _is_title(quoted: str, kinds: str, index: int) -> bool:
    """Tell the title of a work, the film “Jaws Again”, from words that somebody says."""
    words = quoted.split()
    named = bool(words) and index > 0 and kinds[index - 1] in _NOUNS and kinds[index] == QUOTATION
    return named and all(word[:1].isupper() for word in (words[0], words[-1]))


def _sentences(kinds: str) -> list[int]:
    """Number the sentences; a quotation that ends like a sentence is followed by a new one unless a cue hangs on it."""
    numbers: list[int] = []
    number = 0
    for index, kind in enumerate(kinds):
        numbers.append(number)
        ends = kind == QUOTED_SENTENCE and kinds[index + 1 : index + 2] not in _HANGS_ON
        if ends or kind == STOP or (kind == SEMICOLON and not kinds.startswith(_GO_ON, index)):
            number += 1
    return numbers


def _owner(
    index: int, before: Speaking | None, after: Speaking | None, sentence_of: list[int], kinds: str
) -> Speaking | None:
    if after is not None and sentence_of[after.cue.verb] == sentence_of[index]:
        if before is None or sentence_of[before.cue.verb] != sentence_of[index]:
            return after
        if index > 0 and kinds[index - 1] == COLON:
            return before
        return after if kinds[index + 1 : index + 2] in _BEFORE_NEXT_CUE else before
    if before is not None and sentence_of[before.cue.verb] == sentence_of[index]:
        return before
    if kinds[index] == QUOTED_SENTENCE:
        return before or (after if _is_sentence(kinds, index) else None)
    return None


def _is_sentence(kinds: str, index: int) -> bool:
    """Tell a quotation that is a sentence by itself from one that ends the article's own sentence."""
    return index == 0 or kinds[index - 1] in _BEFORE_SENTENCE
