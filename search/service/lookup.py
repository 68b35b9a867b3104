"""What is looked up and not searched for: an article, a paragraph."""

from search.engine.protocol import Snapshot, Wanted
from search.limits import Deadline
from search.query.planner import Planner
from search.request import SearchRequest
from search.results import ArticlePage, Hit
from search.service.hits import COPIES_LISTED, hits_without_score


def article(
    snapshot: Snapshot, planner: Planner, article_id: str, asked: SearchRequest, deadline: Deadline
) -> ArticlePage | None:
    """Return a whole article, the query's words marked; None when there is no such article.

    Its hits are what the search finds in it or, where that is nothing, what has any of the words.
    """
    refs = snapshot.article(article_id)
    if not refs:
        return None
    found = snapshot.paragraphs(refs)
    plan = planner.of(asked)
    hits = hits_without_score(snapshot, found, plan.marked)
    matching: tuple[int, ...] = ()
    if plan.asks:
        matches = snapshot.find(plan.inside(article_id), Wanted(sort="oldest", stop=len(refs)), deadline).matches
        matched = snapshot.paragraphs([match.ref for match in matches])
        matching = tuple(sorted(one.ordinal for one in matched)) or tuple(hit.ordinal for hit in hits if hit.marks)
    copies = snapshot.article_copies(article_id, COPIES_LISTED)
    return ArticlePage(hits[0].article, hits, snapshot.info.generation, matching, copies)


def paragraph(snapshot: Snapshot, article_id: str, ordinal: int) -> Hit | None:
    """Return one paragraph, nothing marked; None where there is none."""
    ref = snapshot.paragraph(article_id, ordinal)
    return None if ref is None else hits_without_score(snapshot, snapshot.paragraphs([ref]))[0]
