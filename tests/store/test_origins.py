"""What an index was built from is counted over the articles that are there, not over those that were deleted."""

from dataclasses import replace
from pathlib import Path

from index.documents.article_head import ArticleHead, decode_origin, encode_head
from index.documents.provenance import Provenance
from index.store.generation import IndexDirectory
from index.store.origins import origins_of
from index.store.reader import StoredIndex
from tests.archives import publish, texts, update


def published(index: Path) -> StoredIndex:
    return StoredIndex(IndexDirectory(index).current())


def test_deleted_articles_are_passed_over(tmp_path: Path) -> None:
    publish(tmp_path, [texts("The tide was late.", "So was I.", id="a"), texts("The clock struck.", id="b")])
    update(tmp_path, ["a"], [texts("Another tide.", "It was early.", id="c")])
    stored = published(tmp_path)

    live = list(stored.live_articles())

    assert [stored.article(number).id for number, _ in live] == ["b", "c"]
    told = [[stored.paragraph(row).text for row in rows] for _, rows in live]
    assert told == [["The clock struck."], ["Another tide.", "It was early."]]
    assert [path for path, _ in stored.origins()] == ["stories", "stories"]
    assert origins_of(stored.origins()).annotators == {"": 2}


def test_the_origin_is_read_without_the_rest_of_a_head() -> None:
    provenance = Provenance(7, "", "json lines", "0f", "f0", 1_900_000_000, "0 2 2:80,1:44")
    head = ArticleHead("a", "Pond “sinks”", "Echo", "", None, (), "übrig/wire.jsonl", 3, provenance=provenance)

    for one in (head, replace(head, file="/odd/\udcff.jsonl")):
        assert decode_origin(encode_head(one)) == ("übrig/wire.jsonl", provenance)
