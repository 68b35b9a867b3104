"""Names of bodies with a place's name inside, which are no places: "Kilmore Sheriff Court", "Bank of Quillia".

A body's name is a run of capitals with a word for a kind of body in it; an office ("Lagos Police Commissioner") is the
place's own.  American local news is annotated otherwise, and the weights of `recognition` have learned how: an article
about the United States is left to them.  So is a body's kind in lower case: "the Kilmore court" is one in Kilmore.
"""

from collections import Counter
from collections.abc import Sequence

from index.annotation.locations.article import Article
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import word_class

_BODY, _BODY_OF, _BODY_BEFORE = word_class("body"), word_class("body-of"), word_class("body-before")
_VESSEL, _ANIMAL, _NAMED_AFTER = word_class("vessel"), word_class("animal"), word_class("named-after")
_WORK, _ENSEMBLE = word_class("work-noun"), word_class("ensemble")
_OFFICE = word_class("title") | word_class("office")
_THING = _VESSEL | _ANIMAL | _WORK
_POLICING = frozenset(("police", "constabulary", "trust", "council", "corporation", "university", "railway"))
_PLACED = frozenset(("in", "at", "near", "from", "to", "between", "of"))
_JOINING = frozenset(("and", "of", "for", "the"))
_AMERICA = "US"
LONGEST_PREFIX = 3
"""Letters of the prefixes of ships, which are capitals."""

NAMESAKES = 3
"""Countries of a name, that of its biggest place first, among which it may be American."""

LONGEST_NAME = 6
"""Words of a body's name that may follow or precede the place's."""


def is_american(article: Article, likely: Sequence[Candidate]) -> bool:
    """Tell whether an article is about the United States: by its spelling or by the countries of its likely places.

    A name speaks for the country of its biggest place, and half for those of its next ones.
    """
    if article.variety:
        return article.variety == "american"
    votes: Counter[str] = Counter()
    for candidate in likely:
        if candidate.readings:
            for rank, country in enumerate(article.name(candidate.name).countries[:NAMESAKES]):
                votes[country] += 1 if rank else 2
    american = votes.pop(_AMERICA, 0)
    return american > max(votes.values(), default=0)


def is_in_name_of_body(candidate: Candidate, article: Article) -> bool:
    """Tell whether the capitals around a candidate make it part of a body's name."""
    tokens, first, last = article.tokens(candidate), candidate.first, candidate.last
    following = last + 1
    if following < len(tokens) and tokens.gaps[following] == "-":  # "the Lebanon-Syria Treaty"
        return False
    if first and tokens.joined[first] and tokens.gaps[first] == "-":
        return False
    run = run_after(tokens, last)
    if candidate.code and len(run) == 1:  # "the US Congress"
        return False
    return _ends_as_body(run) or _opens_as_body(tokens, first) or (not run and _shares_body(tokens, candidate))


def is_in_name_of_ensemble(candidate: Candidate, article: Article) -> bool:
    """Tell whether a candidate is in the name of what nobody's news takes for a place: an orchestra, a team."""
    tokens, following = article.tokens(candidate), candidate.last + 1
    if following >= len(tokens) or not tokens.capital[following]:
        return False
    run = run_after(tokens, candidate.last)
    return bool(run) and run[-1] in _ENSEMBLE


def is_in_name_of_thing(candidate: Candidate, article: Article) -> bool:
    """Tell whether a candidate is in the name of a vessel, a horse, a work, a dish or a case in law."""
    tokens, first, last = article.tokens(candidate), candidate.first, candidate.last
    following = last + 1
    if following < len(tokens) and tokens.joined[following] and tokens.words[following] in _NAMED_AFTER:
        return True
    if _is_party_to_case(tokens, first, last):
        return True
    if not first or not tokens.joined[first]:
        return False
    before = tokens.words[first - 1]
    if not tokens.capital[first - 1] and before not in _THING and before not in _JOINING:
        return False
    start = run_before(tokens, first)
    if start > 1 and tokens.words[start - 1] in _JOINING and tokens.joined[start] and tokens.capital[start - 2]:
        start = run_before(tokens, start - 1)
    if any(_is_vessel(word) for word in tokens.words[max(start - 1, 0) : first]):
        return not start or tokens.joined[start]
    return bool(start) and tokens.joined[start] and tokens.words[start - 1] in (_ANIMAL | _WORK)


def _shares_body(tokens: WordTokens, candidate: Candidate) -> bool:
    """Tell whether a name shares its body with the next one: "Norfolk and Suffolk Constabulary"."""
    first, conjunction = candidate.first, candidate.last + 1
    if conjunction + 1 >= len(tokens) or tokens.words[conjunction] != "and" or not tokens.joined[conjunction]:
        return False
    if (first and tokens.words[first - 1] in _PLACED) or not tokens.joined[conjunction + 1]:
        return False
    run = run_after(tokens, conjunction)
    return bool(run) and len(run) > 1 and run[-1] in _POLICING


def _is_vessel(word: str) -> bool:
    """Tell whether a word is for a vessel: "ferry", "HMS", but not the "Ms" before a name."""
    return word.lower() in _VESSEL and (len(word) > LONGEST_PREFIX or word.isupper())


def _is_party_to_case(tokens: WordTokens, first: int, last: int) -> bool:
    """Tell whether a candidate is one side of a law case: "Kilgram County v. Ek"."""
    if first and tokens.words[first - 1] == "v" and tokens.gaps[first] == ". ":
        return True
    following = last + 1
    return following < len(tokens) and tokens.words[following] == "v" and tokens.gaps[following + 1] == ". "


def run_after(tokens: WordTokens, last: int) -> list[str]:
    """Return the words, case folded, by which a run of capitals goes on after word `last`."""
    end = last + 1
    while end < len(tokens) and end - last <= LONGEST_NAME and tokens.joined[end] and tokens.capital[end]:
        end += 1
    return [word.lower().rstrip(".") for word in tokens.words[last + 1 : end]]


def run_before(tokens: WordTokens, first: int) -> int:
    """Return the first word of the run of capitals that goes on at word `first`."""
    start = first
    while start and first - start < LONGEST_NAME and tokens.joined[start] and tokens.capital[start - 1]:
        start -= 1
    return start


def _ends_as_body(run: Sequence[str]) -> bool:
    bodies = [i for i, word in enumerate(run) if word in _BODY]
    offices = [i for i, word in enumerate(run) if word in _OFFICE and word not in _BODY]
    return bool(bodies) and (not offices or offices[-1] < bodies[-1])


def _opens_as_body(tokens: WordTokens, first: int) -> bool:
    """Tell whether words before a candidate begin a body's name: "Bank of X", "Radio X", "Transport for X"."""
    before = first - 1
    if before < 0 or not tokens.joined[first]:
        return False
    if tokens.capital[before]:
        return tokens.words[before].lower() in _BODY_BEFORE
    while before > 0 and first - before <= 2 and tokens.words[before] in _JOINING and tokens.joined[before]:
        before -= 1
    return before < first - 1 and tokens.capital[before] and tokens.words[before].lower() in _BODY_OF
