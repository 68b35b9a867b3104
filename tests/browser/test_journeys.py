"""What people come for, on a phone without JavaScript and at a desk with it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit


def search(page: Page, query: str) -> None:
    """Type a query where the start page has put the cursor: sooner, and the browser complains that it can't put it."""
    expect(page.get_by_label("Search the archive")).to_be_focused()
    page.get_by_label("Search the archive").fill(query)
    page.get_by_role("button", name="Search").click()


def test_search_filter_by_speaker_and_take_the_filter_away(page: Page, visit: Visit) -> None:
    page.goto("/")
    search(page, "ferry")
    expect(page.locator(".total")).to_contain_text("4 paragraphs")
    expect(page.locator("mark").first).to_have_text(re.compile("ferry", re.IGNORECASE))

    if visit.size == "phone":
        page.locator("summary", has_text="Filters").click()
    page.locator(".facet").get_by_role("link", name="Hanna Oril", exact=True).click()
    expect(page.locator(".total")).to_contain_text("2 paragraphs")
    expect(page).to_have_url(re.compile(r"/\?q=ferry&speaker=Hanna%20Oril$"))
    expect(page.get_by_label("Search the archive")).to_have_value("ferry")

    page.get_by_role("link", name="Remove the speaker Hanna Oril").click()
    expect(page.locator(".total")).to_contain_text("4 paragraphs")


def test_open_the_article_at_its_paragraph_and_come_back(page: Page) -> None:
    page.goto("/?q=snores")
    page.get_by_role("link", name="Ferry waits for a seal").click()

    expect(page).to_have_url(re.compile(r"/articles/[a-z0-9-]+\?q=snores#p5$"))
    expect(page.locator("#p5")).to_be_in_viewport()
    expect(page.locator("#p5 mark")).to_have_text("snores")
    expect(page.locator("#p5")).to_have_css("border-left-color", "rgb(155, 28, 28)")
    expect(page.get_by_role("link", name="the original")).to_have_attribute("rel", "noreferrer noopener")

    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?q=snores$"))


def test_paragraph_far_down_a_long_article_is_scrolled_to(page: Page) -> None:
    page.goto("/?q=%22sheep+2500%22")
    page.get_by_role("link", name="Counting sheep").first.click()

    expect(page.locator("#p2500")).to_be_in_viewport()
    expect(page.locator("#p2500 mark").first).to_be_visible()


def test_name_in_a_result_narrows_the_search(page: Page) -> None:
    page.goto("/?q=ferry")
    page.locator(".result .who").get_by_role("link", name="Marta Quill").click()

    expect(page.locator(".total")).to_contain_text("1 paragraph")
    expect(page.locator(".chips")).to_contain_text("Marta Quill")


def test_results_lead_to_the_pages_of_a_speaker_and_a_place(page: Page, visit: Visit) -> None:
    page.goto("/?q=speaker%3Aoril+ferry")
    page.locator(".narrowed").get_by_role("link", name="Hanna Oril").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hanna Oril")
    page.go_back()
    if visit.size == "phone":
        page.locator("summary", has_text="Filters").click()
    page.get_by_role("link", name="About Lerwick").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Lerwick")


def test_name_in_the_margin_leads_to_the_speaker(page: Page) -> None:
    page.goto("/?q=snores")
    page.locator(".from .title").click()
    page.locator(".margin").get_by_role("link", name="Hanna Oril").first.click()

    expect(page).to_have_url(re.compile(r"/speakers/Hanna%20Oril$"))


def test_leaf_through_the_pages(page: Page) -> None:
    page.goto("/?q=regatta&size=10")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile(r"page=2"))
    page.get_by_role("link", name="Page 4").click()
    expect(page.locator(".result")).to_have_count(5)
    page.get_by_role("link", name="Previous").click()
    expect(page).to_have_url(re.compile(r"page=3"))


def test_narrow_by_dates(page: Page, visit: Visit) -> None:
    page.goto("/?q=ferry&speaker=Marta+Quill&speaker=Hanna+Oril")
    if visit.size == "phone":
        page.locator("summary", has_text="Filters").click()
    page.get_by_label("From").fill("2024-01-01")
    page.get_by_role("button", name="Set dates").click()

    expect(page.locator(".total")).to_contain_text("2 paragraphs")
    expect(page.get_by_role("link", name="Remove the date from 1 Jan 2024")).to_be_visible()


def test_sort_and_list_by_article(page: Page) -> None:
    page.goto("/?q=ferry")
    page.get_by_role("link", name="oldest").click()
    expect(page.locator(".result time").first).to_have_text("3 Jun 2023")
    page.get_by_role("link", name="articles").click()

    expect(page.locator(".total")).to_contain_text("2 articles")
    expect(page).to_have_url(re.compile(r"sort=oldest&group=article$"))


def test_read_the_help_and_try_an_example(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Help").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="speaker:oril", exact=True).first.click()

    expect(page.get_by_label("Search the archive")).to_have_value("speaker:oril")
    expect(page.locator(".result").first).to_be_visible()


def test_follow_the_suggestion_for_a_misspelt_word(page: Page) -> None:
    page.goto("/?q=marzipam")
    page.get_by_role("link", name="marzipan", exact=True).click()

    expect(page.locator(".total")).to_contain_text("2 paragraphs")


def test_hostile_article_does_nothing(page: Page) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto("/?q=typesetter")
    page.locator(".from .title").click()

    expect(page.locator("#p1")).to_contain_text("<script>alert(0)</script>")
    assert dialogs == []
