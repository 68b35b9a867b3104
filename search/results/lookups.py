"""What the archive tells of one article, of a paragraph's like, of a beginning that was typed, of itself."""

from dataclasses import dataclass
from typing import Any

from search.results.hits import NO_COPIES, ArticleSummary, CopyList, Hit, Span


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article, or a part of a long one: paragraphs in order, each with the spans that match the query it was opened
    with.

    `stretches` are those of the article's text, as it was read, that each paragraph was made of.  `total` counts the
    paragraphs of all the article; `previous` and `following` are the ordinals with which the parts before and after
    this one begin, None where there is none.  `hits` are the ordinals of the paragraphs, of all the article, that the
    search finds, `copies` the articles with the same text.
    """

    article: ArticleSummary
    paragraphs: tuple[Hit, ...]
    stretches: tuple[tuple[Span, ...], ...]
    total: int
    generation: str
    previous: int | None = None
    following: int | None = None
    hits: tuple[int, ...] = ()
    copies: CopyList = NO_COPIES


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """A paragraph, its telling words as written, folded, the most telling first, and the paragraphs that share them,
    the most alike first, the words marked in all."""

    paragraph: Hit
    words: tuple[str, ...]
    similar: tuple[Hit, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that completes what was typed, and in how many paragraphs it stands.

    >>> from dateline import Archive, Suggestion
    >>> suggested: Suggestion = Archive("archive-index").suggest("oko", "speaker")[0]
    >>> suggested.value, suggested.field
    ('Ifeoma Okonjo', 'speaker')
    """

    value: str
    field: str
    count: int


@dataclass(frozen=True, slots=True)
class ArchiveInfo:
    """What the published generation holds; `counts` has articles, paragraphs, words, speakers and places.

    `publication` differs between any two publications, also of two generations of one name.
    """

    generation: str
    publication: str
    created: str
    counts: dict[str, int]
    settings: dict[str, Any]
