import csv
import io
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from operator import itemgetter
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from index.documents.paragraph import StoredParagraph
from index.store.reader import StoredIndex
from search.archive import Archive
from search.limits import Limits
from search.request import SearchRequest
from search.service.export import FETCHED_AT_ONCE
from tests.web import sample
from tests.web.conftest import GetPage, Search
from web.api import exports
from web.api.export_formats import Permalinks, bibtex, defused
from web.api.exports import export_links, file_name
from web.app import create_app
from web.http.pausing import GIVE_UP

PATIENCE = 60
"""Seconds that a machine may take that tests many things at once."""


def rows(text: str) -> list[dict[str, str]]:
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_csv_has_a_row_for_every_match_in_the_order_asked_for(client: FlaskClient, search: Search) -> None:
    response = client.get("/export.csv?q=regatta&sort=oldest&size=5&page=2")
    found = rows(response.text)

    assert response.headers["Content-Type"].startswith("text/csv; charset=utf-8; header=present")
    assert len(found) == search(q="regatta")["total"] == 35
    assert [row["text"] for row in found] == sample.HARBOUR
    assert response.text.count("\r\n") == 36


def test_csv_row_tells_who_where_and_which_article(client: FlaskClient) -> None:
    (row,) = rows(client.get("/export.csv?q=politely").text)

    assert row["speakers"] == "Hanna Oril"
    assert (row["kinds"], row["known_by"]) == ("person", "name")
    assert (row["places"], row["countries"]) == ("Lerwick", "GB")
    assert re.fullmatch(r"geo:60\.\d+,-1\.\d+", row["coordinates"])
    assert row["quotations"] == (
        "“We asked it politely and it would not move,” (Hanna Oril); "
        "“A ferry can wait. A seal cannot be hurried.” (Hanna Oril)"
    )
    assert row["title"] == "Ferry waits for a seal"
    assert row["url"] == sample.FERRY_URL
    assert row["page"].startswith("http://localhost/articles/") and row["page"].endswith("?q=politely#p2")
    assert (row["paragraph"], row["date"]) == ("2", "2024-02-12")


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "\r=1", "＝1", "\u200b=1", "\ufeff\u00a0-1"]
)
def test_what_a_spreadsheet_would_compute_is_defused(cell: str) -> None:
    assert defused(cell) == "'" + cell


def test_what_it_would_not_compute_is_left_as_it_is() -> None:
    assert defused("1 - 1 = 0") == "1 - 1 = 0"


def test_json_lines_are_the_results_of_the_search(client: FlaskClient, search: Search) -> None:
    lines = client.get("/export.jsonl?q=ferry").text.splitlines()
    found = [json.loads(line) for line in lines]
    results = search(q="ferry")["results"]

    here = {"url": "", "more_in_article": 0}  # an export has no pages on which articles would crowd each other out
    assert sorted([{**one, **here} for one in found], key=itemgetter("id")) == sorted(
        [{**one, **here} for one in results if not one["missing"]], key=itemgetter("id")
    )
    assert found[0]["url"] == "http://localhost" + results[0]["url"]


def test_bibtex_has_an_entry_a_paragraph_with_keys_that_differ(client: FlaskClient) -> None:
    text = client.get("/export.bib?q=regatta").text
    keys = re.findall(r"^@article\{(.+),$", text, re.M)

    assert len(keys) == len(set(keys)) == 35
    assert "journal = {The Tidal Post}" in text
    assert "year = {2022}" in text and "month = {8}" in text


def test_bibtex_escapes_what_tex_would_read(index: Path) -> None:
    hit = next(Archive(index).export(SearchRequest("marzipan bold")).hits)
    entry = bibtex(hit, Permalinks("100%", "http://localhost").page(hit))

    assert r"brave,”" in entry and r"\& brave" in entry
    assert r"q=100\%25\#p1" in entry
    assert entry.count("{") == entry.count("}")


