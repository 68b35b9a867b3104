"""JSON documents: arrays however long, what news APIs answer, single articles, and what breaks off."""

import io
import json
from pathlib import Path

import pytest

from index.documents.article import Article
from index.readers import json_document, read_file
from index.sources import limits
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions
from index.sources.walk import find_files
from tests.readers.reading import read, read_article, read_bad

POND = {"title": "Pond complains", "text": "The pond of Hexley filed a complaint.", "date": "2031-09-10"}
LAKE = {"headline": "Lake agrees", "body": "The lake joined it.", "publishedAt": "2031-09-11T08:00:00Z"}


def write(folder: Path, content: object, name: str = "export.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1))
    return path


def titles(path: Path) -> list[str]:
    return [item.title if isinstance(item, Article) else item.reason for item in read(path)]


@pytest.mark.parametrize(
    "content",
    [
        [POND, LAKE],
        {"status": "ok", "totalResults": 2, "articles": [POND, LAKE]},
        {"response": {"tags": ["a"], "facets": [{"n": 1}], "docs": [POND, LAKE]}},
        [[POND, LAKE]],
        json.dumps(POND, indent=1) + "\n" + json.dumps(LAKE, indent=1),
        json.dumps([POND, LAKE]),
        json.dumps(POND) + "\n" + json.dumps(LAKE) + "\n",
    ],
    ids=["array", "list", "deep list", "array of arrays", "one after another", "one line", "lines"],
)
def test_articles_are_found_in_arrays_and_objects(tmp_path: Path, content: object) -> None:
    assert titles(write(tmp_path, content)) == ["Pond complains", "Lake agrees"]


def test_an_object_with_a_text_is_an_article(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, POND | {"related": [LAKE]}))

    assert (article.title, article.date) == ("Pond complains", "2031-09-10")


@pytest.mark.parametrize(
    "record",
    [
        {"title": {"rendered": "A pond"}, "content": {"rendered": "<p>It is <b>deep</b>.</p><p>And blue.</p>"}},
        {"headline": {"main": "A pond", "kicker": None}, "paragraphs": ["It is deep.", "And blue."]},
        {"_index": "news", "_id": "7", "_source": {"title": "A pond", "text": "It is deep.\n\nAnd blue."}},
        {"id": {"$oid": "7"}, "title": "A pond", "body": "It is deep.\n\nAnd blue."},
    ],
    ids=["WordPress", "New York Times", "Elasticsearch", "MongoDB"],
)
def test_what_software_puts_around_strings_and_articles_is_taken_off(tmp_path: Path, record: object) -> None:
    article = read_article(write(tmp_path, [record]))

    assert (article.title, article.text) == ("A pond", "It is deep.\n\nAnd blue.")
    assert read_article(write(tmp_path, json.dumps(record), "lines.jsonl")).title == "A pond"


def test_a_source_may_be_an_object_with_a_name(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, [POND | {"source": {"id": 1, "name": "Hexley Echo"}}])).source == "Hexley Echo"


def test_members_can_be_named_also_within_objects(tmp_path: Path) -> None:
    path = write(tmp_path, [{"fields": {"what": "A pond", "said": "It is deep."}}])
    (found,) = find_files([path])
    assert isinstance(found, FoundFile)

    (article,) = read_file(found, ReadingOptions(columns={"title": "fields.what", "text": "fields.said"}))

    assert isinstance(article, Article)
    assert (article.title, article.text) == ("A pond", "It is deep.")


def test_what_is_no_article_is_reported_with_its_line_and_the_next_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, '[\n{"text": 3},\n7,\n{"name": "x"},\n{"text": ""},\n{"text": "A pond."}]')

    *bad, article = read(path)

    assert [(item.line, item.reason) for item in bad if isinstance(item, BadInput)] == [
        (2, 'its "text" is a number, not a string'),
        (3, "it holds a number, not a JSON object with a text"),
        (4, "no member is called text, body or content, but “name”; --map text=NAME says which holds the text"),
        (5, "the article has no text"),
    ]
    assert isinstance(article, Article)


@pytest.mark.parametrize("cut", [-1, -10])
def test_an_array_that_breaks_off_costs_only_the_rest(tmp_path: Path, cut: int) -> None:
    first, *_, last = titles(write(tmp_path, json.dumps([POND, LAKE])[:cut]))

    assert first == "Pond complains"
    assert last.endswith("what follows was not read")


def test_malformed_json_is_reported_where_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, '[\n{"text": "A pond."},\n{"text": A lake.}\n]')

    article, bad = read(path)

    assert isinstance(article, Article)
    assert isinstance(bad, BadInput)
    assert (bad.line, bad.reason) == (3, "malformed JSON at character 10: Expecting value; what follows was not read")


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000])
def test_nesting_without_end_is_reported(tmp_path: Path, content: str) -> None:
    assert "nested too deeply" in read_bad(write(tmp_path, content)).reason


@pytest.mark.parametrize("content", ["", "[]", " ", "{}"])
def test_a_document_without_an_article_is_reported(tmp_path: Path, content: str) -> None:
    assert read_bad(write(tmp_path, content))


def test_values_are_read_in_chunks_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    written = json.dumps([POND, LAKE, {"text": "é" * 50}], indent=2)
    for size in (1, 2, 7, 1_000):
        monkeypatch.setattr(json_document, "CHUNK_CHARACTERS", size)

        values = list(json_document.Values(io.StringIO(written)))

        assert [line for line, _ in values] == [2, 7, 12]
        assert [value for _, value in values] == json.loads(written)


def test_of_an_object_too_long_to_be_held_the_list_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_LINE_BYTES", 500)
    monkeypatch.setattr(json_document, "CHUNK_CHARACTERS", 100)

    read_titles = titles(write(tmp_path, {"status": "ok", "articles": [POND | {"title": f"{n}"} for n in range(50)]}))

    assert read_titles == [f"{n}" for n in range(50)]


def test_a_value_that_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_LINE_BYTES", 500)
    monkeypatch.setattr(json_document, "CHUNK_CHARACTERS", 100)

    assert "Unterminated string" in read_bad(write(tmp_path, '[{"text": "' + "x" * 10_000)).reason
