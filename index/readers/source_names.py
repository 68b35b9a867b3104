"""One name for a source, however an article gives it: "foxnews.com", "Fox News (Online)", or only by its address.

A table has the outlets that are known under several names (`data/sources.tsv`), and whoever indexes adds rows of their
own (`ReadingOptions.sources`), which come first.  A source that no row has keeps its name, and one that is told by its
address alone is called by the host.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from index.documents.article import Article
from index.sources.options import ReadingOptions

_QUALIFIED = re.compile(r"\s*(?:\([^()]*\)|\s[-–—|]\s(?:news|opinion|editorial|online|world|politics|business|sport))$")
_ARTICLE = re.compile(r"^the\s+(?=\S)")
_PREFIXES = ("www.", "amp.", "m.", "mobile.")


def source_name(given: str, url: str, own: Mapping[str, str]) -> str:
    """Return the name of a source as it is given, "" if it isn't, of an article with an address, "" for none.

    `own` are further names by their keys, as `table_of` gives them.
    """
    host = _host(url)
    keys = [_key(given)] if given else _domains(host)
    found = (own.get(key) or _table().get(key) for key in keys)
    return next(filter(None, found), given or host)


def with_source(article: Article, options: ReadingOptions) -> Article:
    """Return an article with its source's name."""
    source = source_name(article.source, article.url, options.sources)
    return article if source == article.source else replace(article, source=source)


def table_of(lines: Iterable[str]) -> Mapping[str, str]:
    """Read rows of a table, the name that is shown and its other names by tabs; # begins a remark.

    Return the name by each key; raise ValueError, a sentence, for a row of one name alone.
    """
    table: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        names = [name.strip() for name in line.split("\t") if name.strip()]
        if not names or names[0].startswith("#"):
            continue
        if len(names) == 1:
            raise ValueError(f"line {number} has one name alone: other names follow it, each after a tab")
        table |= dict.fromkeys(map(_key, names), names[0])
    return table


@cache
def _table() -> Mapping[str, str]:
    return table_of((resources.files("index.readers") / "data" / "sources.tsv").read_text("utf-8").splitlines())


def _key(name: str) -> str:
    folded = " ".join(name.casefold().split())
    return _ARTICLE.sub("", _QUALIFIED.sub("", folded))


def _host(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    for prefix in _PREFIXES:
        host = host.removeprefix(prefix)
    return host


def _domains(host: str) -> list[str]:
    """List a host and the domains that it is of, the narrowest first, none of a single word."""
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]
