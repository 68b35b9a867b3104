import gzip
import io
import json
from pathlib import Path

import pytest

from index.documents.article import Article
from index.readers.json_lines import read_stream
from index.sources import limits
from index.sources.files import BadInput, Outcome
from tests.readers.reading import read, read_article

RECORD = {
    "id": "h-1",
    "title": "Pond complains of rain",
    "text": "The pond of Hexley\r\n\r\nfiled a complaint.",
    "date": "2031-09-10T23:50:00-08:00",
    "source": "Hexley Echo",
    "url": "https://echo.example/pond",
    "authors": ["Ada Moor", "Barnaby Quill"],
    "publisher": "no source",
    "colour": "green",
}
GOOD = json.dumps({"id": "good", "text": "A good line."})


def write(folder: Path, *lines: str | bytes, name: str = "wire.jsonl") -> Path:
    path = folder / name
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n")
    return path


def reason(path: Path) -> str:
    """The one bad input of a file whose second line is good."""
    bad, good = read(path)
    assert isinstance(bad, BadInput)
    assert bad.line == 1
    assert isinstance(good, Article)
    assert good.own_id == "good"
    return bad.reason


def test_the_known_keys_are_read(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, json.dumps(RECORD)))

    assert article == Article(
        id=article.id,
        path=f"{tmp_path}/wire.jsonl",
        text="The pond of Hexley\r\n\r\nfiled a complaint.",
        title="Pond complains of rain",
        date="2031-09-10",
        source="Hexley Echo",
        url="https://echo.example/pond",
        authors=("Ada Moor", "Barnaby Quill"),
        own_id="h-1",
        format="json lines",
        line=1,
        written_date="2031-09-10T23:50:00-08:00",
    )


def test_an_author_may_be_a_string(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, '{"text": "A pond.", "author": "Ada Moor"}')).authors == ("Ada Moor",)


def test_values_of_other_types_are_left_empty(tmp_path: Path) -> None:
    article = read_article(
        write(tmp_path, '{"text": "A pond.", "title": 3, "date": [], "source": {}, "url": 1, "authors": [4, null]}')
    )

    assert (article.title, article.date, article.source, article.url, article.authors) == ("", None, "", "", ())


def test_authors_may_be_objects_and_bylines(tmp_path: Path) -> None:
    authors = [{"name": "By Ada Moor | Political Editor"}, "Barnaby Quill, Hexley News", "Monday, August 27, 2018"]

    article = read_article(write(tmp_path, json.dumps({"text": "A pond.", "authors": authors})))

    assert article.authors == ("Ada Moor", "Barnaby Quill")


def test_a_date_that_is_none_is_reported_with_its_line(tmp_path: Path) -> None:
    _, article, remark = read(write(tmp_path, GOOD, json.dumps({"text": "A pond.", "date": "2022-02-30"})))

    assert isinstance(article, Article)
    assert str(remark).endswith("line 2: the date “2022-02-30” names no single day of the calendar, and is left out")
    assert isinstance(remark, BadInput)
    assert remark.count == 0


def test_many_dates_that_are_none_are_counted_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BAD_LINES", 3)

    *_, last = read(write(tmp_path, *[json.dumps({"text": "A pond.", "date": "yesterday"})] * 10))

    assert str(last).endswith("7 more dates name no day that is believed, and are left out; not listed singly")


def test_a_url_that_is_a_script_is_left_out(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, '{"text": "A pond.", "url": "javascript:alert(1)"}')).url == ""


def test_without_a_url_the_id_comes_from_the_path_and_the_article_s_own_id(tmp_path: Path) -> None:
    lines = [json.dumps({"text": "A pond.", "id": own_id}) for own_id in ("one", 2)] + ['{"text": "A pond."}'] * 2

    articles = read(write(tmp_path, *lines))

    assert len({article.id for article in articles if isinstance(article, Article)}) == 4


def test_empty_lines_are_no_articles(tmp_path: Path) -> None:
    assert len(read(write(tmp_path, GOOD, "", "  ", GOOD.replace("good", "better")))) == 2


