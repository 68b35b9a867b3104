"""Runs of capitalised words, and what each looks like on its own.

"Meanwhile Prime Minister Ana de la Cruz" is one run of capitals.  The words before the name are not part of it: a word
of the language that is capitalised because it opens the sentence is dropped, titles are set apart.  What is left is a
mention: of a person, of an organisation, or of neither for sure; the inventory decides with the whole article in view.
"""

from functools import lru_cache

from .capitals import NICKNAME_OPENS, is_joined, nickname_end, runs
from .kinds import VERB, one_of
from .mentions import Mention
from .name_forms import is_syllables
from .parting import is_headline, names_in_headline, persons_in_a_row, without_organization
from .tables import Tables, column, tables
from .titles import JOINING, POST_NOMINALS, SUFFIXES, name_start
from .tokens import POSSESSIVES, Tokens

_GRAMMATICAL = one_of(
    "PREPOSITION OF TO AND THAT WHILE IF DETERMINER PRONOUN HIM BE HAVE DO NEGATED WILL MODAL NOT ADVERBIAL POSSESSIVE"
    " OTHER"
)
_PLACE_OPENERS = frozenset(["new", "south", "north", "east", "west", "san", "los", "united"])
_SENTENCE_ENDS = frozenset('.!?:;"“”‘`—–-…([•*|') | {"``", "''", "--"}
DAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
_NAMED_DAYS = frozenset(["Super", "Black", "Good", "Ash", "Bloody", "Cyber", "Easter", "Giving", "Shrove", "Palm"])
"""Super Tuesday"""
_MONTHS = frozenset(["January", "February", "March", "April", "May", "June", "July", "August", "September"]) | {
    *("October", "November", "December"),
}
_BEFORE_MONTH = frozenset(["in", "since", "by", "until", "last", "this"])
_NAMED_AS = column("name-endings.txt")
"""Before which a common word is part of the name: Amnesty International, Planned Parenthood."""
_REIGNED = frozenset(["Elizabeth", "Francis", "Charles", "James", "Nicholas", "Napoleon", "Henry", "William"]) | {
    *("George", "Albert", "Leopold", "Pius", "Paul", "Ferdinand", "Alexander", "Peter", "Frederick", "Wilhelm", "Mary"),
    *("Richard", "Edward", "Louis", "Catherine", "Baudouin", "Carol", "Haile", "Justinian", "Constantine", "Gregory"),
}
_OPENS_PAPER = frozenset(["Morning", "Evening", "Sunday", "Saturday"])
_OPENS_TITLE = frozenset(
    ["Prime", "Foreign", "Interior", "Defense", "Defence", "Finance", "Health", "Home", "Press", "First", "Chief"]
)
_BANNERS = frozenset(
    ["WATCH", "WATCHED", "READ", "VIDEO", "VIDEOS", "PHOTOS", "BREAKING", "EXCLUSIVE", "UPDATE", "UPDATED"]
) | {*("RELATED", "MORE", "LISTEN", "OPINION", "ANALYSIS", "LIVE", "NEW", "SEE", "ALSO")}
"""What a page sets in capitals before a headline."""
_PAPERS = frozenset(["News", "Times", "Post", "Herald", "Standard", "Star", "Mail", "Express", "Telegraph", "Mirror"])
_LONGEST_NAME = 4
_SHORTEST_WITH_OTHERS = 3
"""Words of a run that may hold more than a name."""


def find_mentions(tokens: Tokens) -> list[Mention]:
    """Return the mentions of a paragraph in order; they do not overlap."""
    lookup = tables()
    headline = is_headline(tokens.words)
    found: list[Mention] = []
    for first, last in runs(tokens):
        if headline and last - first > _LONGEST_NAME:
            found.extend(names_in_headline(tokens.words, first, last, lookup))
            continue
        if first and tokens.words[first - 1] == "@":
            continue
        mention = _peel(tokens, first, last, lookup)
        if mention is None:
            continue
        if last - first < _SHORTEST_WITH_OTHERS and not mention.titles:
            found.append(mention)
        else:
            found.extend(
                person
                for part in without_organization(tokens.words, mention, lookup)
                for person in persons_in_a_row(tokens.words, part, lookup)
            )
    return found


