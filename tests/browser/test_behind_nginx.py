"""nginx before the server, as docs/operating.md has it."""

import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index.pipeline.rebuild import rebuild
from tests.browser.conftest import DESK, PATIENCE_MS, console
from tests.cluster.cluster import free_ports
from tests.nginx import running
from tests.test_operating import example_of_operating
from tests.web import sample
from tests.web.serving import Serving

NAME = "news.example"


@dataclass(frozen=True)
class Site:
    """The archive behind the proxy: its address, the proxy's port, and the lines of requests."""

    root: str
    port: int
    log: Path

    def get(self, path: str, name: str = NAME) -> tuple[int, str]:
        """Ask the proxy, by a name; return the status, and the text or where it leads."""
        headers = {"Host": f"{name}:{self.port}", "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "gopher"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location") or answer.read().decode()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The archive behind nginx with the example, on other ports."""
    folder = tmp_path_factory.mktemp("nginx")
    rebuild([sample.write(folder)], folder / "index")
    port, log = free_ports(1)[0], folder / "requests.jsonl"
    serving = Serving(
        folder / "index", "--name", NAME, "--prefix", "/archive", "--trusted-proxy", "127.0.0.1", "--log", str(log)
    )
    servers = example_of_operating("nginx").replace("127.0.0.1:8000", "{}:{}".format(*serving.place))
    servers = servers.replace("listen 80;", f"listen 127.0.0.1:{port};")
    assert str(port) in servers and str(serving.place[1]) in servers
    with serving.process:
        try:
            with running(servers, port, folder):
                yield Site(f"http://{NAME}:{port}/archive/", port, log)
        finally:
            serving.process.kill()


@pytest.fixture(scope="module")
def resolving(site: Site, launch: Callable[..., Browser]) -> Iterator[Browser]:
    """A browser to which the site's name is this machine, and as good as one with a certificate."""
    trusted = f"--unsafely-treat-insecure-origin-as-secure=http://{NAME}:{site.port}"
    browser = launch(f"--host-resolver-rules=MAP {NAME} 127.0.0.1", trusted)
    yield browser
    browser.close()


@pytest.fixture
def start(resolving: Browser, site: Site) -> Iterator[Page]:
    with resolving.new_context(viewport=DESK) as context:
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        complaints = console(page)
        page.goto(site.root)
        yield page
        assert complaints == []
        assert [url for url in asked if not url.startswith(site.root)] == []


def test_a_reader_searches_chooses_and_reads(start: Page, site: Site) -> None:
    expect(start.locator("#q")).to_be_focused()
    start.locator("#q").press_sequentially("sea", delay=20)
    start.get_by_role("option").first.click()
    start.locator("#q").press("Enter")
    start.wait_for_url(f"{site.root}?q=*")
    start.locator(".result .title").first.click()
    start.wait_for_url(f"{site.root}articles/**")
    start.get_by_role("button", name="cite paragraph").first.click()
    start.locator(".citation, .copied").first.wait_for()
    start.locator(".brand").click()
    start.wait_for_url(site.root)
    start.locator("#recent a").first.click()
    start.wait_for_url(f"{site.root}?q=*")


def test_feeds_have_the_address_that_the_reader_sees(site: Site) -> None:
    status, feed = site.get("/archive/feed.atom?q=seal")

    assert status == 200
    assert f'href="{site.root}feed.atom?q=seal"' in feed
    assert "gopher" not in feed


def test_the_path_without_its_slash_leads_there(site: Site) -> None:
    assert site.get("/archive?q=seal") == (308, f"{site.root}?q=seal")


@pytest.mark.parametrize(("path", "name", "status"), [("/archive/metrics", NAME, 403), ("/archive/readyz", NAME, 200),
                                                      ("/archive/healthz", "rebound.example", 421),
                                                      ("/elsewhere", NAME, 404)])  # fmt: skip
def test_the_proxy_keeps_to_itself_what_is_its_own(site: Site, path: str, name: str, status: int) -> None:
    assert site.get(path, name)[0] == status


def test_the_longest_query_comes_through_to_be_refused_in_a_sentence(site: Site) -> None:
    status, said = site.get("/archive/api/search?q=" + "%D0%B6" * 10_000)

    assert status == 400
    assert "4,000" in json.loads(said)["detail"]


def test_an_export_comes_whole(site: Site) -> None:
    status, lines = site.get("/archive/export.jsonl")

    assert status == 200
    assert all(json.loads(line)["url"].startswith(site.root) for line in lines.splitlines())


def test_the_log_has_who_asked_the_proxy_and_not_who_was_forged(site: Site) -> None:
    site.get("/archive/help")

    assert {json.loads(line)["client"] for line in site.log.read_text().splitlines()} == {"127.0.0.1"}
