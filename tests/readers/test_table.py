"""Tables with a header: columns by name, and rows that don't fit."""

import csv
import io
from pathlib import Path

import pytest

from index.documents.article import Article
from index.readers import read_file
from index.sources import limits
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions
from index.sources.walk import find_files
from tests.readers.reading import read, read_article, read_bad

HEADER = "id,headline,body,published,newspaper,link,byline"
ROW = (
    'h-1,Pond complains of rain,"The pond of Hexley\n\nfiled a ""complaint"".",2031-09-10,Hexley Echo,'
    "https://echo.example/pond,By Ada Moor"
)


def write(folder: Path, *lines: str, name: str = "export.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def read_with(path: Path, options: ReadingOptions) -> list[Article | BadInput]:
    (found,) = find_files([path])
    assert isinstance(found, FoundFile)
    return list(read_file(found, options))


def test_columns_are_found_by_their_names(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, HEADER, ROW))

    assert article == Article(
        id=article.id,
        path=f"{tmp_path}/export.csv",
        text='The pond of Hexley\n\nfiled a "complaint".',
        title="Pond complains of rain",
        date="2031-09-10",
        source="Hexley Echo",
        url="https://echo.example/pond",
        authors=("Ada Moor",),
        own_id="h-1",
        format="table",
        line=2,
        written_date="2031-09-10",
    )


@pytest.mark.parametrize(
    ("header", "title"),
    [("Title,Full Text", "A pond"), ("article_title,article-body", "A pond"), ("HEADLINE,content", "A pond")],
)
def test_case_spaces_and_underscores_make_no_difference(tmp_path: Path, header: str, title: str) -> None:
    assert read_article(write(tmp_path, header, "A pond,It is deep.")).title == title


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_cells_may_be_parted_in_four_ways(tmp_path: Path, delimiter: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([["title", "text"], ["A pond", "It is deep, and; wide | blue."]])

    assert read_article(write(tmp_path, written.getvalue())).text == "It is deep, and; wide | blue."


def test_a_separator_that_excel_names_is_used(tmp_path: Path) -> None:
    article, bad = read(write(tmp_path, "sep=;", "title;text", "A pond;It is deep.", "one"))

    assert isinstance(article, Article)
    assert isinstance(bad, BadInput)
    assert bad.line == 4


def test_a_column_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path, "what,said,text", "A pond,It is deep.,no")

    (article,) = read_with(path, ReadingOptions(columns={"title": "what", "text": "said"}))

    assert isinstance(article, Article)
    assert (article.title, article.text) == ("A pond", "It is deep.")


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = write(tmp_path, "title,text", "A pond,It is deep.")

    (bad,) = read_with(path, ReadingOptions(columns={"title": "headline"}))

    assert str(bad).endswith("line 1: there is no column “headline” for the title; its columns are “title”, “text”")


def test_a_table_without_text_says_which_columns_it_has(tmp_path: Path) -> None:
    bad = read_bad(write(tmp_path, "name,price", "Pond,3"))

    assert bad.reason == (
        "no column is called text, body or content, but “name”, “price”; --map text=NAME says which holds the text"
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A pond,It is deep, and wide.", "the row has 3 cells, the header 2"),
        ("A pond", "the row has 1 cell, the header 2"),
        ("A pond,", "the article has no text"),
    ],
)
def test_a_ragged_row_is_reported_with_its_line_and_the_next_is_read(tmp_path: Path, row: str, reason: str) -> None:
    first, bad, last = read(write(tmp_path, "title,text", '"A\npuddle",Dry.', row, "A lake,It is deeper."))

    assert isinstance(first, Article)
    assert isinstance(bad, BadInput)
    assert (bad.line, bad.reason) == (4, reason)
    assert isinstance(last, Article)


def test_empty_rows_and_empty_cells_after_the_last_column_are_nothing(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, "title,text,,", "", "A pond,It is deep.,,", ",,,", "")).title == "A pond"


def test_a_quotation_mark_that_is_left_open_costs_what_it_encloses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_LINE_BYTES", 10_000)
    read(write(tmp_path, "title,text", "A pond,It is deep."))  # which sets the limit, the first time
    previous = csv.field_size_limit(2_000)
    try:
        items = read(write(tmp_path, "title,text", 'A pond,"It is deep.', *["A lake,It is deeper."] * 200))
    finally:
        csv.field_size_limit(previous)

    bad, *articles = items
    assert str(bad).endswith("a quotation mark may be left open")
    assert len(articles) > 50


