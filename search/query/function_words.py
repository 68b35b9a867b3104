"""The words of a question that say nothing of what is asked: articles, pronouns, auxiliaries, question words.

Whoever types "what did the ministry say about the bridge" wants paragraphs about a ministry and a bridge.  Such words
are not looked for where others remain; between quotation marks, in a field, and where there is nothing else ("to be or
not to be") they are words like any other.  A word typed in capitals among others that are not ("WHO", "IT") is a name.
"""

from collections.abc import Mapping, Sequence

from index.analysis.analyzer import words
from search.query.nodes import BARE_WORDS_FIELD, Leaf, Word

CLASSES: Mapping[str, str] = {
    "question": "what when where which who whom whose why how what's who's where's when's how's why's whats",
    "auxiliary": "am are be been being is isn't was wasn't were weren't do does did doesn't didn't doing don't had has "
    "have hasn't haven't having could couldn't should shouldn't would wouldn't shall can't cannot won't",
    "article": "a an the",
    "pronoun": "i me my he him his she her hers it its we our ours you your yours they them their theirs this that "
    "these those there here myself himself herself itself themselves anyone anything",
    "preposition": "about above across after against along among around as at before behind below beneath beside "
    "between beyond by during for from in inside into near of off on onto out over since through throughout to toward "
    "towards under until up upon via with within without",
    "conjunction": "and but if nor or so than then because while though although whether",
    "adverb": "also any ever just no not too very",
}
"""English function words, by the classes of any grammar of the language."""
FUNCTION_WORDS = frozenset(word for listed in CLASSES.values() for word in listed.split())
QUESTION_WORDS = frozenset(CLASSES["question"].split())
MODALS = frozenset({"can", "may", "might", "must", "will"})
"""Auxiliaries that are names, months and nouns as well: function words only in what begins as a question does."""
ASKED = frozenset({"many", "much", "happen", "happens", "happened"})
"""What a question asks for: "how many", "what happened"."""
TELLING_OF = frozenset(
    word
    for verb in ("say said says saying", "tell told tells", "think thought thinks", "claim claimed claims")
    for word in verb.split()
)
"""Verbs of what somebody says."""
SPEAKING_OF = frozenset(
    word
    for verb in (
        "talk talks talked talking",
        "speak speaks spoke speaking",
        "mention mentions mentioned mentioning",
        "respond responds responded",
        "comment comments commented",
        "react reacts reacted",
        "anything something",
    )
    for word in verb.split()
)
"""Verbs of speaking, and what is said by them."""
SAYING = (
    TELLING_OF
    | SPEAKING_OF
    | {"reaction", "response", "view", "views", "opinion", "opinions", "position", "stance", "statement", "statements"}
    | {"remark", "remarks", "quote", "quotes", "quoted", "thoughts", "take"}
)
"""Words of a question for what somebody says that are no part of what it is about."""
ASKING = frozenset({"did", "does", "do", "has", "have", "had"})
"""Auxiliaries between which and a verb the one stands who is asked for."""
PLACING = frozenset({"in", "near", "at", "from", "around", "inside", "outside", "across"})
"""Prepositions after which a place is named."""
IN_QUESTIONS = MODALS | ASKED | TELLING_OF | SPEAKING_OF
"""What says nothing in a line that begins as a question does."""
LONGEST_NAME_IN_CAPITALS = 4


def telling(wanted: Sequence[Leaf], *, others: bool) -> tuple[Leaf, ...]:
    """Return what is looked for of bare words: without function words, unless nothing else was asked for.

    `others` tells that the query has other parts: fields, dates, groups.
    """
    is_asking = bool(wanted) and _is_bare(wanted[0]) and begins_question(wanted[0].text)
    in_capitals = all(leaf.text.isupper() for leaf in wanted)
    kept = tuple(
        leaf
        for leaf in wanted
        if not (_is_bare(leaf) and says_nothing(leaf.text, in_capitals=in_capitals, is_asking=is_asking))
    )
    return kept if kept or others else tuple(wanted)


def begins_question(typed: str) -> bool:
    """Tell whether a line that begins with a word asks something: what, did, has …"""
    return _spelled(typed) in QUESTION_WORDS | ASKING


def says_nothing(typed: str, *, in_capitals: bool = False, is_asking: bool = False) -> bool:
    """Tell whether a word is a function word; `in_capitals` tells that the whole line is, `is_asking` that it begins as
    a question does."""
    if not in_capitals and 1 < len(typed) <= LONGEST_NAME_IN_CAPITALS and typed.isupper():
        return False
    word = _spelled(typed)
    return word in FUNCTION_WORDS or (is_asking and word in IN_QUESTIONS)


def _spelled(typed: str) -> str:
    return typed.casefold().replace("’", "'")


def _is_bare(leaf: Leaf) -> bool:
    return isinstance(leaf, Word) and leaf.field == BARE_WORDS_FIELD and len(words(leaf.text)) == 1
