"""A paragraph as words and marks, with their offsets.

Everything later looks at words, so a word must be what grammar takes for one: "Mrs." and "U.S." keep their full stop,
"Clinton's" is a name and a possessive, "O'Neill" and "long-time" are one word each.
"""

import re
from dataclasses import dataclass

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Rev|Gov|Govs|Sen|Sens|Rep|Reps|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Cmdr|Brig|Supt|Det|Atty|Amb|Hon|Jr|"
    "Sr|St|Inc|Corp|Co|Ltd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|Mme|Fr|Pres|Dept|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|"
    "Ill|Ind|Kan|Ky|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Cpl|vs|a\\.m|p\\.m|"
    "Adv|Ald|Cdr|Cllr|Const|Dra|Drs|Engr|Ing|Insp|Lic|Lieut|Lt-Col|Lt-Gen|Maj-Gen|Major-Gen|Mgr|Mlle|Msgr|Mx|Pte|Pvt|"
    "Rt|Smt|Sra|Srta|Messrs"
)
_TOKEN = re.compile(
    rf"""
    (?:[^\W\d_]\.){{2,}}                         # U.S., J.R.
    | [RDI]-(?:[A-Z]\.){{1,2}} | [RDI]-[A-Z][a-z]{{1,4}}\.   # a party and a state: R-Ky.
    | (?=[A-Zapv][A-Za-z.-]{{1,8}}\.)(?:{_ABBREVIATIONS})\.(?=[\s,'’)]|$)
    | [^\W\d_a-z]\.(?=[ ][^\W\d_a-z])            # the initial of Ann B. Cole
    | Dato['’](?=[ ])
    | [^\W_]+(?:(?:[-'’&]|\.(?=[a-z0-9])|,(?=\d\d\d))[^\W_]+)*
    | --+ | ``|''
    | [^\w\s] | _+
    """,
    re.VERBOSE,
)
_CLITICS = frozenset(f"{mark}{ending}" for mark in "'’" for ending in ("s", "S", "ve", "re", "ll", "d", "m"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one paragraph as parallel lists; offsets are characters of the paragraph's text."""

    text: str
    words: list[str]
    starts: list[int]

    def end(self, index: int) -> int:
        """Return the offset after token `index`."""
        return self.starts[index] + len(self.words[index])


def tokenize(text: str) -> Tokens:
    """Split `text` into words and marks; a clitic ("'s", "'ll") is a token of its own."""
    words: list[str] = []
    starts: list[int] = []
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        if "'" in word or "’" in word:
            for length in (2, 3):
                if word[-length:] in _CLITICS and len(word) > length:
                    words.append(word[:-length])
                    starts.append(start)
                    start += len(word) - length
                    word = word[-length:]
                    break
        words.append(word)
        starts.append(start)
    return Tokens(text, words, starts)
