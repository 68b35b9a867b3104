import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.documents.article import Article
from index.sources import limits
from index.sources.files import BadInput
from tests.readers.reading import read
from tests.readers.test_html import PARAGRAPHS, page

ADDRESS = "https://echo.example/2031/pond-{}"
HTML = "text/html; charset=utf-8"
PLAIN_HEAD = "<title>Pond complains of rain</title>"
FRONT = "".join(
    f"<div><h3><a href='/{n}'>The pond complains of the rain for the {n}th time, says the vestry</a></h3>"
    f"<p>The council has read complaint {n} twice.</p></div>"
    for n in range(12)
)


def record(
    number: int,
    body: str | bytes = "",
    status: str = "200 OK",
    kind: str = HTML,
    more: str = "",
    address: str = ADDRESS,
) -> bytes:
    """Write a response that a crawler kept."""
    content = (body or page(head=PLAIN_HEAD)).encode() if isinstance(body, str) else body
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + content
    return described("response", http, address.format(number))


def described(kind: str, block: bytes, address: str = "") -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2031-02-27T01:02:03Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def write(folder: Path, records: Sequence[bytes], name: str = "crawl.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(b"".join(map(gzip.compress, records) if name.endswith(".gz") else records))
    return path


def articles(path: Path) -> list[Article]:
    return [item for item in read(path) if isinstance(item, Article)]


def account(path: Path) -> list[tuple[str, int, int]]:
    """What of a crawl is no article: reason, how many, how many of them should have been read."""
    return [(item.reason, item.count, item.failures) for item in read(path) if isinstance(item, BadInput)]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl"])
def test_the_pages_of_a_crawl_are_articles(tmp_path: Path, name: str) -> None:
    beside = [
        described("warcinfo", b"software: none"),
        described("request", b"GET / HTTP/1.1\r\n\r\n", ADDRESS.format(1)),
    ]
    found = articles(write(tmp_path, [*beside, record(1), record(2)], name))

    assert [article.url for article in found] == [ADDRESS.format(1), ADDRESS.format(2)]
    assert all(article.text.endswith("\n\n".join(PARAGRAPHS)) for article in found)


def test_ten_thousand_error_pages_are_one_count(tmp_path: Path) -> None:
    errors = [
        record(n, "gone", status) for n in range(2_500) for status in ("404 Not Found", "301 Moved", "500 No", "403 No")
    ]
    path = write(tmp_path, [*errors, record(1), record(2, b"\x89PNG", kind="image/png")])

    assert len(articles(path)) == 1
    assert account(path) == [("error pages and redirects", 10_000, 0), ("files of a crawl that are no pages", 1, 0)]


@pytest.mark.parametrize(
    ("number", "body"),
    [
        (1, "<html><body></body></html>"),
        (2, f"<html><head><title>Hexley Echo</title></head><body><main>{FRONT}</main></body></html>"),
        (3, f"<html><head><title>Page not found | Echo</title></head><body><p>{PARAGRAPHS[0]}</p></body></html>"),
        (4, "<html><head><title>Just a moment...</title></head><body><p>Please enable cookies.</p></body></html>"),
    ],
)
def test_pages_without_an_article_are_counted(tmp_path: Path, number: int, body: str) -> None:
    assert account(write(tmp_path, [record(number, body)])) == [("pages of a crawl without an article", 1, 0)]


def test_a_front_page_is_no_article(tmp_path: Path) -> None:
    path = write(tmp_path, [record(1, address="https://echo.example/")])
    assert account(path) == [("pages of a crawl without an article", 1, 0)]


@pytest.mark.parametrize("title", ["404 boats lost on Hexley pond", "Cause of rain not found, says council of Hexley"])
def test_a_headline_that_reads_like_an_error_is_none(tmp_path: Path, title: str) -> None:
    (article,) = articles(
        write(tmp_path, [record(1, page(head=f"<title>{title}</title>").replace("Pond complains of rain", title))])
    )
    assert article.title == title


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://www.echo.example/2031/pond", "https://www.echo.example/2031/pond"),
        ("https://echo.example/", ADDRESS.format(1)),
        ("https://wire.example.com/pond", ADDRESS.format(1)),
    ],
)
def test_the_address_is_the_one_that_the_page_calls_its_own(tmp_path: Path, canonical: str, url: str) -> None:
    head = PLAIN_HEAD + f'<link rel="canonical" href="{canonical}">'
    (article,) = articles(write(tmp_path, [record(1, page(head=head))]))
    assert article.url == url


def test_the_server_s_charset_counts_before_the_page_s(tmp_path: Path) -> None:
    body = page(
        head=PLAIN_HEAD + '<meta charset="koi8-r">', paragraphs=[*PARAGRAPHS, "The café is closed, says the verger."]
    )
    (article,) = articles(write(tmp_path, [record(1, body.encode("cp1252"), kind="text/html; charset=iso-8859-1")]))
    assert article.text.endswith("The café is closed, says the verger.")


@pytest.mark.parametrize("encode", [gzip.compress, zlib.compress, lambda body: body])
def test_an_encoding_of_the_server_is_undone_where_the_crawler_did_not(tmp_path: Path, encode) -> None:  # type: ignore[no-untyped-def]
    body = encode(page(head=PLAIN_HEAD).encode())
    assert len(articles(write(tmp_path, [record(1, body, more="Content-Encoding: gzip\r\n")]))) == 1


def test_chunks_are_put_together(tmp_path: Path) -> None:
    body = page(head=PLAIN_HEAD).encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:300], body[300:])) + b"0\r\n\r\n"
    assert len(articles(write(tmp_path, [record(1, chunks, more="Transfer-Encoding: chunked\r\n")]))) == 1


def test_a_page_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_HTML_BYTES", 10_000)
    bomb = gzip.compress(b"<p>rain</p>" * 10_000)
    path = write(tmp_path, [record(1, bomb, more="Content-Encoding: gzip\r\n"), record(2)])

    assert len(articles(path)) == 1
    assert account(path) == [("it is longer than 10,000 bytes", 1, 1)]


def test_what_comes_before_the_end_of_a_crawl_cut_short_is_read(tmp_path: Path) -> None:
    plain = write(tmp_path, [record(1), record(2)[:-400]], "plain.warc")
    compressed = write(tmp_path, [record(1), record(2)])
    compressed.write_bytes(compressed.read_bytes()[:-60])

    for path in (plain, compressed):
        assert len(articles(path)) == 1
        ((reason, count, failures),) = account(path)
        assert "breaks off" in reason or "compression is broken" in reason
        assert (count, failures) == (1, 1)


def test_what_is_no_record_ends_the_reading_with_a_line(tmp_path: Path) -> None:
    path = write(tmp_path, [record(1), b"rain " * 100, record(2)], "crawl.warc")

    assert len(articles(path)) == 1
    assert account(path)[0][0].startswith("after its first 1 records, it can't be read")
