"""Find the day on which a page says that its article was published.

A page dates much beside its article: comments, teasers, videos, its own last change.  So what is meant for machines is
asked first (meta elements, JSON-LD), then elements of time that belong to the article, those called published before
others, and last what stands written under its headline.  Where all that is silent there is no date.
"""

import re
from collections.abc import Container, Iterator

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from index.readers.dates import holds_date, is_published, parse_day
from index.readers.json_ld import Node

_META = (
    *("article:published_time", "og:article:published_time", "article:published", "og:published_time"),
    *("datepublished", "rnews:datepublished", "citation_publication_date", "parsely-pub-date", "sailthru.date"),
    *("originalpublicationdate", "article_date_original", "bt:pubdate", "cxenseparse:recs:publishtime"),
    *("pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date", "published"),
    *("dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dc.date", "date"),
)
_TIMES = (
    "//time | //*[self::abbr or self::span][@title or @datetime]"
    "[contains(@class, 'publish') or contains(@class, 'date') or contains(@class, 'time')]"
    " | //*[contains(concat(' ', @itemprop, ' '), ' datePublished ')]"
)
_WRITTEN_IN = ("date", "publish", "posted", "byline", "time", "meta", "info", "submit")
_WRITTEN = (
    "//*[self::p or self::span or self::div or self::li or self::td or self::small or self::em or self::font]["
    + " or ".join(f"contains(@class, '{part}')" for part in _WRITTEN_IN)
    + " or contains(@id, 'date') or contains(@id, 'byline')]"
)
_LONGEST_LINE = 200
_MOST_HEADLINES, _MOST_ELEMENTS = 20, 500
_LABELLED_CHARACTERS = 40
_PUBLISHED = re.compile(r"publi|pubdate|posted|entry-date|created", re.IGNORECASE)
_UPDATED = re.compile(r"updat|modif|edited|revis", re.IGNORECASE)
_ELSEWHERE_TAGS = frozenset({"aside", "nav", "figure", "figcaption", "video", "audio", "form", "blockquote", "object"})
_ELSEWHERE = re.compile(
    r"\b(?:comment|reply|respon[ds]|related|recommend|teaser|promo|sidebar|widget|popular|trending|most|latest|more|next"
    r"|read-?also|see-?also|video|player|gallery|caption|card|advert|newsletter|carousel|tweet|twitter|embed|live-?blog"
    r"|ticker|event|archive|breaking|weather|masthead|site-?footer)",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:current|today|clock|copyright|generated)", re.IGNORECASE)
_ELSEWHERE_TYPES = re.compile(r"Comment|VideoObject|ImageObject|Review|Event|ListItem", re.IGNORECASE)
_HEADLINE_WORDS = 4
_LONGEST_TEASER = 400


def published(tree: HtmlElement, node: Node, day_first: bool | None = None) -> str | None:
    """Give the date of publication as the page writes it: one that `parse_day` reads if there is any, else any."""
    first = None
    for written in _candidates(tree, node, day_first):
        first = first or written
        if parse_day(written, day_first):
            return written
    return first


def _candidates(tree: HtmlElement, node: Node, day_first: bool | None) -> Iterator[str]:
    metas = _metas(tree)
    in_json = node.get("datePublished")
    for written in (metas.get(_META[0]), in_json, *(metas.get(name) for name in _META)):
        if isinstance(written, str) and written:
            yield written
    yield from _of_elements(tree, day_first)
    yield from _written_out(tree)


def _written_out(tree: HtmlElement) -> Iterator[str]:
    """Yield the first date that stands in words under the headline, be it none."""
    has_article = bool(tree.xpath("boolean(//article | //main)"))
    for element in _own(tree, _WRITTEN):
        line = " ".join(element.text_content().split())
        if len(line) > _LONGEST_LINE or not holds_date(line):
            continue
        if _is_in_article(element) if has_article else element.xpath("boolean(preceding::h1 or preceding::h2)"):
            yield line
            return


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in _own(tree, "//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            if (name := meta.get(attribute, "").lower()) in _META:
                found.setdefault(name, meta.get("content").strip())
    return found


def _of_elements(tree: HtmlElement, day_first: bool | None) -> Iterator[str]:
    """Yield the dates of elements of time: those of publication, then the article's first, then the page's only one."""
    unlabelled: list[tuple[HtmlElement, str, str]] = []
    for element in _own(tree, _TIMES):
        written = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        called = _is_published(element)
        day = parse_day(written, day_first)
        if called and day:
            yield written
        elif called is None and day:
            unlabelled.append((element, written, day))
    yield from (written for element, written, _ in unlabelled if _is_in_article(element))
    if len({day for _, _, day in unlabelled}) == 1:
        yield unlabelled[0][1]


def _is_published(element: HtmlElement) -> bool | None:
    """Say whether an element, or what is around it, is called published or updated; None where it is called nothing."""
    parent = element.getparent()
    own = " ".join(element.get(name, "") for name in ("class", "itemprop", "id"))
    around = "" if parent is None else parent.get("class", "")
    for names in (own + " published" * ("pubdate" in element.attrib), around):
        if _PUBLISHED.search(names):
            return True
        if _UPDATED.search(names):
            return False
    if (label := is_published(element.text_content())) is not None:
        return label
    before = "" if parent is None else "".join(element.xpath("preceding-sibling::node()[1]/descendant-or-self::text()"))
    return is_published(before[-_LABELLED_CHARACTERS:])


def _is_in_article(element: HtmlElement) -> bool:
    return any(above.tag in ("article", "main") for above in element.iterancestors())


def _own(tree: HtmlElement, path: str) -> Iterator[HtmlElement]:
    """Yield the elements of a path that don't belong to what stands beside the article."""
    with_headline = {above for headline in tree.xpath("//h1")[:_MOST_HEADLINES] for above in headline.iterancestors()}
    for element in tree.xpath(path)[:_MOST_ELEMENTS]:
        if not _belongs_elsewhere(element, with_headline):
            yield element


def _belongs_elsewhere(element: HtmlElement, with_headline: Container[HtmlElement]) -> bool:
    """Say whether an element is part of what stands beside the article: what it is in, below where the headline is."""
    if _NOW.search(f"{element.get('class', '')} {element.get('id', '')}"):
        return True
    for height, above in enumerate(element.iterancestors()):
        if above.tag in ("body", "html", "head") or above in with_headline:
            return False
        named = " ".join(above.get(name, "") for name in ("class", "id", "itemprop"))
        if (
            above.tag in _ELSEWHERE_TAGS
            or _ELSEWHERE.search(named)
            or _ELSEWHERE_TYPES.search(above.get("itemtype", ""))
        ):
            return True
        if height < 3 and _is_teaser(above):
            return True
    return False


def _is_teaser(element: HtmlElement) -> bool:
    """Say whether an element is little more than a link that reads like a headline."""
    if len(element.text_content()) > _LONGEST_TEASER:
        return False
    return any(len(link.text_content().split()) >= _HEADLINE_WORDS for link in element.iter("a"))
