"""The persons of an article, decided once.

"Carlow" may be a man, a firm or a town: one paragraph can't tell, the article can.  Full names come first: a given
name, a title, an initial, an age or a description after a comma, a verb of speech beside it speak for a person; a word
such as "Ministry", an article or "in" before it speak against.  Then every single name is laid beside the full names:
family name or first name of one of them, or, titled or speaking, a person known by that name alone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from .names import PARTICLES, SUFFIXES, Mention
from .tables import GENDERS, Tables, tables
from .tokens import Tokens

_MALE, _FEMALE = "m", "f"
_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "from", "across", "throughout", "outside", "inside"])
_NOUNS = frozenset("RrN")
_SPEECH_OR_WHO = frozenset("SsW")
_DESCRIPTION_STARTS = frozenset(["a", "an", "the", "who", "whose", "his", "her", "one", "former", "chief", "head"])
_PERSON, _ORGANIZATION = 2, -2
_FAMILY_NAMES_TOO = frozenset(
    ["Park", "Church", "Day", "Post", "Lane", "Bridge", "House", "Street", "Temple", "Lake", "Law"]
)
_NAMESAKES = 12
"""How many persons of one family name are kept apart."""
Key = tuple[str, ...]


@dataclass(slots=True)
class Evidence:
    """What the article's mentions of one name say together; above zero speaks for a person."""

    words: tuple[str, ...]
    score: int = 0
    count: int = 0
    titled: bool = False
    genders: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the article: the fullest name it gives, and what is known of gender and titles."""

    name: str
    key: Key
    gender: str
    count: int


class Inventory:
    """The persons of an article and which mention means whom."""

    def __init__(self, persons: list[Person], by_key: dict[Key, list[int]]) -> None:
        self.persons = persons
        self._by_key = by_key

    def resolve(self, mention: Mention) -> int | None:
        """Return the index of the person a mention means, or None where it means no person."""
        key = mention.key
        candidates = self._by_key.get(key) or (self._by_key.get(key[-2:]) if len(key) > 2 else None)
        if not candidates:
            return None
        if len(candidates) > 1:
            told = title_gender(mention.titles)
            fitting = [index for index in candidates if told in ("u", self.persons[index].gender)]
            candidates = fitting or candidates
        return candidates[0]


def title_gender(titles: Sequence[str]) -> str:
    """Return m or f where a title tells it, else u."""
    lookup = tables().titles
    for title in titles:
        if lookup.get(title, "u") in GENDERS:
            return lookup[title]
    return "u"


def take_inventory(paragraphs: Sequence[tuple[Tokens, Sequence[Mention]]]) -> Inventory:
    """Decide who the persons of an article are from all its mentions."""
    lookup = tables()
    evidence: dict[Key, Evidence] = {}
    for tokens, mentions in paragraphs:
        for mention in mentions:
            key = mention.key
            if key and not mention.doubtful:
                if key not in evidence:
                    evidence[key] = Evidence(mention.words, _by_form(mention, lookup))
                _add_context(evidence[key], tokens, mention, lookup)
    for key, seen in evidence.items():
        if len(key) in (2, 3) and key[-1:] in evidence and seen.score >= 0 and evidence[key[-1:]].score >= 0:
            seen.score += 0 if any(part in lookup.words for part in key) else 2
    for key, seen in evidence.items():
        if len(key) == 1 and key[0] in lookup.well_known:
            seen.score = max(seen.score, _PERSON)
    full = {key: seen for key, seen in evidence.items() if len(key) > 1 and seen.score >= _PERSON}
    for key, seen in evidence.items():
        if len(key) > 2 and key not in full and seen.score >= 0 and (key[1:] in full or key[2:] in full):
            full[key] = seen
    groups = _group(full)
    family_names = {key[-1] for group in groups for key in group}
    first_names = {key[0] for group in groups for key in group}
    for key, seen in evidence.items():
        if len(key) == 1 and seen.score >= _PERSON and key[0] not in family_names and key[0] not in first_names:
            groups.append([key])
    return _inventory(groups, evidence, lookup)


def _by_form(mention: Mention, lookup: Tables) -> int:
    """Score the form of a name alone."""
    words = mention.words
    if "&" in words or any(word in lookup.organizations for word in words[1:] or words):
        if len(words) == 2 and words[0].lower() in lookup.given_names and words[1] in _FAMILY_NAMES_TOO:
            return 1
        return 3 * _ORGANIZATION
    if words[0] in lookup.places or words[-1] in lookup.places:
        return 2 * _ORGANIZATION
    if any(any(letter.isdigit() for letter in word) for word in words):
        return 3 * _ORGANIZATION
    if len(words) == 1:
        word = words[0]
        if word.isupper() and len(word) > 1:
            return 2 * _ORGANIZATION
        lower = word.lower()
        if lower in lookup.well_known:
            return _PERSON
        if lower in lookup.given_names or lower in lookup.family_names:
            return 1
        if any(letter.isupper() for letter in word[3:]) and "-" not in word:
            return 2 * _ORGANIZATION
        return -1 if lower in lookup.words else 0
    score = 0
    if any("-" in word and word.rsplit("-", 1)[1] in lookup.words for word in words):
        score -= 3
    if words[0].lower().split("-")[0] in lookup.given_names:
        score += 3 if words[-1].lower() not in lookup.words or len(words) == 2 else 2
    if any(len(word) == 2 and word[1] == "." for word in words):
        score += 3
    if any(word in PARTICLES for word in words[1:]):
        score += 1
    if words[-1].lower() in lookup.family_names:
        score += 1
    if words[-1] in SUFFIXES:
        score += 2
    if words[0].isupper() and len(words[0]) > 2 and not words[-1].isupper():
        score -= 3
    if len(words) > 4:
        score -= 3
    if words[-1].endswith("s") and words[-1].lower() in lookup.words:
        score -= 2
    ordinary = sum(word.lower() in lookup.words for word in words)
    if ordinary == len(words):
        score -= 2
    elif not ordinary and len(words) < 4:
        score += 1
    return score


def _add_context(seen: Evidence, tokens: Tokens, mention: Mention, lookup: Tables) -> None:
    """Add what stands around one mention."""
    words = tokens.words
    before = words[mention.first - 1] if mention.first else ""
    after = words[mention.last : mention.last + 3]
    classes = lookup.word_classes
    seen.count += 1
    if mention.titles and mention.words[-1] not in lookup.organizations:
        seen.score += 3
        seen.titled = True
        told = title_gender(mention.titles)
        if told in GENDERS:
            seen.genders[told] += 1
    if before in ("the", "The", "a", "an"):
        modifies = bool(after) and after[0].islower() and classes.get(after[0], "R") in _NOUNS
        seen.score += 0 if mention.titles or modifies else -3
    elif before in _PLACE_PREPOSITIONS:
        seen.score -= 1
    elif classes.get(before, "") == "R":
        seen.score += 2
    if not after:
        return
    if after[0] == "," and len(after) > 2 and (_is_age(after[1]) or after[1] in _DESCRIPTION_STARTS):
        seen.score += 3 if _is_age(after[1]) else 1
    elif after[0] == "," and _has_role(words[mention.last + 1 : mention.last + 5], classes):
        seen.score += 2
    elif classes.get(after[0], "") in _SPEECH_OR_WHO:
        seen.score += 1
    if before == "," and mention.first > 1 and classes.get(words[mention.first - 2]) == "R":
        seen.score += 1
    if before in ("said", "says", "added", "asked"):
        seen.score += 1


def _has_role(words: Sequence[str], classes: dict[str, str]) -> bool:
    """Tell whether a description of one person begins here: "economics professor at ..."."""
    for word in words:
        if classes.get(word) == "R":
            return True
        if not word[0].isalpha():
            return False
    return False


def _is_age(word: str) -> bool:
    return len(word) == 2 and word.isdigit() and word >= "14"


def _compatible(short: Key, long: Key) -> bool:
    """Tell whether two full names of one family name may be one person's."""
    if short[-1] != long[-1]:
        return False
    first, other = short[0], long[0]
    if first == other or first in long[:-1] or other in short[:-1]:
        return True
    initial, rest = sorted((first, other), key=len)
    if initial[1:] in ("", "."):
        return rest.startswith(initial[0])
    return len(initial) >= 3 and rest.startswith(initial[:3])


