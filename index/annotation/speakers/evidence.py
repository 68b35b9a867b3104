"""What the mentions of a name say for its being a person's, and what against.

The form of a name tells something by itself (`name_forms.py`).  The words around each mention tell the rest: a title,
an age or a description after a comma, a verb of speech beside it; an article or "in" before it.  Every piece of
evidence adds to one score; ENOUGH is the score from which a name is taken for a person's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from .kinds import HAVE, ROLE, SPEECH_VERB, one_of
from .mentions import Mention
from .name_forms import AGAINST, ENOUGH, SURELY_AGAINST
from .names import DAYS
from .tables import GENDERS, Tables, column, tables
from .titles import HONORIFICS
from .tokens import POSSESSIVES, Tokens

_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "from", "across", "throughout", "outside", "inside"])
_PLACE_NOUNS = frozenset(["town", "city", "village", "region", "district", "province", "port", "suburb", "island"]) | {
    *("state", "county", "settlement", "hamlet", "outskirts", "capital", "municipality", "coast", "part", "parts")
}
"""the town of Kupiansk"""
_NOUNS = one_of("ANY_ROLE SPEECH_NOUN BODY")
_SPEECH_OR_WHO = one_of("SAYS WHO")
_NEVER_OF_BODY = one_of("ROLE WHO PREPOSITION SAYING SAYS")
_DESCRIPTION_STARTS = frozenset(["a", "an", "the", "who", "whose", "his", "her", "one", "former", "chief", "head"])
_OPENS_TURN = 1
_OPENS_TURN_IN_CAPITALS = 3
_SIGNS = 2
_INTRODUCED = 5
"""The guard, Kit Moss, said"""
_DASHES = frozenset(["—", "–", "―", "--"])
_CLOSING_MARKS = frozenset(['"', "”", "''", "»", "«", "’"])
_CALLED = frozenset(["as", "named", "called"])
_ONLY = frozenset(["only", "name", "herself", "himself", "simply"])
_NOT_REAL_NAME = (["not", "her"], ["not", "his"], ["not", "their"])
"""(Jenna), not her real name"""
_FROM = frozenset(["from", "of", "in"])
_FEELING = column("feelings.txt")
_OPENING_MARKS = (['"'], ["“"], ["``"], ["«"], ["„"], ["‘"])
_MARKS = frozenset(['"', "“", "”", "``", "''", "«", "»", "„"])
_BEFORE_QUOTATION = ([":"], [","])
_I_REACH = 60
_OWN_REACH = 6
_OF_ONES_OWN = (["he"], ["she"], ["his"], ["her"])
_INSIDE_DESCRIPTION = frozenset(["of", "for", "the", "and", "in", "at", "to", "'s", "’s", "on"])
_AFTER_BODY = frozenset([",", "that", "which", "whose", "based", "in", "for", "with", "behind"])
_YOUNGEST = "14"


@dataclass(slots=True)
class Evidence:
    """What the article's mentions of one name say together.

    `form` is the score of the name itself, `spoke` how often it stands beside a verb of speech, `gender` how many more
    of its titles are a man's than a woman's.
    """

    words: tuple[str, ...]
    form: int = 0
    score: int = 0
    spoke: int = 0
    count: int = 0
    gender: int = 0

    def weigh(self) -> None:
        """Add it up to `score`; firms speak too, so speaking only helps a name that looks like a person's."""
        if self.form <= SURELY_AGAINST:
            self.score = self.form
            return
        self.score += self.form
        if len(self.words) > 1 or self.form > 0:
            self.score += min(self.spoke, ENOUGH)


def title_gender(titles: Sequence[str]) -> str:
    """Return m or f where a title tells it, else u."""
    lookup = tables().titles
    for title in titles:
        if lookup.get(title, "u") in GENDERS:
            return lookup[title]
    return "u"


