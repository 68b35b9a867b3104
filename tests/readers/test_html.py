from pathlib import Path

import pytest

from tests.readers.reading import read_article, read_bad

PARAGRAPHS = [
    f"The pond of Hexley filed its {number} complaint against the rain on Tuesday, and the parish council said that "
    "it had read every page of it, some of them twice, and had dried them on the radiator of the vestry."
    for number in ("first", "second", "third", "fourth")
]
META = """\
<title>Pond complains of rain | Hexley Echo</title>
<meta property="og:title" content="Pond complains of rain">
<meta property="og:site_name" content="Hexley Echo">
<meta property="article:published_time" content="1987-02-26T23:30:00-08:00">
<meta name="author" content="Ada Moor">
<link rel="canonical" href="https://echo.example/2031/pond">
"""


def page(head: str = META, paragraphs: list[str] = PARAGRAPHS, top: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav><a href='/'>Home</a> <a href='/w'>Weather</a></nav>"
        f"<article><h1>Pond complains of rain</h1>{top}{body}</article><footer>© 2031 Echo</footer></body></html>"
    )


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "pond.html"
    path.write_bytes(text.encode(encoding))
    return path


def test_the_text_is_the_article_with_blank_lines_between_paragraphs(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page()))

    assert article.text.removeprefix("Pond complains of rain\n\n") == "\n\n".join(PARAGRAPHS)


def test_the_metadata_is_the_page_s(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page()))

    assert (article.title, article.date) == ("Pond complains of rain", "1987-02-26")
    assert (article.source, article.url) == ("Hexley Echo", "https://echo.example/2031/pond")
    assert article.authors == ("Ada Moor",)


def test_what_the_page_does_not_say_is_left_empty(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page(head="", top="<img src='/2029/03/04/pond.jpg'>")))

    assert (article.date, article.source, article.url, article.authors) == (None, "", "", ())


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"datePublished": "2031-09-10T08:00:00Z"}</script>',
        '<meta itemprop="datePublished" content="2031-09-10">',
        '<meta name="DC.date.issued" content="10 September 2031">',
    ],
)
def test_the_day_of_publication_is_found(tmp_path: Path, head: str) -> None:
    assert read_article(write(tmp_path, page(head))).date == "2031-09-10"


def test_a_time_element_gives_the_day(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page("", top='<time datetime="2031-09-10T08:00">Monday</time>')))

    assert article.date == "2031-09-10"


def test_a_declared_charset_is_read(tmp_path: Path) -> None:
    text = page('<meta charset="iso-8859-1">', ["Der Teich „Löschweiher“ schwieg den ganzen Tag. " * 5] * 3)

    assert "„Löschweiher“" in read_article(write(tmp_path, text, "cp1252")).text


def test_bad_utf_8_is_reported(tmp_path: Path) -> None:
    assert "is not UTF-8" in read_bad(write(tmp_path, page("", ["Der Löschweiher schwieg."]), "cp1252")).reason


@pytest.mark.parametrize("text", ["<html></html>", "<div>" * 50_000])
def test_a_page_without_an_article_is_reported(tmp_path: Path, text: str) -> None:
    assert read_bad(write(tmp_path, text)).reason == "no article was found in the page"


def test_scripts_are_no_text(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page(top="<script>alert('pond')</script><style>p {}</style>")))

    assert "alert" not in article.text
