"""What stands around a candidate: the second group of features.

"near Reading" is a place, "Reading said" isn't, "Reading Borough Council" is an organisation.  Function words count as
themselves, all other words by their class, so that what is learned holds for words never met.
"""

from index.annotation.locations.article import Article
from index.annotation.locations.candidates import Candidate, type_of
from index.annotation.locations.tokens import WordTokens
from index.annotation.locations.words import demonyms, given_names, word_class

_FUNCTION = frozenset().union(
    *(
        word_class(name)
        for name in ("place-preposition", "preposition", "article", "conjunction", "pronoun", "verb", "of", "speech")
    )
)
_CLASSES = tuple(
    (name, word_class(name))
    for name in ("organisation", "title", "suffix", "direction", "team", "month", "day", "lead", "opener")
)
_THROUGH = word_class("article") | word_class("direction")
_PHRASE = 2
"""Lower-case words between an article and a candidate."""

DATELINE_WORDS = 6
"""Words of a paragraph among which the place of a dateline stands."""

_RUN = 4
"""Words of a capitalised run that are looked at beyond the nearest one."""


def context_features(candidate: Candidate, article: Article) -> list[str]:
    """Return the features of the words around a candidate, and of how it is written."""
    tokens = article.tokens(candidate)
    first, last = candidate.first, candidate.last
    before = _before(tokens, first)
    after = _after(tokens, last)
    found = [f"p={before}", f"n={after}", f"pn={_coarse(before)}{_coarse(after)}"]
    found.append(f"gap<{_gap(tokens.gaps[first])}")
    found.append(f"gap>{_gap(tokens.gaps[last + 1])}")
    if first and tokens.words[first - 1].lower() in _THROUGH:
        found.append(f"pp={_before(tokens, first - 1)}")
    elif determiner := _determiner(tokens, first):
        found.append(f"det={determiner}")
    if last + 2 < len(tokens) and after == "and":
        found.append(f"nn={_after(tokens, last + 1)}")
    if after.startswith("lower:") and any(article.places.kind(p) == after[6:] for p, _ in candidate.readings):
        found.append("n=fits")
    found += _run(tokens, first, last)
    if tokens.opens_sentence(first):
        found.append("opens")
        if candidate.name >= 0 and first == last:
            _, alone, _, _, _, lower, _, _ = article.name(candidate.name).evidence
            found.append(f"opens:lower:{0 if lower < alone else 1 if lower < 10 * alone + 10 else 2}")
        if first == 0:
            found.append("opens:paragraph")
    if tokens.possessive[last]:
        found.append("owner")
    if not candidate.code and tokens.words[first].isupper() and len(tokens.words[first]) > 1:
        found.append("capitals")
        if first == 0:
            found.append("capitals:opens")
    if last < DATELINE_WORDS and is_dateline(tokens, last):
        found.append("dateline")
    return found


def _determiner(tokens: WordTokens, first: int) -> str:
    """Return the article that opens the phrase a candidate ends or modifies, as in "a giant Ferris wheel"."""
    i = first - 1
    while i > 0 and first - i <= _PHRASE and not tokens.capital[i] and tokens.joined[i] and tokens.joined[i + 1]:
        if (word := tokens.words[i - 1].lower()) in ("a", "an", "the"):
            return word
        i -= 1
    return ""


def _before(tokens: WordTokens, first: int) -> str:
    if first == 0:
        return "^"
    word = tokens.words[first - 1].lower()
    if word in _FUNCTION and not (
        tokens.capital[first - 1] and tokens.joined[first] and not tokens.opens_sentence(first - 1)
    ):
        return word
    if not tokens.joined[first] and _gap(tokens.gaps[first]) in '."':
        return "."
    return _class_of(tokens, first - 1, word, tokens.joined[first])


def _after(tokens: WordTokens, last: int) -> str:
    following = last + 1
    if following >= len(tokens):
        return "$"
    word = tokens.words[following].lower()
    if word in _FUNCTION and not tokens.capital[following]:
        return word
    if not tokens.joined[following] and not tokens.possessive[last] and _gap(tokens.gaps[following]) == ".":
        return "."
    return _class_of(tokens, following, word, tokens.joined[following])


def _class_of(tokens: WordTokens, i: int, word: str, joined: bool) -> str:
    if word[0].isdigit():
        return "0"
    if not tokens.capital[i]:
        kind = type_of(word)
        return f"lower:{word}" if kind else "lower:title" if word in _TITLES else "lower"
    mark = "C" if joined else "c"
    for name, words in _CLASSES:
        if word in words:
            return f"{mark}:{name}"
    if kind := type_of(word):
        return f"{mark}:{kind}"
    if len(word.rstrip(".")) == 1:
        return f"{mark}:initial"
    if word in demonyms():
        return f"{mark}:demonym"
    if word in given_names():
        return f"{mark}:given"
    return mark + (":upper" if tokens.words[i].isupper() else "")


_TITLES = word_class("title")


def _coarse(word: str) -> str:
    """Shrink the word or class beside a candidate to what both sides together can be counted of."""
    if word in _PLACED:
        return "in"
    return word[:2] if ":" in word else "w" if word.isalpha() and word in _FUNCTION else word


_PLACED = frozenset(("in", "at", "near", "outside", "from", "to", "around", "across"))


def _gap(gap: str) -> str:
    """Name the punctuation between two words by its first telling character."""
    for character in gap:
        if character in ",.;:()[]-–—/&":
            return character
        if character in "\"“”'‘’":
            return '"'
        if character in "!?\n":
            return "."
    return " " if gap else "|"


def _run(tokens: WordTokens, first: int, last: int) -> list[str]:
    """Look along the capitalised run that the candidate is part of, beyond its neighbours."""
    found = []
    i = last + 1
    while i < len(tokens) and i - last <= _RUN and tokens.joined[i] and tokens.capital[i]:
        i += 1
    if i - 1 > last:
        found.append(f"run>{min(i - 1 - last, 3)}")
        tail = [word.lower() for word in tokens.words[last + 1 : i]]
        found += [f"run>{name}" for name, words in _CLASSES[:5] if any(word in words for word in tail)]
        if tail[-1] in _CLASSES[0][1]:
            found.append("run>ends:organisation")
    if i < len(tokens) and tokens.words[i] in ("of", "for") and i > last + 1 and tokens.joined[i]:
        found.append("run>of")
    j = first
    while j > 0 and first - j < _RUN and tokens.joined[j] and tokens.capital[j - 1]:
        j -= 1
    if j < first:
        found.append(f"run<{min(first - j, 3)}")
        head = [word.lower() for word in tokens.words[j:first]]
        found += [f"run<{name}" for name, words in _CLASSES[:5] if any(word in words for word in head)]
        if any(word in given_names() for word in head):
            found.append("run<given")
    if first > 1 and tokens.words[first - 1] == "of" and tokens.capital[first - 2]:
        word = tokens.words[first - 2].lower()
        found += [f"{name} of" for name, words in _CLASSES[:2] if word in words] or [f"C of:{type_of(word)}"]
    return found


def is_dateline(tokens: WordTokens, last: int) -> bool:
    """Tell whether a dash follows within the next few words of a paragraph's beginning, as in "KYIV (AP) —"."""
    for gap in tokens.gaps[last + 1 : last + 5]:
        if "—" in gap or "--" in gap or "–" in gap or " - " in gap:
            return True
        if "." in gap and len(gap) > 1 and not gap.startswith("., "):
            return False
    return False
