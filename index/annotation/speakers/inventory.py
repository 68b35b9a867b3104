"""The persons of an article, decided once.

"Carlow" may be a man, a firm or a town: one paragraph can't tell, the article can.  Full names come first: those whose
evidence is enough, put together where they mean one person.  Then every single name is laid beside them: the family
name or the first name of one, or, where its own evidence is enough, a person known by that name alone.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from .evidence import Evidence, add_context, title_gender
from .mentions import Mention
from .misprints import FamilyNames
from .name_forms import ENOUGH, plain, score_form
from .tables import GENDERS, Tables, tables
from .titles import PARTICLES, SUFFIXES
from .tokens import Tokens

_MALE, _FEMALE = "m", "f"
_SURELY_NOT = -4
_LEGAL_FORMS = frozenset(
    ["inc", "inc.", "corp", "corp.", "co", "co.", "ltd", "ltd.", "plc", "llc", "ag", "sa", "nv", "asa"]
)
"""What firms have after their names, in lower case: where an article calls one Ada Lind Inc, Ada Lind is the firm."""
_MISTITLED = 1
"""How often a family name with the other gender's title may be a slip."""
_WITH_MOTHERS_NAME = (3, 4)
"""Words of a name that a shorter one of two words may open: Ximena Lagos (Urrutia)."""
_NAMESAKES = 12
"""How many persons of one family name are kept apart."""
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the article: the fullest name it gives, and what is known of gender and titles.

    It is `sure` where more than just enough says that this is a person's name.
    """

    name: str
    key: Key
    gender: str
    count: int
    sure: bool = True


class Inventory:
    """The persons of an article and which mention means whom."""

    def __init__(self, persons: list[Person], by_key: dict[Key, list[int]]) -> None:
        self.persons = persons
        self._by_key = by_key

    def resolve(self, mention: Mention, named: Collection[int] = ()) -> int | None:
        """Return the index of the person a mention means, or None where it means no person.

        `named` are the persons whom the paragraph has named in full before: of namesakes, they are meant.
        """
        candidates = self.bearers(mention.key, mention.titles)
        if not candidates:
            return None
        if len(candidates) > 1:
            here = [index for index in candidates if index in named]
            if len(here) == 1:
                return here[0]
        return candidates[0]

    def bearers(self, key: Key, titles: Sequence[str]) -> Sequence[int]:
        """Return the indexes of the persons whom a name with these titles may mean, the likeliest first."""
        candidates = self._by_key.get(key)
        if candidates is None and len(key) > 2:
            candidates = self._by_key.get(key[-2:]) or self._by_key.get(key[:2])
        if not candidates or len(candidates) == 1:
            return candidates or ()
        told = title_gender(titles)
        return [index for index in candidates if told in ("u", self.persons[index].gender)] or candidates


def take_inventory(paragraphs: Sequence[tuple[Tokens, Sequence[Mention]]]) -> Inventory:
    """Decide who the persons of an article are from all its mentions."""
    lookup = tables()
    evidence = _gather(paragraphs, lookup)
    groups = _group(_full_names(evidence))
    known = {part for group in groups for key in group for part in (key[0], key[-1], *chain(*_family_names(key)))}
    groups.extend([key] for key in _namesakes_of_other_gender(groups, evidence, lookup))
    families = FamilyNames(group[0][-1] for group in groups)
    misprints: dict[Key, Key] = {}
    for key, seen in evidence.items():
        if len(key) == 1 and key[0] not in known and seen.score > _SURELY_NOT:
            meant = None if _is_known(key[0], lookup) else families.misprinted(key[0])
            if meant is not None:
                misprints[key] = (meant,)
            elif seen.score >= ENOUGH:
                groups.append([key])
    return _inventory(groups, evidence, lookup, misprints)


def _namesakes_of_other_gender(groups: list[list[Key]], evidence: dict[Key, Evidence], lookup: Tables) -> Iterator[Key]:
    """Yield the family names that mean somebody else than the bearers named in full: "Mr. Ek" beside Rosa Ek."""
    bearers: dict[str, set[str]] = {}
    for group in groups:
        bearers.setdefault(group[0][-1], set()).add(_gender(group, evidence, lookup))
    for family, genders in bearers.items():
        alone = evidence.get((family,))
        if alone is None or len(genders) != 1:
            continue
        told = alone.gender
        gender = _MALE if told > 0 else _FEMALE if told < 0 else lookup.well_known.get(family, "u")
        if (
            gender != "u"
            and genders == {_FEMALE if gender == _MALE else _MALE}
            and (alone.count > _MISTITLED or gender == _FEMALE or family in lookup.well_known)
        ):
            yield (family,)


def _is_known(name: str, lookup: Tables) -> bool:
    """Tell a word or a name of somebody from what may be a misprint."""
    return any(name in table for table in (lookup.words, lookup.family_names, lookup.given_names, lookup.well_known))


def _gather(paragraphs: Sequence[tuple[Tokens, Sequence[Mention]]], lookup: Tables) -> dict[Key, Evidence]:
    """Add up the evidence for each name of the article."""
    evidence: dict[Key, Evidence] = {}
    for tokens, mentions in paragraphs:
        for mention in mentions:
            key = mention.key
            if key and not mention.doubtful:
                if key not in evidence:
                    evidence[key] = Evidence(mention.words, score_form(mention.words))
                add_context(evidence[key], tokens, mention, lookup)
    for seen in evidence.values():
        seen.weigh()
    for key in evidence:
        if key[-1] in _LEGAL_FORMS and key[:-1] in evidence:
            evidence[key[:-1]].score = _SURELY_NOT
    for key, seen in evidence.items():
        family = evidence.get(key[-1:])
        if len(key) == 1:
            if key[0] in lookup.well_known:
                seen.score = max(seen.score, ENOUGH)
        elif len(key) < 4 and family is not None and seen.score >= 0 and family.score >= 0:
            seen.score += 0 if any(part in lookup.words for part in key) else 2
        elif len(key) < 4 and 0 <= seen.score < ENOUGH and _is_called(evidence.get(key[:1])):
            seen.score = ENOUGH
    return evidence


def _is_called(first: Evidence | None) -> bool:
    """Tell a first name by which the article calls a person, as press releases do."""
    return first is not None and first.score >= ENOUGH


def _full_names(evidence: dict[Key, Evidence]) -> dict[Key, Evidence]:
    """Return the names of several words that are persons', also those that only lengthen one ("Rosa Maria Ek").

    One that ends in a word of the language ("Rosa Ek Wins") is a headline's.
    """
    full = {
        key: seen
        for key, seen in evidence.items()
        if len(key) > 1 and (seen.score >= ENOUGH or _speaks_by_family_name(key, seen, evidence))
    }
    for key in [key for key in full if len(key) > 2 and key[:2] in full and key[-1] in tables().words]:
        del full[key]
    for key, seen in evidence.items():
        if len(key) > 2 and key not in full and seen.score >= 0 and (key[1:] in full or key[2:] in full):
            full[key] = seen
    return full


def _speaks_by_family_name(key: Key, seen: Evidence, evidence: dict[Key, Evidence]) -> bool:
    """Tell Bo Coats, of whom a given name is known, where "Coats said" stands in the article as well."""
    alone = evidence.get(key[-1:])
    return (
        len(key) == 2
        and alone is not None
        and alone.spoke > 0
        and seen.score > 0
        and key[0] in tables().given_names
        and key[0] not in tables().words
    )


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
    longer = {key[:2]: key for key in full if len(key) in _WITH_MOTHERS_NAME and key[:2] in full}
    for key in full:
        if key in longer:
            continue
        siblings = by_family.setdefault(key[-1], [])
        for group in siblings[-_NAMESAKES:]:
            if all(_compatible(key, other) for other in group[:_NAMESAKES]):
                group.append(key)
                break
        else:
            group = [key]
            siblings.append(group)
            groups.append(group)
    for short, long in longer.items():
        next(group for group in groups if long in group).append(short)
    return groups


def _inventory(
    groups: list[list[Key]], evidence: dict[Key, Evidence], lookup: Tables, misprints: dict[Key, Key]
) -> Inventory:
    persons: list[Person] = []
    by_key: dict[Key, list[int]] = {}
    singles: dict[Key, list[int]] = {}
    families = Counter(group[0][-1] for group in groups)
    for group in groups:
        fullest = _fullest(group, evidence)
        count = sum(evidence[key].count for key in group)
        name = _in_mixed_case(evidence[fullest].words)
        index = len(persons)
        family = fullest[-1:]
        told_by = [*group, family] if families[family[0]] == 1 and len(group[0]) > 1 and family in evidence else group
        sure = evidence[fullest].score > ENOUGH
        persons.append(Person(name, fullest, _gender(told_by, evidence, lookup), count, sure))
        for key in group:
            by_key.setdefault(key, []).append(index)
            if len(key) > 1:
                for single in dict.fromkeys(((key[-1],), (key[0],), _with_particles(key), *_family_names(key))):
                    singles.setdefault(single, []).append(index)
    for key, indexes in singles.items():
        if key in by_key:
            continue
        by_family = [index for index in indexes if persons[index].key[-1] == key[-1]]
        chosen = sorted(dict.fromkeys(by_family or indexes), key=lambda index: -persons[index].count)
        by_key[key] = chosen[:_NAMESAKES]
    for key, meant in misprints.items():
        if meant in by_key:
            by_key[key] = by_key[meant]
    return Inventory(persons, by_key)


def _fullest(group: list[Key], evidence: dict[Key, Evidence]) -> Key:
    """Return the form to call a person by: the longest, but with or without a middle name as the article mostly has it.

    Of forms that are as frequent the first one stands.
    """
    longest = max(group, key=lambda key: (len(key), len("".join(key))))
    alike = [key for key in group if (key[0], key[-1]) == (longest[0], longest[-1])]
    return max(alike, key=lambda key: evidence[key].count)


def _in_mixed_case(words: tuple[str, ...]) -> str:
    """Return a name that a headline or a transcript has set in capitals as other text has it."""
    if all(word.isupper() for word in words) and any(len(word) > 3 for word in words):
        words = tuple(_capitalised(word) for word in words)
    return " ".join(words)


def _family_names(key: Key) -> Iterator[Key]:
    """Yield the names that may stand for a name of two family names: Ximena Lagos Urrutia, Romeo Pangilinan-Yap."""
    if len(key) > 2 and key[-2].isalpha() and len(key[-2]) > 1 and key[-2] not in PARTICLES:
        yield (key[-2],)
    if len(key) > 1 and "-" in key[-1]:
        yield from ((part,) for part in key[-1].split("-") if len(part) > 2)


def _capitalised(word: str) -> str:
    return word if "." in word or word in SUFFIXES else "-".join(part.capitalize() for part in word.split("-"))


def _with_particles(key: Key) -> Key:
    """Return the family name with its particles: ("de", "la", "cruz")."""
    start = len(key) - 1
    while start > 1 and key[start - 1] in PARTICLES:
        start -= 1
    return key[start:]


def _gender(group: list[Key], evidence: dict[Key, Evidence], lookup: Tables) -> str:
    told = sum(evidence[key].gender for key in group)
    if told:
        return _MALE if told > 0 else _FEMALE
    for key in group:
        if len(key) > 1 or group == [key]:
            given = key[0].split("-")[0]
            gender = lookup.given_names.get(given) or lookup.given_names.get(plain(given), "u")
            if gender in GENDERS:
                return gender
    return lookup.well_known.get(group[0][-1], "u")
