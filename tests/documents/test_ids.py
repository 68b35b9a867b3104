import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents.ids import article_address, article_id

URL = "https://news.example/2031/09/lighthouse-leaves"


def test_an_id_comes_from_the_url_wherever_the_file_lies() -> None:
    assert article_id(url=URL, path="a/b.html") == article_id(url=URL, path="c.md", own_id="7")


@pytest.mark.parametrize("same", [URL + "/", URL + "#comments", "HTTPS://News.Example:443/2031/09/lighthouse-leaves"])
def test_spellings_of_one_url_give_one_id(same: str) -> None:
    assert article_id(url=same, path="a.txt") == article_id(url=URL, path="a.txt")


@pytest.mark.parametrize("other", [URL + "?page=2", URL.upper(), URL + "-again", URL.replace("news", "old")])
def test_other_urls_give_other_ids(other: str) -> None:
    assert article_id(url=other, path="a.txt") != article_id(url=URL, path="a.txt")


def test_without_a_url_the_id_comes_from_the_path() -> None:
    assert article_id(path="coast/a.txt") != article_id(path="inland/a.txt")


@pytest.mark.parametrize("no_article", ["https://news.example/", "javascript:alert(1)", "http://[", "lighthouse", ""])
def test_what_is_no_article_s_address_does_not_count_as_a_url(no_article: str) -> None:
    assert article_address(no_article) == ""
    assert article_id(url=no_article, path="a.txt") == article_id(path="a.txt")


def test_articles_of_one_file_differ_by_their_own_ids() -> None:
    assert article_id(path="wire.jsonl", own_id="1") != article_id(path="wire.jsonl", own_id="2")


def test_an_id_can_be_read() -> None:
    assert article_id(path="coast/Lighthouse Löscht Licht.txt.gz").startswith("lighthouse-loscht-licht-")


def test_an_id_is_the_same_in_any_process() -> None:
    assert article_id(path="a.txt") == "a-2a88478269a081d1"


@given(url=st.text(), path=st.text(), own_id=st.text())
def test_an_id_is_short_and_safe_in_an_address(url: str, path: str, own_id: str) -> None:
    made = article_id(url=url, path=path, own_id=own_id)

    assert re.fullmatch(r"[a-z0-9-]{16,57}", made)