def add_context(seen: Evidence, tokens: Tokens, mention: Mention, lookup: Tables) -> None:
    """Add what stands around one mention."""
    words = tokens.words
    before = words[mention.first - 1] if mention.first else ""
    after = words[mention.last : mention.last + 3]
    classes = lookup.word_classes
    seen.count += 1
    if mention.titles and _is_label_in_capitals(mention) and classes.get(mention.words[0].lower()) != ROLE:
        seen.form = max(seen.form, 0)
    if mention.titles and (mention.words[-1] not in lookup.organizations or seen.form > 0):
        surely = len(mention.words) == 2 and mention.words[0] in lookup.places
        seen.score += 6 if surely or not HONORIFICS.isdisjoint(mention.titles) else 3
        told = title_gender(mention.titles)
        if told in GENDERS:
            seen.gender += 1 if told == "m" else -1
    if before in ("the", "The", "a", "an"):
        modifies = bool(after) and after[0].islower() and classes.get(after[0], ROLE) in _NOUNS
        seen.score += 0 if mention.titles or modifies else -3
    elif before == "of" and words[max(0, mention.first - 2)] in _PLACE_NOUNS and not mention.titles:
        seen.score += AGAINST
    elif before in _PLACE_PREPOSITIONS:
        seen.score -= 1
    elif before in lookup.named_bodies and not mention.titles:
        seen.score += AGAINST
    elif classes.get(before, "") == ROLE:
        seen.score += 2
    if before in _DASHES and len(mention.words) > 1 and words[max(0, mention.first - 2)] in _CLOSING_MARKS:
        seen.score += _SIGNS
    if not after:
        return
    if after[0] == ":" and mention.first == 0 and len(mention.words) < 4:
        seen.score += _OPENS_TURN_IN_CAPITALS if mention.words[0].isupper() else _OPENS_TURN
    if after[0] == "," and (after[1:2] == ["which"] or _is_body(words[mention.last + 1 : mention.last + 8], lookup)):
        seen.score += AGAINST
    elif after[0] == "," and len(after) > 2 and _is_age(after[1]):
        seen.score += 3
    elif after[0] == "," and _has_role(words[mention.last + 1 : mention.last + 5], classes):
        seen.score += 2
    elif after[0] == "," and after[1:2] and after[1] in _DESCRIPTION_STARTS:
        seen.score += ENOUGH if after[1] == "who" and len(mention.words) == 1 and seen.form == 0 else 1
    elif classes.get(after[0], "") in _SPEECH_OR_WHO:
        seen.spoke += 1
    if after[0] in ("of", "at") and len(mention.words) == 2 and seen.form > 0 and _names_place_of_work(words, mention):
        seen.score += 1
    if (before in _CALLED and (seen.form > 0 or words[max(0, mention.first - 2)] in _ONLY)) or (
        after[0] == "," and after[1:3] in _NOT_REAL_NAME
    ):
        seen.score += ENOUGH
    if before == "," and mention.first > 1 and _described_before(words, mention.first - 2, lookup):
        speaks = after[0] == "," and classes.get(after[1] if len(after) > 1 else "", "") in _SPEECH_OR_WHO
        closes = after[0] == "," or (after[0] == "." and len(mention.words) > 1)
        seen.score += _INTRODUCED if speaks else ENOUGH if closes and seen.form >= 0 else 1
    if seen.form == 0 and _speaks_of_self(words, mention, lookup):
        seen.score += ENOUGH
    elif AGAINST < seen.form < ENOUGH and _speaks_as_i(words, mention, classes):
        seen.score += ENOUGH - seen.form
    if (
        seen.form == 1
        and after[0] in _FROM
        and len(mention.words) == 1
        and _speaks_from_a_place(words, mention, classes)
    ):
        seen.score += ENOUGH
    if before == ")" and _closes_office(words, mention.first - 1, lookup):
        seen.score += _INTRODUCED
    if 0 <= seen.form < ENOUGH and (before in _FEELING or after[0] in _FEELING):
        seen.score += ENOUGH
    if before in ("said", "says", "added", "asked") or _closes_speech(words, mention, classes):
        seen.spoke += 1


def _is_label_in_capitals(mention: Mention) -> bool:
    """Tell the "MR. DOLE" of a transcript from an abbreviation."""
    return len(mention.words) == 1 and mention.words[0].isupper() and not HONORIFICS.isdisjoint(mention.titles)


def _names_place_of_work(words: Sequence[str], mention: Mention) -> bool:
    """Tell "of Bergby College" and "of the Harbour Office" from "of a town"."""
    following = words[mention.last + 1 : mention.last + 3]
    named = following[1:] if following[:1] == ["the"] else following[:1]
    return bool(named) and named[0][0].isupper()


