"""A batch that is put together again from its documents is settled as it would have been at first."""

import numpy as np

from index.analysis.batch import IndexedBatch, pack
from index.analysis.batch_analyzer import BatchAnalyzer
from index.documents.article_head import decode_head
from index.opensearch.documents import documents_of
from index.opensearch.recovering import FoundArticle, recovered
from index.store import contents
from tests.archives import Story, Told, batches_of
from tests.index.opensearch.stories import STORIES


def recovered_from(batch: IndexedBatch) -> IndexedBatch:
    sources = [document.source for document in documents_of(batch, 7)]
    articles = [one for one in sources if one["kind"] == "article"]
    found = [
        FoundArticle(
            decode_head(one["head"].encode()),
            one["described"],
            [other for other in sources if other["kind"] == "paragraph" and other["article"] == one["article"]],
        )
        for one in articles
    ]
    return recovered(found, BatchAnalyzer())


def tokens(batch: IndexedBatch, name: str) -> tuple[list[str], list[int]]:
    """The tokens of a field, and how many each paragraph has."""
    found = batch.places if name == "place" else batch.fields[name]
    return [found.terms[number] for number in found.ids.tolist()], found.counts.tolist()


def test_what_a_generation_without_postings_needs_is_as_it_was() -> None:
    for batch in batches_of(STORIES):
        now = recovered_from(batch)
        assert (now.heads, now.days, now.records) == (batch.heads, batch.days, batch.records)
        assert (now.speakers, now.words, now.described) == (batch.speakers, batch.words, batch.described)
        assert now.shapes.tolist() == batch.shapes.tolist()
        for name in ("paragraphs", "quotations", "articles"):
            assert np.array_equal(getattr(now.signatures, name), getattr(batch.signatures, name))
        for name in (*contents.FACETS, "text"):
            assert tokens(now, name) == tokens(batch, name)


def test_nothing_makes_an_empty_batch() -> None:
    assert recovered([], BatchAnalyzer()).records == pack([], BatchAnalyzer()).records == []


def test_words_that_are_no_letters_do_no_harm() -> None:
    [batch] = batches_of([Story("odd", (Told("“”"), Told("¡¿…"), Told("…")))])
    assert recovered_from(batch).records == batch.records
