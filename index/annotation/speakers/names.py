"""Runs of capitalised words, and what each looks like on its own.

"Meanwhile Prime Minister Ana de la Cruz" is one run of capitals.  The words before the name are not part of it: a word
of the language that is capitalised because it opens the sentence is dropped, titles are set apart.  What is left is a
mention: of a person, of an organisation, or of neither for sure; the inventory decides with the whole article in view.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from .kept import Kept
from .kinds import ROLE, one_of
from .tables import Tables, column, tables
from .titles import LINKS, PARTICLES, POST_NOMINALS, SUFFIXES, is_initials, name_start
from .tokens import Tokens

_GRAMMATICAL = one_of(
    "PREPOSITION OF TO AND THAT WHILE IF DETERMINER PRONOUN HIM BE HAVE DO NEGATED WILL MODAL NOT ADVERBIAL POSSESSIVE"
    " OTHER"
)
_PLACE_OPENERS = frozenset(["new", "south", "north", "east", "west", "san", "los", "united"])
_LOWER_PREFIXES = ("al-", "el-", "di", "de", "du", "da", "la", "le", "van", "von", "d'", "d’")
_LOWER_PREFIX = re.compile(f"(?:{'|'.join(_LOWER_PREFIXES)})[A-Z]")
_SENTENCE_ENDS = frozenset('.!?:;"“”‘`—–-…([•*|') | {"``", "''", "--"}
_DAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
_NAMED_DAYS = frozenset(["Super", "Black", "Good", "Ash", "Bloody", "Cyber", "Easter", "Giving", "Shrove", "Palm"])
"""Super Tuesday"""
_CAMPAIGNS = frozenset(["Committee", "Coalition", "Campaign", "Alliance", "Fund", "Society", "League", "Association"])
"""Committee to Protect Lakes"""
_PARTNERS = [["Co"], ["Co."], ["Company"], ["Sons"], ["Bros"], ["Bros."], ["Brothers"], ["Partners"], ["Associates"]]
"""Lind and Co"""
_MONTHS = frozenset(["January", "February", "March", "April", "May", "June", "July", "August", "September"]) | {
    *("October", "November", "December"),
}
_BEFORE_MONTH = frozenset(["in", "since", "by", "until", "last", "this"])
_MAXIMUM_WORDS = 12
_NAMED_AFTER = frozenset(["People", "Women", "Men", "Children", "Workers", "Farmers", "Teachers", "Lloyd"])
"""Whose possessive is part of a name: the People's Daily."""
_OWNED = frozenset(["Office", "College", "Hospital", "Church", "School", "Cathedral", "Analytics", "Purse", "List"]) | {
    *("Club", "Investors", "Association", "Union", "Clinic", "Academy", "Institute", "Foundation")
}
"""What is named after its owner: St. Mary's College, the U.S. Attorney's Office."""
_NAMED_AS = column("name-endings.txt")
"""Before which a common word is part of the name: Amnesty International, Planned Parenthood."""
_REIGNED = frozenset(["Elizabeth", "Francis", "Charles", "James", "Nicholas", "Napoleon", "Henry", "William"]) | {
    *("George", "Albert", "Leopold", "Pius", "Paul", "Ferdinand", "Alexander", "Peter", "Frederick", "Wilhelm", "Mary"),
    *("Richard", "Edward", "Louis", "Catherine", "Baudouin", "Carol", "Haile", "Justinian", "Constantine", "Gregory"),
}
_ORDINAL = re.compile("[0-9]{1,2}(?:st|nd|rd|th)")
_NUMBERED = frozenset(["Circuit", "Amendment", "Congress", "Infantry", "Division", "Army", "Fleet", "Battalion"])
_NAMED_BY_PLACE = frozenset(["Bank", "University", "College", "Church", "School", "Chamber", "Department", "Ministry"])
_OPENS_PAPER = frozenset(["Morning", "Evening", "Sunday", "Saturday"])
_OPENS_TITLE = frozenset(
    ["Prime", "Foreign", "Interior", "Defense", "Defence", "Finance", "Health", "Home", "Press", "First", "Chief"]
)
_BANNERS = frozenset(
    ["WATCH", "WATCHED", "READ", "VIDEO", "VIDEOS", "PHOTOS", "BREAKING", "EXCLUSIVE", "UPDATE", "UPDATED"]
) | {*("RELATED", "MORE", "LISTEN", "OPINION", "ANALYSIS", "LIVE", "NEW", "SEE", "ALSO")}
"""What a page sets in capitals before a headline."""
_PAPERS = frozenset(["News", "Times", "Post", "Herald", "Standard", "Star", "Mail", "Express", "Telegraph", "Mirror"])
_CLITICS = frozenset(["'s", "’s"])
_AFTER_COMMA = SUFFIXES | POST_NOMINALS
_NICKNAME_OPENS = frozenset(['"', "“", "‘", "'", "``"])
_NICKNAME_CLOSES = frozenset(['"', "”", "’", "'", "''"])
_JOINING = LINKS | PARTICLES
_OF = frozenset(["of", "for", "to"])
_AT = frozenset(["at", "with", "for", "from"])
_MOST_PARTICLES = 2
_LONGEST_NAME = 4
_SHORTEST_WITH_OTHERS = 3
"""Words of a run that may hold more than a name."""
_LONGEST_HEADLINE = 40
_SHORTEST_HEADLINE = 7


