"""An article with all that is kept of it, as it is exported."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.documents.paragraph import StoredParagraph
from search.results.hits import ArticleSummary


@dataclass(frozen=True, slots=True)
class WholeArticle:
    """An article, its paragraphs in order, and of each speaker's name in it the one name that the person goes by."""

    article: ArticleSummary
    paragraphs: tuple[StoredParagraph, ...]
    people: Mapping[str, str]