def _closes_speech(words: Sequence[str], mention: Mention, classes: dict[str, str]) -> bool:
    """Tell a name right after a quotation and any verb of speech: "It is late," wrote Kit Moss from Bergby."""
    first = mention.first
    return first > 1 and words[first - 2] in _CLOSING_MARKS and classes.get(words[first - 1]) == SPEECH_VERB


def _has_role(words: Sequence[str], classes: dict[str, str]) -> bool:
    """Tell whether a description of one person begins here: "economics professor at ..."."""
    for word in words:
        if classes.get(word) == ROLE:
            return True
        if not word[0].isalpha() and word not in POSSESSIVES:
            return False
    return False


def _is_body(words: Sequence[str], lookup: Tables) -> bool:
    """Tell whether a description of a body begins here, "the country's largest bank,".

    Neither "a bank clerk" is one nor "writing in this newspaper".
    """
    for index, word in enumerate(words[:-1]):
        if word in lookup.named_bodies:
            return words[index + 1] in _AFTER_BODY
        if not (word[0].isalpha() or word in POSSESSIVES) or lookup.word_classes.get(word) in _NEVER_OF_BODY:
            return False
    return False


def _described_before(words: Sequence[str], index: int, lookup: Tables) -> bool:
    """Tell whether a description of one person ends at `index`: "the mayor of Bergby"."""
    for word in reversed(words[max(0, index - 7) : index + 1]):
        if lookup.word_classes.get(word) == ROLE or word in lookup.titles:
            return True
        if not (word[0].isupper() or word in _INSIDE_DESCRIPTION):
            return False
    return False


def _speaks_of_self(words: Sequence[str], mention: Mention, lookup: Tables) -> bool:
    """Tell "Ederzinho has told Bergby he" and "Ederzinho said she": who speaks is a person."""
    verb = mention.last
    if verb + 1 < len(words) and lookup.word_classes.get(words[verb]) == HAVE:
        verb += 1
    if verb == len(words) or lookup.word_classes.get(words[verb]) not in _SPEECH_OR_WHO:
        return False
    following = words[verb + 1 : verb + 1 + _OWN_REACH]
    if len(mention.words) > 1:
        return following[: 1 + (following[:1] == ["that"])][-1:] in _OF_ONES_OWN
    own = takewhile(lambda word: _in_own_clause(word) or word in lookup.places or word in lookup.no_persons, following)
    return any(word in ("he", "she") for word in own)


def _speaks_from_a_place(words: Sequence[str], mention: Mention, classes: dict[str, str]) -> bool:
    """Tell "Sandra from Hull wrote"."""
    following = words[mention.last : mention.last + 4]
    from_place = len(following) > 1 and following[1][0].isupper()
    return from_place and any(classes.get(word, "") in _SPEECH_OR_WHO for word in following[2:])


def _closes_office(words: Sequence[str], closing: int, lookup: Tables) -> bool:
    """Tell the parenthesis of "Nirbahi Officer (UNO) Ek", which ends at `closing`."""
    return closing > 2 and words[closing - 2] == "(" and words[closing - 3] in lookup.titles


def _in_own_clause(word: str) -> bool:
    return word.isalpha() and (word[0].islower() or word in DAYS)


def _speaks_as_i(words: Sequence[str], mention: Mention, classes: dict[str, str]) -> bool:
    """Tell whether what stands beside a name and its verb of speech says "I": no firm does."""
    first, last = mention.first, mention.last
    if first > 1 and classes.get(words[first - 1]) == SPEECH_VERB:
        first -= 1
    elif last < len(words) and classes.get(words[last]) in _SPEECH_OR_WHO:
        last += 1
    else:
        return False
    if first > 1 and words[first - 1] in _CLOSING_MARKS:
        return _says_i(reversed(words[max(0, first - 1 - _I_REACH) : first - 1]))
    if words[last : last + 1] in _BEFORE_QUOTATION and words[last + 1 : last + 2] in _OPENING_MARKS:
        return _says_i(words[last + 2 : last + 2 + _I_REACH])
    return False


def _says_i(quoted: Iterable[str]) -> bool:
    """Tell whether "I" stands before the first mark that ends or opens a quotation."""
    for word in quoted:
        if word in _MARKS:
            return False
        if word == "I":
            return True
    return False


def _is_age(word: str) -> bool:
    return len(word) == 2 and word.isdigit() and word >= _YOUNGEST
