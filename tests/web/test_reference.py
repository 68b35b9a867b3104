import re

import pytest
from flask.testing import FlaskClient

from search.limits import Limits
from web.api.openapi import document
from web.pages.reference import Reference, reference_of


@pytest.fixture
def reference() -> Reference:
    return reference_of(Limits(), "http://localhost")


def test_every_endpoint_is_on_the_page(client: FlaskClient) -> None:
    page = client.get("/reference").text

    for path in document(Limits())["paths"]:
        assert f"<code>GET {path}</code>" in page


def test_examples_are_answered(client: FlaskClient, reference: Reference) -> None:
    for operation in reference.operations:
        asked = re.search(r"http://localhost(\S*?)'?$", operation.curl)
        assert asked
        address = asked[1]
        if "ID" not in address:
            with client.get(address) as response:
                assert response.status_code == 200, address


def test_examples_in_python_are_python(reference: Reference) -> None:
    for operation in reference.operations:
        compile(operation.python, operation.path, "exec")


def test_every_link_of_the_page_leads_somewhere(client: FlaskClient) -> None:
    page = client.get("/reference").text
    ids = set(re.findall(r'id="([^"]+)"', page))

    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_other_sites_may_not_read(client: FlaskClient) -> None:
    for path in ("/api/search?q=ferry", "/openapi.json", "/feed.atom"):
        response = client.get(path, headers={"Origin": "https://elsewhere.example"})
        assert not [name for name, _ in response.headers if name.startswith("Access-Control")]
