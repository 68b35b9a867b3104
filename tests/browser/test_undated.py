"""Articles without a date: counted where they are, and told of where a date leaves them out."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, in_every_way


@in_every_way
def test_what_a_date_leaves_out_is_shown_on_demand(page: Page, visit: Visit) -> None:
    page.goto("/?q=walrus+OR+seal&from=2024-01-01")
    total = page.locator(".total")
    expect(total).to_contain_text("3 paragraphs")
    page.get_by_role("link", name="1 without a date left out · show them").click()

    expect(total).to_contain_text("1 paragraph")
    expect(page.locator(".result")).to_contain_text("A walrus read this headline aloud.")
    page.get_by_role("link", name="Remove the date without a date").click()
    expect(total).to_contain_text("3 paragraphs")


def test_a_date_in_the_query_leaves_out_as_much(page: Page) -> None:
    page.goto("/?q=(walrus+OR+seal)+date:2024")

    expect(page.get_by_role("link", name="1 without a date left out · show them")).to_be_visible()


def test_what_has_no_date_is_a_bucket_of_its_own(page: Page) -> None:
    page.goto("/?q=walrus+OR+ferry")
    page.get_by_role("link", name="1 without a date", exact=True).click()

    expect(page.locator(".result")).to_contain_text("A walrus")
