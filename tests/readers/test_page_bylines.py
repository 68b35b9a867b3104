import pytest
from lxml.html import document_fromstring  # type: ignore[import-untyped]

from index.readers.page_bylines import byline

PARAGRAPH = (
    "The pond of Hexley filed its complaint against the rain on Tuesday, and the council had read all of it. " * 3
)


def found(after: str, before: str = "", title: str = "Pond complains of rain") -> str:
    page = (
        f"<html><body>{before}<article><h1>Pond complains of rain</h1>{after}<p>{PARAGRAPH}</p></article></body></html>"
    )
    return byline(document_fromstring(page), title)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p>By Ada Moor</p>", "Ada Moor"),
        ("<div class='css-x'>By <span>Piet van der Laak</span></div>", "Piet van der Laak"),
        ("<div>Posted by <a href='/a'>Ada Moor</a> on 2031-02-26</div>", "Ada Moor"),
        ("<p>By Ada Moor, Political Editor</p>", "Ada Moor"),
        ("<p>By Ada Moor and Joan Holt</p>", "Ada Moor; Joan Holt"),
        ("<div><span>By Ada Moor</span> | <time>26 February 2031</time></div>", "Ada Moor"),
        ("<div>By Ada Moor Updated 3 hours ago</div>", "Ada Moor"),
        ("<p>BY ADA MOOR</p>", "ADA MOOR"),
    ],
)
def test_a_line_under_the_headline_names_who_wrote_it(line: str, names: str) -> None:
    assert found(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Wednesday it was over.</p>",
        "<p>By Hexley Pond the rain went on and on, the council said.</p>",
        "<p>By January Sales</p>",
        "<p>Posted by admin at 7:04</p>",
        "<p>By staff writers</p>",
        "",
    ],
)
def test_what_is_no_byline_names_nobody(line: str) -> None:
    assert found(line) == ""


def test_only_what_is_near_the_headline_counts() -> None:
    elsewhere = "<div><h2>Goat elected</h2><p>By Otto Lind</p></div>"

    assert found("", before=elsewhere) == ""
    assert found(f"<p>{PARAGRAPH}</p><p>By Otto Lind</p>") == ""


def test_the_headline_may_be_of_any_level() -> None:
    page = (
        f"<html><body><h1>Hexley Echo</h1><p>By the pond</p><h2>Pond complains</h2><p>By Ada Moor</p><p>{PARAGRAPH}</p>"
    )
    assert byline(document_fromstring(page), "Pond complains") == "Ada Moor"
