"""What is certainly no place, whatever its name: decided once for an article, by all of it.

The scores of `recognition` weigh a name; here stand the few cases where the words around it leave nothing to weigh:
somebody's full name, a storm, a newspaper, an amount of money, a prince, the title of a film, a company that speaks,
the countries of a form.  Where one mention says that a name is a storm's or a company's, the others follow.
"""

import re
from collections.abc import Iterator, Sequence

from index.annotation.locations.article import Article
from index.annotation.locations.candidates import Candidate, type_of
from index.annotation.locations.fame import is_something_else, known_for_something_else
from index.annotation.locations.institutions import (
    is_american,
    is_in_name_of_body,
    is_in_name_of_ensemble,
    is_in_name_of_thing,
)
from index.annotation.locations.persons import is_person, is_presented, is_titled
from index.annotation.locations.teams import clubs_in, is_club
from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import word_class

_NOBLE, _STORM, _OUTLET = word_class("noble"), word_class("storm"), word_class("outlet")
_WORK, _COMPANY, _STAFF = word_class("work"), word_class("company"), word_class("staff")
_WITH_ARTICLE, _FIRM = word_class("with-article"), word_class("firm")
_PLACED = frozenset(("in", "at", "near", "outside", "inside", "around", "across", "throughout", "of", "to", "from"))
_HELD = frozenset(("share", "shares", "stake", "stakes", "stock", "shareholders", "shareholding", "investors"))
"""What somebody has in a company, and not in a place."""

_DOLLARS = frozenset(("US", "CA", "AU", "NZ", "HK"))

TITLE_WORDS = 8
"""Words of the longest title of a work."""

FORM = 20
"""Countries in the order of the alphabet that make a form to be filled in."""

KNOWN_PEOPLE = 100_000
"""People from which a town is not taken for a person or a company of the same name by one mention."""

_ACTS = frozenset(
    ("flew", "said", "says", "told", "went", "came", "took", "made", "left", "met", "gave", "has", "had", "was", "is")
)
_KIN = word_class("kin")
_MOST_KIN = 8
_LINE_UP = re.compile(r"\(\d(?:-\d){2,3}\)\s*:")
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘’]{2,80})[”\"’]")


def refuted(article: Article, likely: Sequence[bool]) -> list[bool]:
    """Tell of each candidate that is likely a place whether the text rules it out; the others are not looked at."""
    likely_ones = [c for c, yes in zip(article.candidates, likely, strict=True) if yes]
    claimed = _claimed(article, likely_ones)
    clubs = clubs_in(article, likely_ones)
    forms, abroad = (
        _in_forms(article) | _in_line_ups(article) | known_for_something_else(article),
        not is_american(article, likely_ones),
    )
    return [
        yes
        and (
            number in forms
            or _is_refuted(c, article)
            or (c.key in claimed and not _is_placed(article, c))
            or (c.key in clubs and is_club(c, article))
            or (abroad and is_in_name_of_body(c, article))
        )
        for number, (c, yes) in enumerate(zip(article.candidates, likely, strict=True))
    ]


def _claimed(article: Article, likely: Sequence[Candidate]) -> frozenset[str]:
    """Return the names that a mention gives to a storm, a company or a person, and firms' that no mention places."""
    wanted = {c.key for c in likely}
    claimed = {
        c.key
        for c in article.candidates
        if c.key in wanted and (_follows(article, c, _STORM) or _is_company(c, article) or is_presented(c, article))
    }
    firms = {c.key for c in likely if c.key in _FIRM}
    return frozenset(claimed | (firms - {c.key for c in likely if _is_placed(article, c)}))


def _is_refuted(candidate: Candidate, article: Article) -> bool:
    tokens = article.tokens(candidate)
    first, last = candidate.first, candidate.last
    if tokens.words[last] in _DOLLARS and tokens.gaps[last + 1].lstrip().startswith("$"):
        return True
    if first > 1 and tokens.words[first - 1] == "of" and tokens.words[first - 2].lower() in _NOBLE:
        return True
    if _is_joined_capital(tokens, last + 1) and tokens.words[last + 1].lower() in _OUTLET:
        return True
    if (
        is_titled(tokens, first)
        or (not candidate.type and _is_kin(tokens, first))
        or is_something_else(candidate, tokens)
    ):
        return True
    if candidate.type_word == "co" and not candidate.readings and not _is_kernel_known(candidate, article):
        return True
    if candidate.key in _WITH_ARTICLE and not _has_article(tokens, first):
        return True
    if is_in_name_of_thing(candidate, article) or is_in_name_of_ensemble(candidate, article):
        return True
    if _opens_as_family_name(candidate, article):
        return True
    return is_presented(candidate, article) or is_person(candidate, article) or _is_title_of_work(candidate, tokens)


def _is_title_of_work(candidate: Candidate, tokens: WordTokens) -> bool:
    """Tell whether a candidate stands in the quoted title of a film, a book, a song: “The Road to Lisbon”."""
    text = tokens.text
    if not any(mark in text for mark in '“"‘'):
        return False
    for quoted in _QUOTED.finditer(text):
        if quoted.start() < candidate.start and candidate.end <= quoted.end():
            words = quoted.group(1).split()
            if len(words) > TITLE_WORDS or not _is_title_case(words):
                return False
            before = text[: quoted.start()].rstrip(" ,").lower().split()[-4:]
            return any(word.strip(",.:;'’s") in _WORK or word.strip(",.:;") in _WORK for word in before)
    return False


