"""Persons whose name is a place's as well: "Sydney Oke, a plumber", "Lord Bath", "Chelsea, 24, said".

The persons that the article is known to have are one source; here stand the marks of a name that need none: a title
before it, an age, a description or "said" after it.  Who is named so once is meant elsewhere, too.
"""

from index.annotation.locations.article import Article
from index.annotation.locations.candidates import Candidate, type_of
from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import demonyms, given_names, word_class

_COURTESY, _SPEECH = word_class("courtesy"), word_class("speech") | {"says", "adds", "recalls", "laughs"}
_NO_PERSON = word_class("direction") | word_class("organisation") | {"n", "s", "e", "w", "national"}
_NO_FAMILY = (
    _NO_PERSON | word_class("title") | word_class("month") | word_class("day") | word_class("team") | word_class("body")
    | demonyms().keys() | {"democrat", "republican", "tory"}
)  # fmt: skip
_DESCRIBED = frozenset(("a", "an", "who", "whose"))
_NAME_WORDS = 4
"""Words of a person's name that may stand before and after the one that a candidate begins or ends with."""

_PLACED = frozenset(("in", "at", "near", "outside", "around", "across", "for"))
_PREPOSITION = word_class("place-preposition") | word_class("of") | word_class("preposition")

OLDEST = 110


def is_titled(tokens: WordTokens, first: int) -> bool:
    """Tell whether a courtesy title stands before the name that begins at word `first`."""
    return bool(first) and tokens.joined[first] and tokens.words[first - 1].rstrip(".").lower() in _COURTESY


def is_person(candidate: Candidate, article: Article) -> bool:
    """Tell whether a candidate is part of the full name of one of the article's persons, or speaks as one.

    A full name that is a place's as well ("Milton Keynes") is left to the scores.
    """
    tokens, first, last = article.tokens(candidate), candidate.first, candidate.last
    if candidate.key in article.families and _is_followed_by_speech(tokens, last):
        return True
    if not article.full_names:
        return False
    start, end = first, last + 1
    while start > 0 and first - start < _NAME_WORDS and tokens.joined[start] and tokens.capital[start - 1]:
        start -= 1
    while end < len(tokens) and end - last <= _NAME_WORDS and tokens.joined[end] and tokens.capital[end]:
        end += 1
    if end - start < 2:
        return False
    if not _NO_PERSON.isdisjoint(word.rstrip(".").lower() for word in tokens.words[start:end]):
        return False
    keys = [article.places.key_of(word) for word in tokens.words[start:end]]
    own = (first - start, last - start + 1)
    may_be_exact = not candidate.readings and candidate.type in ("", "nature")  # "Katie Hill", but not "Greer Station"
    return any(
        tuple(keys[i:j]) in article.full_names and ((i, j) != own or may_be_exact)
        for i in range(own[0] + 1)
        for j in range(max(own[1], i + 2), len(keys) + 1)
    )


def is_presented(candidate: Candidate, article: Article) -> bool:
    """Tell whether a mention is presented as somebody: a family name after it, then an age, a trade or speech."""
    tokens, last = article.tokens(candidate), candidate.last
    if candidate.type or candidate.code or candidate.first != last or tokens.possessive[last]:
        return False
    end = last + 1
    while end < len(tokens) and end - last <= 2 and tokens.joined[end] and tokens.capital[end]:
        if not _may_be_family(tokens.words[end]):
            return False
        end += 1
    if end < len(tokens) and tokens.joined[end] and tokens.capital[end]:
        return False
    alone = end == last + 1
    if _follows(tokens, candidate.first, _PREPOSITION if alone else _PLACED):
        return False
    if alone and candidate.key not in given_names():
        return False
    if end > last + 2 and tokens.words[last + 1].lower() in given_names():  # "for Kilmore Ann Ek said"
        return False
    if end < len(tokens) and tokens.gaps[end] == " " and tokens.words[end] in _SPEECH:
        return not alone or not _is_capital(candidate, article)
    return _is_described(tokens, end, alone)


def _is_described(tokens: WordTokens, end: int, alone: bool) -> bool:
    if end >= len(tokens) or tokens.gaps[end] != ", ":
        return False
    if tokens.words[end].isdigit():
        return int(tokens.words[end]) < OLDEST and tokens.gaps[end + 1].startswith((",", "."))
    return not alone and tokens.words[end] in _DESCRIBED


def _follows(tokens: WordTokens, first: int, words: frozenset[str]) -> bool:
    return bool(first) and tokens.words[first - 1] in words


def _may_be_family(word: str) -> bool:
    plain = word.rstrip(".").lower()
    return not word.isupper() and plain not in _NO_FAMILY and not type_of(plain)


def _is_capital(candidate: Candidate, article: Article) -> bool:
    return any(article.places.is_capital(place) for place, _ in article.name(candidate.name).readings[:2])


def _is_followed_by_speech(tokens: WordTokens, last: int) -> bool:
    following = last + 1
    return (
        following < len(tokens)
        and not tokens.possessive[last]
        and tokens.gaps[following] == " "
        and tokens.words[following] in _SPEECH
    )
