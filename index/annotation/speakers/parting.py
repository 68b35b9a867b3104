"""Runs of capitals that hold more than one name: headlines, captions, an employer before who works there."""

from collections.abc import Iterator

from .kinds import ROLE, one_of
from .mentions import Mention
from .name_forms import plain
from .tables import Tables
from .titles import JOINING, LINKS, PARTICLES, is_initials

_NAMED_BY_PLACE = frozenset(["Bank", "University", "College", "Church", "School", "Chamber", "Department", "Ministry"])
_OF = frozenset(["of", "for", "to"])
_AT = frozenset(["at", "with", "for", "from"])
_BEFORE_EMPLOYER = frozenset(["of", "at", "in"])
_SAYS = one_of("SAYS")
_SHORTEST_WITH_OFFICE = 3
_SHORTEST_OFFICE = 2
_LONGEST_OFFICE = 9
_LONGEST_NAME = 4
_LONGEST_HEADLINE = 40
_SHORTEST_HEADLINE = 7


def persons_in_a_row(words: list[str], mention: Mention, lookup: Tables) -> Iterator[Mention]:
    """Part "Ana B. Ek" from "Bo C. Holm" in captions and tables that set no comma between."""
    for index in range(mention.name + 2, mention.last - 1):
        before = words[index - 1]
        opens = words[index].lower() in lookup.given_names and before.lower() not in lookup.given_names
        initialled = is_initials(words[index + 1]) and is_initials(words[mention.name + 1])
        if opens and before not in JOINING and initialled and len(mention.words) == mention.last - mention.name:
            head = tuple(words[mention.name : index])
            yield Mention(mention.first, mention.name, index, head, mention.titles)
            yield Mention(index, index, mention.last, tuple(words[index : mention.last]), ())
            return
    yield mention


def is_headline(words: list[str]) -> bool:
    """Tell a paragraph that Is Set in Capitals Like This, OR LIKE THIS."""
    if len(words) > _LONGEST_HEADLINE:
        return False
    letters = [word for word in words if word[0].isalpha()]
    if all(word.isupper() for word in letters):
        return True
    return len(letters) >= _SHORTEST_HEADLINE and 3 * sum(word[0].isupper() for word in letters) > 2 * len(letters)


def names_in_headline(words: list[str], first: int, last: int, lookup: Tables) -> Iterator[Mention]:
    """Yield the names of two words in a run of capitals that is no single name: a given name and no common word."""
    index = first
    while index + 1 < last:
        following = words[index + 1].lower()
        known = following not in lookup.words or following in lookup.family_names
        if words[index].lower() in lookup.given_names and known:
            yield Mention(index, index, index + 2, (words[index], words[index + 1]), ())
            index += 1
        index += 1


def without_organization(words: list[str], mention: Mention, lookup: Tables) -> Iterator[Mention]:
    """Part "Bergby" from "Governor Ana Ek" where it ends an organisation's name: "Bank of Bergby Governor Ana Ek".

    So are an office and what it is of: "CEO of Fjord Holding".
    """
    first = mention.first
    if words[first] in lookup.titles and (
        not mention.titles or not lookup.titles.keys().isdisjoint(words[mention.name : mention.name + 1])
    ):
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
    employer = max(_employer_end(words, mention, lookup), _name_before_verb(words, mention, lookup))
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


def _name_before_verb(words: list[str], mention: Mention, lookup: Tables) -> int:
    """Return where the name begins in "(the officer of) Bergby Police Station Ana Ek said"; else the run's first word.

    Only after "of", "at" or "in" that an office stands before, where a verb of speech follows the run.
    """
    first, last = mention.first, mention.last
    if last - first < _SHORTEST_WITH_OFFICE or first < _SHORTEST_OFFICE or last == len(words):
        return first
    if words[first - 1] not in _BEFORE_EMPLOYER or lookup.word_classes.get(words[last]) not in _SAYS:
        return first
    office = words[max(0, first - 1 - _LONGEST_OFFICE) : first - 1]
    if "," in office or not any(word in lookup.titles or word.lower() in lookup.roles for word in office):
        return first
    bodies = [
        index
        for index in range(first, last)
        if words[index] in lookup.organization_parts and words[index] not in lookup.titles
    ]
    if mention.titles:
        return bodies[-1] + 1 if bodies and bodies[-1] < mention.name else first
    start = bodies[-1] + 1 if bodies else first + 1
    is_name = 1 < last - start <= _LONGEST_NAME and plain(words[start].lower()) in lookup.given_names
    return start if is_name and plain(words[first].lower()) not in lookup.given_names else first


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
