"""What the dateline of an article tells: where it was written, by which agency, on which day.

"KYIV, Sept. 10, 2022 (Reuters) — The river …" is Kyiv, Reuters and that day.  Annotation passes datelines over, so that
none of it ever speaks; a capitalised label that looks like one ("CORRECTION —") names no place, and is none.
"""

import re
from collections.abc import Sequence

from index.annotation.locations import Places
from index.annotation.speakers.datelines import dateline_end
from index.documents.article import Dateline
from index.readers.dates import parse_day

AGENCIES = {
    "AAP": "AAP", "AFP": "AFP", "ANI": "ANI", "ANSA": "ANSA", "AP": "AP", "Associated Press": "AP",
    "The Associated Press": "AP", "ANP": "ANP", "APA": "APA", "Belga": "Belga", "Bernama": "Bernama",
    "Bloomberg": "Bloomberg", "CP": "The Canadian Press", "Canadian Press": "The Canadian Press", "CNN": "CNN",
    "DPA": "dpa", "EFE": "EFE", "IANS": "IANS", "IPS": "IPS", "Interfax": "Interfax", "IRNA": "IRNA", "JTA": "JTA",
    "Kyodo": "Kyodo", "NAN": "NAN", "PA": "PA Media", "PTI": "PTI", "Reuter": "Reuters", "Reuters": "Reuters",
    "SANA": "SANA", "TASS": "TASS", "UNI": "UNI", "UPI": "UPI", "Ukrinform": "Ukrinform", "Xinhua": "Xinhua",
    "Yonhap": "Yonhap",
}  # fmt: skip
"""How agencies are written in datelines, and what they are called."""
LONGEST = 120
"""Characters of a paragraph in which its dateline ends."""
_IN_PARENTHESES = re.compile(r"\(([^)]*)\)")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = re.compile(rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?", re.IGNORECASE)
_KNOWN_AGENCY = {name.casefold(): called for name, called in AGENCIES.items()}


def read_dateline(paragraphs: Sequence[str], gazetteer: Places) -> Dateline | None:
    """Read the dateline that opens an article; None where none does.

    Its day is one only with its year: a day without one is not completed.
    """
    opening = paragraphs[0][:LONGEST] if paragraphs else ""
    end = dateline_end(opening)
    if not end:
        return None
    told = opening[:end].strip(" -–—")
    agency = next((found for one in _IN_PARENTHESES.findall(told) if (found := _agency(one))), "")
    place = _DAY.sub("", _IN_PARENTHESES.sub("", told))
    named = [part for part in re.split(r"[,/]\s*", place) if part.strip()]
    if not named or gazetteer.find(gazetteer.key_of(named[0].strip())) < 0:
        return None
    written = _DAY.search(told)
    return Dateline(
        ", ".join(_as_name(part.strip()) for part in named), agency, parse_day(written[0]) if written else None
    )


def _agency(written: str) -> str:
    return _KNOWN_AGENCY.get(written.strip().casefold(), "")


def _as_name(written: str) -> str:
    """Write a name in capitals as names are written; codes of two letters stay."""
    return written.title() if written.isupper() and len(written) > 2 else written
