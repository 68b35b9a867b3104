"""How the pages stand: nothing runs over the side, everything can be read and reached."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

ADDRESSES = {
    "start": "/",
    "results": "/?q=ferry&speaker=Hanna+Oril&speaker=Marta+Quill",
    "everything": "/?sort=newest&size=50",
    "hostile": "/?q=typesetter",
    "long title": "/?q=walrus",
    "arabic": "/?q=المتحدث",
    "nothing": "/?q=zebra+marzipan&country=PT&speaker=Hanna+Oril",
    "long query": "/?q=" + "lighthouse" * 120,
    "help": "/help",
}
REACHABLE = """[...document.querySelectorAll('a[href], button, input:not([type=hidden])')].filter(
    (one) => one.tabIndex >= 0 && one.checkVisibility({contentVisibilityAuto: true})).length"""
"""Bars and dots that are links stand in a table or a list, too, and are not among what Tab reaches."""
CONTRAST = Path(__file__).with_name("contrast.js").read_text("utf-8")


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open an address in a window of a width and a colour scheme."""
    contexts = []

    def open_page(path: str, width: int, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=address)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_runs_over_the_side(opened: Callable[..., Page], name: str, width: int) -> None:
    page = opened(ADDRESSES[name], width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("words", ["walrus", "المتحدث", "typesetter", "politely"])
def test_articles_fit_the_smallest_screen(opened: Callable[..., Page], words: str) -> None:
    page = opened(f"/?q={words}", 320)
    page.locator(".from .title").first.click()
    page.wait_for_url(re.compile("/articles/"))

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["start", "results", "nothing", "help"])
def test_every_text_has_contrast(opened: Callable[..., Page], name: str, scheme: str) -> None:
    assert opened(ADDRESSES[name], 1440, scheme).evaluate(CONTRAST) == []


def test_filters_are_behind_one_button_on_a_phone_and_open_at_a_desk(opened: Callable[..., Page]) -> None:
    phone, desk = opened(ADDRESSES["results"], 360), opened(ADDRESSES["results"], 1440)

    expect(phone.locator(".facets")).to_be_hidden()
    expect(phone.get_by_text("Filters", exact=True)).to_be_visible()
    expect(desk.locator(".facets")).to_be_visible()
    expect(desk.get_by_text("Filters", exact=True)).to_be_hidden()


def test_everything_is_reached_by_tab_with_visible_focus(opened: Callable[..., Page]) -> None:
    page = opened(ADDRESSES["results"], 1440)
    page.locator(".map svg").first.scroll_into_view_if_needed()  # the map is brought when it comes near the view
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, 0)")
    reachable = page.evaluate(REACHABLE)
    reached = set()
    for _ in range(reachable + 12):  # a date input takes several
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a, button, input')"):
            place = page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert place in reached or outline == "solid"
            reached.add(place)

    assert len(reached) == reachable


def test_skip_link_comes_first_and_leads_to_the_text(opened: Callable[..., Page]) -> None:
    page = opened(ADDRESSES["results"], 360)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_page_weighs_little(opened: Callable[..., Page]) -> None:
    page = opened("/help", 360)
    answered: list[Request] = []
    page.on("requestfinished", lambda request: answered.append(request))
    page.goto(ADDRESSES["everything"])
    page.wait_for_load_state("networkidle")
    transferred = {request.url: request.sizes()["responseBodySize"] for request in answered}
    weighed = [size for url, size in transferred.items() if "outlines" not in url]

    assert len(weighed) >= 3
    assert sum(weighed) < 60_000
