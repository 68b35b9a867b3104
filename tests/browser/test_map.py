"""The map: small beside the results, large on its page; its dots filter; moved by buttons, keys, dragging."""

import math
import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE, Visit, in_every_way, with_script
from tests.browser.keyboard import tab_to


def view(page: Page) -> list[float]:
    return [float(number) for number in (page.locator(".map svg").get_attribute("viewBox") or "").split()]


@in_every_way
def test_dot_filters_by_its_place(page: Page, visit: Visit) -> None:
    page.goto("/map?q=ferry")
    expect(page.locator(".map .land").nth(1)).to_be_visible()
    dot = page.locator(".map a[aria-label^='Lerwick']").first
    name = (dot.get_attribute("aria-label") or "").partition(":")[0]
    press(page, dot, visit)

    expect(page).to_have_url(re.compile(rf"q=ferry&location={name}$"))


def test_list_says_the_same_and_filters_too(page: Page) -> None:
    page.goto("/map?q=ferry&sort=newest")
    page.get_by_role("button", name="Lerwick").click()

    expect(page).to_have_url(re.compile(r"/\?q=ferry&sort=newest&location=Lerwick$"))
    expect(page.get_by_role("link", name="Remove the place Lerwick")).to_be_visible()


def test_outlines_are_drawn(page: Page) -> None:
    page.goto("/map?q=ferry")

    land = page.locator(".map .land").nth(1)
    expect(land).to_be_visible()
    box = land.bounding_box()
    assert box
    assert box["width"] > 1_000


def test_results_show_the_map_or_lead_to_it(page: Page, visit: Visit) -> None:
    page.goto("/?q=ferry")
    if visit.size == "phone":
        page.locator("summary", has_text="Filters").click()
    if visit.script:
        expect(page.locator(".facet .map svg")).to_be_visible()
        expect(page.get_by_role("link", name="larger map")).to_be_visible()
    else:
        page.get_by_role("link", name="on a map").click()
        expect(page.locator(".map svg")).to_be_visible()


@with_script
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


@with_script
def test_keyboard_alone_goes_from_dot_to_dot_and_filters(page: Page) -> None:
    page.goto("/map?q=ferry")
    tab_to(page, page.locator(".map svg"))
    expect(page.locator(".map svg")).to_have_css("outline-style", "solid")
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    labels = page.locator(".map a").evaluate_all("dots => dots.map((dot) => dot.getAttribute('aria-label'))")
    reached = set()
    for _ in labels:
        reached.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        expect(page.locator(".map .ring")).to_have_count(1)
        page.keyboard.press("ArrowRight")
    assert reached == set(labels)

    easternmost = page.locator(".pointed").inner_text()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"location={easternmost.partition(':')[0]}$"))


@with_script
def test_dot_out_of_sight_comes_into_view_with_the_focus(page: Page) -> None:
    page.goto("/map?q=ferry")
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
    page.locator(".map a[tabindex='0']").focus()
    for key in ("Home", "End"):
        page.keyboard.press(key)
        x, y, width, height = view(page)
        left, top = map(float, re.findall(r"-?[\d.]+", page.locator(".map .ring").get_attribute("d") or "")[:2])
        assert x <= left <= x + width
        assert y <= top <= y + height


@with_script
def test_wheel_zooms_with_control_alone(page: Page) -> None:
    page.goto("/map?q=ferry")
    x, y, width, height = view(page)
    page.locator(".map svg").hover()
    page.mouse.wheel(0, -90)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -60)
    page.keyboard.up("Control")

    expect(page.locator(".map svg")).not_to_have_attribute("viewBox", f"{x:.0f} {y:.0f} {width:.0f} {height:.0f}")
    assert view(page)[2] == pytest.approx(width * math.exp(-60 / 200), rel=0.001)


def test_fingers_zoom_and_move(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, base_url=address) as context:
        page = context.new_page()
        page.goto("/map?q=ferry")
        session = context.new_cdp_session(page)
        box = page.locator(".map svg").bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

        def touch(kind: str, *fingers: tuple[float, float]) -> None:
            points = [{"x": left, "y": top, "id": number} for number, (left, top) in enumerate(fingers)]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        home = view(page)
        touch("touchStart", (x - 20, y))
        touch("touchStart", (x - 20, y), (x + 20, y))
        for apart in range(20, 45, 5):
            touch("touchMove", (x - apart, y), (x + apart, y))
        touch("touchEnd")
        pinched = view(page)
        assert pinched[2] == pytest.approx(home[2] / 2, rel=0.02)

        touch("touchStart", (x, y))
        for right in range(0, 60, 10):
            touch("touchMove", (x + right, y))
        touch("touchEnd")
        assert view(page)[0] == pytest.approx(pinched[0] - 50 * pinched[2] / box["width"], rel=0.02)
        expect(page).to_have_url(re.compile(r"/map\?q=ferry$"))


@with_script
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


def press(page: Page, dot: Locator, visit: Visit) -> None:
    """Click, or touch, the point of a dot as a hand does: a point has no box."""
    dot.scroll_into_view_if_needed()
    place = dot.locator("path").evaluate("dot => dot.getBoundingClientRect().toJSON()")
    hand = page.touchscreen.tap if visit.size == "phone" else page.mouse.click
    hand(place["x"], place["y"])


@with_script
def test_dot_that_has_the_focus_can_be_pressed(page: Page, visit: Visit) -> None:
    page.goto("/map?q=ferry")
    dot = page.locator(".map a[aria-label^='Lerwick']").first
    dot.focus()
    expect(page.locator(".map .ring")).to_have_count(1)
    press(page, dot, visit)

    expect(page).to_have_url(re.compile(r"q=ferry&location=Lerwick$"))


@with_script
def test_dot_of_the_small_map_filters_too(page: Page, visit: Visit) -> None:
    page.goto("/?q=ferry")
    if visit.size == "phone":
        page.locator("summary", has_text="Filters").tap()
    page.locator(".facet .map").scroll_into_view_if_needed()
    page.locator(".facet .map").get_by_role("button", name="Zoom in").click()
    page.locator(".facet .map").get_by_role("button", name="Show all places").click()
    press(page, page.locator(".facet .map a[aria-label^='Lerwick']").first, visit)

    expect(page).to_have_url(re.compile(r"q=ferry&location=Lerwick$"))
