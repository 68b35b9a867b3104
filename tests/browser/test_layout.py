"""How the pages stand: nothing runs over the side, everything can be read and reached."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import Scheme
from tests.browser.test_reading import RING

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

    def open_page(path: str, width: int, scheme: Scheme = "light") -> Page:
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


@pytest.mark.parametrize("width", [320, 660, 1280])
def test_the_ring_around_the_start_pages_field_is_whole(opened: Callable[..., Page], width: int) -> None:
    room = (
        opened("/", width)
        .locator("input[name=q]")
        .evaluate("""input => {
        const box = input.getBoundingClientRect(), around = input.closest("main").getBoundingClientRect();
        return [box.left - around.left, around.right - box.right, box.left, innerWidth - box.right];
    }""")
    )

    assert min(room) >= RING


@pytest.mark.parametrize("words", ["walrus", "المتحدث", "typesetter", "politely"])
def test_articles_fit_the_smallest_screen(opened: Callable[..., Page], words: str) -> None:
    page = opened(f"/?q={words}", 320)
    page.locator(".from .title").first.click()
    page.wait_for_url(re.compile("/articles/"))

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["start", "results", "nothing", "help"])
def test_every_text_has_contrast(opened: Callable[..., Page], name: str, scheme: Scheme) -> None:
    assert opened(ADDRESSES[name], 1440, scheme).evaluate(CONTRAST) == []


def test_filters_are_behind_one_button_on_a_phone_and_open_at_a_desk(opened: Callable[..., Page]) -> None:
    phone, desk = opened(ADDRESSES["results"], 360), opened(ADDRESSES["results"], 1440)

    expect(phone.locator(".facets")).to_be_hidden()
    expect(phone.get_by_text("Filters", exact=True)).to_be_visible()
    expect(desk.locator(".facets")).to_be_visible()
    expect(desk.get_by_text("Filters", exact=True)).to_be_hidden()


@pytest.mark.parametrize("query", ["q=ferry", "q=ferry&source=The+Tidal+Post", "q=ferry&country=GB"])
def test_first_result_is_in_the_upper_half_of_a_phone(opened: Callable[..., Page], query: str) -> None:
    page = opened(f"/?{query}", 360)
    box = page.locator(".result").first.bounding_box()
    sort, listed = (page.get_by_role("group", name=name).bounding_box() for name in ("Sort", "List"))

    assert box and box["y"] <= 300
    assert sort and listed and sort["y"] == listed["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


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


@pytest.mark.parametrize(
    ("name", "link", "target"), [("help", "Skip to the text", "main"), ("results", "Skip to the results", "#found")]
)
def test_skip_link_comes_first(opened: Callable[..., Page], name: str, link: str, target: str) -> None:
    page = opened(ADDRESSES[name], 360)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=link)).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator(target)).to_be_focused()


def test_tab_goes_from_the_skip_link_to_the_first_result(opened: Callable[..., Page]) -> None:
    page = opened(ADDRESSES["results"], 1440)
    for key in ("Tab", "Enter", "Tab"):
        page.keyboard.press(key)

    expect(page.locator(".result").first.get_by_role("link").first).to_be_focused()


@pytest.mark.parametrize("width", [360, 1440])
def test_page_weighs_little(opened: Callable[..., Page], width: int) -> None:
    page = opened("/healthz", width)
    weights = transferred(page, ADDRESSES["everything"])

    assert {"/", "/static/dateline.css", "/static/dateline.js"} <= set(weights)
    assert ("/map" in weights) == (width == 1440)
    assert sum(weight for path, weight in weights.items() if "outlines" not in path) < 60_000


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_page_of_results_weighs_less_than_a_picture(opened: Callable[..., Page], width: int) -> None:
    """The map comes when its place comes into sight, and is a page of its own."""
    page = opened("/healthz", width)
    weights = transferred(page, "/?sort=newest")

    assert sum(weight for path, weight in weights.items() if path != "/map" and "outlines" not in path) < 30_000
    assert ("/map" in weights) == (width == 1440)


def test_after_the_first_visit_a_page_is_one_request(opened: Callable[..., Page]) -> None:
    page = opened(ADDRESSES["everything"], 360)
    fetched = "performance.getEntriesByType('resource').filter((one) => one.transferSize).map((one) => one.name)"
    page.wait_for_load_state("networkidle")
    assert page.evaluate(fetched) != []
    page.goto(ADDRESSES["results"], wait_until="networkidle")

    assert page.evaluate(fetched) == []


def transferred(page: Page, address: str) -> dict[str, int]:
    """Return the bytes that came over the net for a page, by path, the hashes in the names of assets left out."""
    answered: list[Request] = []
    page.on("requestfinished", lambda request: answered.append(request))
    page.goto(address)
    if page.viewport_size and page.viewport_size["width"] >= 1440:
        page.locator(".map .land").first.wait_for(state="attached")  # it comes when its place is seen
    page.wait_for_load_state("networkidle")
    came = {
        re.sub(r"\.[0-9a-f]{12}\.", ".", urlsplit(one.url).path): one.sizes()["responseBodySize"] for one in answered
    }
    return {path: size for path, size in came.items() if size}


def test_on_paper_stand_the_filters_and_no_controls(opened: Callable[..., Page]) -> None:
    page = opened("/?q=ferry&speaker=Hanna+Oril&from=2020-01-01", 720)
    page.emulate_media(media="print")

    expect(page.locator(".chips bdi")).to_have_text(["Hanna Oril", "from 1 Jan 2020"])
    expect(page.locator(".chips bdi").first).to_be_visible()
    for control in (".filters", ".actions", ".exports", ".choices", "form.search", ".chips .clear"):
        expect(page.locator(control).first).to_be_hidden()
