"""Places that the gazetteer doesn't have, and known names that the scores doubt, by the places written beside them.

"in Kilgram and Oxburn", where Oxburn is a place; "in Kilgram, Norfolk"; "the village of Kilgram", "near Kilgram
village".  A name is a short run of capitals that holds nothing of a person's or a body's name.
"""

from collections.abc import Iterator, Sequence

from index.annotation.locations.article import Article
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import demonyms, given_names, word_class

_LEADING = frozenset(("in", "near", "at", "from", "outside"))
_IN = frozenset(("in", "near", "outside"))
_PLACING = frozenset(
    ("in", "near", "at", "from", "across", "around", "outside", "between", "to", "of", "including", "as")
)
_VILLAGE = word_class("village")
_STATION, _OF_STATION = ("station", "stations"), frozenset(("railway", "metro", "train", "bus", "police"))
_INHABITANTS = word_class("inhabitants") | {word.capitalize() for word in word_class("inhabitants")}
_AND = ("and", "or")
_SETTLED = _VILLAGE | set(_STATION)
_BEARINGS = word_class("direction")
_NO_NAME = frozenset().union(
    *(
        word_class(name)
        for name in (
            "article", "preposition", "place-preposition", "conjunction", "pronoun", "verb", "month", "day", "title",
            "organisation", "body", "office", "no-place", "direction", "opener", "suffix", "speech",
        )
    ),
    demonyms().keys(),
)  # fmt: skip
_AFTER_SUBJECT = word_class("verb") | word_class("speech") | word_class("plays")

LONGEST = 3
"""Words of a name that the gazetteer doesn't have."""

MOST_BETWEEN = 7
"""Words from the comma after a name to the place that it lies north of."""

MOST_ITEMS = 12
"""Names of the longest list."""

Run = tuple[int, int]


def unlisted(article: Article, accepted: Sequence[Candidate]) -> list[Candidate]:
    """Return the places that stand beside accepted ones, or with a word for a village, and aren't accepted yet."""
    by_paragraph: dict[int, list[Candidate]] = {}
    for candidate in accepted:
        by_paragraph.setdefault(candidate.paragraph, []).append(candidate)
    known = {(c.paragraph, c.first, c.last): c for c in article.candidates}
    found: dict[Run, Candidate] = {}
    for number, tokens in enumerate(article.paragraphs):
        places = by_paragraph.get(number, [])
        inhabited = set(_of_inhabitants(tokens))
        if not places and not inhabited and _SETTLED.isdisjoint(tokens.words):
            continue
        covered = {i for c in places for i in range(c.first, c.last + 1)}
        villages = set(_beside_villages(tokens))
        beside = {*_in_lists(tokens, places), *_before_containers(tokens, places), *_on_ways(tokens, places)}
        for first, last in villages | inhabited | beside:
            if covered.isdisjoint(range(first, last + 1)) and _may_be_place(
                tokens, first, last, article, (first, last) in villages
            ):
                found[number, first] = known.get((number, first, last)) or _candidate(
                    number, tokens, first, last, article
                )
    return list(found.values())


def _candidate(paragraph: int, tokens: WordTokens, first: int, last: int, article: Article) -> Candidate:
    key = " ".join(article.places.key_of(word) for word in tokens.words[first : last + 1])
    return Candidate(paragraph, first, last, tokens.starts[first], tokens.ends[last], key, -1)


def _may_be_place(tokens: WordTokens, first: int, last: int, article: Article, village: bool) -> bool:
    """Tell whether a run of capitals may name a place: no function word, body or person of the article in it."""
    for word in tokens.words[first : last + 1]:
        plain = word.rstrip(".").lower()
        key = article.places.key_of(word)
        if plain in _NO_NAME or len(plain) < 3 or word.isupper() or key in article.families or key in article.givens:
            return False
    return first == last or village or tokens.words[first].lower() not in given_names()


def _run_from(tokens: WordTokens, first: int) -> int:
    """Return the last word of the run of capitals that begins at word `first`, -1 where it is none or too long."""
    if first >= len(tokens) or not tokens.capital[first]:
        return -1
    last = first
    while last + 1 < len(tokens) and tokens.joined[last + 1] and tokens.capital[last + 1]:
        last += 1
    return last if last - first < LONGEST and not tokens.possessive[last] else -1


def _run_to(tokens: WordTokens, last: int) -> int:
    """Return the first word of the run of capitals that ends at word `last`, -1 where it is none or too long."""
    if last < 0 or not tokens.capital[last]:
        return -1
    first = last
    while first and tokens.joined[first] and tokens.capital[first - 1]:
        first -= 1
    return first if last - first < LONGEST else -1


def _beside_villages(tokens: WordTokens) -> Iterator[Run]:
    """Yield the runs in "the village of X" and "near X village"."""
    if _SETTLED.isdisjoint(tokens.words):
        return
    for i, word in enumerate(tokens.words):
        if word in _STATION and i > 1 and tokens.words[i - 1] in _OF_STATION:
            i -= 1
        elif word not in _VILLAGE:
            continue
        if i + 2 < len(tokens) and tokens.words[i + 1] == "of" and (last := _run_from(tokens, i + 2)) >= 0:
            yield i + 2, last
        if (last := _before_apposition(tokens, i)) > 0 and (first := _run_to(tokens, last)) > 0:
            if _precedes(tokens, first, _LEADING):
                yield first, last
        elif i and tokens.joined[i] and (first := _run_to(tokens, i - 1)) > 0 and _precedes(tokens, first, _LEADING):
            yield first, i - 1


