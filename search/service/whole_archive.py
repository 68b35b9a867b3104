"""All articles of an archive, one after another, for who takes the archive elsewhere."""

from collections.abc import Iterator

from search.engine.protocol import Snapshot
from search.results import WholeArticle
from search.service.hits import canonical_of


def whole_articles(snapshot: Snapshot) -> Iterator[WholeArticle]:
    """Yield the articles in the order in which they lie there; one at a time is held."""
    canonical = canonical_of(snapshot)
    for refs in snapshot.articles():
        found = snapshot.paragraphs(refs)
        names = {speaker.name for one in found for speaker in one.paragraph.speakers}
        names |= {quotation.speaker for one in found for quotation in one.paragraph.quotations if quotation.speaker}
        people = {name: canonical(name) for name in sorted(names)}
        yield WholeArticle(found[0].article, tuple([one.paragraph for one in found]), people)