def _peel(tokens: Tokens, first: int, last: int, lookup: Tables) -> Mention | None:
    """Drop what does not belong to the run and set its titles apart; None if nothing is left."""
    words = tokens.words
    opens = first == 0 or (words[first - 1] in _SENTENCE_ENDS and not _closes_quotation(tokens, first - 1))
    while first < last and _is_ordinary(words[first], opens, last - first):
        following = words[first + 1] if first + 1 < last else ""
        if following in lookup.organization_parts and lookup.word_classes.get(words[first].lower()) not in _GRAMMATICAL:
            break
        if (words[first] in _OPENS_PAPER and following in _PAPERS) or (
            words[first] in _OPENS_TITLE and following in lookup.titles
        ):
            break
        if not opens and last - first == 2 and is_syllables(following):
            break
        if following in SUFFIXES or (following == "and" and is_joined(words, first, lookup)):
            break
        if following in _NAMED_AS and words[first].lower() not in lookup.word_classes and words[first] not in _BANNERS:
            break
        if last - first == 1 and lookup.word_classes.get(words[first].lower(), VERB) == VERB:
            return Mention(first, first, last, (words[first],), (), doubtful=True)
        first += 1
        opens = False
        while first < last and words[first] in JOINING:
            first += 1
    if last - first > 1 and words[first] in _MONTHS and first and words[first - 1].lower() in _BEFORE_MONTH:
        first += 1
    if opens and words[first] == "Will" and last - first > 2 and words[first + 1].lower() in lookup.given_names:
        first += 1
    while last - first > 1 and (_is_pronoun(words, last - 1) or _is_day(words, last - 1)):
        last -= 1
    if first == last:
        return None
    if last - first == 1 and words[first] in lookup.titles:
        office = first > 1 and words[first - 1] == "of" and words[first - 2] in lookup.organizations
        return Mention(first, first, last, (words[first],), (), doubtful=not office)
    titles, name = _parts_of(tuple(words[first:last]))
    return Mention(first, first + len(titles), last, name, titles)


@lru_cache(maxsize=1 << 15)
def _parts_of(run: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the titles of a run and its name proper."""
    words = list(run)
    is_owned = any(word in POSSESSIVES for word in run[1:-1])
    name = 0 if is_owned else name_start(words, 0, len(words), tables())
    return run[:name], _once(_without_post_nominals(_without_nickname(words, name, len(words))))


def _is_day(words: list[str], index: int) -> bool:
    """Tell "(Ek) Monday" from "Good Friday"."""
    return words[index] in DAYS and words[index - 1] not in _NAMED_DAYS


def _is_pronoun(words: list[str], index: int) -> bool:
    """Tell the I of "As I told Bo Ek I was late" from that of Elizabeth I."""
    return words[index] == "I" and words[index - 1] not in _REIGNED


def _once(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return "Ana Ek" for "Ana Ek Ana Ek" and "Ana Ek Ana Rosa Ek", as captions have it."""
    again = next((index for index in range(2, len(name) - 1) if name[index] == name[0]), len(name))
    return name[:again]


def _without_nickname(words: list[str], name: int, last: int) -> tuple[str, ...]:
    """Return the words of a name without its commas, and without the middle of Robert "Bobby" Ek."""
    for index in range(name + 1, last - 2):
        if words[index] in NICKNAME_OPENS and (end := nickname_end(words, index)):
            return (*words[name:index], *words[end:last])
    return tuple(word for word in words[name:last] if word != ",")


def _without_post_nominals(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return "Ana Ek" for "Ana Ek KC"; "Labour MP" stays."""
    last = len(name)
    while last > 2 and name[last - 1] in POST_NOMINALS:
        last -= 1
    return name[:last]


def _closes_quotation(tokens: Tokens, index: int) -> bool:
    """Tell the mark that ends "...," before the name of the speaker."""
    return index > 0 and tokens.words[index - 1] == "," and tokens.end(index - 1) == tokens.starts[index]


@lru_cache(maxsize=1 << 15)
def _is_ordinary(word: str, opens_sentence: bool, length: int) -> bool:
    """Tell whether a capital on the run's first word says nothing: a word of the language at a sentence start."""
    lookup, lower = tables(), word.lower()
    if word in _BANNERS:
        return True
    if (lower in _PLACE_OPENERS and length > 1) or (word.isupper() and word in lookup.places):
        return False
    if word.isupper() and len(word) > 1 and length == 1 and lower in lookup.words:
        return word not in lookup.organizations
    word_class = lookup.word_classes.get(lower)
    if word_class is not None and word_class in _GRAMMATICAL:
        return word not in lookup.titles and (lower not in lookup.given_names or length == 1)
    if not opens_sentence or word in lookup.titles or lower in lookup.given_names:
        return False
    if word in lookup.organizations or word in lookup.places:
        return False
    if "-" in lower:
        return all(part in lookup.words for part in lower.split("-"))
    return lower in lookup.words and lower not in lookup.family_names
