"""Who is named where they speak, and who is known by a pronoun or a description: told apart, and filtered by."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, in_every_way


@in_every_way
def test_who_is_known_by_a_pronoun_is_set_apart(page: Page) -> None:
    page.goto("/?q=snores")

    who = page.locator(".result .who").first
    expect(who).to_contain_text("Hanna Oril by pronoun")
    expect(who.get_by_role("link", name="Hanna Oril")).to_have_class("unnamed")


def test_only_those_named_where_they_speak_are_asked_for(page: Page, visit: Visit) -> None:
    page.goto("/?q=speaker:oril")
    total = page.locator(".total strong")
    expect(total).to_have_text("4 paragraphs in 2 articles")
    if visit.size == "phone":
        page.locator("summary", has_text="Filters").tap()
    page.get_by_role("link", name="named where they speak").click()

    expect(total).to_have_text("3 paragraphs in 2 articles")
    expect(page.locator(".result .known")).to_have_count(0)
    page.get_by_role("link", name="Remove the filter named where they speak").click()
    expect(total).to_have_text("4 paragraphs in 2 articles")


def test_margin_of_an_article_says_it_too(page: Page) -> None:
    page.goto("/?q=snores")
    page.locator(".result .title").first.click()

    expect(page.locator("section .known")).to_have_text(["by pronoun"])
