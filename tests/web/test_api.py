import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient

from index.pipeline.versions import annotator_version
from search.limits import Limits
from tests.web import sample
from tests.web.conftest import FindId, Search
from web.app import create_app


def test_search_answers_with_the_members_of_the_contract(search: Search) -> None:
    answer = search(q="seal")

    assert list(answer) == [
        "query", "total", "origins", "took_ms", "page", "size", "results", "facets", "suggestion", "readings",
        "notices", "after", "links",
    ]  # fmt: skip
    assert (answer["query"], answer["page"], answer["size"]) == ("seal", 1, 10)
    assert answer["total"] == 3
    assert set(answer["facets"]) == {"speaker", "location", "country", "source", "date", "undated"}
    assert {one["kind"] for one in answer["facets"]["speaker"]} == {"person"}
    assert set(answer["links"]) == {"self", "next", "prev"}


def test_result_has_the_members_of_the_contract(search: Search) -> None:
    result = search(q="politely")["results"][0]

    assert list(result) == [
        "id", "article", "ordinal", "text", "html", "score", "speakers", "locations",
        "quotations", "statements", "missing", "more_in_article", "copies", "url"
    ]  # fmt: skip
    assert set(result["article"]) == {"id", "title", "source", "url", "date"}
    assert result["id"] == f"{result['article']['id']}#2"
    assert result["article"]["url"] == sample.FERRY_URL
    assert result["article"]["date"] == "2024-02-12"
    assert "<mark>politely</mark>" in result["html"]
    assert result["text"] == sample.FERRY[1]
    assert result["url"].endswith("?q=politely#p2")


def test_speakers_and_locations_have_the_members_of_the_contract(client: FlaskClient, search: Search) -> None:
    result = search(q="politely")["results"][0]

    assert {"name": "Hanna Oril", "kind": "person", "by": "name", "sure": True} in result["speakers"]
    assert [set(place) for place in result["locations"]] == [{"id", "name", "latitude", "longitude", "country"}]
    assert result["locations"][0]["country"] == "GB"
    place = client.get(f"/api/places/{result['locations'][0]['id']}").get_json()
    assert place["name"] == result["locations"][0]["name"]


def test_quotations_and_statements_have_their_speaker_and_how_they_are_known(search: Search) -> None:
    [result] = search(q="snores")["results"]
    text, quotation = result["text"], result["quotations"][0]

    assert (text[quotation["start"] : quotation["end"]], quotation["speaker"]) == ("It snores,", "Hanna Oril")
    assert (quotation["by"], quotation["sure"]) == ("pronoun", True)
    [reported] = search(q="slept enough")["results"][0]["statements"]
    assert (reported["speaker"], reported["by"], reported["sure"]) == ("Hanna Oril", "name", True)


def test_facets_count_over_all_matches(search: Search) -> None:
    facets = search(q="ferry")["facets"]

    assert {"value": "The Tidal Post", "count": 3} in facets["source"]
    assert all(set(bucket) == {"from", "to", "count"} for bucket in facets["date"])
    assert sum(bucket["count"] for bucket in facets["date"]) == 4


def test_what_has_no_date_is_counted_where_days_are_asked_for(search: Search) -> None:
    among = search(q="sheep")
    left_out = search(q="sheep", **{"from": "2020-01-01"})

    assert among["total"] == among["facets"]["undated"] == left_out["facets"]["undated"] == sample.LONG_PARAGRAPHS
    assert left_out["total"] == 0
    assert search(q="sheep", undated="only", **{"from": "2020-01-01"})["total"] == sample.LONG_PARAGRAPHS


def test_facets_are_counted_as_far_as_is_asked_for(client: FlaskClient, search: Search) -> None:
    counted = search(facets="source:1,speaker:200")["facets"]

    assert [len(counted["source"]), len(counted["location"])] == [1, 0]
    assert [one["value"] for one in counted["speaker"]][:2] == ["Hanna Oril", "Marta Quill"]
    assert search(facets=["source:9", "speaker:1"])["facets"]["speaker"] == counted["speaker"][:1]
    assert client.get("/api/search?facets=title:3").status_code == 400
    assert client.get("/api/search?facets=source:0").status_code == 400
    assert "facets=source%3A1&interval=month" in search(facets="source:1", interval="month")["links"]["next"]


def test_dates_are_counted_by_the_period_asked_for(search: Search) -> None:
    def spans(interval: str) -> list[tuple[str, str]]:
        return [(one["from"], one["to"]) for one in search(q="ferry OR hums", interval=interval)["facets"]["date"]]

    assert spans("year") == [("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31")]
    assert (len(spans("month")), spans("month")[0]) == (9, ("2023-06-01", "2023-06-30"))
    assert len(spans("day")) == 255


def test_matches_are_counted_by_date_and_source(client: FlaskClient) -> None:
    answer = client.get("/api/counts?q=ferry&by=date,source&interval=year&group=article").get_json()

    assert (answer["query"], answer["total"], answer["by"], answer["combinations"]) == (
        "ferry",
        2,
        ["date", "source"],
        2,
    )
    assert answer["counts"] == [
        {"date": "2023", "source": "The Douro Leaf", "count": 1},
        {"date": "2024", "source": "The Tidal Post", "count": 1},
    ]
    assert client.get(answer["links"]["self"]).get_json() == answer
    assert client.get("/api/counts?q=sheep").get_json()["counts"] == [{"date": None, "count": sample.LONG_PARAGRAPHS}]
    assert client.get("/api/counts?by=date,size").status_code == 400


