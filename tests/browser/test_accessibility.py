"""axe-core on every page, light and dark: no violation of WCAG 2.2, levels A and AA, nor of its best practices."""

import json
import urllib.request
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PATIENCE_MS, PHONE, Scheme, Visit, with_script

pytestmark = with_script

AXE = Axe()
RULES: dict[Scheme, list[str]] = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": ["color-contrast", "link-in-text-block"],
}
"""The rules, or sets of them, by colour scheme: nothing but colours depends on it."""
ADDRESSES = {
    "start": "/",
    "results": "/?q=ferry&speaker=Hanna+Oril&from=2020-01-01",
    "everything": "/?sort=newest&size=50",
    "articles": "/?q=ferry&group=article",
    "named": "/?q=oril&by=name",
    "undated": "/?q=walrus+OR+ferry&undated=only",
    "partly": "/?q=ferry+typesetter+walrus",
    "misspelt": "/?q=marzipn",
    "nothing": "/?q=zebra+marzipan&country=PT&speaker=Hanna+Oril",
    "right to left": "/?q=المتحدث",
    "hostile": "/?q=typesetter",
    "long title": "/?q=walrus",
    "article": "{article}?q=ferry",
    "help": "/help",
    "reference": "/reference",
    "problem": "/?page=0",
    "nowhere": "/nowhere",
    "speaker": "/speakers/Hanna%20Oril",
    "place": "{place}",
    "map": "/map?q=ferry",
    "values": "/values/speaker?q=ferry",
    "citation": "/cite/{id}/2",
    "more like this": "/like/{id}/2",
}


@pytest.fixture(scope="module")
def addresses(address: str) -> dict[str, str]:
    """The pages by name, those of an article and a place by the ids that the archive gives them."""

    def ask(path: str) -> dict[str, list[dict[str, str]]]:
        with urllib.request.urlopen(address + path) as answer:
            members: dict[str, list[dict[str, str]]] = json.load(answer)
            return members

    article = ask("/api/search?q=snores")["results"][0]["url"].partition("?")[0]
    place = "/places/" + quote(ask("/api/places?q=lerwick")["places"][0]["id"])
    held = {"article": article, "id": article.rpartition("/")[2], "place": place}
    return {name: path.format(**held) for name, path in ADDRESSES.items()}


@pytest.fixture
def page(browser: Browser, address: str, visit: Visit) -> Iterator[Page]:
    """A page that takes axe's script, which its own policy forbids."""
    window = PHONE if visit.size == "phone" else DESK
    with browser.new_context(viewport=window, base_url=address, bypass_csp=True) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context.new_page()


def violations(page: Page) -> list[str]:
    """List what violates a rule, in the light and in the dark."""
    found = []
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=scheme)
        answered = AXE.run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response
        found += [
            f"{one['id']}, {scheme}: {node['html'][:200]} ({node['failureSummary']})"
            for one in answered["violations"]
            for node in one["nodes"]
        ]
    return found


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_page_violates_wcag(page: Page, addresses: dict[str, str], name: str) -> None:
    response = page.goto(addresses[name])
    assert response and response.status in (200, 400, 404)
    assert (response.status == 200) == (name not in ("problem", "nowhere"))
    for details in page.locator("details").all():
        details.evaluate("node => { node.open = true; }")

    assert violations(page) == []


@pytest.mark.parametrize("name", ["results", "article", "map", "place"])
def test_no_page_violates_wcag_before_its_script_has_come(page: Page, addresses: dict[str, str], name: str) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.goto(addresses[name])

    assert violations(page) == []


def test_article_with_all_shown_does_not_violate_wcag(page: Page, addresses: dict[str, str]) -> None:
    page.goto(addresses["article"])
    page.get_by_label("Show who speaks").check()
    page.get_by_role("button", name="cite paragraph 2").click()
    expect(page.locator("#p2 .citation")).to_be_visible()
    page.get_by_text("Where this comes from").click()
    expect(page.locator(".provenance dl")).to_be_visible()

    assert violations(page) == []


def test_suggestions_do_not_violate_wcag(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_label("Search the archive")).to_be_focused()
    page.get_by_label("Search the archive").press_sequentially("hanna")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")

    assert violations(page) == []


def test_list_of_keys_does_not_violate_wcag(page: Page) -> None:
    page.goto("/?q=ferry")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()

    assert violations(page) == []
