"""Nothing that an article or a query holds becomes markup, and the pages hold nothing inline."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import BROWSER, FindId, GetPage, Search

QUERY = '"><script>alert(4)</script>'


class Elements(HTMLParser):
    """Collects the elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(params=["start", "results", "article", "long title", "arabic", "help", "problem", "hostile query"])
def html(request: pytest.FixtureRequest, client: FlaskClient, article_id: FindId) -> str:
    paths: dict[str, Callable[[], str]] = {
        "start": lambda: "/",
        "results": lambda: "/?q=marzipan+typesetter",
        "article": lambda: f"/articles/{article_id('typesetter')}?q=marzipan",
        "long title": lambda: "/?q=walrus",
        "arabic": lambda: f"/articles/{article_id('المتحدث')}",
        "help": lambda: "/help",
        "problem": lambda: "/articles/%3Cscript%3Ealert(5)%3C/script%3E",
        "hostile query": lambda: "/?q=%22%3E%3Cscript%3Ealert(4)%3C/script%3E&speaker=%3Cscript%3E",
    }
    return client.get(paths[request.param](), headers=BROWSER).text


def test_pages_hold_no_script_but_ours_no_style_no_handler_no_foreign_resource(html: str) -> None:
    for tag, attributes in Elements(html).found:
        if tag == "script":
            assert (attributes["src"] or "").startswith("/static/dateline.")
            assert "></script>" in html
            continue
        assert tag not in ("style", "img", "iframe", "object", "embed", "base", "b"), tag
        assert not any(name.startswith("on") or name in ("style", "srcdoc") for name in attributes), attributes
        for name in ("href", "src", "action"):
            address = attributes.get(name) or "/"
            assert address.startswith(("/", "#", "?", "https://", "http://")), address
        if tag == "link":
            assert (attributes["href"] or "").startswith(("/static/", "/opensearch.xml", "/feed.atom"))


def test_links_out_of_the_archive_tell_nothing_about_it(html: str) -> None:
    for tag, attributes in Elements(html).found:
        if tag == "a" and (attributes.get("href") or "").startswith("http"):
            assert {"noreferrer", "noopener"} <= set((attributes.get("rel") or "").split())


def test_text_title_and_source_of_an_article_are_shown_as_text(page: GetPage, article_id: FindId) -> None:
    text = page(f"/articles/{article_id('typesetter')}").text

    assert "&lt;script&gt;alert(0)&lt;/script&gt;" in text
    assert "&lt;script&gt;alert(&#34;title&#34;)&lt;/script&gt;" in text
    assert "&lt;img src=x onerror=alert(2)&gt;" in text


def test_marked_html_of_the_json_is_escaped(search: Search) -> None:
    html = search(q="typesetter marzipan")["results"][0]["html"]

    assert "<script" not in html and "<b>" not in html
    assert {tag for tag, _ in Elements(html).found} == {"mark"}


def test_url_that_is_no_web_address_is_not_linked(page: GetPage, article_id: FindId) -> None:
    assert "javascript:" not in page(f"/articles/{article_id('typesetter')}").text
    assert 'href="https://news.example/ferry-stops-at-lerwick" rel="noreferrer noopener"' in (
        page(f"/articles/{article_id('snores')}").text
    )


def test_query_comes_back_escaped(page: GetPage) -> None:
    text = page("/", q=QUERY).text

    assert text.count("<script") == 1
    assert "&lt;script&gt;alert(4)" in text
