"""Articles packed for the writer."""

from index.analysis.batch import pack
from index.analysis.batch_analyzer import BatchAnalyzer
from index.analysis.document import IndexedArticle, index_article
from index.annotation.spans import Annotation, Location, Speaker
from index.documents.article import Article, Paragraph, Piece


def article(name: str, *texts: str) -> IndexedArticle:
    paragraphs = [Paragraph(text, (Piece(0, 0, len(text)),)) for text in texts]
    found = Annotation(
        speakers=(Speaker("Ada " + name, "person", 0, 1, "Warden"),),
        locations=(Location(name, "city", 0, 1, 1.0, 2.0, "NO", ("Norway",)),),
    )
    return index_article(Article(name, name, "", f"On {name}"), paragraphs, [found] * len(texts))


def test_tokens_follow_one_another_paragraph_by_paragraph() -> None:
    batch = pack([article("Ulm", "The tide", "The tide, the tide"), article("Oslo", "Clocks")], BatchAnalyzer())
    text = batch.fields["text"]
    assert [text.terms[term] for term in text.ids] == ["the", "tide", "the", "tide", "the", "tide", "clock"]
    assert (text.counts.tolist(), batch.sizes.tolist()) == ([2, 4, 1], [2, 1])
    assert text.positions is not None
    assert text.positions.tolist() == [0, 1, 0, 1, 2, 3, 0]
    assert batch.words["tide"] == 2


def test_a_batch_may_be_empty() -> None:
    assert pack([], BatchAnalyzer()).heads == []