class Mention(NamedTuple):
    """A run of capitalised words in a paragraph; `first`, `name` and `last` are token indexes.

    `first` is where its titles begin, `name` where the name proper begins, `last` is one past its end.  A mention whose
    `words` are empty is titles alone ("the Attorney General").
    """

    first: int
    name: int
    last: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    doubtful: bool = False
    """It is one title, or one ordinary word that opens a sentence: a name only if the article has it elsewhere."""

    @property
    def key(self) -> tuple[str, ...]:
        """The name in one case, without suffixes, to compare it by."""
        return key_of(self.words)


@lru_cache(maxsize=1 << 15)
def key_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name in one case, without suffixes, to compare it by."""
    return tuple(word.casefold().replace("’", "'") for word in words if word not in SUFFIXES)


def find_mentions(tokens: Tokens) -> list[Mention]:
    """Return the mentions of a paragraph in order; they do not overlap."""
    lookup = tables()
    headline = _is_headline(tokens.words)
    found: list[Mention] = []
    for first, last in _runs(tokens):
        if headline and last - first > _LONGEST_NAME:
            found.extend(_names_in_headline(tokens.words, first, last, lookup))
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
                for part in _without_organization(tokens.words, mention, lookup)
                for person in _persons_in_a_row(tokens.words, part, lookup)
            )
    return found


def _persons_in_a_row(words: list[str], mention: Mention, lookup: Tables) -> Iterator[Mention]:
    """Part "Ana B. Ek" from "Bo C. Holm" in captions and tables that set no comma between."""
    for index in range(mention.name + 2, mention.last - 1):
        before = words[index - 1]
        opens = words[index].lower() in lookup.given_names and before.lower() not in lookup.given_names
        initialled = is_initials(words[index + 1]) and is_initials(words[mention.name + 1])
        if opens and before not in _JOINING and initialled and len(mention.words) == mention.last - mention.name:
            head = tuple(words[mention.name : index])
            yield Mention(mention.first, mention.name, index, head, mention.titles)
            yield Mention(index, index, mention.last, tuple(words[index : mention.last]), ())
            return
    yield mention


def _is_headline(words: list[str]) -> bool:
    """Tell a paragraph that Is Set in Capitals Like This, OR LIKE THIS."""
    if len(words) > _LONGEST_HEADLINE:
        return False
    letters = [word for word in words if word[0].isalpha()]
    if all(word.isupper() for word in letters):
        return True
    return len(letters) >= _SHORTEST_HEADLINE and 3 * sum(word[0].isupper() for word in letters) > 2 * len(letters)


def _names_in_headline(words: list[str], first: int, last: int, lookup: Tables) -> Iterator[Mention]:
    """Yield the names of two words in a run of capitals that is no single name: a given name and no common word."""
    index = first
    while index + 1 < last:
        following = words[index + 1].lower()
        known = following not in lookup.words or following in lookup.family_names
        if words[index].lower() in lookup.given_names and known:
            yield Mention(index, index, index + 2, (words[index], words[index + 1]), ())
            index += 1
        index += 1


def _is_capitalised(word: str) -> bool:
    """Tell whether a word may be of a name; "R-Ky." is a party and a state."""
    if word[0].isupper():
        return word[1:2] != "-" or word[0] not in "RDI"
    return word.startswith(_LOWER_PREFIXES) and _LOWER_PREFIX.match(word) is not None


_CAPITALISED = Kept(_is_capitalised)


def _runs(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised words; particles and "of" after a title may join their parts."""
    words, starts = tokens.words, tokens.starts
    index, count = 0, len(words)
    for first in compress(range(count), map(_CAPITALISED.__getitem__, words)):
        if first < index:
            continue
        index = first + 1
        if first and words[first] in _NUMBERED and _ORDINAL.fullmatch(words[first - 1]):
            first -= 1
        while (
            index < count
            and index - first < _MAXIMUM_WORDS
            and starts[index] - starts[index - 1] - len(words[index - 1]) <= 1
        ):
            part = _next_part(words, index)
            if part >= count or not _CAPITALISED[words[part]]:
                break
            index = part + 1
        if words[index : index + 1] == [","] and index + 1 < count and words[index + 1] in _AFTER_COMMA:
            index += 2
        yield first, index


