"""Places that the gazetteer doesn't have, and known names that the scores doubt, by the places written beside them.

"in Kilgram and Oxburn", where Oxburn is a place; "in Kilgram, Norfolk"; and what stands in the frames of `frames.py`,
"the village of Kilgram".  A name is a short run of capitals that holds nothing of a person's or a body's name.
"""

from collections.abc import Iterator, Sequence

from index.annotation.locations.article import Article
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.frames import (
    LEADING,
    MOST_BETWEEN,
    Run,
    beside_kinds,
    in_frames,
    precedes,
    run_from,
    run_to,
)
from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import demonyms, given_names, word_class

_IN = frozenset(("in", "near", "outside"))
_PLACING = frozenset(
    ("in", "near", "at", "from", "across", "around", "outside", "between", "to", "of", "including", "as")
)
_AND = ("and", "or")
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

MOST_ITEMS = 12
"""Names of the longest list."""


def unlisted(article: Article, accepted: Sequence[Candidate]) -> list[Candidate]:
    """Return the places that stand beside accepted ones, or with a word for a village, and aren't accepted yet."""
    by_paragraph: dict[int, list[Candidate]] = {}
    for candidate in accepted:
        by_paragraph.setdefault(candidate.paragraph, []).append(candidate)
    known = {(c.paragraph, c.first, c.last): c for c in article.candidates}
    found: dict[Run, Candidate] = {}
    for number, tokens in enumerate(article.paragraphs):
        places = by_paragraph.get(number, [])
        framed, settled = set(in_frames(tokens)), set(beside_kinds(tokens))
        if not (places or framed or settled):
            continue
        covered = {i for c in places for i in range(c.first, c.last + 1)}
        beside = {*_in_lists(tokens, places), *_before_containers(tokens, places), *_on_ways(tokens, places)}
        for first, last in settled | framed | beside:
            if covered.isdisjoint(range(first, last + 1)) and _may_be_place(
                tokens, first, last, article, (first, last) in settled
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
        if (
            plain in _NO_NAME
            or (first == last and len(plain) < 3)
            or word.isupper()
            or key in article.families
            or key in article.givens
        ):
            return False
    return first == last or village or tokens.words[first].lower() not in given_names()


def _on_ways(tokens: WordTokens, places: Sequence[Candidate]) -> Iterator[Run]:
    """Yield the runs in "from Norfolk to X", "from X to Norfolk" and "X, some miles north of Norfolk"."""
    for place in places:
        before, after = place.first - 1, place.last + 1
        if before >= 0 and tokens.words[before] == "from" and tokens.words[after : after + 1] == ["to"]:
            last = run_from(tokens, after + 1)
            if last >= 0:
                yield after + 1, last
        if before > 1 and tokens.words[before] == "to":
            first = run_to(tokens, before - 1)
            if first > 0 and tokens.words[first - 1] == "from":
                yield first, before - 1
        if before > 1 and tokens.words[before] == "of" and tokens.words[before - 1] in _BEARINGS:
            i = before - 1
            while i and before - i < MOST_BETWEEN and not tokens.capital[i] and tokens.joined[i]:
                i -= 1
            if i and not tokens.joined[i] and tokens.gaps[i] == ", " and (first := run_to(tokens, i - 1)) > 0:
                yield first, i - 1


def _before_containers(tokens: WordTokens, places: Sequence[Candidate]) -> Iterator[Run]:
    """Yield the runs in "in X, Norfolk" and "in X in Norfolk", where Norfolk is a place."""
    for place in places:
        last, leading = place.first - 1, LEADING
        gap = tokens.gaps[place.first].strip()
        if last > 0 and tokens.words[last] == "in" and not gap:
            last, leading = last - 1, _IN  # but "at the Old Mill in Norfolk"
        elif gap != ",":
            continue
        if last > 0 and (first := run_to(tokens, last)) > 0 and precedes(tokens, first, leading):
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
            last = run_from(tokens, at)
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
