"""The map: small beside the results, large on its page; its dots filter; moved by buttons, keys, dragging."""

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def scripted(page: Page, request: pytest.FixtureRequest) -> bool:
    return "no-script" not in request.node.name


def view(page: Page) -> list[float]:
    return [float(number) for number in (page.locator(".map svg").get_attribute("viewBox") or "").split()]


def test_dot_filters_by_its_place(page: Page) -> None:
    page.goto("/map?q=ferry")
    expect(page.locator(".map .land").nth(1)).to_be_visible()
    dot = page.locator(".map a[aria-label^='Lerwick']").first
    name = (dot.get_attribute("aria-label") or "").partition(":")[0]
    dot.locator("path").dispatch_event("click")

    expect(page).to_have_url(re.compile(rf"q=ferry&location={name}$"))


def test_list_says_the_same_and_filters_too(page: Page) -> None:
    page.goto("/map?q=ferry&sort=newest")
    page.get_by_role("button", name="Lerwick").click()

    expect(page).to_have_url(re.compile(r"/\?q=ferry&sort=newest&location=Lerwick$"))
    expect(page.get_by_role("link", name="Remove the place Lerwick")).to_be_visible()


def test_outlines_are_drawn(page: Page) -> None:
    page.goto("/map?q=ferry")

    expect(page.locator(".map .land").nth(1)).to_be_visible()
    assert page.locator(".map .land").nth(1).bounding_box()["width"] > 1_000  # type: ignore[index]


def test_results_show_the_map_or_lead_to_it(page: Page, size: str, scripted: bool) -> None:
    page.goto("/?q=ferry")
    if size == "phone":
        page.locator("summary", has_text="Filters").click()
    if scripted:
        expect(page.locator(".facet .map svg")).to_be_visible()
        expect(page.get_by_role("link", name="larger map")).to_be_visible()
    else:
        page.get_by_role("link", name="on a map").click()
        expect(page.locator(".map svg")).to_be_visible()


@pytest.mark.needs_script
def test_buttons_and_keys_zoom_and_move(page: Page) -> None:
    page.goto("/map?q=ferry")
    x, _, width, _ = home = view(page)
    page.get_by_role("button", name="Zoom in").click()
    assert view(page)[2] == pytest.approx(width / 2, abs=0.1)
    page.get_by_role("button", name="Zoom out").click()
    assert view(page) == pytest.approx(home, abs=0.1)

    page.locator(".map svg").focus()
    page.keyboard.press("ArrowRight")
    assert view(page)[0] > x
    page.keyboard.press("+")
    assert view(page)[2] == pytest.approx(width / 2, abs=0.1)
    page.keyboard.press("0")
    assert view(page) == pytest.approx(home, abs=0.1)


@pytest.mark.needs_script
def test_drag_moves_and_opens_nothing(page: Page) -> None:
    page.goto("/map?q=ferry")
    page.get_by_role("button", name="Zoom in").click()
    before = view(page)
    box = page.locator(".map svg").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()

    assert view(page)[0] == pytest.approx(before[0] - 40 * before[2] / box["width"], rel=0.01)
    expect(page).to_have_url(re.compile(r"/map\?q=ferry$"))