def _next_part(words: list[str], index: int) -> int:
    """Return where a run of capitals may go on from `index`: there, or past what joins the parts of a name."""
    if words[index] in _NICKNAME_OPENS and index + 3 < len(words) and words[index + 2] in _NICKNAME_CLOSES:
        return index + 3 if words[index + 1][0].isupper() else index
    if words[index] == "&" or (words[index] in _CLITICS and words[index - 1] in _NAMED_AFTER):
        return index + 1
    following = words[index + 1] if index + 1 < len(words) else ""
    if words[index] in _CLITICS and following in _OWNED:
        return index + 1
    if words[index] == "and" and _is_joined(words, index - 1, tables()):
        return index + 1
    if words[index] == "ten" and words[index - 1].lower() in tables().given_names:
        return index + 1
    if words[index] == "of" and index > 1 and words[index - 2].lower() in tables().given_names:
        return index
    if words[index] in ("of", "for", "to") and words[index - 1] in tables().titles:
        return index + 2 if words[index + 1 : index + 2] == ["the"] else index + 1
    if words[index] == "to" and words[index - 1] in _CAMPAIGNS and words[index + 1 : index + 2]:
        return index + 1 if words[index + 1].lower() in tables().words else index
    if words[index] == "and" and (words[index + 1 : index + 2] in _PARTNERS or _joins_topics(words, index)):
        return index + 1
    part = index
    while part < len(words) and part - index < _MOST_PARTICLES and words[part] in PARTICLES:
        part += 1
    return part


def _joins_topics(words: list[str], index: int) -> bool:
    """Tell the Fish and Wildlife Service from the Congress and the Justice Department."""
    lookup = tables()
    topic = words[index - 1]
    if topic.lower() not in lookup.words or topic in lookup.organizations or topic in lookup.places:
        return False
    if topic in lookup.titles or topic.lower() in lookup.given_names or topic.lower() in lookup.family_names:
        return False
    before = words[index - 2] if index > 1 else ""
    if before[:1].isupper() and before not in lookup.organization_parts and before != "The":
        return False
    end = index + 1
    while end < len(words) and _CAPITALISED[words[end]]:
        end += 1
    return end > index + 1 and words[end - 1] in lookup.organization_parts


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
        if following in SUFFIXES or (following == "and" and _is_joined(words, first, lookup)):
            break
        if following in _NAMED_AS and words[first].lower() not in lookup.word_classes and words[first] not in _BANNERS:
            break
        if last - first == 1 and words[first].lower() not in lookup.word_classes:
            return Mention(first, first, last, (words[first],), (), doubtful=True)
        first += 1
        opens = False
        while first < last and words[first] in _JOINING:
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
    is_owned = any(word in _CLITICS for word in run[1:-1])
    name = 0 if is_owned else name_start(words, 0, len(words), tables())
    return run[:name], _once(_without_post_nominals(_without_nickname(words, name, len(words))))


