"""What is told of an article where its paragraphs are."""

from index.documents.article_head import ArticleHead
from search.results import ArticleSummary


def summary_of(head: ArticleHead) -> ArticleSummary:
    """Return what is told of an article."""
    return ArticleSummary(
        head.id,
        head.title,
        head.source,
        head.url,
        head.date,
        head.authors,
        head.language,
        head.written_in,
        head.agency,
        head.changes,
        head.section,
        head.path,
        head.provenance,
        head.content_hash,
    )
