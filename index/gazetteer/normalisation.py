"""One spelling for every way of writing a name, so that names can be compared by a number.

"Kyïv" and "Kyiv", "Guinea-Bissau" and "Guinea Bissau", "Xi'an", "Xi’an" and "XIAN" are the same name to a reader.
`key_of` folds case, strips accents, drops apostrophes and full stops, and treats a hyphen as a space.  `hash_of`
turns the key into the 64-bit number that the compiled gazetteer is sorted by.

Two kinds of short forms would clash with ordinary words and keep their look: codes of capitals ("US", "D.C.") have
keys that start with an asterisk, and abbreviations that live by their full stop ("Mass.", "La.") keep it.
"""

import hashlib
import re
import unicodedata

_DROPPED = str.maketrans("", "", "'’‘ʼʻʹ′`´.·\u200b\u200c\u200d\ufeff\u00ad")
_SPACED = str.maketrans(dict.fromkeys("-‐‑‒–—―/,_()", " "))
# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_CODE = re.compile(r"(?:[A-Z]\.?){2,4}|[A-Z]{5}|(?:[A-Z][a-z]?\.){2,3}")


def key_of(name: str) -> str:
    """Return the normalised form of a name; the empty string where nothing is left of it."""
    if name.isascii():
        if name.isalpha():
            return name.lower()
        folded = name.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
        folded = "".join([c for c in decomposed if not unicodedata.combining(c)]).translate(_LETTERS)
    return " ".join(folded.translate(_DROPPED).translate(_SPACED).split())


def code_of(name: str) -> str | None:
    """Return the key of a code written in capitals, with or without full stops, None if it isn't shaped like one."""
    return "*" + name.replace(".", "") if _CODE.fullmatch(name) else None


def abbreviation_of(name: str) -> str:
    """Return the key of a word whose closing full stop belongs to it: "Mass." is "mass."."""
    return key_of(name) + "."


def hash_of(key: str) -> int:
    """Return the 64-bit hash (BLAKE2b) that stands for a key in the compiled gazetteer."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