def test_a_line_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_LINE_BYTES", 1_000)

    assert "longer than 1,000 characters" in read_bad(write(tmp_path, "title,text", "x" * 2_000)).reason


def test_rows_without_an_id_have_different_ones(tmp_path: Path) -> None:
    articles = read(write(tmp_path, "title,text", "A pond,Deep.", "A lake,Deeper."))

    assert len({article.id for article in articles if isinstance(article, Article)}) == 2


def test_a_date_that_is_none_is_reported_with_its_line(tmp_path: Path) -> None:
    _, remark = read(write(tmp_path, "text,date", "A pond.,2022-02-30"))

    assert "line 2: the date “2022-02-30” names no single day" in str(remark)


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-8-sig"])
def test_tables_of_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    article, *remarks = read(
        write(tmp_path, "title,text", "Der Fluß,Die Oder steigt über die Ufer.", encoding=encoding)
    )

    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Der Fluß", "Die Oder steigt über die Ufer.")
    assert len(remarks) == (encoding != "utf-8-sig")


def test_an_encoding_that_is_given_is_used(tmp_path: Path) -> None:
    path = write(tmp_path, "title,text", "Пруд,Пруд жалуется.", encoding="koi8-r")

    (article,) = read_with(path, ReadingOptions(encoding="koi8-r"))

    assert isinstance(article, Article)
    assert article.title == "Пруд"


def test_what_is_no_utf_8_far_into_a_table_is_said(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(b"title,text\n" + b"A pond,It is deep.\n" * 20_000 + b"A lake,It is \xff deep.\n")

    *articles, remark = read(path)

    assert len(articles) == 20_001
    assert str(remark).endswith("what is no UTF-8 in it is read as \N{REPLACEMENT CHARACTER}")


def test_a_table_is_known_by_its_header_whatever_its_name(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, "title,text", "A pond,It is deep.", name="export.dat")).title == "A pond"


def test_a_text_in_html_is_read_as_its_paragraphs(tmp_path: Path) -> None:
    path = write(tmp_path, "title,text", "A pond,<p>The <b>pond</b> of Hexley &amp; the lake.</p><p>They are deep.</p>")

    assert read_article(path).text == "The pond of Hexley & the lake.\n\nThey are deep."


def test_quotation_marks_between_tabs_are_what_somebody_said(tmp_path: Path) -> None:
    rows = ['Pond\t"We are full," said Ada Moor. "Go away."', "Lake\tNobody spoke.", 'Sea\t"I am deep', "Bay\tYes."]

    articles = read(write(tmp_path, "title\ttext", *rows, name="export.tsv"))

    assert [article.text for article in articles if isinstance(article, Article)] == [
        '"We are full," said Ada Moor. "Go away."',
        "Nobody spoke.",
        '"I am deep',
        "Yes.",
    ]


def test_a_quotation_mark_alone_between_tabs_swallows_nothing(tmp_path: Path) -> None:
    rows = ['Pond\t"I am deep', "Lake\tSo am I.", "Sea\tAnd I."]

    assert len(read(write(tmp_path, "title\ttext", *rows, name="export.tsv"))) == 3


def test_cells_between_tabs_may_be_quoted_all_the_same(tmp_path: Path) -> None:
    (article,) = read(write(tmp_path, "title\ttext", 'Pond\t"""We are\n\nfull,"" she said."', name="export.tsv"))

    assert isinstance(article, Article)
    assert article.text == '"We are\n\nfull," she said.'


def test_quotation_marks_may_be_marked_by_a_backslash(tmp_path: Path) -> None:
    rows = [r'Pond,"\"We are full, and wet,\" said Ada Moor."', r'Lake,"Nobody \"spoke\", or moved."']

    articles = read(write(tmp_path, "title,text", *rows))

    assert [article.text for article in articles if isinstance(article, Article)] == [
        '"We are full, and wet," said Ada Moor.',
        'Nobody "spoke", or moved.',
    ]


def test_a_backslash_in_a_text_is_one(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, "title,text", r'Pond,"It is in C:\pond, ""they"" say."')).text == (
        r'It is in C:\pond, "they" say.'
    )