def _is_joined(words: list[str], index: int, lookup: Tables) -> bool:
    """Tell the "and" after word `index` of "Food and Drug Administration" from that between two names."""
    return index + 2 < len(words) and f"{words[index]} {words[index + 2]}" in lookup.joined_words


def _is_day(words: list[str], index: int) -> bool:
    """Tell "(Ek) Monday" from "Good Friday"."""
    return words[index] in _DAYS and words[index - 1] not in _NAMED_DAYS


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
        if words[index] in _NICKNAME_OPENS:
            return (*words[name:index], *words[index + 3 : last])
    return tuple(word for word in words[name:last] if word != ",")


def _without_post_nominals(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return "Ana Ek" for "Ana Ek KC"; "Labour MP" stays."""
    last = len(name)
    while last > 2 and name[last - 1] in POST_NOMINALS:
        last -= 1
    return name[:last]


def _without_organization(words: list[str], mention: Mention, lookup: Tables) -> Iterator[Mention]:
    """Part "Bergby" from "Governor Ana Ek" where it ends an organisation's name: "Bank of Bergby Governor Ana Ek".

    So are an office and what it is of: "CEO of Fjord Holding".
    """
    first = mention.first
    if not mention.titles and words[first] in lookup.titles:
        link = next((index for index in range(first + 1, mention.last) if words[index] in LINKS), mention.last)
        rest = link + 2 if words[link + 1 : link + 2] == ["the"] else link + 1
        if rest < mention.last and all(word in lookup.titles for word in words[first:link]) and words[link] in _OF:
            name = _name_after_office(words, rest, mention.last, lookup)
            if name > rest:
                yield Mention(first, name, mention.last, tuple(words[name : mention.last]), tuple(words[first:name]))
                return
            yield Mention(first, first, link, (), tuple(words[first:link]))
            yield Mention(rest, rest, mention.last, tuple(words[rest : mention.last]), ())
            return
    employer = _employer_end(words, mention, lookup)
    if employer > first:
        yield Mention(first, first, employer, tuple(words[first:employer]), ())
        mention = mention._replace(first=employer, titles=tuple(words[employer : mention.name]))
        if mention.name < employer:
            mention = mention._replace(name=employer, words=tuple(words[employer : mention.last]))
        yield mention
        return
    if mention.titles and first > 1 and words[first - 1] == "of" and words[first - 2] in _NAMED_BY_PLACE:
        title = next((index for index in range(first, mention.name) if words[index] in lookup.titles), first)
        if title > first:
            yield Mention(first, first, title, tuple(words[first:title]), ())
            mention = mention._replace(first=title, titles=tuple(words[title : mention.name]))
    yield mention


def _name_after_office(words: list[str], first: int, last: int, lookup: Tables) -> int:
    """Return where the name begins in "(MEC for) Social Welfare Ana Ek", a given name; `first` if nowhere."""
    if words[last - 1] in lookup.organizations or words[last - 1] in lookup.places:
        return first
    return next((index for index in range(first + 1, last - 1) if words[index].lower() in lookup.given_names), first)


def _employer_end(words: list[str], mention: Mention, lookup: Tables) -> int:
    """Return where the employer ends in "at Bergby University Dr Ana Ek" and "at Coral Holidays Ana Ek"; else `first`.

    Only after a preposition that follows a noun for a person.
    """
    first = mention.first
    if first < 2 or words[first - 1] not in _AT or mention.last - first < 3:
        return first
    role = words[first - 2]
    if lookup.word_classes.get(role.lower()) != ROLE and role not in lookup.titles:
        return first
    if all(word in lookup.titles for word in words[first : mention.last - 2]):
        return first
    title = next((index for index in range(first + 1, mention.name) if words[index] in lookup.titles), first)
    if title > first:
        return title if any(word in lookup.organizations for word in words[first:title]) else first
    start = mention.last - 2
    given = words[start].lower() in lookup.given_names and words[start + 1] not in lookup.organizations
    opened = words[first].lower() in lookup.given_names or words[start - 1] in PARTICLES
    return start if given and not opened and mention.name in (first, start) else first


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
