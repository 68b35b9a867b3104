"""Clubs that go by their town alone: "Kilmore beat Quillford 2-1".

In an article about a match a town that beats, hosts and has a striker is its club, and so is the same name elsewhere
in the article, save after "in" and the like.  A country stays one: who beats Spain has still to do with Spain.
"""

import re
from collections.abc import Sequence

from index.annotation.locations.article import Article
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.context_features import DATELINE_WORDS, is_dateline
from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import word_class

_SPORT, _HINTS = word_class("sport"), word_class("sport-hint")
_PLAYER, _COUNTY_SIDE = word_class("player"), word_class("county-side")
_CLUB_TOWN, _CLUB_NAME = word_class("club-town"), word_class("club-name")
_PLAYS, _PLAYED = word_class("plays"), word_class("played")
_TEAMS_ONLY = _SPORT & _PLAYER
_PLACED = frozenset(("in", "near", "outside", "around", "across", "throughout", "into", "downtown"))
_COMPOUND = re.compile(
    r"\b(?:half-time|kick-off|injury-time|stoppage-time|fly-half|scrum-half|hat-trick|full-back|left-back|right-back|centre-half|centre-back)\b"
)
_CLUB_WORDS = ("city", "town", "county", "forest", "park", "villa")
_WON_AGAINST = ("over", "by", "to", "with", "at", "from")
_WINS = frozenset(
    ("win", "wins", "victory", "triumph", "defeat", "loss", "draw", "lead", "beaten", "lost", "thrashed", "loan")
)
_SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")

WORD, SCORE, MOST_HINTS, ENOUGH = 2, 2, 2, 4
"""What a word of sport, a result in figures and at most the hints count, and how much makes an article one of sport."""

CLUBS = ("city", "quarter")
"""Kinds of places whose clubs go by their names."""


def is_about_sport(paragraphs: Sequence[WordTokens]) -> bool:
    """Tell whether an article reports a match or the life of a club: words of sport say so, hints only beside them."""
    words = frozenset[str]().union(*(_SPORT.intersection(tokens.words) for tokens in paragraphs))
    hints = frozenset[str]().union(*(_HINTS.intersection(tokens.words) for tokens in paragraphs))
    words |= {found for tokens in paragraphs for found in _COMPOUND.findall(tokens.text)}
    score = any(_SCORE.search(tokens.text) for tokens in paragraphs)
    if not words and not (score and hints):
        return False
    return WORD * len(words) + min(len(hints), MOST_HINTS) + SCORE * score >= ENOUGH


def clubs_in(article: Article, likely: Sequence[Candidate]) -> frozenset[str]:
    """Return the keys of the names that are clubs in this article."""
    named = {c.key for c in likely if c.key in _CLUB_NAME or _full_name(article.tokens(c), c) in _CLUB_NAME}
    surely, maybe = set(), set()
    for c in likely:
        tokens = article.tokens(c)
        if _has_player(tokens, c) and _may_be_club(c, article):
            surely.add(c.key)
        if c.key in _CLUB_TOWN or (_acts_as_club(tokens, c) and _may_be_club(c, article)):
            maybe.add(c.key)
    if maybe and (named or surely or is_about_sport(article.paragraphs)):
        return frozenset(named | surely | maybe)
    return frozenset(named | surely)


def is_club(candidate: Candidate, article: Article) -> bool:
    """Tell whether a mention of a name that is a club's in the article is the club, and not the town."""
    tokens, first = article.tokens(candidate), candidate.first
    if candidate.code or (candidate.type and candidate.key not in _CLUB_NAME and not _is_unknown_club(candidate)):
        return False
    if candidate.last < DATELINE_WORDS and is_dateline(tokens, candidate.last):
        return False
    return not (first and tokens.words[first - 1].lower() in _PLACED)


def _may_be_club(candidate: Candidate, article: Article) -> bool:
    if _is_unknown_club(candidate):
        return True
    if candidate.code or candidate.type or not candidate.readings:
        return False
    if candidate.key in _COUNTY_SIDE:
        return True
    kinds = [article.places.kind(place) for place, _ in article.name(candidate.name).readings[:2]]
    return "country" not in kinds and any(kind in CLUBS for kind in kinds)


def _acts_as_club(tokens: WordTokens, candidate: Candidate) -> bool:
    """Tell whether a name plays, or has a word that clubs have: "Kilmore City"."""
    if _is_unknown_club(candidate) or _plays(tokens, candidate):
        return True
    return _full_name(tokens, candidate).split()[-1] in _CLUB_WORDS


def _full_name(tokens: WordTokens, candidate: Candidate) -> str:
    """Return the key of a name with the capitalised word after it, if there is one: "leicester city"."""
    following = candidate.last + 1
    if following < len(tokens) and tokens.joined[following] and tokens.capital[following]:
        return f"{candidate.key} {tokens.words[following].lower()}"
    return candidate.key


def _is_unknown_club(candidate: Candidate) -> bool:
    """Tell whether a name that no place has is a town's with a word that clubs have: "Kilmore City"."""
    return candidate.type_word in _CLUB_WORDS and not candidate.readings and candidate.kernel >= 0


def _has_player(tokens: WordTokens, candidate: Candidate) -> bool:
    """Tell whether a word that nothing but a team has follows a name: "the Kilmore goalkeeper"."""
    following = candidate.last + 1
    return following < len(tokens) and tokens.words[following] in _TEAMS_ONLY


def _plays(tokens: WordTokens, candidate: Candidate) -> bool:
    """Tell whether the words beside a name have it play."""
    first, following = candidate.first, candidate.last + 1
    before = tokens.words[first - 1].lower() if first else ""
    if before in _PLACED:
        return False
    if before in _PLAYED and tokens.joined[first]:
        return True
    if before in _WON_AGAINST and first > 1 and tokens.words[first - 2] in _WINS:
        return True
    if following >= len(tokens) or (not tokens.joined[following] and not tokens.possessive[candidate.last]):
        return False
    word = tokens.words[following].lower()
    if word.isdigit() and len(word) <= 3 and tokens.gaps[following] == " ":
        return True
    if tokens.possessive[candidate.last]:
        return word in _PLAYER
    return word in _PLAYS or word in _PLAYER
