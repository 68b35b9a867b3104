"""What is looked up and not searched for: an article, a paragraph."""

from search.engine.protocol import Snapshot
from search.query.planner import Planner
from search.results import ArticlePage, Hit, place_shown
from search.service.hits import hits_without_score


def article(snapshot: Snapshot, planner: Planner, article_id: str, query: str) -> ArticlePage | None:
    """Return a whole article, the query's words marked; None when there is no such article."""
    refs = snapshot.article(article_id)
    if not refs:
        return None
    found = snapshot.paragraphs(refs)
    hits = hits_without_score(snapshot, found, planner.of_query(query).marked)
    places = (mention.place for one in found for mention in one.paragraph.places)
    place_ids = {place_shown(place): place.id for place in places}
    return ArticlePage(hits[0].article, hits, snapshot.info.generation, place_ids)


def paragraph(snapshot: Snapshot, article_id: str, ordinal: int) -> Hit | None:
    """Return one paragraph, nothing marked; None where there is none."""
    ref = snapshot.paragraph(article_id, ordinal)
    return None if ref is None else hits_without_score(snapshot, snapshot.paragraphs([ref]))[0]