def _group(full: dict[Key, Evidence]) -> list[list[Key]]:
    """Put the full names that mean one person together, in order of first mention."""
    groups: list[list[Key]] = []
    by_family: dict[str, list[list[Key]]] = {}
    for key in full:
        siblings = by_family.setdefault(key[-1], [])
        for group in siblings[-_NAMESAKES:]:
            if all(_compatible(key, other) for other in group[:_NAMESAKES]):
                group.append(key)
                break
        else:
            group = [key]
            siblings.append(group)
            groups.append(group)
    return groups


def _inventory(groups: list[list[Key]], evidence: dict[Key, Evidence], lookup: Tables) -> Inventory:
    persons: list[Person] = []
    by_key: dict[Key, list[int]] = {}
    singles: dict[Key, list[int]] = {}
    families = Counter(group[0][-1] for group in groups)
    for group in groups:
        fullest = _fullest(group, evidence)
        count = sum(evidence[key].count for key in group)
        name = " ".join(map(_in_mixed_case, evidence[fullest].words))
        index = len(persons)
        family = fullest[-1:]
        told_by = [*group, family] if families[family[0]] == 1 and family in evidence else group
        persons.append(Person(name, fullest, _gender(told_by, evidence, lookup), count))
        for key in group:
            by_key.setdefault(key, []).append(index)
            if len(key) > 1:
                for single in dict.fromkeys(((key[-1],), (key[0],), _with_particles(key))):
                    singles.setdefault(single, []).append(index)
    for key, indexes in singles.items():
        if key in by_key:
            continue
        by_family = [index for index in indexes if persons[index].key[-1] == key[-1]]
        chosen = sorted(dict.fromkeys(by_family or indexes), key=lambda index: -persons[index].count)
        by_key[key] = chosen[:_NAMESAKES]
    return Inventory(persons, by_key)


