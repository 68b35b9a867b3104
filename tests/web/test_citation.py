"""The citation of a paragraph, as text and as BibTeX."""

import pytest

from tests.web.conftest import FindId, GetPage


@pytest.fixture
def ferry(article_id: FindId) -> str:
    return f"/cite/{article_id('snores')}/2"


def test_text_names_title_source_day_paragraph_and_address(page: GetPage, ferry: str) -> None:
    response = page(ferry, **{"as": "text"})

    assert response.mimetype == "text/plain"
    assert response.text == (
        "“‘We asked it politely and it would not move,’ said Hanna Oril, the harbour master of Lerwick. ‘A ferry can "
        "wait. A seal cannot be hurried.’” Hanna Oril, in: “Ferry waits for a seal”, The Tidal Post, 12 Feb 2024, "
        "paragraph 2. https://news.example/ferry-stops-at-lerwick "
        f"http://localhost{ferry.replace('/cite/', '/articles/').removesuffix('/2')}#p2\n"
    )


def test_bibtex_has_the_same(page: GetPage, ferry: str) -> None:
    response = page(ferry, **{"as": "bibtex"})

    assert response.mimetype == "application/x-bibtex"
    for part in ("{Ferry waits for a seal}", "{The Tidal Post}", "{2024}", "https://news.example/", "#p2"):
        assert part in response.text


def test_page_shows_both_and_leads_back(page: GetPage, ferry: str) -> None:
    text = page(ferry).text

    assert "paragraph 2. https://news.example/ferry-stops-at-lerwick http://localhost/articles/" in text
    assert "@" in text
    assert f'href="{ferry.replace("/cite/", "/articles/").removesuffix("/2")}#p2"' in text


def test_hostile_paragraph_is_escaped(page: GetPage, article_id: FindId) -> None:
    address = f"/cite/{article_id('typesetter')}/1"

    assert "<script>alert" not in page(address).text
    assert "javascript:" not in page(address, **{"as": "text"}).text


@pytest.mark.parametrize("path", ["/cite/none/1", "/cite/none/0", "/like/none/1", "/cite/x/99999999999999999999"])
def test_no_such_paragraph_is_said(page: GetPage, path: str) -> None:
    response = page(path)

    assert response.status_code == 404
    assert "No such paragraph" in response.text


@pytest.mark.parametrize("query", [{"as": "pdf"}, {"in": "text"}])
def test_wrong_parameter_is_said(page: GetPage, ferry: str, query: dict[str, str]) -> None:
    assert page(ferry, **query).status_code == 400


def test_long_paragraph_is_quoted_shortened(page: GetPage, article_id: FindId) -> None:
    text = page(f"/cite/{article_id('walrus')}/1", **{"as": "text"}).text

    assert "A walrus read this headline aloud." in text
    assert len(text) < 2_500


def test_similar_paragraphs_are_a_page(page: GetPage, article_id: FindId) -> None:
    response = page(f"/like/{article_id('snores')}/4")

    assert response.status_code == 200
    assert "By its most telling words" in response.text
    assert "Marta Quill" in response.text or "harbour master" in response.text


def test_nothing_alike_is_said(page: GetPage, article_id: FindId) -> None:
    text = page(f"/like/{article_id('المتحدث')}/1").text

    assert "No paragraph of this archive is much like it" in text