def test_what_is_left_out_is_said_in_headers_and_not_among_the_records(index: Path) -> None:
    client = create_app(index, Limits(max_export_paragraphs=10)).test_client()
    response = client.get("/export.csv?q=regatta")
    found = rows(response.text)

    assert len(found) == 10 and all(row["id"] for row in found)
    assert (response.headers["X-Dateline-Total"], response.headers["X-Dateline-Omitted"]) == ("35", "25")
    assert len(client.get("/export.jsonl?q=regatta").text.splitlines()) == 10
    assert client.get("/export.bib?q=regatta").text.count("@article") == 10


def test_what_is_left_out_for_having_no_date_is_said(client: FlaskClient) -> None:
    with client.get("/export.csv?q=sheep&from=2020-01-01") as response:
        assert response.headers["X-Dateline-Undated"] == str(sample.LONG_PARAGRAPHS)
    with client.get("/export.csv?q=sheep") as response:
        assert response.headers["X-Dateline-Undated"] == "0"


def test_an_export_has_no_end_but_that_of_the_matches(client: FlaskClient) -> None:
    response = client.get("/export.jsonl")

    assert response.headers["X-Dateline-Omitted"] == "0"
    assert response.text.count("\n") == int(response.headers["X-Dateline-Total"])


@pytest.mark.parametrize("form", ["csv", "jsonl", "bib"])
def test_export_is_a_file_with_a_safe_name_that_may_be_kept(client: FlaskClient, form: str) -> None:
    address = f'/export.{form}?q="../ferry%0d%0a"'
    with client.get(address) as first:
        assert first.headers["Content-Disposition"] == f'attachment; filename="dateline-ferry.{form}"'
        assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert client.head(address).data == b""


def test_name_of_a_file_is_plain() -> None:
    assert file_name("„übergrößen“ / a b") == "dateline-bergr-en-a-b"
    assert file_name("المتحدث") == "dateline"
    assert len(file_name("a" * 4_000)) < 60


def test_nothing_found_is_a_file_without_rows(client: FlaskClient) -> None:
    assert rows(client.get("/export.csv?q=zebra").text) == []
    assert client.get("/export.jsonl?q=zebra").text == ""


def test_unknown_parameters_are_refused(client: FlaskClient) -> None:
    assert client.get("/export.csv?colour=red").status_code == 400
    assert client.get("/feed.atom?colour=red").status_code == 400


def begun(client: FlaskClient, count: int) -> list[TestResponse]:
    return [client.get("/export.csv?q=ferry") for _ in range(count)]


def test_few_exports_at_once_and_one_more_is_told_when_to_come_again(client: FlaskClient) -> None:
    first, *others, refused = begun(client, exports.EXPORTS_AT_ONCE + 1)

    assert (first.status_code, refused.status_code) == (200, 503)
    assert "when they are done" in refused.get_json()["detail"]
    assert int(refused.headers["Retry-After"]) > 0
    first.close()
    with client.get("/export.csv?q=ferry") as later:
        assert later.status_code == 200
    for other in others:
        other.close()


def test_where_all_places_are_taken_the_slowest_export_is_given_up(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "STALLED_SECONDS", 0)
    given_up: list[int] = []

    def begin(number: int) -> TestResponse:
        noting = {GIVE_UP: lambda: given_up.append(number)}
        return client.get("/export.csv?q=ferry", environ_overrides=noting)

    stalled = [begin(number) for number in range(exports.MOST_EXPORTS)]
    assert given_up == []
    more = [begin(number) for number in (100, 101)]

    assert {response.status_code for response in (*stalled, *more)} == {200}
    assert given_up == [0, 1]
    for response in (*stalled, *more):
        response.close()


def test_an_export_is_slow_by_what_its_client_takes_and_not_by_how_long_it_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)

    def sent(pieces: int, made: float, taken: float) -> exports.Export:
        nonlocal now
        export = exports.Export(lambda: None)
        for _ in range(pieces):
            export.go_on()
            now += made
            export.give(32 * 1024)
            now += taken
        return export

    assert not sent(100, made=4.0, taken=0.1).is_slow()
    assert not sent(100, made=0.0, taken=0.4).is_slow()
    assert sent(100, made=0.0, taken=0.6).is_slow()
    assert not sent(4, made=0.0, taken=0.6).is_slow()
    assert sent(4, made=0.0, taken=exports.STALLED_SECONDS).is_slow()