def _before_apposition(tokens: WordTokens, i: int) -> int:
    """Return the last word before the comma of "X, a poor suburb" whose last word is word i, -1 if it is none."""
    start = i
    while start and i - start < MOST_BETWEEN and not tokens.capital[start] and tokens.joined[start]:
        start -= 1
    return start - 1 if tokens.gaps[start] == ", " and tokens.words[start] in ("a", "an", "the") else -1


def _of_inhabitants(tokens: WordTokens) -> Iterator[Run]:
    """Yield the single words in "villagers in X" and "born in X" that end their phrase."""
    if _INHABITANTS.isdisjoint(tokens.words):
        return
    for i in range(1, len(tokens) - 1):
        if tokens.words[i] not in ("in", "near") or not tokens.capital[i + 1] or not tokens.joined[i + 1]:
            continue
        before = i - 2 if tokens.words[i - 1] == "up" else i - 1
        if tokens.words[before] in _INHABITANTS and _run_from(tokens, i + 1) == i + 1:
            yield i + 1, i + 1


def _precedes(tokens: WordTokens, first: int, words: frozenset[str]) -> bool:
    """Tell whether one of these words stands before word `first`, or before the article that does."""
    before = first - 1
    if before > 0 and tokens.words[before] == "the":
        before -= 1
    return before >= 0 and tokens.words[before] in words and tokens.joined[first]


def _on_ways(tokens: WordTokens, places: Sequence[Candidate]) -> Iterator[Run]:
    """Yield the runs in "from Norfolk to X", "from X to Norfolk" and "X, some miles north of Norfolk"."""
    for place in places:
        before, after = place.first - 1, place.last + 1
        if before >= 0 and tokens.words[before] == "from" and tokens.words[after : after + 1] == ["to"]:
            last = _run_from(tokens, after + 1)
            if last >= 0:
                yield after + 1, last
        if before > 1 and tokens.words[before] == "to":
            first = _run_to(tokens, before - 1)
            if first > 0 and tokens.words[first - 1] == "from":
                yield first, before - 1
        if before > 1 and tokens.words[before] == "of" and tokens.words[before - 1] in _BEARINGS:
            i = before - 1
            while i and before - i < MOST_BETWEEN and not tokens.capital[i] and tokens.joined[i]:
                i -= 1
            if i and not tokens.joined[i] and tokens.gaps[i] == ", " and (first := _run_to(tokens, i - 1)) > 0:
                yield first, i - 1


def _before_containers(tokens: WordTokens, places: Sequence[Candidate]) -> Iterator[Run]:
    """Yield the runs in "in X, Norfolk" and "in X in Norfolk", where Norfolk is a place."""
    for place in places:
        last, leading = place.first - 1, _LEADING
        gap = tokens.gaps[place.first].strip()
        if last > 0 and tokens.words[last] == "in" and not gap:
            last, leading = last - 1, _IN  # but "at the Old Mill in Norfolk"
        elif gap != ",":
            continue
        if last > 0 and (first := _run_to(tokens, last)) > 0 and _precedes(tokens, first, leading):
            yield first, last


def _in_lists(tokens: WordTokens, places: Sequence[Candidate]) -> Iterator[Run]:
    """Yield the runs that "and" and commas join to a place in a list after "in" and the like."""
    if not any(_is_conjoined(tokens, place) for place in places):
        return
    known = {place.first: place.last for place in places}
    for start in range(1, len(tokens)):
        placed = tokens.words[start - 1] in _PLACING and tokens.joined[start] and tokens.capital[start]
        if not placed and start not in known:
            continue
        items, closed = _items(tokens, start, known)
        listed = sum(first in known for first, _ in items)
        if closed and len(items) > 1 and listed and (placed or 1 < listed >= len(items) / 2):
            yield from (item for item in items if item[0] not in known)


def _is_conjoined(tokens: WordTokens, place: Candidate) -> bool:
    """Tell whether "and" or a comma between capitals joins a place to something."""
    before, after = place.first - 1, place.last + 1
    if before > 0 and (tokens.words[before] in _AND or (tokens.gaps[place.first] == ", " and tokens.capital[before])):
        return True
    if after + 1 >= len(tokens):
        return False
    return tokens.words[after] in _AND or (tokens.gaps[after] == ", " and tokens.capital[after])


def _items(tokens: WordTokens, start: int, known: dict[int, int]) -> tuple[list[Run], bool]:
    """Return the runs of a list that begins at word `start`, and whether an "and" closes it before no verb."""
    items: list[Run] = []
    closed = False
    at = start
    while len(items) < MOST_ITEMS:
        last = known.get(at, -1)
        if last < 0:
            last = _run_from(tokens, at)
        if last < 0:
            break
        items.append((at, last))
        following = last + 1
        if following >= len(tokens) or tokens.possessive[last]:
            break
        gap = tokens.gaps[following]
        conjoined = tokens.words[following] in _AND and gap in (" ", ", ")
        if closed or not (conjoined or (gap == ", " and tokens.capital[following])):
            break
        closed = closed or conjoined
        at = following + 1 if conjoined else following
    end = items[-1][1] + 1 if items else start
    is_subject = (
        end < len(tokens)
        and tokens.gaps[end] == " "
        and (tokens.words[end] in _AFTER_SUBJECT or tokens.words[end].endswith("ed"))
    )
    return items, closed and not is_subject