def _fullest(group: list[Key], evidence: dict[Key, Evidence]) -> Key:
    """Return the form to call a person by: the longest, but with or without a middle name as the article mostly has it.

    Of forms that are as frequent the first one stands.
    """
    longest = max(group, key=lambda key: (len(key), len("".join(key))))
    alike = [key for key in group if (key[0], key[-1]) == (longest[0], longest[-1])]
    return max(alike, key=lambda key: evidence[key].count)


def _in_mixed_case(word: str) -> str:
    """Return a word of a name that a headline or a transcript has set in capitals as other text has it."""
    if len(word) > 3 and word.isupper() and word.isalpha():
        return word.capitalize()
    return word


def _with_particles(key: Key) -> Key:
    """Return the family name with its particles: ("de", "la", "cruz")."""
    start = len(key) - 1
    while start > 1 and key[start - 1] in PARTICLES:
        start -= 1
    return key[start:]


def _gender(group: list[Key], evidence: dict[Key, Evidence], lookup: Tables) -> str:
    told: Counter[str] = Counter()
    for key in group:
        told.update(evidence[key].genders)
    if told[_MALE] != told[_FEMALE]:
        return _MALE if told[_MALE] > told[_FEMALE] else _FEMALE
    for key in group:
        if len(key) > 1 or key[0] in lookup.given_names:
            gender = lookup.given_names.get(key[0].split("-")[0], "u")
            if gender in GENDERS:
                return gender
        elif key[0] in lookup.well_known:
            return lookup.well_known[key[0]]
    return "u"
