"""Which language an article is written in, for only English is annotated.

Plain English is told by its commonest words, which costs next to nothing; all else is py3langid's to tell (Lui &
Baldwin 2012, langid.py: an off-the-shelf language identification tool), which is loaded when it is first needed.
"""

import re
from collections.abc import Iterable
from itertools import islice

_ENGLISH = "en"
SAMPLE = 3_000
"""Characters that are looked at."""
FEWEST_WORDS = 12
"""Of fewer words in letters that English has, nothing is told: they are taken for English."""
PLAINLY_ENGLISH = 0.15
"""The share of the commonest words from which on a text is English; English prose has twice that, and no other
language half of it."""
_NONE = frozenset(("zxx", "pcm", "vo"))
"""What py3langid takes English telegrams and tables for: no language, Nigerian Pidgin, Volapük."""
_WORD = re.compile(r"[^\W\d_]+")
_COMMONEST = frozenset(
    """
    the of and to for that with from by said were which has his they this at have been would who its will not but are
    their had she was
    """.split()  # noqa: SIM905
)


def language_of(paragraphs: Iterable[str]) -> str:
    """Return the ISO 639-1 code of the language of an article's paragraphs; that of English where they are too short
    to tell."""
    sample = "\n".join(islice(paragraphs, SAMPLE))[:SAMPLE]
    words = _WORD.findall(sample.lower())
    common = sum(map(_COMMONEST.__contains__, words))
    if common >= PLAINLY_ENGLISH * len(words):
        return _ENGLISH
    if len(words) < FEWEST_WORDS and not _is_in_other_letters(words):
        return _ENGLISH
    from py3langid import classify

    code: str = classify(sample)[0]
    return _ENGLISH if code in _NONE else code


def _is_in_other_letters(words: Iterable[str]) -> bool:
    """Tell whether most letters are none of the Latin alphabet, as of Chinese, which has few words between spaces."""
    letters = "".join(words)
    return sum(letter > "\u024f" for letter in letters) * 2 > len(letters)
