"""What kind of element a word is where it stands.

"claims" is a verb of speech in "Alda claims that", a noun in "Alda's claims"; "highlights" speaks only between a
quotation and a name.  The table of words gives the kind that a word mostly has; what stands beside it may change that.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from .deeds import is_deed, is_done_to, is_plural_noun
from .kept import Kept
from .kinds import (
    ADVERB,
    BODY,
    COMMA,
    DETERMINER,
    GERUND,
    HAVE,
    NUMBER,
    OTHER,
    QUOTATION,
    ROLE,
    ROLES,
    SPEECH_GERUND,
    SPEECH_INFINITIVE,
    SPEECH_NOUN,
    SPEECH_PARTICIPLE,
    SPEECH_VERB,
    TO,
    VERB,
    one_of,
)
from .tables import Tables, column, tables
from .word_kinds import kind_of

ASKED = frozenset(["asked", "pressed", "questioned", "quizzed"])
_BEFORE_DEED = frozenset(["from", "of", "for", "about", "without", "against"])
"""Before a gerund of speech: somebody is accused of saying so, or kept from it."""
_SAYS = one_of("SAYS")
_SAYING = one_of("SAYING")
_SAY = one_of("SAY")
_COUNTING = one_of("DETERMINER NUMBER")
_SAYS_OR_SAY = one_of("SAYS SAY")
_AFTER_QUOTATION = one_of("SAYS SPEECH_NOUN OTHER VERB")
"""Kinds of a word that may be a verb of speech between a quotation and a name: “It is late,” highlights Mara Alda."""
_GOES_ON = frozenset([",", "!", "?"])
_OPENS_DESCRIPTION = one_of("DETERMINER ANY_ROLE OTHER BODY")
_IN_FUTURE = column("not-yet-said.txt")
"""Before "to announce": what nobody has said yet."""
_REFUSING = frozenset(["declined", "declines", "declining", "refused", "refuses", "refusing", "failed", "fails"]) | {
    *("unable", "unwilling", "reluctant", "yet", "unavailable", "hesitated")
}
_ANSWERING = frozenset(["comment", "respond", "reply", "answer", "elaborate", "say", "speak", "confirm"])
"""After "declined to": what nobody says."""
_CAUSING_REACH = 5
_HAVING_REACH = 10
_MEETING_REACH = 12
_CAUSING = frozenset(
    ["allowed", "allows", "allow", "forced", "permitted", "enabled", "invited", "compelled", "helped"]
) | {
    *("persuaded", "prompted", "encouraged", "required", "wanted", "wants", "hired", "paid", "authorised"),
    *("authorized", "need", "needs", "needed", "sworn"),
}
"""Verbs whose object is who speaks: allowed him to plead guilty."""
_MEETING = frozenset(["met", "meet", "meets", "gathered", "gather", "convened", "assembled", "meeting", "sat", "talks"])
_NOT_YET = frozenset(["announce", "release", "disclose", "reveal", "report"])
"""After "yet to", as well."""
_NOUNS_AFTER_POLICE = frozenset(["report", "claim", "charge", "request", "order"])
_ONE = frozenset(["a", "A", "an", "false", "this", "another"])
"""a false police report"""
_BY_NEIGHBOURS = frozenset(["family", "both", "state", "found", "finds"])
_AFTER_FAMILY = one_of("SAYS SAY HAVE WILL OF PREPOSITION COMMA")
_INQUIRERS = one_of("GROUP ROLES")
_INQUIRE = column("inquirers.txt")
_ABOUT = frozenset(["about", "by", "if", "whether", "for", "on", "regarding", "over", "why", "how", "when"])
"""(Ek,) asked whether, to whom somebody put a question"""
_BEFORE_NOUN = one_of("DETERMINER OF PREPOSITION POSSESSIVE NUMBER")
_ALWAYS_VERBS = frozenset(["said", "told", "says", "tells", "wrote", "writes"])
_THOSE = frozenset(
    ["who", "familiar", "close", "briefed", "involved", "present", "opposed", "affected", "behind", "living", "inside"]
)
"""those familiar with the talks, those who saw it"""
_SOME = frozenset(["some", "others", "many", "several", "most", "few"])
_SAY_OF_SOME = frozenset(["say", "said", "argue", "argued", "told", "insist", "insisted", "complained", "warned"])
_SAY_OF_ANOTHER = frozenset(
    ["wrote", "writes", "says", "added", "adds", "posted", "commented", "tweeted", "replied"]
) | {
    *("asked", "asks", "joked", "recalled", "explained"),
}
"""Another wrote: somebody else."""
_SAY_OF_ONE = (
    _SAY_OF_SOME
    | _SAY_OF_ANOTHER
    | frozenset(
        ["called", "described", "claimed", "suggested", "hailed", "dismissed", "shouted", "wondered", "thought"]
    )
)
ONE_OF_THEM = "one"
"""One said: one of those who were told of."""
_SOMEWHERE = frozenset(["on", "into", "back", "down", "away", "off", "under", "over", "inside", "beside", "through"])
_TALK = frozenset(["talk", "speak"])
_PREFERRING = frozenset(["preferred", "prefers", "chose", "chooses", "happier", "keener", "quick", "keen", "eager"])
"""preferred to talk about the weather"""
_BEFORE_ONE = one_of("QUOTED STOP")
_BEFORE_VERB_STATE = one_of("TO WILL MODAL DO NEGATED ROLES THEY WE WHO AND ADVERB")
"""Before "state", a verb; elsewhere it is a noun: the state news agency, the state said."""
_UNSETTLED = one_of("BODY SAYS SAY SAYING SPEECH_PARTICIPLE SPEECH_NOUN VERB GERUND OTHER DETERMINER")
PLAIN = one_of("VERB GERUND OTHER SPEECH_NOUN")
"""Kinds of words that may yet speak after a quotation: “It is late,” notes Mara Alda."""
_PLAIN_OR_SETTLED = PLAIN.union(one_of("BODY DETERMINER"))
OPEN = "?"
"""The usual kind of a word that has none."""
OFFICES = frozenset(["chief of staff", "secretary of state", "head of state", "commander in chief", "editor in chief"])
"""Offices of three words, the last of which says nothing by itself."""
OPENS_OFFICE = frozenset(office.partition(" ")[0] for office in OFFICES)
_BEFORE_NOUN_OF_AGE = one_of("DETERMINER OTHER NAME")
_AFTER_NOUN_OF_AGE = one_of("FINITE WHO COMMA STOP COLON SEMICOLON PREPOSITION AND ADVERBIAL TO")
_MAY_FOLLOW_QUOTATION = one_of("QUOTATION COMMA")


def usual_kind(word: str) -> str:
    """Return the kind that a word has wherever it stands, one of `PLAIN` but after a quotation or a comma.

    Of a word that more may change it is `OPEN`.
    """
    kind = OPEN if word in OPENS_OFFICE else kind_of(word, tables().word_classes)
    if kind not in _UNSETTLED:
        return OPEN if kind == NUMBER and word.endswith("year-old") else kind
    if kind not in _PLAIN_OR_SETTLED or (kind == VERB and not word.endswith("ed")):
        return OPEN
    return OPEN if word.lower() in _changing() else kind


USUAL_KINDS = Kept(usual_kind)


@cache
def _changing() -> frozenset[str]:
    """Return words, in lower case, whose kind hangs on what follows."""
    lookup = tables()
    return _BY_NEIGHBOURS.union(lookup.quantities, lookup.phrase_openers, _SOME, ["those", "another", ONE_OF_THEM])


def kind_in_context(words: Sequence[str], index: int, kinds: Sequence[str], before_name: bool, lookup: Tables) -> str:
    """Return the kind of the word at `index`; `kinds` are the letters before it, `before_name` tells what follows."""
    kind = kind_of(words[index], lookup.word_classes)
    if kind == NUMBER and words[index].endswith("year-old"):
        return ROLE if _is_noun_of_age(words, index, kinds, lookup) else kind
    if kind not in _UNSETTLED or index + 1 == len(words):
        return kind
    last = kinds[-1] if kinds else ""
    word, following = words[index], words[index + 1]
    lower = word.lower()
    if following == "of" and lower in lookup.quantities:
        return NUMBER
    if lower in _BY_NEIGHBOURS:
        return _kind_by_neighbours(lower, kind, words[index - 1], last, following, lookup)
    if (
        lower in lookup.phrase_openers
        and (lower, following) in lookup.speech_phrases
        and not _is_put_somewhere(words[index + 1 : index + 3])
    ):
        return _kind_of_phrase(words, index, last)
    if lower == ONE_OF_THEM and last in _BEFORE_ONE and following in _SAY_OF_ONE:
        return ROLE
    if kind == BODY:
        return kind
    if kind == DETERMINER:
        return ROLES if _is_some_people(word, following) else kind
    if last in _MAY_FOLLOW_QUOTATION and _follows_quotation(kinds, words, index, before_name, lookup.word_classes):
        return SPEECH_VERB if kind in _AFTER_QUOTATION and _speaks_after_quotation(word, kind) else kind
    if kind in PLAIN:
        return OTHER if kind == VERB and last == DETERMINER and not word.endswith("ed") else kind
    return _kind_of_speech(kind, words, index, kinds, lookup)


def _is_noun_of_age(words: Sequence[str], index: int, kinds: Sequence[str], lookup: Tables) -> bool:
    """Tell "the 34-year-old said" from "the 34-year-old striker said"."""
    described = bool(kinds) and kinds[-1] in _BEFORE_NOUN_OF_AGE
    return described and (
        index + 1 == len(words) or kind_of(words[index + 1], lookup.word_classes) in _AFTER_NOUN_OF_AGE
    )


def _kind_by_neighbours(word: str, kind: str, before: str, last: str, following: str, lookup: Tables) -> str:
    """Return what a word is that several kinds share: his family, both clubs, the state, the court found that."""
    if word == "family":
        return ROLES if lookup.word_classes.get(following, OTHER) in _AFTER_FAMILY else OTHER
    if word == "both":
        return DETERMINER if following[0].isupper() or following.endswith("s") else ADVERB
    if word == "state":
        return kind if last in _BEFORE_VERB_STATE else BODY if before.lower() == "the" else OTHER
    return SPEECH_VERB if following == "that" and last in _INQUIRERS and before.lower() in _INQUIRE else VERB


def _kind_of_speech(kind: str, words: Sequence[str], index: int, kinds: Sequence[str], lookup: Tables) -> str:
    """Return the kind of a word that mostly tells speech."""
    word, last = words[index], kinds[-1] if kinds else ""
    if is_done_to(word, words[index + 1], last) or is_deed(words, index, kinds, lookup):
        return VERB
    if kind == SPEECH_INFINITIVE and last == BODY and _is_plural(words[index - 1].lower()):
        return SPEECH_NOUN if word in _NOUNS_AFTER_POLICE and words[index - 2] in _ONE else SPEECH_VERB
    if kind in _SAYS and word.endswith("s") and is_plural_noun(words, index, kinds, lookup.word_classes):
        return SPEECH_NOUN
    if kind == SPEECH_VERB and word in ASKED and last == COMMA:
        return SPEECH_PARTICIPLE if words[index + 1] in _ABOUT else kind
    if (
        kind in _SAY
        and index > 1
        and words[index - 1] == "to"
        and _is_unsaid(word, words[max(0, index - _MEETING_REACH) : index - 1])
    ):
        return OTHER
    if kind in _SAYING and index and (last == DETERMINER or words[index - 1] in _BEFORE_DEED):
        return GERUND
    if kind in _SAYING and last == ROLES and _has_them(kinds[-_HAVING_REACH:]):
        return GERUND
    if kind in _SAYS_OR_SAY and last in _BEFORE_NOUN and word not in _ALWAYS_VERBS:
        return VERB if word.endswith("ed") else SPEECH_NOUN
    return kind


def _has_them(kinds: Sequence[str]) -> bool:
    """Tell "had a row of sailors (writing songs)" from "has told sailors (asking for songs)"."""
    return any(letter == HAVE and following in _COUNTING for letter, following in pairwise(kinds))


def _is_unsaid(word: str, before: Sequence[str]) -> bool:
    """Tell "expected to announce", "declined to comment" and "gathered to discuss boats" from "rose to say"."""
    last = before[-1]
    if last in _IN_FUTURE or (last in _REFUSING and word in _ANSWERING) or (last == "yet" and word in _NOT_YET):
        return True
    if word == "discuss" and not _MEETING.isdisjoint(before[-_MEETING_REACH:]):
        return True
    return not _CAUSING.isdisjoint(before[-_CAUSING_REACH:-1])


def _kind_of_phrase(words: Sequence[str], index: int, last: str) -> str:
    """Return what the verb of a phrase is: "talked about", "talking about", "preferred to talk about"."""
    if words[index].endswith("ing"):
        return SPEECH_GERUND
    if last != TO:
        return SPEECH_VERB
    if words[index] in _TALK:
        return SPEECH_INFINITIVE if words[max(0, index - 2)] in _PREFERRING else OTHER
    return OTHER if words[max(0, index - 2)] in _REFUSING | _IN_FUTURE else SPEECH_INFINITIVE


def _is_put_somewhere(words: Sequence[str]) -> bool:
    """Tell "(put) it on the table" and "(put) it away" from "(put) it bluntly"."""
    return words[0] == "it" and len(words) > 1 and words[1] in _SOMEWHERE


def _is_plural(body: str) -> bool:
    """Tell "police say" and "unions say" from "a campaign promise"."""
    return body.endswith("s") or body in ("police", "media")


def _follows_quotation(
    kinds: Sequence[str], words: Sequence[str], index: int, before_name: bool, classes: Mapping[str, str]
) -> bool:
    """Tell whether a word stands between a quotation and a name, or one that ends in a comma and a description."""
    after_comma = kinds[-2:] == [QUOTATION, COMMA]
    if not after_comma and kinds[-1] != QUOTATION:
        return False
    if before_name:
        return True
    if not (after_comma or words[index - 2] in _GOES_ON):
        return False
    return kind_of(words[index + 1], classes) in _OPENS_DESCRIPTION


def _speaks_after_quotation(word: str, kind: str) -> bool:
    return word.islower() and (kind in _SAYS or word.endswith(("s", "ed")))


def _is_some_people(word: str, following: str) -> bool:
    """Tell "Some in Bergby welcomed", "others say" and "those who say" from "some boats" and "many questions"."""
    if word.lower() == "those":
        return following in _THOSE
    if word.lower() == "another":
        return following in _SAY_OF_SOME or following in _SAY_OF_ANOTHER
    return word.lower() in _SOME and (following in _SAY_OF_SOME or (following == "in" and word[0].isupper()))
