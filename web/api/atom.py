"""A feed for every search (Atom, RFC 4287): its newest paragraphs, for whoever wants to be told of the next.

Ids are name-based UUIDs (RFC 9562, 5.5) of what they name, so that they are the same after a rebuild, under another
host name and under another prefix.  The archive knows the day of an article, not the hour; where it knows no day,
`updated` is UNDATED, since the day of indexing would bring every undated article up again after each rebuild.
"""

import re
import uuid
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Flask, Response

from search.archive import Archive
from search.request import SearchRequest
from search.results import Hit, SearchPage
from web.api.exports import feed_link
from web.http.asked import strict_search
from web.http.caching import fresh
from web.http.public_address import public_root
from web.rendering.formatting import headline, shortened
from web.urls.links import address, anchor, article_address
from web.urls.prefix import unplaced

ENTRIES = 50
"""Entries of a feed, the newest."""
UNDATED = "1970-01-01T00:00:00Z"
NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
SPEAKERS_IN_TITLE = 3

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for (2.2)."""


def register(app: Flask, archive: Archive) -> None:
    """Add the feeds to the application."""
    feeds = Blueprint("feeds", __name__)
    limits = archive.limits

    @feeds.get("/feed.atom")
    def feed() -> Response:
        size = min(ENTRIES, limits.max_page_size, limits.max_window)
        asked = replace(strict_search(limits), sort="newest", page=1, size=size)

        def make() -> Response:
            root = public_root()
            written = atom(asked, archive.search(asked), archive.info().created, root)
            return Response(written, mimetype=MEDIA_TYPE)

        return fresh(archive, make)

    app.register_blueprint(feeds)


def atom(asked: SearchRequest, page: SearchPage, created: str, root: str) -> bytes:
    """Write the feed of a search; `created` is when the generation was made, `root` the address of this server."""
    own, results = feed_link(asked).url, address(replace(asked, size=SearchRequest().size))
    feed = Element("feed", {"xmlns": NAMESPACE})
    _text(feed, "id", name_of(own))
    _text(feed, "title", f"{shortened(asked.query, 80) or 'All paragraphs'} · Dateline")
    _text(feed, "updated", created)
    SubElement(feed, "link", rel="self", type=MEDIA_TYPE, href=root + own)
    SubElement(feed, "link", rel="alternate", type="text/html", href=root + results)
    _text(SubElement(feed, "author"), "name", "Dateline")
    _text(feed, "generator", "Dateline")
    for hit in page.results:
        if not hit.missing:
            _entry(feed, hit, asked.query, root)
    return bytes(tostring(feed, "utf-8", xml_declaration=True))


def name_of(address: str) -> str:
    """Return the id of what is at an address of this program, as a URN."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"dateline:{unplaced(address)}").urn


def _entry(feed: Element, hit: Hit, query: str, root: str) -> None:
    article = hit.article
    speakers = list(dict.fromkeys(speaker.name for speaker in hit.speakers))
    title = headline(article.title)
    entry = SubElement(feed, "entry")
    _text(entry, "id", name_of(f"{article_address(article.id)}#{anchor(hit.ordinal)}"))
    _text(entry, "title", f"{', '.join(speakers[:SPEAKERS_IN_TITLE])}: {title}" if speakers else title)
    moment = f"{article.date}T00:00:00Z" if _DAY.fullmatch(article.date or "") else UNDATED
    _text(entry, "updated", moment)
    page = root + article_address(article.id, hit.ordinal, query)
    SubElement(entry, "link", rel="alternate", type="text/html", href=page)
    _text(SubElement(entry, "author"), "name", article.source or "Unknown")
    for name in speakers:
        _text(SubElement(entry, "contributor"), "name", name)
    for name in dict.fromkeys(place.name for place in hit.locations):
        SubElement(entry, "category", term=in_xml(name))
    _text(entry, "summary", hit.text)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = in_xml(text)


def in_xml(text: str) -> str:
    """Return the text without the characters that XML has no place for; markup is escaped when it is written."""
    return _NO_CHARACTER.sub("", text)
