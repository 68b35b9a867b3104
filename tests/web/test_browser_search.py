from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_description_has_what_a_browser_needs(client: FlaskClient) -> None:
    response = client.get("/opensearch.xml")
    description = fromstring(response.data)

    assert response.mimetype == "application/opensearchdescription+xml"
    assert 0 < len(description.findtext(OPENSEARCH + "ShortName", "")) <= 16
    assert 0 < len(description.findtext(OPENSEARCH + "Description", "")) <= 1024
    assert description.findtext(OPENSEARCH + "InputEncoding") == "UTF-8"
    assert client.get(description.findtext(OPENSEARCH + "Image", "")).status_code == 200


def test_every_template_leads_to_an_answer(client: FlaskClient) -> None:
    description = fromstring(client.get("/opensearch.xml").data)
    templates = {url.get("type"): url.get("template", "") for url in description.findall(OPENSEARCH + "Url")}

    assert set(templates) == {"text/html", "application/atom+xml", "application/x-suggestions+json"}
    for media_type, template in templates.items():
        response = client.get(template.replace("{searchTerms}", "ferry%20seal"))
        assert (response.status_code, response.mimetype) == (200, media_type)


@pytest.mark.parametrize("address", ["/", "/?q=ferry", "/help", "/reference", "/nowhere"])
def test_every_page_names_the_description(client: FlaskClient, address: str) -> None:
    page = client.get(address, headers={"Accept": "text/html"}).text

    assert '<link rel="search" href="/opensearch.xml"' in page


def test_suggestions_are_queries(client: FlaskClient) -> None:
    typed, queries, about = client.get("/api/suggest/opensearch?q=hanna").get_json()

    assert typed == "hanna"
    assert queries[0] == 'speaker:"Hanna Oril"'
    assert about[0].startswith("speaker, ")
    assert len(queries) == len(about)
    assert client.get("/api/search", query_string={"q": queries[0]}).get_json()["total"] > 0


@pytest.mark.parametrize("address", ["/opensearch.xml", "/reference", "/openapi.json", "/help"])
def test_what_changes_with_the_program_only_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.data) == (304, b"")
