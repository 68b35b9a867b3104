"""Turn what a file says of an article (front matter, JSON) into valid fields, or into nothing.

Everything from outside is checked here once, so that inner code need not ask again: a title is one line, a url leads
to the web, a date is a day.  What is of the wrong type or does not parse is left empty, never guessed at.
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from index.documents.article import Article
from index.documents.ids import article_id
from index.readers.authors import author
from index.sources import limits
from index.sources.content import BadLineError, printable
from index.sources.files import BadInput, Outcome, remark

_WHITE_SPACE = re.compile(r"\s+")
_HAS_WORD = re.compile(r"\w")
_NOTHING = frozenset({"", "null", "~", "none"})


def make_article(
    fields: Mapping[str, object], text: str, *, shown: str, relative: str, own_id: str = "", line: int | None = None
) -> Article:
    """Make an article of a text and a file's fields title, date, source, url, section and author or authors.

    Its date is as it is written, and no day yet (`index.readers.publication_dates`).  Raise BadLineError if the text
    holds no word or is too long.
    """
    if len(text) > limits.MAX_ARTICLE_CHARACTERS:
        raise BadLineError(f"the text is longer than {limits.MAX_ARTICLE_CHARACTERS:,} characters", line)
    if not _HAS_WORD.search(text):
        raise BadLineError("the article has no text", line)
    url = web_address(fields.get("url"))
    return Article(
        id=article_id(url=url, path=relative, own_id=own_id),
        path=shown,
        text=text,
        title=one_line(fields.get("title")),
        source=one_line(fields.get("source")),
        url=url,
        authors=names(fields.get("authors") or fields.get("author")),
        own_id=own_id,
        line=line,
        written_date=one_line(str(date)) if isinstance(date := fields.get("date"), (str, int, float)) else "",
        section=first_line(fields.get("section")),
    )


def one_line(value: object) -> str:
    """Give a string as one line of limited length; empty for anything else."""
    if not isinstance(value, str):
        return ""
    line = _WHITE_SPACE.sub(" ", printable(value[: 2 * limits.MAX_FIELD_CHARACTERS])).strip()
    return "" if line.lower() in _NOTHING else line[: limits.MAX_FIELD_CHARACTERS]


def first_line(value: object) -> str:
    """Give a string, or the first one of a list that is not empty, as one line; an object stands for its name."""
    for one in value if isinstance(value, (list, tuple)) else [value]:
        if line := one_line(one.get("name") if isinstance(one, Mapping) else one):
            return line
    return ""


def web_address(value: object) -> str:
    """Give an absolute http or https address; empty for anything else, such as a script."""
    if not isinstance(value, str) or len(value) > limits.MAX_URL_CHARACTERS:
        return ""
    address = value.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_web = parts.scheme.lower() in ("http", "https") and parts.hostname
    return address if is_web and address.isprintable() and " " not in address else ""


def names(value: object) -> tuple[str, ...]:
    """Give the authors that a string or a list names, whose items may be objects with a name.

    Names in a string are parted by semicolons.
    """
    written = value.split(";", limits.MAX_AUTHORS) if isinstance(value, str) else value
    if isinstance(written, Mapping):
        written = [written]
    if not isinstance(written, (list, tuple)):
        return ()
    lines = (one_line(one.get("name") if isinstance(one, Mapping) else one) for one in written[: limits.MAX_AUTHORS])
    named = (author(line) for line in lines)
    return tuple(dict.fromkeys(name for name in named if name))


def remarks(shown: str, *, encoding: str) -> Iterator[BadInput]:
    """Yield what is said of a file that is read: of its encoding, mostly nothing."""
    if encoding:
        yield remark(shown, None, encoding, Outcome.ENCODING)
