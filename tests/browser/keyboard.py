"""Going through a page by keyboard alone."""

from playwright.sync_api import Locator, Page

MOST_STOPS = 150


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus; fail where Tab doesn't lead to it."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"{MOST_STOPS} times Tab don't lead to {wanted}")
