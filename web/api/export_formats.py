"""The forms in which matches leave: CSV for spreadsheets, JSON Lines for programs, BibTeX for bibliographies.

Each form is a generator of texts: a beginning, and one a paragraph.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from search.results import Export, Hit, Place
from web.api.members import hit_members
from web.urls.links import article_address

COLUMNS = (
    "id", "article", "paragraph", "title", "source", "date", "speakers", "kinds", "known_by", "places", "coordinates",
    "countries", "quotations", "text", "url", "page",
)  # fmt: skip
BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""
FORMULA = re.compile(r"[\s\x00-\x1f\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""What a spreadsheet would take for a formula (OWASP, "CSV Injection"), with the full-width forms of its signs, also
behind what is not seen."""
BETWEEN = "; "
"""Stands between the names of one cell."""

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: "\\" + sign for sign in "&%$#_"},
    }
)
_IN_URLS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"})
_IN_MACROS = str.maketrans({"%": r"\%", "#": r"\#"})
"""What else must be escaped in an address that is a macro's argument."""
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9_.:-]+")


@dataclass(frozen=True, slots=True)
class Permalinks:
    """The addresses of paragraphs' pages on the server at `root`, which mark the words of the query."""

    query: str
    root: str

    def page(self, hit: Hit) -> str:
        """Return the whole address of a paragraph's page."""
        return self.root + article_address(hit.article.id, hit.ordinal, self.query)


@dataclass(frozen=True, slots=True)
class Format:
    """A form: the end of its address, how links call it, its media type, and what writes it."""

    suffix: str
    label: str
    media_type: str
    about: str
    write: Callable[[Export, Permalinks], Iterator[str]]


def write_csv(found: Export, links: Permalinks) -> Iterator[str]:
    """Write rows of comma-separated values (RFC 4180) that a spreadsheet opens as UTF-8, a header first.

    Cells about the same speakers, or places, have as many parts, in the same order.  Points are geo URIs (RFC 5870).
    """
    yield BYTE_ORDER_MARK + _row(COLUMNS)
    for hit in found.hits:
        article, speakers, places = hit.article, hit.speakers, hit.locations
        about = hit.id, article.id, str(hit.ordinal), article.title, article.source, article.date or ""
        who = (
            [one.name for one in speakers],
            [one.kind for one in speakers],
            [one.by if one.sure else f"{one.by}, likely" for one in speakers],
        )
        where = [one.name for one in places], list(map(_geo, places)), [one.country or "" for one in places]
        cells = (*who, *where, list(_quotations(hit)))
        yield _row((*about, *(BETWEEN.join(map(defused, of)) for of in cells), hit.text, article.url, links.page(hit)))


def _geo(place: Place) -> str:
    return "" if place.latitude is None else f"geo:{place.latitude},{place.longitude}"


def _quotations(hit: Hit) -> Iterator[str]:
    """Yield each quotation in quotation marks, with who says it."""
    for (start, end), who, sure in zip(hit.quotations, hit.voices, hit.sure_voices, strict=True):
        name = f" ({'' if sure else 'likely '}{who})" if who else ""
        yield f"“{hit.text[start:end]}”{name}"


def _row(cells: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([defused(cell) for cell in cells])
    return line.getvalue()


def defused(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula: with an apostrophe first where one would."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def write_json_lines(found: Export, links: Permalinks) -> Iterator[str]:
    """Write a line of JSON a paragraph, as /api/search has it, with the page's whole address."""
    encode = partial(json.dumps, ensure_ascii=False)
    for hit in found.hits:
        yield encode({**hit_members(hit, links.query), "url": links.page(hit)}) + "\n"


def write_bibtex(found: Export, links: Permalinks) -> Iterator[str]:
    """Write an entry of BibTeX a paragraph."""
    yield "% Paragraphs found with Dateline; UTF-8.\n"
    for hit in found.hits:
        yield "\n" + bibtex(hit, links.page(hit))


def bibtex(hit: Hit, page: str) -> str:
    """Return the paragraph as an entry of BibTeX; `page` is the whole address of its page."""
    article = hit.article
    year, month, day = (*(article.date or "").split("-"), "", "", "")[:3]
    fields = {
        "author": " and ".join(f"{{{_tex(author)}}}" for author in article.authors),
        "title": f"{{{_tex(article.title)}}}" if article.title else "",
        "journal": _tex(article.source),
        "year": _tex(year),
        "month": _tex(month.lstrip("0")),
        "day": _tex(day.lstrip("0")),
        "url": _one_line(article.url).translate(_IN_URLS),
        "note": f"Paragraph {hit.ordinal}, \\url{{{page.translate(_IN_URLS | _IN_MACROS)}}}",
        "abstract": _tex(hit.text),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{citation_key(hit)},", *lines, "}", ""])


def citation_key(hit: Hit) -> str:
    """Return a key that no other paragraph has: the article's id as far as BibTeX takes it, and the ordinal."""
    identity = hit.article.id
    safe = _NOT_IN_KEYS.sub("-", identity)
    if safe != identity:
        safe += "-" + hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{safe}-p{hit.ordinal}"


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX)


def _one_line(text: str) -> str:
    return " ".join(text.split())


FORMATS = (
    Format("csv", "CSV", "text/csv; charset=utf-8; header=present", "rows for a spreadsheet", write_csv),
    Format("jsonl", "JSON", "application/jsonl; charset=utf-8", "JSON Lines, one paragraph a line", write_json_lines),
    Format("bib", "BibTeX", "application/x-bibtex; charset=utf-8", "entries for a bibliography", write_bibtex),
)
