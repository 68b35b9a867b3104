import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF

from benchmarks.invented_documents import pdf_of
from index.readers import pdf
from index.readers.pdf import Line, paragraphs, without_edges
from index.readers.pdf_bombs import refuse_bombs
from index.sources import limits
from index.sources.content import BadLineError
from tests.readers.reading import read_article, read_bad

PARAGRAPHS = [
    "The pond of Hexley filed its complaint against the rain on Tuesday, and the council said that it had read every "
    "page of it. Some were read twice, and all of them were dried on the radiator of the vestry by the verger.",
    '"We are drowning in paper," said Joan Holt, the mayor of Hexley, who keeps a towel on her desk and another one in '
    "the drawer, in case the first gives up, as it did in the spring, when nobody was looking at it for a while.",
    "Nobody counted the buckets, though the verger said that he would begin on Monday if it stopped by then.",
    "It did not stop.",
] * 6


def write(folder: Path, lay_out: Callable[[FPDF], None], title: str = "Pond complains of rain") -> Path:
    document = FPDF(format="A4")
    document.set_title(title)
    document.set_author("Ada Moor")
    document.add_page()
    document.set_font("Times", size=11)
    lay_out(document)
    path = folder / "pond.pdf"
    document.output(str(path))
    return path


def spaced(document: FPDF) -> None:
    for paragraph in PARAGRAPHS:
        document.multi_cell(0, 5.5, paragraph, align="J", new_x="LMARGIN", new_y="NEXT")
        document.ln(2)


def indented(document: FPDF) -> None:
    for paragraph in PARAGRAPHS:
        document.multi_cell(0, 5.5, "      " + paragraph, align="L", new_x="LMARGIN", new_y="NEXT")


def in_columns(document: FPDF) -> None:
    with document.text_columns(text_align="J", ncols=2, gutter=8) as columns:
        for paragraph in PARAGRAPHS:
            columns.write(paragraph)
            columns.write("\n\n")


@pytest.mark.parametrize("lay_out", [spaced, indented, in_columns])
def test_lines_become_paragraphs(tmp_path: Path, lay_out: Callable[[FPDF], None]) -> None:
    assert read_article(write(tmp_path, lay_out)).text.split("\n\n") == PARAGRAPHS


def test_title_and_author_are_those_of_the_properties(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, spaced))
    assert (article.title, article.authors, article.date) == ("Pond complains of rain", ("Ada Moor",), None)


def test_without_a_title_the_largest_lines_are_it(tmp_path: Path) -> None:
    def with_headline(document: FPDF) -> None:
        document.set_font_size(22)
        document.multi_cell(0, 9, "Pond complains of rain\nfor the third time", new_x="LMARGIN", new_y="NEXT")
        document.set_font_size(11)
        spaced(document)

    article = read_article(write(tmp_path, with_headline, title="Microsoft Word - pond.doc"))
    assert article.title == "Pond complains of rain for the third time"


def line(text: str, bottom: float, left: float = 0, right: float = 100) -> Line:
    return Line(text, left, right, bottom, 10)


def test_what_stands_at_the_edge_of_pages_is_left_out() -> None:
    pages = [
        [line("Hexley Echo, page 1", 800), line("It rained.", 700), line("It still", 300), line("1", 20)],
        [line("Hexley Echo, page 2", 800), line("rains.", 700), line("It stopped.", 300), line("2", 20)],
    ]
    assert [[one.text for one in page] for page in without_edges(pages)] == [
        ["It rained.", "It still"],
        ["rains.", "It stopped."],
    ]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["The rain was com\x02", "plained of"], "The rain was complained of"),
        (["The rain was com-", "plained of"], "The rain was complained of"),
        (["A well-known rain is a well-", "known pond"], "A well-known rain is a well-known pond"),
        (["The mayor Joan Holt-", "Moor said"], "The mayor Joan Holt- Moor said"),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_joined(lines: list[str], joined: str) -> None:
    assert list(paragraphs([line(text, 100 - 12 * number) for number, text in enumerate(lines)])) == [joined]


def test_a_pdf_without_text_is_said_to_have_none(tmp_path: Path) -> None:
    assert "the PDF has no text" in read_bad(write(tmp_path, lambda document: None)).reason


def test_a_password_is_said_to_be_missing(tmp_path: Path) -> None:
    def protected(document: FPDF) -> None:
        spaced(document)
        document.set_encryption(owner_password="owner", user_password="user")

    assert read_bad(write(tmp_path, protected)).reason == "the PDF is protected by a password"


def test_a_broken_pdf_is_reported(tmp_path: Path) -> None:
    path = write(tmp_path, spaced)
    path.write_bytes(path.read_bytes()[:300])
    assert "the PDF is broken" in read_bad(path).reason


