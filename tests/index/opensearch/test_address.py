"""Addresses of archives in a cluster, and what is refused without being repeated."""

import sys

import pytest

from index.errors import DatelineError
from index.opensearch.address import Address, AddressError, Node, is_address, parsed, require_client


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("opensearch+http://localhost:9200/news", Address(False, (Node("localhost", 9200),), "news")),
        ("opensearch+https://search.example/news", Address(True, (Node("search.example", 9200),), "news")),
        ("opensearch+http://[::1]:9201/news/", Address(False, (Node("::1", 9201),), "news")),
        ("opensearch+http://a:1,b:2/zeitung.alt", Address(False, (Node("a", 1), Node("b", 2)), "zeitung.alt")),
        ("opensearch+http://a/новости", Address(False, (Node("a", 9200),), "новости")),
    ],
)
def test_an_address_is_read(written: str, address: Address) -> None:
    assert parsed(written) == address
    assert parsed(str(address)) == address


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("opensearch+http://a/News", "it has capital letters"),
        ("opensearch+http://a/-news", "it begins with '-'"),
        ("opensearch+http://a/.news", "it begins with '.'"),
        ("opensearch+http://a/_all", "it begins with '_'"),
        ("opensearch+http://a/ne*s", "it has '*' in it"),
        ("opensearch+http://a/one,two", "it has ',' in it"),
        ("opensearch+http://a/news?x", "it has '?' in it"),
        ("opensearch+http://a/news%20", "it has '%' in it"),
        ("opensearch+http://a/" + "n" * 201, "longer than 200 bytes"),
        ("opensearch+http://a/news-000007", "belongs to another archive"),
        ("opensearch+http://a/news-000007-draft", "belongs to another archive"),
        ("opensearch+http://a/news-writer", "belongs to another archive"),
        ("opensearch+http://a:0/news", "names no node of a cluster in 'a:0'"),
        ("opensearch+http://a:65536/news", "names no node"),
        ("opensearch+http://a:1,/news", "names no node of a cluster in ''"),
        ("opensearch+http://a", "is no address of an archive"),
        ("opensearch+http://a/", "is no address of an archive"),
        ("opensearch+http://a/b/c", "is no address of an archive"),
        ("opensearch+ftp://a/b", "is no address of an archive"),
        ("https://a:9200/news", "is no address of an archive"),
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(written: str, wrong: str) -> None:
    with pytest.raises(AddressError, match=wrong.replace("*", r"\*").replace("?", r"\?")) as refused:
        parsed(written)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "written",
    [
        "opensearch+http://quill:s3cret@a:9200/news",
        "opensearch+https://s3cret@a/news",
        "opensearch+http://a/news@s3cret",
        "opensearch+htp://quill:s3cret@a/news",
        "https://quill:s3cret@a/news",
        "opensearch+http:/quill:s3cret@a/news",
    ],
)
def test_credentials_in_an_address_are_refused_and_not_repeated(written: str) -> None:
    assert is_address(written)
    with pytest.raises(AddressError) as refused:
        parsed(written)
    assert "s3cret" not in repr(refused.value) and "quill" not in repr(refused.value)
    assert "DATELINE_OPENSEARCH_PASSWORD" in str(refused.value)


@pytest.mark.parametrize("path", ["dateline-index", "/srv/index", "./a:b", "opensearch", "", "http"])
def test_a_path_is_no_address(path: str) -> None:
    assert not is_address(path)


def test_without_the_client_a_sentence_says_what_adds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    require_client()
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(DatelineError, match="is not installed: `make install EXTRAS=opensearch` adds it"):
        require_client()
