"""What the rest of the article says about a candidate: the third group of features.

One mention after "in" vouches for the same name elsewhere; "Jackson" after "Michael Jackson" is a person throughout;
a name with its state beside it ("Columbus, Ohio") is a place, and so is the next in a list.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from index.annotation.locations.article import Article
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.words import given_names, word_class

_PLACED = frozenset(("in", "at", "near", "outside", "around", "across", "throughout"))
_ELSEWHERE = ("placed", "person", "longer", "contained")
_TITLES, _SPEECH = word_class("title"), word_class("speech")


@dataclass(slots=True)
class Mentions:
    """How one name stands in the article as a whole, in numbers of mentions."""

    count: int = 0
    placed: int = 0
    person: int = 0
    longer: int = 0
    contained: int = 0


def article_features(article: Article) -> list[list[str]]:
    """Return, for each candidate, the features of its neighbours and of the same name elsewhere."""
    beside = _beside(article)
    mentions: dict[str, Mentions] = defaultdict(Mentions)
    own = []
    for candidate, near in zip(article.candidates, beside, strict=True):
        mine = _mention(candidate, article, "next:in" in near)
        own.append(mine)
        total = mentions[candidate.key]
        total.count += 1
        total.placed += mine.placed
        total.person += mine.person
        total.longer += mine.longer
        total.contained += mine.contained
    families = _family_names(article)
    found = []
    for candidate, near, mine in zip(article.candidates, beside, own, strict=True):
        total = mentions[candidate.key]
        features = [*near, f"count:{min(total.count, 5)}"]
        if total.count > 1:
            features += [f"elsewhere:{label}" for label in _ELSEWHERE if getattr(total, label) > getattr(mine, label)]
        if candidate.key in families:
            features.append("family")
        if candidate.key in article.families:
            features.append("known:family")
        elif candidate.key in article.givens:
            features.append("known:given")
        if fit := _within_person(candidate, article):
            features.append(fit)
        found.append(features)
    return found


def _within_person(candidate: Candidate, article: Article) -> str:
    """Tell a candidate inside the longer name of a person, which settles it, from one that is taken for a person."""
    if candidate.paragraph >= len(article.person_spans):
        return ""
    for start, end in article.person_spans[candidate.paragraph]:
        if start < candidate.end and candidate.start < end:
            return "known:inside" if start < candidate.start or candidate.end < end else "known:mention"
    return ""


def _mention(candidate: Candidate, article: Article, contained: bool) -> Mentions:
    tokens = article.tokens(candidate)
    first, last = candidate.first, candidate.last
    before = tokens.words[first - 1].lower() if first else ""
    after = tokens.words[last + 1].lower() if last + 1 < len(tokens) else ""
    left = first > 0 and tokens.joined[first] and tokens.capital[first - 1]
    right = last + 1 < len(tokens) and tokens.joined[last + 1] and tokens.capital[last + 1]
    person = before in _TITLES or after in _SPEECH or (left and before in given_names())
    return Mentions(1, int(before in _PLACED and not right), int(person), int(left or right), int(contained))


def _beside(article: Article) -> list[list[str]]:
    """Return, for each candidate, what joins it to its neighbours, and whether one contains the other."""
    found: list[list[str]] = [[] for _ in article.candidates]
    for i, (left, right) in enumerate(pairwise(article.candidates)):
        between = _between(article, left, right)
        if not between:
            continue
        joined = [between]
        if contains(article, right, left):
            joined.append(":in" if between == "," else ":in?")
        found[i] += [f"next{label}" for label in joined]
        found[i + 1] += [f"previous{label}" for label in joined]
    return found


def _between(article: Article, left: Candidate, right: Candidate) -> str:
    """Name what joins two neighbouring candidates: a comma, "and", nothing but a space; "" if they are apart."""
    if left.paragraph != right.paragraph or right.first - left.last > 2:
        return ""
    tokens = article.tokens(left)
    if right.first - left.last == 2:
        word = tokens.words[left.last + 1].lower()
        return word if word in ("and", "or", "in", "to", "of", "the") else ""
    gap = tokens.gaps[right.first].strip()
    return "," if gap in (",", ".,", "(") else "_" if not gap else gap[:1]


def contains(article: Article, outer: Candidate, inner: Candidate) -> bool:
    """Tell whether some reading of `outer` contains some reading of `inner`."""
    if outer.name < 0:
        return False
    name = inner.name if inner.name >= 0 and inner.readings else inner.kernel
    if name < 0:
        return False
    containers = article.name(name).containers
    return any(place in containers for place, _ in article.name(outer.name).readings)


def _family_names(article: Article) -> set[str]:
    """Collect the words that follow a given name or an initial directly in this article."""
    given = given_names()
    found = set()
    for candidate in article.candidates:
        tokens, first = article.tokens(candidate), candidate.first
        if first and tokens.joined[first] and tokens.capital[first - 1]:
            before = tokens.words[first - 1].lower()
            if before in given or len(before.rstrip(".")) == 1:
                found.add(candidate.key)
    return found
