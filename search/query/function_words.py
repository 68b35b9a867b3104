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
"""Auxiliaries that are names, months and nouns as well: function words only in what begins like a question."""
LONGEST_NAME_IN_CAPITALS = 4


def telling(wanted: Sequence[Leaf], *, others: bool) -> tuple[Leaf, ...]:
    """Return what is looked for of bare words: without function words, unless nothing else was asked for.

    `others` tells that the query has other parts: fields, dates, groups.
    """
    is_asking = bool(wanted) and _is_bare(wanted[0]) and spelled(wanted[0]) in QUESTION_WORDS
    in_capitals = all(leaf.text.isupper() for leaf in wanted)
    kept = tuple(leaf for leaf in wanted if not _says_nothing(leaf, is_asking, in_capitals))
    return kept if kept or others else tuple(wanted)


def spelled(leaf: Leaf) -> str:
    """Return a bare word as the table has it: folded, its apostrophe kept."""
    return leaf.text.casefold().replace("’", "'")


def _says_nothing(leaf: Leaf, is_asking: bool, in_capitals: bool) -> bool:
    if not _is_bare(leaf) or _is_name_in_capitals(leaf.text, in_capitals):
        return False
    word = spelled(leaf)
    return word in FUNCTION_WORDS or (is_asking and word in MODALS)


def _is_bare(leaf: Leaf) -> bool:
    return isinstance(leaf, Word) and leaf.field == BARE_WORDS_FIELD and len(words(leaf.text)) == 1


def _is_name_in_capitals(text: str, in_capitals: bool) -> bool:
    return not in_capitals and 1 < len(text) <= LONGEST_NAME_IN_CAPITALS and text.isupper()
