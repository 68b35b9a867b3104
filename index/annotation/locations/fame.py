"""Names that news hardly ever means a place by, though the gazetteer has one: Yale teaches, Gallup polls, Roe sued.

Such a name is a place's only where the text says so: the state or country stands beside it somewhere in the article, or
it stands alone after "in" and the like.  A case in court stands after "in" as well ("in Roe, the judges"); so do the
names of courts, books and heroes, and for these only the state or country counts.
"""

from collections.abc import Sequence

from index.annotation.locations.article import Article
from index.annotation.locations.candidates import Candidate
from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import famous_names, given_names, word_class

_FAMOUS, _FAMOUS_AFTER_IN = famous_names("famous"), famous_names("famous-after-in")
_IN = frozenset(("in", "near", "outside", "downtown", "around"))
_AFTER_PLACE = word_class("preposition") | word_class("conjunction") | word_class("verb") | _IN
_BEFORE_PLACE = word_class("place-preposition") | {"of", "the", "on"}
_CODES_AND_WORDS = frozenset(("OK", "O.K.", "NO", "ACT", "VA", "M.D.", "M.O.", "IN", "OR", "ME", "HI", "PA.", "MA"))
_OFFICES = frozenset(("ceo", "cfo", "president", "director", "chairman", "secretary", "senator", "sen", "rep", "gov"))
_CREEDS = frozenset(("democratic", "republican", "gop", "sunni", "shia", "shiite"))
_SURNAMES = frozenset(
    ("hill", "hills", "woods", "lake", "rivers", "banks", "forest", "field", "brook", "marsh", "wells")
)


def known_for_something_else(article: Article) -> frozenset[int]:
    """Return the numbers of the candidates whose name is famous for something else and not said to be a place."""
    famous = [number for number, c in enumerate(article.candidates) if c.key in _FAMOUS or c.key in _FAMOUS_AFTER_IN]
    if not famous:
        return frozenset()
    located = {article.candidates[number].key for number in famous if _has_container(article, number)}
    return frozenset(
        number
        for number in famous
        if article.candidates[number].key not in located and not _stands_in(article, article.candidates[number])
    )


def _has_container(article: Article, number: int) -> bool:
    """Tell "Gallup, New Mexico" and "Gallup (N.M.)"."""
    following: Sequence[Candidate] = article.candidates[number + 1 : number + 2]
    candidate = article.candidates[number]
    if not following or following[0].paragraph != candidate.paragraph or following[0].first != candidate.last + 1:
        return False
    if article.tokens(candidate).gaps[following[0].first].strip() not in (",", "("):
        return False
    containers = article.name(candidate.name).containers if candidate.name >= 0 else frozenset()
    held = {place for place, _ in article.name(following[0].name).readings} if following[0].name >= 0 else set()
    return not containers.isdisjoint(held)


def _stands_in(article: Article, candidate: Candidate) -> bool:
    """Tell "in Gallup on Monday" from "in Gallup polls", "in Gallup's view" and "in Roe"."""
    tokens, first, following = article.tokens(candidate), candidate.first, candidate.last + 1
    if candidate.key in _FAMOUS_AFTER_IN or not first or tokens.words[first - 1].lower() not in _IN:
        return False
    if tokens.possessive[candidate.last] or following == len(tokens):
        return not tokens.possessive[candidate.last]
    return not tokens.joined[following] or tokens.words[following] in _AFTER_PLACE


def is_something_else(candidate: Candidate, tokens: WordTokens) -> bool:
    """Tell words with the form of a code or a phrase for a place that are none, whatever the article has elsewhere."""
    return _is_no_code(candidate, tokens) or _is_phrase_of_something_else(candidate, tokens)


def _is_no_code(candidate: Candidate, tokens: WordTokens) -> bool:
    """Tell "candidate, OK?", "the VA." and the M.O. of thieves from the states behind a town: "Norman, OK"."""
    if not candidate.code or tokens.words[candidate.first].upper() not in _CODES_AND_WORDS:
        return False
    first = candidate.first
    return not (first and tokens.capital[first - 1] and "," in tokens.gaps[first])


def _is_phrase_of_something_else(candidate: Candidate, tokens: WordTokens) -> bool:
    """Tell an ordinal, a university, an official ("Director Dr.") and a woman called Lake from places."""
    words = tokens.words[candidate.first : candidate.last + 1]
    keys = [word.lower().rstrip(".") for word in words]
    if words[0][0].isdigit() and len(words) == 1:
        return True
    if keys[0] in ("university", "college") and keys[1:2] == ["of"]:
        return True
    if candidate.readings or not candidate.type or len(words) < 2:
        return False
    if keys[-1] == "dr" and candidate.last + 1 < len(tokens) and tokens.capital[candidate.last + 1]:
        return True
    if keys[0] in _OFFICES or keys[0] in _CREEDS or "news" in keys or (keys[-1] == "channel" and len(keys) > 2):
        return True
    named = candidate.type == "nature" and len(words) == 2 and keys[0] in given_names() and keys[1] in _SURNAMES
    before = tokens.words[candidate.first - 1].lower() if candidate.first else ""
    return named and before not in _BEFORE_PLACE