def test_no_more_pages_are_read_than_one_article_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGES", 1)

    def on_two_pages(document: FPDF) -> None:
        spaced(document)
        document.add_page()
        spaced(document)

    assert read_bad(write(tmp_path, on_two_pages)).reason == "the PDF has more than 1 pages"


@pytest.mark.parametrize("times", [1, 2])
def test_a_page_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    monkeypatch.setattr(limits, "MAX_PDF_STREAM_BYTES", 10_000)
    content = b"BT (rain) Tj ET " * 1_000
    for _ in range(times):
        content = zlib.compress(content)
    path = tmp_path / "pond.pdf"
    whole = pdf_of([content])
    path.write_bytes(whole.replace(b"/Filter /FlateDecode", b"/Filter [" + b"/FlateDecode " * times + b"]"))

    assert read_bad(path).reason == "a part of the PDF unpacks to more than 10,000 bytes"


def test_all_parts_of_a_pdf_count_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PDF_BYTES", 10_000)
    path = tmp_path / "pond.pdf"
    path.write_bytes(pdf_of([zlib.compress(b"BT (rain) Tj ET " * 100)] * 10))

    assert read_bad(path).reason == "the PDF unpacks to more than 10,000 bytes"


BOMB = zlib.compress(b" " * 30_000)


@pytest.mark.parametrize(
    "described",
    [
        b"<< /Filter /FlateDecode >> stream\n%s",
        b"<< /Filter /Fl#61teDecode >> stream\r\n%s",
        b"<< /Filter 7 0 R >> stream\r%s",
        b"<< /Image /FlateDecode >> stream of rain\n%s",
        b"<< /Subtype /Image >> stream endstream endobj 2 0 obj << >> stream\n%s",
        b"<< /Filter /FlateDecode /Note (" + b"rain " * 1_000 + b") >> stream\n%s",
    ],
)
@pytest.mark.parametrize(
    "packed",
    [BOMB, zlib.compress(BOMB), zlib.compress(zlib.compress(BOMB)), zlib.compress(b"endstream" + b" " * 30_000, 0)],
    ids=["once", "twice", "three times", "beyond its end"],
)
def test_however_a_part_is_said_to_be_compressed_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch, described: bytes, packed: bytes
) -> None:
    monkeypatch.setattr(limits, "MAX_PDF_STREAM_BYTES", 10_000)
    with pytest.raises(BadLineError, match="a part of the PDF unpacks to more than 10,000 bytes"):
        refuse_bombs(b"%PDF-1.4\n1 0 obj " + described % packed + b"\nendstream endobj")


def test_what_comes_before_a_fault_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PDF_BYTES", 1_000_000)
    broken = zlib.compress(b" " * 500_000)[:-4] + b"rain"
    with pytest.raises(BadLineError, match="the PDF unpacks to more than 1,000,000 bytes"):
        refuse_bombs(b"%PDF-1.4\n" + b"stream\n%s\nendstream " % broken * 3)


def test_pictures_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PDF_STREAM_BYTES", 10_000)
    refuse_bombs(b"%%PDF-1.4\n1 0 obj << /Subtype /Image /Filter /FlateDecode >> stream\n%s\nendstream" % BOMB)


def test_no_more_parts_are_looked_at_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PDF_STREAMS", 10)
    refuse_bombs(b"%PDF-1.4\n/Image " + b"stream\n" * 10)
    with pytest.raises(BadLineError, match="the PDF has more than 10 parts"):
        refuse_bombs(b"%PDF-1.4\n/Image " + b"stream\n" * 11)


def test_a_file_of_many_parts_that_do_not_end_is_refused() -> None:
    refuse_bombs(b"%PDF-1.4\n" + b"1 0 obj << >> stream\nrain\nendstream endobj\n" * 1_000)
    with pytest.raises(BadLineError, match="more than 100 of its parts do not end"):
        refuse_bombs(b"%PDF-1.4\n" + b"1 0 obj << >>\nstream\nrain\n" * 102)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_extra_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    for module in ("pypdfium2", "mammoth", "index.readers.pdf", "index.readers.docx"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    for module in ("pypdfium2", "mammoth"):
        monkeypatch.setitem(sys.modules, module, None)
    path = tmp_path / f"pond.{ending}"
    path.write_bytes(b"%PDF-1.7\n" if ending == "pdf" else b"PK\3\4 word/document.xml")
    missing = read_bad(path)

    assert missing.reason == f"{ending} files, which need `make install EXTRAS=documents`"
    assert missing.failures == 0


def test_what_goes_on_from_a_long_line_is_looked_for_at_its_end() -> None:
    for _ in range(100):  # each would take a minute, were all of the line looked through from each letter on
        assert pdf._joined("a" * 200_000, "line", {}) == ("a" * 200_000 + " ", "line")
    assert pdf._joined("b " * 200_000 + "light-", "house stood", {"lighthouse": 1})[0].endswith("b light")
