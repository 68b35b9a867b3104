"""How the article with all shown, and the pages it leads to, stand: nothing runs over the side, all can be read."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Scheme
from tests.browser.test_layout import CONTRAST

PAGES = ("article", "speaker", "place", "like", "cite")


def opened(browser: Browser, address: str, name: str, width: int, scheme: Scheme = "light") -> Page:
    """Open one of the pages in a window of its own."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=address)
    page = context.new_page()
    found = page.request.get("/api/search?q=snores").json()["results"][0]["article"]["id"]
    place = page.request.get("/api/places?q=aberdeen").json()["places"][0]["id"]
    paths = {
        "article": f"/articles/{found}?q=ferry#p2",
        "speaker": "/speakers/Hanna%20Oril",
        "place": f"/places/{place}",
        "like": f"/like/{found}/4",
        "cite": f"/cite/{found}/2",
    }
    page.goto(paths[name])
    if name == "article":
        page.get_by_label("Show who speaks").check()
        page.get_by_role("button", name="cite paragraph 2").click()
        page.locator("#p2 .citation").wait_for()
    return page


@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_over_the_side(browser: Browser, address: str, name: str, width: int) -> None:
    page = opened(browser, address, name, width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_every_text_has_contrast(browser: Browser, address: str, name: str, scheme: Scheme) -> None:
    page = opened(browser, address, name, 1440, scheme)

    assert page.evaluate(CONTRAST) == []
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_everything_is_large_enough_to_touch(browser: Browser, address: str, name: str) -> None:
    """Targets are 24 px high or more (WCAG 2.2, 2.5.8), but for links in sentences."""
    page = opened(browser, address, name, 360)
    targets = page.locator("main :is(.acts, .ranking, .switch) :is(a, button, label), .margin > :is(a, button)")
    sizes = targets.evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")

    assert [size for size in sizes if size < 23.5] == []
    page.context.close()


def test_span_of_a_profile_is_that_of_its_articles(page: Page) -> None:
    page.goto("/speakers/Hanna%20Oril")

    expect(page.locator(".tally")).to_contain_text("1 Jan 2023 – 12 Feb 2024")
