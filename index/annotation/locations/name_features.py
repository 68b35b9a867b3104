"""What a name tells about itself, wherever it stands: the first group of features.

"Gloucestershire" is a place and "Jackson" seldom is, whatever the sentence.  The gazetteer knows how many places have
the name and how big they are; counts over raw news text know how often it follows "in", stands inside a longer name,
before "said" or in lower case, and a census how many people are called so.
"""

import math
from functools import lru_cache

from index.annotation.locations.article import KNOWN_NAMES, Article, look_up, prominence
from index.annotation.locations.candidates import Candidate, type_of
from index.annotation.locations.places import Places
from index.annotation.locations.words import given_names, word_class

_CLASSES = tuple((name, word_class(name)) for name in ("direction", "title", "suffix", "organisation", "team", "month"))


def name_features(candidate: Candidate, article: Article) -> tuple[str, ...]:
    """Return the features of a candidate's name; they depend on nothing around it."""
    found = [f"words:{min(candidate.last - candidate.first + 1, 4)}", f"length:{min(len(candidate.key), 9)}"]
    if candidate.type:
        found += _typed(candidate, article)
    if candidate.code:
        found.append("code")
    if candidate.name < 0 or not candidate.readings:
        found.append("unknown")
        return tuple(found)
    found += _named(candidate.name, article.places)
    if candidate.first == candidate.last:
        if type_of(candidate.key):
            found.append("is:type")
        found += [f"is:{label}" for label, words in _CLASSES if candidate.key in words]
    return tuple(found)


@lru_cache(maxsize=KNOWN_NAMES)
def _named(number: int, places: Places) -> tuple[str, ...]:
    """Return the features of a name of the gazetteer."""
    name = look_up(number, places)
    biggest, role = name.readings[0]
    kind, people = places.kind(biggest), prominence(biggest, places)
    found = [f"kind:{kind}"]
    found.append(f"role:{min(r for _, r in name.readings)}")
    found.append(f"biggest:{role}")
    found.append(f"people:{int(2 * math.log10(people + 1))}")
    kinds = {places.kind(place) for place, _ in name.readings}
    found += [f"has:{k}" for k in ("country", "region", "district") if k in kinds]
    found.append(f"readings:{min(int(2 * math.log2(len(name.readings))), 9)}")
    found += _news(name.evidence)
    return tuple(found)


def _typed(candidate: Candidate, article: Article) -> list[str]:
    known = "known" if candidate.name >= 0 and candidate.readings else "kernel" if candidate.kernel >= 0 else "new"
    found = [f"type:{candidate.type}", f"type:{candidate.type}:{known}", f"ends:{candidate.type_word}"]
    if known == "known":
        return found
    head, *rest = candidate.key.split()
    found += [f"head:{label}" for label, words in _CLASSES if head in words]
    if head in given_names():
        found.append(f"head:given{min(len(rest), 2)}")
    number = article.places.find(head)
    if number >= 0:
        place, alone, *_, lower, _given, family = article.name(number).evidence
        found += [f"head:lower:{_odds(lower, place + alone)}", f"head:family:{_size(family)}"]
        found.append(f"head:in:{_odds(place, alone)}")
    else:
        found.append("head:unseen")
    return found


def _news(evidence: tuple[float, ...]) -> list[str]:
    place, alone, left, right, person, lower, given, family = evidence
    free = place + alone
    found = [f"lower:{_odds(lower, free)}", f"given:{_size(given)}", f"family:{_size(family)}"]
    total = free + left + right + person
    if total < 1:
        found.append("unseen")
        return found
    found.append(f"seen:{_size(total)}")
    found.append(f"in:{_odds(place, alone)}")
    found.append(f"left:{_odds(left, free)}")
    found.append(f"right:{_odds(right, free)}")
    found.append(f"person:{_odds(person, free)}")
    return found


def _odds(yes: float, no: float) -> int:
    """Return the logarithm of a ratio, in steps of a doubling, from -5 to 5."""
    return max(-5, min(5, round(math.log2((yes + 0.5) / (no + 0.5)))))


def _size(count: float) -> int:
    """Return the logarithm of a count, in steps of a fourfold, from 0 to 6."""
    return min(6, round(math.log2(1 + count) / 2))
