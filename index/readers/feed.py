"""Read a feed, RSS or Atom: each entry is an article, with the text that stands in the feed.

Some feeds carry articles whole, others only what they are about, and by no rule as to where: the longer of an entry's
texts counts.  Its day is that of its publication, else the only one that it has, of a change.

Of a feed that is well-formed, feedparser compares each attribute of a tag with those before it, and of any feed each
keyword of an entry with those before it, so their numbers are bounded.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from io import BytesIO
from typing import Any
from xml.sax import SAXException  # what feedparser's own parser raises

import feedparser

from index.documents.article import Article
from index.readers.markup import is_markup, markup_text
from index.readers.metadata import make_article, remarks
from index.readers.xml import decode_xml, refuse_entities, refuse_many_attributes
from index.sources import limits
from index.sources.content import BadLineError, printable, read_whole
from index.sources.files import BadInput, FoundFile, passed_over, remark
from index.sources.options import ReadingOptions

Entry = Mapping[str, Any]

_DAYS = ("published", "updated", "created")
_KEYWORDS = re.compile(
    r"<(?:[\w.-]{1,40}:)?(item|entry|category|subject|keywords|tags)\b[^<]*+(?:<!\[CDATA\[[^\]]*+)?", re.IGNORECASE
)
_PARTED = re.compile("[,>]")
_NO_TEXT = "entries of feeds without a text"
_REMARKS = {
    "summary": "entries with only a summary, which is read as their text: {} of {}",
    "undated": "entries without a date: {} of {}",
}


def read_feed(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the articles of a feed's entries, and what is remarkable; raise BadLineError for what is no feed."""
    decoded = decode_xml(read_whole(found), options)
    refuse_entities(decoded.text)
    refuse_many_attributes(decoded.text)
    _refuse_many_keywords(decoded.text)
    feed = _parsed(decoded.text)
    if not feed.entries:
        raise BadLineError("the feed has no entries" if feed.version else f"it is no feed{_fault(feed)}")
    counts: Counter[str] = Counter()
    for number, entry in enumerate(feed.entries, 1):
        if not (text := _longest_text(entry)):
            counts["empty"] += 1
            continue
        try:
            yield _article(entry, text, number, feed.feed, found)
        except BadLineError as error:
            yield BadInput(found.shown, None, f"entry {number}: {error.reason}")
            continue
        counts["summary"] += "content" not in entry
        counts["undated"] += not _day(entry)
    if counts["empty"]:
        yield passed_over(found.shown, _NO_TEXT, counts["empty"])
    for about, sentence in _REMARKS.items():
        if counts[about]:
            yield remark(found.shown, None, sentence.format(counts[about], len(feed.entries)))
    if fault := _fault(feed):
        yield remark(found.shown, None, f"it is malformed{fault}; what could be made out was read")
    yield from remarks(found.shown, encoding=decoded.remark)


def _refuse_many_keywords(text: str) -> None:
    """Raise BadLineError where an entry, or the head, has more keywords than any needs."""
    count, most, whose = 0, limits.MAX_LABELS, "the head"
    for begun in _KEYWORDS.finditer(text):
        if begun[1].lower() in ("item", "entry"):
            count, most, whose = 0, limits.MAX_KEYWORDS, "an entry"
            continue
        count += len(_PARTED.findall(begun[0]))
        if count > most:
            raise BadLineError(f"{whose} of the feed has more than {most:,} keywords")


def _parsed(text: str) -> Any:
    try:
        return feedparser.parse(BytesIO(text.encode()), resolve_relative_uris=False, sanitize_html=False)
    except (ValueError, LookupError, AttributeError) as error:  # of its parser for feeds that are malformed
        raise BadLineError(f"the feed can't be parsed: {type(error).__name__}") from error


def _article(entry: Entry, text: str, number: int, feed: Entry, found: FoundFile) -> Article:
    fields = {
        "title": _text(entry.get("title_detail")).replace("\n", " "),
        "date": _day(entry),
        "source": _text(entry.get("source", {}).get("title_detail") or feed.get("title_detail")),
        "url": entry.get("link"),
        "section": [tag.get("term") for tag in entry.get("tags", ())],
        "authors": _authors(entry),
    }
    own_id = printable(entry.get("id", "")) or f"entry-{number}"
    return make_article(fields, text, shown=found.shown, relative=found.relative, own_id=own_id)


def _authors(entry: Entry) -> list[str]:
    """Give the authors' names; that of an address alone is what stands beside it in brackets."""
    written = entry.get("author", "")
    if "@" in written:
        return [parseaddr(written)[0]]
    return [author.get("name", "") for author in entry.get("authors", ())]


def _longest_text(entry: Entry) -> str:
    return max(map(_text, (*entry.get("content", ()), entry.get("summary_detail"))), key=len)


def _text(written: Mapping[str, str] | None) -> str:
    """Give the text of a piece of a feed, which is HTML where it says so and holds any."""
    text = printable((written or {}).get("value", ""))
    of_markup = written and written["type"] != "text/plain" and is_markup(text)
    return markup_text(text) if of_markup else text.strip()


def _day(entry: Entry) -> str:
    return next((entry[name] for name in _DAYS if entry.get(name)), "")


def _fault(feed: Entry) -> str:
    """Say in brackets what is wrong with a feed's XML, if that is why not all of it could be read."""
    error = feed.get("bozo_exception")
    return f" ({error.args[0]})" if isinstance(error, SAXException) else ""
