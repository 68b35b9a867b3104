"""The histogram of dates: by a click, by dragging, by keys, and without JavaScript."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import with_script
from tests.browser.keyboard import tab_to

ADDRESS = "/?q=ferry"


def test_bar_narrows_the_search(page: Page) -> None:
    page.goto(ADDRESS)
    box = page.locator(".plot").bounding_box()
    assert box
    page.mouse.click(box["x"] + 4, box["y"] + box["height"] - 2)  # the first month, which has matches

    expect(page).to_have_url(re.compile(r"from=2023-06-01&to=2023-06-30$"))
    expect(page.locator(".total")).to_contain_text("1 paragraph")
    page.get_by_role("link", name="Remove the date 1 Jun 2023 – 30 Jun 2023").click()
    expect(page.locator(".total")).to_contain_text("4 paragraphs")


def test_table_has_the_numbers(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_text("Dates as a table").click()

    expect(page.get_by_role("row", name="Jun 2023 1", exact=True)).to_be_visible()
    expect(page.get_by_role("row", name="Feb 2024 3", exact=True)).to_be_visible()


@with_script
def test_drag_chooses_a_range(page: Page) -> None:
    page.goto("/?q=ferry&sort=newest")
    box = page.locator(".plot").bounding_box()
    assert box
    y = box["y"] + 20
    page.mouse.move(box["x"] + box["width"] - 4, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, y, steps=4)
    expect(page.locator(".said-dates")).to_have_text("Oct 2023 – Feb 2024: 3 paragraphs")
    page.mouse.up()

    expect(page).to_have_url(re.compile(r"q=ferry&from=2024-02-01&to=2024-02-29&sort=newest"))
    expect(page.locator(".total")).to_contain_text("3 paragraphs")


@with_script
def test_keys_choose_extend_reset_and_apply(page: Page) -> None:
    page.goto(ADDRESS)
    slider = page.get_by_role("slider", name=re.compile("^Dates"))
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "Jun 2023: 1 paragraph")
    page.keyboard.press("Shift+End")
    expect(page.locator(".said-dates")).to_have_text("Jun 2023 – Feb 2024: 4 paragraphs")
    page.keyboard.press("Escape")
    expect(slider).to_have_attribute("aria-valuetext", "no dates chosen")
    expect(page.locator(".plot .chosen")).to_have_count(0)

    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "Jan 2024 – Feb 2024: 3 paragraphs")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=2024-02-01&to=2024-02-29"))


@with_script
def test_months_without_matches_lead_nowhere(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".said-dates")).to_have_text("Jul 2023: 0 paragraphs")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/\?q=ferry$"))


@with_script
def test_keyboard_alone_narrows_the_search(page: Page) -> None:
    page.goto(ADDRESS)
    tab_to(page, page.get_by_role("slider"))
    expect(page.get_by_role("slider")).to_have_css("outline-style", "solid")
    page.keyboard.press("End")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"from=2024-02-01&to=2024-02-29$"))


def test_keyboard_alone_narrows_the_search_by_the_table(page: Page) -> None:
    page.goto(ADDRESS)
    tab_to(page, page.get_by_text("Dates as a table"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Feb 2024", exact=True))
    expect(page.get_by_role("link", name="Feb 2024", exact=True)).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"from=2024-02-01&to=2024-02-29$"))
