"""Frames that only names of places stand in: "near Kilgram village", "the people of Kilgram", "in Kilgram on Monday".

Each yields runs of capitals, as the indexes of their first and last words; `unlisted` decides which may be places.
"""

from collections.abc import Iterator
from itertools import compress, islice
from operator import and_

from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import word_class

Run = tuple[int, int]

LEADING = frozenset(("in", "near", "at", "from", "outside"))
_BEFORE_KIND = LEADING | {"of", "to", "around", "across", "into", "through", "for", "throughout", "on", "along"}
_FRAMING = LEADING | {"of", "to", "around", "across"}
_VILLAGE, _WATER = word_class("village"), word_class("water")
_STATION, _OF_STATION = ("station", "stations"), frozenset(("railway", "metro", "train", "bus", "police"))
_KINDS = _VILLAGE | _WATER | set(_STATION)
_INHABITANTS = word_class("inhabitants") | {word.capitalize() for word in word_class("inhabitants")}
_PEOPLE, _WHEN, _OPENINGS = word_class("people"), word_class("when"), word_class("place-opening")
"""Whose "of" and "from" is a place's as well, words for a time, and what opens names of places alone."""

LONGEST = 3
"""Words of a name that the gazetteer doesn't have."""

MOST_BETWEEN = 7
"""Words from the comma after a name to the place that it lies north of."""


def run_from(tokens: WordTokens, first: int) -> int:
    """Return the last word of the run of capitals that begins at word `first`, -1 where it is none or too long."""
    if first >= len(tokens) or not tokens.capital[first]:
        return -1
    last = first
    while last + 1 < len(tokens) and tokens.joined[last + 1] and tokens.capital[last + 1]:
        last += 1
    return last if last - first < LONGEST and not tokens.possessive[last] else -1


def run_to(tokens: WordTokens, last: int) -> int:
    """Return the first word of the run of capitals that ends at word `last`, -1 where it is none or too long."""
    if last < 0 or not tokens.capital[last]:
        return -1
    first = last
    while first and tokens.joined[first] and tokens.capital[first - 1]:
        first -= 1
    return first if last - first < LONGEST else -1


def precedes(tokens: WordTokens, first: int, words: frozenset[str]) -> bool:
    """Tell whether one of these words stands before word `first`, or before the article that does."""
    before = first - 1
    if before > 0 and tokens.words[before] == "the":
        before -= 1
    return before >= 0 and tokens.words[before] in words and tokens.joined[first]


def beside_kinds(tokens: WordTokens) -> Iterator[Run]:
    """Yield the runs in "the village of X", "near X village", "on the X river" and "in X, a poor suburb"."""
    if _KINDS.isdisjoint(tokens.words):
        return
    for i in compress(range(len(tokens)), map(_KINDS.__contains__, tokens.words)):
        word, end = tokens.words[i], i
        if word in _STATION and i and not tokens.capital[i - 1]:
            if tokens.words[i - 1] not in _OF_STATION:
                continue
            end = i - 1
        settlement = word not in _WATER
        if settlement and tokens.words[end + 1 : end + 2] == ["of"] and (last := run_from(tokens, end + 2)) >= 0:
            yield end + 2, last
        last = _before_apposition(tokens, end) if settlement else -1
        if last > 0 and (first := run_to(tokens, last)) > 0 and precedes(tokens, first, LEADING):
            yield first, last
        elif end and tokens.joined[end] and (first := run_to(tokens, end - 1)) > 0:
            owned = not settlement and tokens.words[first - 1] == "the"
            if owned or precedes(tokens, first, _BEFORE_KIND):
                yield first, end - 1


def _before_apposition(tokens: WordTokens, i: int) -> int:
    """Return the last word before the comma of "X, a poor suburb" whose last word is word i, -1 if it is none."""
    start = i
    while start and i - start < MOST_BETWEEN and not tokens.capital[start] and tokens.joined[start]:
        start -= 1
    return start - 1 if tokens.gaps[start] == ", " and tokens.words[start] in ("a", "an", "the") else -1


def in_frames(tokens: WordTokens) -> Iterator[Run]:
    """Yield the runs in "villagers in X", "in X on Monday", "Ada Ek, 38, of X," and "at Kampung X"."""
    framing = map(and_, map(_FRAMING.__contains__, tokens.words), islice(tokens.capital, 1, None))
    for i in compress(range(len(tokens) - 1), framing):
        first = i + 1
        if not (i and tokens.joined[first]) or (last := run_from(tokens, first)) < 0:
            continue
        one = all(tokens.gaps[j] == "-" for j in range(first + 1, last + 1))
        if (
            (one and (_is_inhabited(tokens, i) or _is_timed(tokens, i, last)))
            or (last > first and tokens.words[first].lower() in _OPENINGS)
            or _is_of_aged(tokens, i, last)
        ):
            yield first, last


def _is_inhabited(tokens: WordTokens, i: int) -> bool:
    """Tell the preposition of "villagers in X", "the people of X" and "grew up in X"."""
    if tokens.words[i] in ("in", "near"):
        return tokens.words[i - 2 if tokens.words[i - 1] == "up" else i - 1] in _INHABITANTS
    return tokens.words[i] in ("of", "from") and tokens.words[i - 1] in _PEOPLE


def _is_timed(tokens: WordTokens, i: int, last: int) -> bool:
    """Tell the preposition of "in X on Monday" and "near X yesterday"."""
    if tokens.words[i] not in ("in", "near") or tokens.gaps[last + 1] != " ":
        return False
    following = [word.lower() for word in tokens.words[last + 1 : last + 3]]
    return not _WHEN.isdisjoint(following[1:] if following[:1] == ["on"] else following[:1])


def _is_of_aged(tokens: WordTokens, i: int, last: int) -> bool:
    """Tell the "of" of "Ada Ek, 38, of X," in a court report, which a comma or a full stop ends."""
    return (
        tokens.words[i] == "of"
        and tokens.words[i - 1].isdigit()
        and tokens.gaps[i - 1] == tokens.gaps[i] == ", "
        and tokens.gaps[last + 1][:1] in (",", ".")
    )