def test_paragraphs_are_read_when_it_is_their_turn(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(index)
    found = archive.export(SearchRequest("sheep"))
    shown: list[int] = []
    read = StoredIndex.paragraph

    def note(index: StoredIndex, number: int) -> StoredParagraph:
        shown.append(number)
        return read(index, number)

    monkeypatch.setattr(StoredIndex, "paragraph", note)
    next(found.hits)

    assert (found.total, len(shown)) == (sample.LONG_PARAGRAPHS, FETCHED_AT_ONCE)


SERVING = """
import socket, sys
from pathlib import Path
from web.api import exports
from web.app import create_app
from web.http.pausing import GIVE_UP
from web.server import waitress_server
from web.server.dispatcher import Dispatcher

exports.EXPORTS_AT_ONCE, exports.MOST_EXPORTS = 1, 2
exports.STALLED_SECONDS = float(sys.argv[2])
waitress_server.SETTINGS["outbuf_high_watermark"] = 4096
listening = socket.create_server(("127.0.0.1", 0))
listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
dispatcher = Dispatcher(2)
server = waitress_server.Server(create_app(Path(sys.argv[1]), pause=dispatcher.pause), listening, dispatcher)
print(listening.getsockname()[1], flush=True)
server.run()
"""
"""A server that holds little of what its client doesn't read."""


@contextmanager
def serving(index: Path, stalled_seconds: float) -> Iterator[int]:
    command = [sys.executable, "-c", SERVING, str(index), str(stalled_seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield int(server.stdout.readline())
        finally:
            server.kill()


def test_client_that_goes_away_ends_the_export(index: Path) -> None:
    with serving(index, stalled_seconds=600) as port:
        first, answer = begin_export(port)
        with first:
            assert b" 200 OK" in answer
            second, answer = begin_export(port)
            second.close()
            assert b" 503 " in answer
        assert any(b" 200 OK" in answer for answer in later_answers(port))


def test_client_that_takes_nothing_loses_its_place_to_the_next(index: Path) -> None:
    with serving(index, stalled_seconds=0.1) as port, ExitStack() as opened:
        clients = []
        for _ in range(3):
            client, answer = begin_export(port)
            clients.append(opened.enter_context(client))
            assert b" 200 OK" in answer
            time.sleep(0.5)

        assert not is_whole(clients[0])
        assert is_whole(clients[2])


def is_whole(client: socket.socket) -> bool:
    taken = b""
    try:
        while part := client.recv(65_536):
            taken += part
    except ConnectionError:
        return False
    return taken.endswith(b"0\r\n\r\n")


def begin_export(port: int) -> tuple[socket.socket, bytes]:
    client = socket.socket()
    client.settimeout(PATIENCE)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    client.connect(("127.0.0.1", port))
    client.sendall(b"GET /export.jsonl HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return client, client.recv(200)


def later_answers(port: int) -> Iterator[bytes]:
    for _ in range(100):
        time.sleep(0.1)
        client, answer = begin_export(port)
        client.close()
        yield answer


def test_links_hold_the_search_without_its_page() -> None:
    asked = SearchRequest("a b", speakers=("Bo",), sort="oldest", page=3)
    links = {link.label: link.url for link in export_links(asked, has_matches=True)}

    assert links == {
        "Atom": "/feed.atom?q=a%20b&speaker=Bo",
        "CSV": "/export.csv?q=a%20b&speaker=Bo&sort=oldest",
        "JSON": "/export.jsonl?q=a%20b&speaker=Bo&sort=oldest",
        "BibTeX": "/export.bib?q=a%20b&speaker=Bo&sort=oldest",
    }


def test_of_nothing_there_is_a_feed_alone(page: GetPage) -> None:
    text = page("/", q="zebra").text

    assert 'href="/feed.atom?q=zebra"' in text
    assert "/export." not in text
