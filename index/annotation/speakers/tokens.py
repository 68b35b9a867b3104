"""A paragraph as words and marks, with their offsets.

Everything later looks at words, so a word must be what grammar takes for one: "Mrs." and "U.S." keep their full stop,
"Clinton's" is a name and a possessive, "O'Neill" and "long-time" are one word each.
"""

import re
from dataclasses import dataclass
from itertools import accumulate

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Rev|Gov|Govs|Sen|Sens|Rep|Reps|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Cmdr|Brig|Supt|Det|Atty|Amb|Hon|Jr|"
    "Sr|St|Inc|Corp|Co|Ltd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No(?=\\.\\s?\\d)|Mme|Fr|Pres|Dept|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|"
    "Ill|Ind|Kan|Ky|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Cpl|vs|a\\.m|p\\.m|"
    "Adv|Ald|Cdr|Cllr|Const|Dra|Drs|Engr|Ing|Insp|Lic|Lieut|Lt-Col|Lt-Gen|Maj-Gen|Major-Gen|Mgr|Mlle|Msgr|Mx|Pte|Pvt|"
    "Rt|Smt|Sra|Srta|Messrs|Abg|Arc|Arq|Asec|Asst|Avv|Barr|Bldr|Brgy|Cnel|Comr|Cong|Dcn|Dep|Dir|Dott|Evang|Flt|"
    "Gral|Ir|Licda|Ofc|Ofcr|Owek|Pfc|Pharm|Pn|Profa|Revd|Spc|Sqn|Surv|Tpl|Tte|Usec|Ven|Wg|Ald|Bro|Lt-Cmdr|"
    "Wm|Jas|Thos|Chas|Geo|Jno|Robt|Saml|Benj|Edw|Danl|Fredk|Richd|MR|MRS|MS|DR|SEN|REP|GOV|GEN|COL|CAPT|SGT|PROF|HON|REV|ST"
)
_TOKEN = re.compile(
    rf"""
    ( (?=\S)(?: [a-z]++(?=,?[ ]) | [A-Z][a-z]++(?=,?[ ])      # most words, told at a glance
    | (?=\w)(?: (?:[^\W\d_]\.){{2,}}             # U.S., J.R.
      | [RDI]-(?:[A-Z]\.){{1,2}} | [RDI]-[A-Z][a-z]{{1,4}}\.  # a party and a state: R-Ky.
      | (?=[A-Zapv][A-Za-z.-]{{1,8}}\.)(?:{_ABBREVIATIONS})\.(?=[\s,'’)]|$)
      | [^\W\d_a-z]\.(?=[ ][^\W\d_a-z])          # the initial of Ann B. Cole
      | Dato['’](?=[ ])
      | [^\W_]+(?:(?:[-'’&]|\.(?=[a-z0-9])|,(?=\d\d\d))[^\W_]+)* )
    | --+ | ``|''
    | [^\w\s] | _+ ) )
    """,
    re.VERBOSE,
)
POSSESSIVES = frozenset(["'s", "’s"])
"""Tokens that make the name before them an owner."""
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
    parts = _TOKEN.split(text)  # a space, a token, a space, ..., a space
    words, starts = parts[1::2], list(accumulate(map(len, parts)))[:-1:2]
    if "'" in text or "’" in text:
        words, starts = _with_clitics_apart(words, starts)
    return Tokens(text, words, starts)


def _with_clitics_apart(words: list[str], starts: list[int]) -> tuple[list[str], list[int]]:
    apart: list[str] = []
    offsets: list[int] = []
    done = 0
    for index, word in enumerate(words):
        if "'" not in word and "’" not in word:
            continue
        clitic = word[-2:] if word[-2:] in _CLITICS else word[-3:]
        end = len(word) - len(clitic)
        if end and clitic in _CLITICS:
            apart += [*words[done:index], word[:end], clitic]
            offsets += [*starts[done:index], starts[index], starts[index] + end]
            done = index + 1
    return apart + words[done:], offsets + starts[done:]