def test_compressed_lines_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "wire.ndjson.gz"
    path.write_bytes(gzip.compress(GOOD.encode()))

    assert read_article(path).text == "A good line."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"text": "A pond', "malformed JSON at character 10: Unterminated string"),
        ("no JSON", "malformed JSON at character 1: Expecting value"),
        ('["A pond."]', "it is a list, not a JSON object with a text"),
        ("null", "it is null, not a JSON object with a text"),
        ('{"text": ["A pond.", 3]}', 'its "text" is a list, not a string'),
        ('{"text": {"pond": 1}}', 'its "text" is an object, not a string'),
        ('{"text": 1}', 'its "text" is a number, not a string'),
        (
            '{"title": "A pond"}',
            "no member is called text, body or content, but “title”; --map text=NAME says which holds the text",
        ),
        ('{"text": " "}', "the article has no text"),
        ('{"text": null, "title": "A pond"}', "the article has no text"),
        (('{"text": "' + "ä" * 9 + '"}').encode().replace(b"\xa4", b"\xff", 1), "byte 11, 0xc3, is not UTF-8"),
        (b"\0\0\0", "it is binary, not JSON in UTF-8: it holds NUL bytes"),
        ("[" * 100_000, "malformed JSON: it is nested too deeply"),
        ('{"a":' * 100_000, "malformed JSON: it is nested too deeply"),
    ],
)
def test_a_bad_line_is_reported_and_the_next_is_read(tmp_path: Path, line: str | bytes, expected: str) -> None:
    assert reason(write(tmp_path, line, GOOD)) == expected


def test_a_number_of_very_many_digits_is_reported(tmp_path: Path) -> None:
    assert reason(write(tmp_path, '{"id": ' + "9" * 10_000 + ', "text": "A pond."}', GOOD)).startswith("malformed")


def test_a_line_over_the_limit_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_LINE_BYTES", 1_000)

    assert reason(write(tmp_path, "x" * 5_000_000, GOOD)) == "the line is longer than 1,000 bytes"


def test_a_line_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_LINE_BYTES", 1_000)
    monkeypatch.setattr(limits, "MAX_SKIPPED_BYTES", 2_000_000)
    path = write(tmp_path, "x" * 5_000_000, GOOD)

    (bad,) = read(path)

    assert str(bad).endswith("line 1: the line is longer than 1,000 bytes; the rest of the file was not read")


def test_compression_that_breaks_off_costs_only_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl.gz"
    path.write_bytes(gzip.compress(f"{GOOD}\n".encode()) + gzip.compress(GOOD.encode())[:-12])

    article, bad = read(path)

    assert isinstance(article, Article)
    assert "the compression is broken" in str(bad)


def test_many_bad_lines_are_counted_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BAD_LINES", 3)

    *bad, last = read(write(tmp_path, *["no JSON"] * 10))

    assert len(bad) == 3
    assert str(last).endswith("7 more lines are bad, not listed singly")


def test_halves_of_surrogate_pairs_are_replaced_in_place(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, r'{"text": "A \ud800 pond", "title": "\udfff", "id": "\ud800"}'))

    assert article.text == "A \ufffd pond"
    assert article.title == "\ufffd"


def test_a_stream_is_read_like_a_file() -> None:
    (article,) = read_stream(io.BytesIO(GOOD.encode()), "standard input")

    assert isinstance(article, Article)
    assert (article.path, article.own_id) == ("standard input", "good")


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-16-be"])
def test_lines_of_another_encoding_are_read_and_that_is_said(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "wire.jsonl"
    line = json.dumps({"id": 1, "text": "Die Oder steigt über die Ufer."}, ensure_ascii=False)
    path.write_bytes(f"{line}\n{line.replace('1', '2')}\n".encode(encoding))

    first, second, remark = read(path)

    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.text, second.own_id) == ("Die Oder steigt über die Ufer.", "2")
    assert isinstance(remark, BadInput)
    assert remark.outcome is Outcome.ENCODING


def test_a_text_is_taken_as_it_stands_and_html_under_another_name_is_read(tmp_path: Path) -> None:
    markup = "<p>The pond of Hexley.</p><p>It is deep.</p>"
    for name, expected in (("text", markup), ("content_html", "The pond of Hexley.\n\nIt is deep.")):
        assert read_article(write(tmp_path, json.dumps({name: markup}))).text == expected