def _is_title_case(words: Sequence[str]) -> bool:
    return words[0][0].isupper() and all(not word[0].islower() or len(word) <= 4 for word in words)


def _is_company(candidate: Candidate, article: Article) -> bool:
    """Tell whether the words around a mention make its name a company's: "Amazon.com", "Amazon workers".

    A well-known town or a country has workers as well; only a name of little else is a company's by that.
    """
    tokens, last = article.tokens(candidate), candidate.last
    if tokens.text[candidate.end : candidate.end + 4] in (".com", ".org", ".net"):
        return True
    if _is_big(candidate, article) or candidate.type:
        return False
    following = last + 1
    if following >= len(tokens) or not tokens.joined[following]:
        return False
    word = tokens.words[following]
    return word in _STAFF or (tokens.capital[following] and word.lower().rstrip(".") in _COMPANY)


def _is_big(candidate: Candidate, article: Article) -> bool:
    """Tell whether a name is a country's, a region's or a sizable town's first."""
    if not candidate.readings:
        return False
    place, role = article.name(candidate.name).readings[0]
    kind = article.places.kind(place)
    return kind in ("country", "region") or (
        role <= 1 and kind == "city" and article.places.population[place] >= KNOWN_PEOPLE
    )


def _follows(article: Article, candidate: Candidate, words: frozenset[str]) -> bool:
    tokens, first = article.tokens(candidate), candidate.first
    return bool(
        first and tokens.joined[first] and tokens.capital[first - 1] and tokens.words[first - 1].lower() in words
    )


def _is_placed(article: Article, candidate: Candidate) -> bool:
    """Tell whether a mention stands where only a place does: after "in", or with a word for its kind."""
    tokens, first, last = article.tokens(candidate), candidate.first, candidate.last
    if candidate.type or _follows(article, candidate, _STORM):
        return bool(candidate.type)
    if last + 1 < len(tokens) and tokens.joined[last + 1] and type_of(tokens.words[last + 1].lower()):
        return True
    if first and tokens.words[first - 1].lower() == "the":
        return not (last + 1 < len(tokens) and tokens.words[last + 1] in _STAFF)
    if first > 1 and tokens.words[first - 2].lower() in _HELD:
        return False
    return bool(first) and tokens.words[first - 1].lower() in _PLACED and candidate.key not in _WITH_ARTICLE


def _has_article(tokens: WordTokens, first: int) -> bool:
    """Tell whether "the" opens the phrase, with at most two words between: "the mighty Amazon"; or a list goes on."""
    for i in range(first - 1, max(first - 4, -1), -1):
        word = tokens.words[i].lower()
        if word == "the":
            return True
        if not tokens.joined[i + 1] or word in _PLACED:
            return False
    return False


def _is_kernel_known(candidate: Candidate, article: Article) -> bool:
    return candidate.kernel >= 0 and bool(article.name(candidate.kernel).readings)


def _is_joined_capital(tokens: WordTokens, i: int) -> bool:
    return i < len(tokens) and tokens.joined[i] and tokens.capital[i]


def _in_forms(article: Article) -> frozenset[int]:
    """Return the numbers of candidates in long runs of countries in the order of the alphabet."""
    if len(article.candidates) < FORM:
        return frozenset()
    found: set[int] = set()
    run: list[int] = []
    for number in [*_countries(article), -1]:
        if number >= 0 and run and article.candidates[run[-1]].key <= article.candidates[number].key:
            run.append(number)
            continue
        if len(run) >= FORM:
            found.update(range(run[0], run[-1] + 1))
        run = [number]
    return frozenset(found)


def _in_line_ups(article: Article) -> frozenset[int]:
    """Return the numbers of candidates in paragraphs that list a team's players: "HEARTS (4-4-2): Ek; Lind, …"."""
    lists = {n for n, tokens in enumerate(article.paragraphs) if "-" in tokens.text and _LINE_UP.search(tokens.text)}
    return frozenset(number for number, c in enumerate(article.candidates) if c.paragraph in lists)


def _opens_as_family_name(candidate: Candidate, article: Article) -> bool:
    """Tell a family name of the article's persons that is the subject of its sentence: "Montenegro flew over"."""
    tokens, first, following = article.tokens(candidate), candidate.first, candidate.last + 1
    if candidate.key not in article.families or candidate.type or not tokens.opens_sentence(first):
        return False
    verb = tokens.words[following] if following < len(tokens) and tokens.gaps[following] == " " else ""
    return (verb.islower() and verb.endswith("ed")) or verb in _ACTS


def _is_kin(tokens: WordTokens, first: int) -> bool:
    """Tell whether a name stands in a list of relatives: "survived by his sons, Kilgram and Wells"."""
    i = first - 1
    while i >= 0 and (tokens.capital[i] or tokens.words[i] == "and") and first - i <= _MOST_KIN:
        i -= 1
    return i >= 0 and tokens.gaps[i + 1] == ", " and tokens.words[i] in _KIN


def _countries(article: Article) -> Iterator[int]:
    for number, candidate in enumerate(article.candidates):
        if candidate.readings and article.places.kind(article.name(candidate.name).readings[0][0]) == "country":
            yield number
