"""The persons of an article, decided once.

"Carlow" may be a man, a firm or a town: one paragraph can't tell, the article can.  Full names come first: those whose
evidence is enough, put together where they mean one person.  Then every single name is laid beside them: the family
name or the first name of one, or, where its own evidence is enough, a person known by that name alone.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from .capitals import NICKNAME_OPENS, nickname_end
from .evidence import Evidence, add_context, title_gender
from .full_names import NAMESAKES, family_names, full_names, fullest_of, grouped, in_mixed_case, with_particles
from .mentions import Key, Mention
from .misprints import FamilyNames
from .name_forms import ENOUGH, plain, score_form
from .tables import GENDERS, Tables, tables
from .tokens import Tokens

_MALE, _FEMALE = "m", "f"
_SURELY_NOT = -4
_LEGAL_FORMS = frozenset(
    ["inc", "inc.", "corp", "corp.", "co", "co.", "ltd", "ltd.", "plc", "llc", "ag", "sa", "nv", "asa"]
)
"""What firms have after their names, in lower case: where an article calls one Ada Lind Inc, Ada Lind is the firm."""
_ALIAS = frozenset(["alias", "aka", "nicknamed", "dubbed"])
_KNOWN = _ALIAS | {"known"}
_LONGEST_CALLED = 9
_MISTITLED = 1
"""How often a family name with the other gender's title may be a slip."""


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
    groups = grouped(full_names(evidence))
    nicknames = _nicknames(paragraphs)
    known = {part for group in groups for key in group for part in (key[0], key[-1], *chain(*family_names(key)))}
    known.update(nickname for nickname, key in nicknames.items() if any(key in group for group in groups))
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
    return _inventory(groups, evidence, lookup, misprints, nicknames)


def _nicknames(paragraphs: Sequence[tuple[Tokens, Sequence[Mention]]]) -> dict[str, Key]:
    """Return the single names that stand for full ones, each with the full one.

    Those are "Pip" of Ana “Pip” Ek, and of "Ana Ek, popularly known as Pip".
    """
    found: dict[str, Key] = {}
    for tokens, mentions in paragraphs:
        for mention in mentions:
            if mention.last - mention.name > len(mention.words) > 1:
                for index in range(mention.name + 1, mention.last - 2):
                    if tokens.words[index] in NICKNAME_OPENS and (end := nickname_end(tokens.words, index)):
                        found[tokens.words[end - 2].casefold()] = mention.key
        if not _KNOWN.isdisjoint(tokens.words):
            found.update(
                (other.key[0], mention.key)
                for mention, other in pairwise(mentions)
                if len(mention.words) > 1 and len(other.key) == 1 and _is_called_so(tokens.words, mention, other)
            )
    return found


def _is_called_so(words: Sequence[str], mention: Mention, other: Mention) -> bool:
    """Tell "Ana Ek, better known to fans as Pip" and "Ana Ek, alias Pip"."""
    between = words[mention.last : other.name]
    if not 1 < len(between) <= _LONGEST_CALLED or between[0] not in (",", "("):
        return False
    between = [word for word in between if word not in NICKNAME_OPENS]
    return between[-1] in _ALIAS or (between[-1] == "as" and not _KNOWN.isdisjoint(between))


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


def _inventory(
    groups: list[list[Key]],
    evidence: dict[Key, Evidence],
    lookup: Tables,
    misprints: dict[Key, Key],
    nicknames: dict[str, Key],
) -> Inventory:
    persons: list[Person] = []
    by_key: dict[Key, list[int]] = {}
    singles: dict[Key, list[int]] = {}
    families = Counter(group[0][-1] for group in groups)
    for group in groups:
        fullest = fullest_of(group, evidence)
        count = sum(evidence[key].count for key in group)
        name = in_mixed_case(evidence[fullest].words)
        index = len(persons)
        family = fullest[-1:]
        told_by = [*group, family] if families[family[0]] == 1 and len(group[0]) > 1 and family in evidence else group
        sure = evidence[fullest].score > ENOUGH
        persons.append(Person(name, fullest, _gender(told_by, evidence, lookup), count, sure))
        for key in group:
            by_key.setdefault(key, []).append(index)
            if len(key) > 1:
                for single in dict.fromkeys(((key[-1],), (key[0],), with_particles(key), *family_names(key))):
                    singles.setdefault(single, []).append(index)
    for key, indexes in singles.items():
        if key in by_key:
            continue
        by_family = [index for index in indexes if persons[index].key[-1] == key[-1]]
        chosen = sorted(dict.fromkeys(by_family or indexes), key=lambda index: -persons[index].count)
        by_key[key] = chosen[:NAMESAKES]
    for nickname, key in nicknames.items():
        if key in by_key:
            by_key[nickname,] = by_key[key]
    for key, meant in misprints.items():
        if meant in by_key:
            by_key[key] = by_key[meant]
    return Inventory(persons, by_key)


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
