"""Reading an article, citing it, and going on from it: on a phone without JavaScript and at a desk with it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESK, PATIENCE_MS, PHONE
from tests.browser.keyboard import tab_to

RING = 4
"""Pixels that the ring takes around what has focus, with the room between."""


@pytest.fixture
def ferry(page: Page) -> Page:
    page.goto("/?q=ferry")
    page.get_by_role("link", name="Ferry waits for a seal").first.click()
    expect(page.locator(".head h1")).to_have_text("Ferry waits for a seal")
    return page


@pytest.fixture
def scripted(browser: Browser, address: str) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=DESK, base_url=address) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context


def test_go_from_hit_to_hit(ferry: Page) -> None:
    ferry.get_by_role("link", name="first hit").click()
    expect(ferry).to_have_url(re.compile("#p1$"))
    ferry.locator("#p1").get_by_role("link", name="Next hit, paragraph 2").click()
    expect(ferry).to_have_url(re.compile("#p2$"))
    expect(ferry.locator("#p2")).to_have_css("border-left-color", "rgb(155, 28, 28)")
    ferry.locator("#p2").get_by_role("link", name="Previous hit").click()
    expect(ferry).to_have_url(re.compile("#p1$"))


def test_the_ring_around_what_has_focus_is_whole(ferry: Page) -> None:
    for link in ferry.locator("#p2 .margin").get_by_role("link").all():
        tab_to(ferry, link)
        room = link.evaluate("""link => {
            const box = link.getBoundingClientRect(), around = link.closest("section").getBoundingClientRect();
            return [box.left - around.left, around.right - box.right, box.top - around.top, around.bottom - box.bottom];
        }""")
        assert min(room) >= RING, link


def test_see_who_speaks(ferry: Page) -> None:
    spoken = ferry.locator("#p2 .said").first
    expect(spoken).to_have_css("text-decoration-line", "none")
    ferry.get_by_label("Show who speaks").check()

    expect(spoken).to_have_css("text-decoration-line", "underline")
    expect(ferry.locator(".by")).to_be_visible()
    expect(ferry.locator(".voices").get_by_role("link", name="Hanna Oril")).to_be_visible()


def test_cite_a_paragraph(ferry: Page) -> None:
    button = ferry.locator("#p2").get_by_role("button", name="cite")
    if button.count():
        button.click()
        expect(ferry.locator("#p2 .citation")).to_contain_text("The Tidal Post, 12 Feb 2024, paragraph 2.")
        ferry.get_by_role("link", name="both on a page").click()
    else:
        ferry.locator("#p2").get_by_role("link", name="cite").click()

    expect(ferry.locator("p.citation")).to_contain_text("The Tidal Post, 12 Feb 2024, paragraph 2.")
    expect(ferry.locator("pre.citation")).to_contain_text("Ferry waits for a seal")
    ferry.get_by_role("link", name="← Ferry waits for a seal").click()
    expect(ferry).to_have_url(re.compile("/articles/.*#p2$"))


def test_unfold_where_an_article_comes_from(ferry: Page) -> None:
    folded = ferry.get_by_text("json lines", exact=True)
    expect(folded).to_be_hidden()
    ferry.get_by_text("Where this comes from").click()

    expect(folded).to_be_visible()
    expect(ferry.locator(".provenance")).to_contain_text("archive.jsonl, line 1")
    expect(ferry.locator(".provenance")).to_contain_text("¶\u00a05: ")
    width = ferry.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0

    ferry.get_by_text("Where this comes from").click()
    expect(folded).to_be_hidden()
    ferry.get_by_text("Where this comes from").click()
    ferry.get_by_role("link", name="this article as JSON").click()
    expect(ferry.locator("body")).to_contain_text('"provenance"')


def test_find_more_like_a_paragraph(ferry: Page) -> None:
    ferry.locator("#p4").get_by_role("link", name="like").click()

    expect(ferry.get_by_role("heading", name="More like this paragraph")).to_be_visible()
    expect(ferry.locator(".result mark").first).to_be_visible()


def test_meet_the_speaker_and_search_what_she_said(ferry: Page) -> None:
    ferry.locator("#p2 .margin").get_by_role("link", name="Hanna Oril").click()
    expect(ferry).to_have_url(re.compile("/speakers/Hanna%20Oril$"))
    expect(ferry.get_by_role("heading", level=1)).to_have_text("Hanna Oril")
    expect(ferry.locator(".latest .result").first).to_be_visible()

    ferry.get_by_label("Search in these paragraphs", exact=True).last.fill("snores")
    ferry.keyboard.press("Enter")
    expect(ferry).to_have_url(re.compile(r"\?q=snores&speaker=Hanna(\+|%20)Oril$"))
    expect(ferry.locator(".total")).to_contain_text("1 paragraph")


def test_visit_the_place_and_what_contains_it(ferry: Page) -> None:
    ferry.locator("#p1 .margin").get_by_role("link", name="Lerwick").click()
    expect(ferry).to_have_url(re.compile(r"/places/[\w-]+$"))
    expect(ferry.get_by_role("heading", level=1)).to_have_text("Lerwick")
    expect(ferry.locator(".head .in")).to_contain_text("United Kingdom")
    expect(ferry.locator(".ranking").get_by_role("link", name="Hanna Oril")).to_be_visible()


def test_keys_go_from_hit_to_hit(scripted: BrowserContext) -> None:
    page = scripted.new_page()
    page.goto("/?q=snores+OR+seal")
    page.get_by_role("link", name="Ferry waits for a seal").first.click()
    page.goto(re.sub("#.*", "", page.url))
    hits = page.locator("section[data-hit]").evaluate_all("hits => hits.map((hit) => hit.id)")
    expect(page.locator(".hint")).to_be_visible()
    for wanted in (*hits, hits[-1]):
        page.keyboard.press("n")
        expect(page).to_have_url(re.compile(f"#{wanted}$"))
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(f"#{hits[-2]}$"))
    page.locator("#q").press("n")
    expect(page).to_have_url(re.compile(f"#{hits[-2]}$"))


def test_citation_is_on_the_clipboard(scripted: BrowserContext) -> None:
    scripted.grant_permissions(["clipboard-read", "clipboard-write"])
    page = scripted.new_page()
    page.goto("/?q=snores")
    page.get_by_role("link", name="Ferry waits for a seal").first.click()
    tab_to(page, page.get_by_role("button", name="cite paragraph 5"))
    page.keyboard.press("Space")

    expect(page.get_by_role("status").filter(has_text="Citation copied")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()").startswith("“‘It snores")

    tab_to(page, page.get_by_role("button", name="copy as BibTeX"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="copy as text")).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@article{")


def test_citation_is_selected_where_the_clipboard_is_closed(scripted: BrowserContext) -> None:
    page = scripted.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto("/?q=snores")
    page.get_by_role("link", name="Ferry waits for a seal").first.click()
    page.get_by_role("button", name="cite paragraph 5").click()

    expect(page.locator(".copied")).to_contain_text("Selected")
    assert "It snores" in page.evaluate("getSelection().toString()")


def test_hits_of_an_article_are_those_found_with_the_filters(page: Page) -> None:
    page.goto("/?q=ferry&speaker=Hanna+Oril")
    total = page.locator(".result").count()
    page.locator(".result .title").first.click()

    expect(page.locator("section[data-hit]")).to_have_count(total)
    expect(page.locator("section:not([data-hit]) mark").first).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.get_by_role("link", name="Results for ferry").click()
    expect(page.get_by_role("link", name="Remove the speaker Hanna Oril")).to_be_visible()


def test_result_is_cited_where_it_stands(scripted: BrowserContext) -> None:
    scripted.grant_permissions(["clipboard-read", "clipboard-write"])
    page = scripted.new_page()
    page.goto("/?q=snores")
    result = page.locator(".result").first
    result.get_by_role("button", name="cite paragraph 5").click()

    expect(result.locator(".citation")).to_contain_text("Hanna Oril, in: “Ferry waits for a seal”")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"paragraph 5\. https://news\.example/\S+ http://127\.0\.0\.1:\d+/articles/\S+#p5$", copied)
    expect(page).to_have_url(re.compile(r"q=snores$"))


def test_hits_are_counted_in_sight_and_stepped_through_by_touch(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, base_url=address) as context:
        page = context.new_page()
        page.goto("/?q=regatta&size=50")
        page.locator(".result .title").first.tap()
        down = page.get_by_role("button", name="To the next hit")
        expect(page.locator(".hint")).to_be_hidden()
        steps = page.locator(".steps span")
        expect(steps).to_have_text(re.compile(r"^\d+ of 35$"))
        begun = int(steps.inner_text().partition(" ")[0])
        up = page.get_by_role("button", name="To the previous hit")
        step, turn = (down, 1) if begun < 30 else (up, -1)
        for _ in range(3):
            step.tap()
        expect(steps).to_have_text(f"{begun + 3 * turn} of 35")
        expect(page.locator(".hits")).to_be_in_viewport()
        expect(page.locator("section:target")).to_be_in_viewport()
        top = page.locator("section:target").bounding_box()
        line = page.locator(".hits").bounding_box()
        assert top and line and top["y"] >= line["y"] + line["height"] - 1
