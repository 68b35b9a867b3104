"""The kinds of element a paragraph is read into: the words that rules are written in, each with its letter.

`elements.py` gives every word, name, mark and quotation its kind; a paragraph is then a string of letters, and a rule,
once its words are put into letters, a regular expression over it (`rules.py`).  The file `function-words.tsv` uses the
same words.
"""

from typing import Final

PERSON: Final = "P"  # a person's name with its titles: Ms. Mara Alda
NAME: Final = "O"  # any other name: Harbour Council, Bergby
ROLE: Final = "R"  # a noun for a person: mayor
ROLES: Final = "r"  # a noun for several persons: officials
BODY: Final = "A"  # a noun for a body of people: ministry
HE: Final = "H"  # he, she
THEY: Final = "T"  # they, it
WE: Final = "I"  # I, we
WHO: Final = "W"  # who
HIM: Final = "U"  # him, them, herself

SPEECH_VERB: Final = "S"  # a finite verb of speech that may stand before its subject: said, asks
WEAK_SPEECH_VERB: Final = "s"  # one that may not: praised, urges
SPEECH_INFINITIVE: Final = "B"  # say
WEAK_SPEECH_INFINITIVE: Final = "V"  # praise
SPEECH_GERUND: Final = "G"  # saying
WEAK_SPEECH_GERUND: Final = "Y"  # praising
SPEECH_PARTICIPLE: Final = "E"  # written, spoken
SPEECH_NOUN: Final = "N"  # a noun for an utterance: claim, letter
VERB: Final = "v"  # any other finite verb: walked
GERUND: Final = "g"  # any other gerund: walking
BE: Final = "b"  # is, were
HAVE: Final = "h"  # has, had
DO: Final = "k"  # do, did
WILL: Final = "w"  # will, 'll
MODAL: Final = "m"  # may, should
NEGATED: Final = "K"  # didn't, cannot, never
NOT: Final = "n"  # not, neither

PREPOSITION: Final = "p"  # in, for, by
OF: Final = "o"  # of
TO: Final = "t"  # to
AND: Final = "c"  # and, but
THAT: Final = "u"  # that, what, how
WHILE: Final = "j"  # because, while
IF: Final = "f"  # if, whether
DETERMINER: Final = "d"  # the, a, her
POSSESSIVE: Final = "z"  # 's and other clitics
ADVERB: Final = "a"  # also, and what ends in -ly
TIME: Final = "y"  # Monday, today, last year
NUMBER: Final = "#"  # 54
OTHER: Final = "l"  # any other word

QUOTATION: Final = "Q"  # a quotation, however long, that the sentence goes on from: “It is late,”
QUOTED_SENTENCE: Final = "q"  # one that ends as a sentence does: “It is late.”
COMMA: Final = ","
SEMICOLON: Final = ";"
COLON: Final = ":"
DASH: Final = "-"
OPENING: Final = "("  # parenthesis or bracket
CLOSING: Final = ")"
STOP: Final = "."  # what ends a sentence: . ! ? and the bullets of lists

LETTERS: Final[dict[str, str]] = {word: letter for word, letter in globals().items() if word.isupper()}
"""Each word above to its letter."""

SETS: Final = {
    "GROUP": "NAME BODY",
    "ANY_ROLE": "ROLE ROLES",
    "ADVERBIAL": "ADVERB TIME",
    "ADJUNCT": "ADVERBIAL HIM NUMBER",
    "SAYS": "SPEECH_VERB WEAK_SPEECH_VERB",
    "SAY": "SPEECH_INFINITIVE WEAK_SPEECH_INFINITIVE",
    "SAYING": "SPEECH_GERUND WEAK_SPEECH_GERUND",
    "FINITE": "VERB BE HAVE DO WILL MODAL NEGATED SAYS",
    "PRONOUN": "HE THEY WE WHO",
    "SUBJECT": "PERSON GROUP ANY_ROLE PRONOUN",
    "PREMODIFIER": "DETERMINER OTHER ROLE GROUP",
    "PHRASE_WORD": "PREMODIFIER PREPOSITION OF TO ADVERBIAL NUMBER PERSON ROLES POSSESSIVE GERUND NOT SPEECH_NOUN",
    "QUOTED": "QUOTATION QUOTED_SENTENCE",
    "SENTENCE_END": "STOP SEMICOLON QUOTED_SENTENCE",
    "BREAK": "SENTENCE_END COLON",
}
"""Kinds that rules often speak of together; a set may hold another."""


def letters(words: str) -> str:
    """Return the letters of kinds and sets, in order; raise KeyError for a word that is neither."""
    return "".join(LETTERS[word] if word in LETTERS else letters(SETS[word]) for word in words.split())


def one_of(words: str) -> frozenset[str]:
    """Return the letters of kinds and sets as a set, to ask whether an element is one of them."""
    return frozenset(letters(words))
