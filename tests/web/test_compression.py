"""Pages and static files travel as gzip where the client takes it, and only there."""

import gzip
import re

from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip, br"}


def test_a_page_is_the_same_compressed(client: FlaskClient) -> None:
    plain, packed = client.get("/help"), client.get("/help", headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) * 2 < len(plain.data)
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def test_static_files_are_compressed(client: FlaskClient) -> None:
    found = re.search(r"/static/dateline[.][0-9a-f]+[.]css", client.get("/help").text)
    assert found
    address = found[0]
    packed = client.get(address, headers=GZIP)
    assert gzip.decompress(packed.data) == client.get(address).data


def test_who_refuses_gzip_gets_none(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/help", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_json_is_left_alone(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/api/search?q=the", headers=GZIP).headers
