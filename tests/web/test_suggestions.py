"""Suggestions of every field at once."""

from flask.testing import FlaskClient

from search.fields import SHARES
from search.service.suggestions import title_query


def suggested(client: FlaskClient, typed: str, field: str = "all") -> list[tuple[str, str]]:
    found = client.get("/api/suggest", query_string={"q": typed, "field": field}).get_json()["suggestions"]
    return [(one["field"], one["value"]) for one in found]


def test_every_field_has_its_share(client: FlaskClient) -> None:
    found = suggested(client, "ferry")

    assert ("title", "Ferry waits for a seal") in found
    assert ("word", "ferry") in found
    for field, most in SHARES.items():
        assert sum(one == field for one, _ in found) <= most


def test_longest_ending_that_can_be_completed_counts(client: FlaskClient) -> None:
    assert suggested(client, "seal marta qu")[0] == ("speaker", "Marta Quill")
    assert ("source", "The Tidal Post") in suggested(client, "the tidal po")
    assert ("location", "Lerwick") in suggested(client, "ferry lerw")


def test_titles_come_with_their_paragraphs(client: FlaskClient) -> None:
    found = client.get("/api/suggest?q=regatta+nor&field=all").get_json()["suggestions"]

    assert {"value": "Regatta in the north", "field": "title", "count": 35} in found


def test_nothing_typed_suggests_nothing(client: FlaskClient) -> None:
    assert suggested(client, "") == suggested(client, "  ") == suggested(client, "?!") == []


def test_field_by_field_is_as_before(client: FlaskClient) -> None:
    assert suggested(client, "han", "speaker") == [("speaker", "Hanna Oril")]


def test_titles_are_looked_for_by_all_words_and_a_beginning() -> None:
    assert title_query("Paper bo") == "title:paper title:bo*"
    assert title_query("bo") == title_query('"') == ""
