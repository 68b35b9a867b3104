import pytest
from lxml.html import document_fromstring  # type: ignore[import-untyped]

from index.readers.page_streams import streams
from index.readers.page_text import article_text
from tests.readers.test_page_text import PARAGRAPHS

ARTICLE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TEASER = (
    "<div class='entry'><h3><a href='/{n}'>Goat {n} elected to the board</a></h3><p>A close count it was.</p></div>"
)
COMMENT = (
    "<div class='post'><b>wetfeet{n}</b><div class='msg'><p>My grandmother said that this would happen.</p></div>"
    "<div class='tools'>Reply · Report · {n} likes</div></div>"
)


def page(stream: str, article: str = ARTICLE) -> str:
    return f"<html><body><div class='a'>{article}</div><div>{stream}</div></body></html>"


def many(one: str, count: int = 40) -> str:
    return "".join(one.format(n=n) for n in range(count))


@pytest.mark.parametrize("one", [TEASER, COMMENT])
def test_a_stream_that_outweighs_the_article_is_left_out(one: str) -> None:
    assert article_text(document_fromstring(page(many(one)))).split("\n\n") == PARAGRAPHS


def test_what_is_nothing_but_a_stream_is_read() -> None:
    read = article_text(document_fromstring(page(many(TEASER), "<p>Forty goats stood for the board.</p>")))
    assert "A close count it was." in read


@pytest.mark.parametrize(
    "row",
    [
        f"<article><div>{many(TEASER, 5)}</div></article>",
        many(TEASER, 3),
        many("<div class='par'><span>They report that bucket {n} leaks.</span></div>", 6),
        many("<div class='par'><h3><a href='/{n}'>Bucket {n}</a></h3><p>It leaks.</p></div>", 6),
        many("<div class='par'><h3>What bucket {n} said to the verger</h3><p>It leaks.</p></div>", 6),
    ],
)
def test_what_is_no_stream_stays(row: str) -> None:
    assert streams(document_fromstring(page(row))) == []
