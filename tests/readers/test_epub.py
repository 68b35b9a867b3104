import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from index.documents.article import Article
from index.sources.files import BadInput
from tests.readers.reading import read, read_bad

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
STORY = (
    "<p>The pond of Hexley filed its complaint against the rain on Tuesday, and the parish council said that it had "
    "read every page of it, some of them twice.</p>"
)
COVER = '<img src="cover.png"/><h1>Hexley Echo</h1>'
CONTENTS = "<ul>" + "".join(
    f'<li><a href="{n}.xhtml">A story of the pond, the rain and the vestry</a></li>' * 9 for n in "12"
)
CALIBRE = (
    '<div class="calibre_navbar">| <a href="#">Next</a> |</div>{}<div class="calibre_navbar"><p>This article was '
    'downloaded by <b>calibre</b> from <a rel="calibre-downloaded-from" href="https://echo.example/pond">x</a></p></div>'
)


def write(
    folder: Path,
    documents: Sequence[str],
    titles: Mapping[int, str] | None = None,
    more: Mapping[str, str] | None = None,
    title: str = "<dc:title>Hexley Echo</dc:title>",
    metadata: str = "<dc:date>2031-02-26T00:00:00Z</dc:date>",
) -> Path:
    """Write a book of some documents' bodies, and of the titles that its contents have for them."""
    numbers = range(len(documents))
    items = "".join(f'<item id="d{n}" href="part%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers)
    spine = "".join(f"<itemref idref='d{n}'/>" for n in numbers)
    points = "".join(
        f'<navPoint><navLabel><text>{title}</text></navLabel><content src="part%20{n}.xhtml#top"/></navPoint>'
        for n, title in (titles or {}).items()
    )
    path = folder / "echo.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"{title}{metadata}</metadata><manifest>{items}"
            '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
            f"<spine>{spine}</spine></package>",
        )
        archive.writestr("OEBPS/toc.ncx", f'<?xml version="1.0"?><ncx><navMap>{points}</navMap></ncx>')
        for n, document in enumerate(documents):
            body = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>-</title></head><body>{document}</body></html>'
            archive.writestr(f"OEBPS/part {n}.xhtml", f'<?xml version="1.0" encoding="utf-8"?>{body}')
        for name, text in (more or {}).items():
            archive.writestr(name, text)
    return path


def articles(path: Path) -> list[Article]:
    return [item for item in read(path) if isinstance(item, Article)]


def test_each_document_with_a_text_is_an_article_of_the_issue(tmp_path: Path) -> None:
    found = read(write(tmp_path, [COVER, CONTENTS, STORY * 2, f"<h2>Rain again</h2>{STORY}"], {2: "Pond complains"}))
    first, second, passed_over = found

    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(passed_over, BadInput)
    assert (first.title, first.date, first.source) == ("Pond complains", "2031-02-26", "Hexley Echo")
    assert second.title == "Rain again"
    assert len(first.text.split("\n\n")) == 2
    assert (passed_over.count, passed_over.failures) == (2, 0)


def test_what_calibre_puts_around_an_article_gives_its_address(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path, [CALIBRE.format(STORY)]))

    assert article.url == "https://echo.example/pond"
    assert article.text == STORY.removeprefix("<p>").removesuffix("</p>")


def test_the_day_may_stand_in_the_issue_s_title(tmp_path: Path) -> None:
    in_title = "<dc:title>Hexley Echo [Wed, 26 Feb 2031]</dc:title>"
    assert articles(write(tmp_path, [STORY], metadata=in_title, title=""))[0].date == "2031-02-26"


@pytest.mark.parametrize(
    ("more", "documents", "reason"),
    [
        ({}, [COVER], "no article was found in the EPUB"),
        ({}, ["<p>" + "rain " * 1_100_000 + "</p>"], "is longer than 5,000,000 bytes"),
        (
            {"META-INF/encryption.xml": '<encryption><CipherReference URI="OEBPS/part%200.xhtml"/></encryption>'},
            [STORY],
            "the EPUB is encrypted (DRM)",
        ),
        (
            {"OEBPS/toc.ncx": "<ncx"},
            [],
            "no article was found in the EPUB",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_bad_books_are_reported(tmp_path: Path, more: Mapping[str, str], documents: list[str], reason: str) -> None:
    assert reason in read_bad(write(tmp_path, documents, more=more)).reason


def test_a_book_cut_short_is_reported(tmp_path: Path) -> None:
    path = write(tmp_path, [STORY])
    path.write_bytes(path.read_bytes()[:-200])
    assert "ZIP archive is broken" in read_bad(path).reason