def test_repeated_parameters_are_alternatives(search: Search) -> None:
    both = search(source=["The Douro Leaf", "The Tidal Post"], q="ferry")
    one = search(source="The Douro Leaf", q="ferry")

    assert (both["total"], one["total"]) == (4, 1)


def test_filters_and_dates_narrow(search: Search) -> None:
    assert search(speaker="Hanna Oril", q="ferry")["total"] == 2
    assert search(q="ferry", **{"from": "2024-01-01"})["total"] == 3
    assert search(q="ferry", to="2023-12-31")["total"] == 1
    assert search(country="PT", q="ferry bridge")["total"] == 0


def test_links_lead_through_the_pages(client: FlaskClient, search: Search) -> None:
    first = search(q="regatta", size=20)
    second = client.get(first["links"]["next"]).get_json()

    assert first["total"] == 35
    assert first["links"]["prev"] is None
    assert second["page"] == 2 and len(second["results"]) == 15
    assert second["links"]["next"] is None
    assert second["links"]["self"] == first["links"]["next"]
    assert client.get(second["links"]["prev"]).get_json()["results"] == first["results"]


def test_a_cursor_leads_through_all_matches_beyond_the_window(index: Path) -> None:
    client = create_app(index, Limits(max_window=20)).test_client()
    everything = client.get("/api/search?q=regatta&sort=oldest&size=100").get_json()
    assert everything["status"] == 400
    found, address = [], "/api/search?q=regatta&sort=oldest&size=9"
    while address:
        answer = client.get(address).get_json()
        found += [result["ordinal"] for result in answer["results"]]
        assert answer["links"]["self"] == address
        assert (answer["after"] is None) == (answer["links"]["next"] is None)
        address = answer["links"]["next"]

    assert found == list(range(1, 36))


def test_a_cursor_is_of_one_publication_and_stands_in_place_of_a_page(client: FlaskClient, search: Search) -> None:
    after = search(q="regatta", size=20)["after"]

    assert [len(search(q="regatta", size=20, after=after)[name]) for name in ("results", "notices")] == [15, 0]
    for wrong in (f"after={after}&page=2", "after=20-0123456789ab", "after=20", "after=x"):
        response = client.get(f"/api/search?q=regatta&size=20&{wrong}")
        assert (response.status_code, "after" in response.get_json()["detail"]) == (400, True)


def test_page_past_the_end_is_answered_with_a_notice(search: Search) -> None:
    answer = search(q="regatta", page=99)

    assert answer["results"] == []
    assert answer["total"] == 35
    assert answer["notices"]
    assert "page=4" in answer["links"]["prev"]


def test_articles_are_grouped(search: Search) -> None:
    assert search(q="regatta", group="article")["total"] == 1


def test_results_are_sorted_by_date(search: Search) -> None:
    newest = [result["article"]["date"] for result in search(q="ferry", sort="newest")["results"]]

    assert newest == sorted(newest, reverse=True)


def test_article_has_all_its_paragraphs_in_order(client: FlaskClient, article_id: FindId) -> None:
    identity = article_id("snores")
    article = client.get(f"/api/articles/{identity}?q=ferry").get_json()

    assert article["title"] == "Ferry waits for a seal"
    assert [paragraph["text"] for paragraph in article["paragraphs"]] == sample.FERRY
    assert "<mark>ferry</mark>" in article["paragraphs"][0]["html"]
    quotations = article["paragraphs"][4]["quotations"]
    assert [sample.FERRY[4][span["start"] : span["end"]] for span in quotations] == ["It snores,"]
    assert [(span["speaker"], span["sure"]) for span in quotations] == [("Hanna Oril", True)]
    reported = [span for paragraph in article["paragraphs"] for span in paragraph["statements"]]
    assert ("Hanna Oril", True) in [(span["speaker"], span["sure"]) for span in reported]
    assert client.get(article["links"]["page"]).status_code == 200
    assert client.get(article["links"]["self"]).get_json() == article


def test_article_tells_where_each_paragraph_comes_from(client: FlaskClient, article_id: FindId) -> None:
    article = client.get(f"/api/articles/{article_id('hums')}").get_json()
    told = article["provenance"]
    text = "\n\n".join(sample.BRIDGE)

    assert told["file"].endswith("/archive.jsonl")
    assert (told["line"], told["entry"], told["format"]) == (2, "", "json lines")
    assert re.fullmatch(r"[0-9a-f]{16}", told["reader"])
    assert told["annotator"] == annotator_version()
    assert re.fullmatch(r"[0-9a-f]{32}", told["content_hash"])
    assert abs(datetime.fromisoformat(told["indexed"]) - datetime.now(UTC)) < timedelta(hours=1)
    stretches = [paragraph["stretches"] for paragraph in article["paragraphs"]]
    assert [[text[start:end] for start, end in spans] for spans in stretches] == [[one] for one in sample.BRIDGE]


def test_suggestions_complete_a_name(client: FlaskClient) -> None:
    answer = client.get("/api/suggest?q=han&field=speaker").get_json()

    assert answer["query"] == "han"
    assert answer["suggestions"][0]["value"] == "Hanna Oril"
    assert set(answer["suggestions"][0]) == {"value", "field", "count"}


def test_suggestions_complete_a_word_by_default(client: FlaskClient) -> None:
    values = [one["value"] for one in client.get("/api/suggest?q=marzi").get_json()["suggestions"]]

    assert values == ["marzipan"]


def test_health_names_the_generation(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok", "generation": "000001"}
