"""Which column of a table, or member of a JSON object, holds which field of an article.

Exports name them as their software does: a body, a headline, a publication.  Names are compared without case, spaces,
hyphens and underscores, so that `publishedAt` is `published_at`.  What somebody names (`--map title=headline`) goes
before that.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "articleid", "guid", "uid", "uuid", "docid", "documentid", "identifier"),
    "title": ("title", "headline", "head", "heading", "articletitle", "webtitle", "subject"),
    "text": (
        *("text", "body", "content", "articletext", "articlebody", "articlecontent", "fulltext", "bodytext"),
        *("maintext", "plaintext", "contenttext", "textbody", "story", "article", "contenthtml", "bodyhtml", "html"),
        "paragraphs",
    ),
    "date": (
        *("date", "published", "publishedat", "publisheddate", "datepublished", "publicationdate", "publishdate"),
        *("datepublish", "pubdate", "publishedon", "webpublicationdate", "datetime", "timestamp"),
        *("createdat", "created"),
    ),
    "source": ("source", "sourcename", "publication", "outlet", "newspaper", "sourcedomain"),
    "url": ("url", "link", "canonicalurl", "weburl", "sourceurl", "articleurl", "externalurl", "permalink", "href"),
    "section": ("section", "sectionname", "articlesection", "category", "categories", "desk", "rubric"),
    "authors": ("authors", "author", "byline", "bylines", "creator", "writer", "writers", "by"),
}
"""What fields of an article are called, the likelier first.  A publisher is no source: it owns many."""

FIELDS = tuple(NAMES)

_NO_LETTER = re.compile(r"[\W_]+")


def plain_name(name: str) -> str:
    """Write the name of a column as they are compared."""
    return _NO_LETTER.sub("", name).casefold()


def columns_among(names: Iterable[str], asked: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Give, of each field, the names that may hold it, the likelier first; of a field that was asked for that name.

    >>> columns_among(["Headline", "body"], {})["text"]
    ('body',)
    """
    return _columns_among(tuple(names), tuple(sorted(asked.items())))


@lru_cache(maxsize=256)
def _columns_among(names: tuple[str, ...], asked: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[str, ...]]:
    by_plain_name = {plain_name(name): name for name in reversed(names)}
    known = {field: tuple(by_plain_name[one] for one in NAMES[field] if one in by_plain_name) for field in FIELDS}
    return known | {field: (name,) for field, name in asked}


def is_header(cells: Iterable[str]) -> bool:
    """Say whether the first row of a table names a column for the text and one for another field."""
    held = [field for field, names in columns_among(cells, {}).items() if names]
    return "text" in held and len(held) > 1
