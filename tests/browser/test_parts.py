"""Reading a long article, which is shown in parts: on a phone without JavaScript and at a desk with it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.archives import publish, texts
from tests.browser.conftest import Visit, console
from tests.browser.conftest import with_script as with_script
from tests.serving import served
from web.app import create_app

HITS = (50, 250, 260, 449)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    paragraphs = (f"The gull {n} cries." if n in HITS else f"Tide number {n} came." for n in range(1, 451))
    index = publish(tmp_path_factory.mktemp("parts") / "index", [texts(*paragraphs, id="long")])
    with served(create_app(index)) as address:
        yield address


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    complaints = console(page)
    yield page
    assert complaints == []


def test_read_on_and_back(page: Page) -> None:
    page.goto("/articles/long")
    page.get_by_role("link", name="after →").click()
    expect(page.locator(".parts").first).to_contain_text("paragraphs 201 to 400 of 450")
    expect(page.locator("section").first).to_have_id("p201")
    page.get_by_role("link", name="← before").first.click()
    expect(page.locator("section").first).to_have_id("p1")


def test_go_from_hit_to_hit_in_other_parts(page: Page) -> None:
    page.goto("/articles/long?q=gull")
    page.get_by_role("link", name="first hit").or_(page.locator("#p50").get_by_role("link")).first.click()
    page.locator("#p50").get_by_role("link", name="Next hit, paragraph 250").click()
    expect(page).to_have_url(re.compile(r"paragraph=250#p250$"))
    expect(page.locator("#p250")).to_be_in_viewport()
    page.locator("#p250").get_by_role("link", name="Previous hit, paragraph 50").click()
    expect(page).to_have_url(re.compile("long[?]q=gull#p50$"))


def test_go_to_a_paragraph(page: Page, visit: Visit) -> None:
    page.goto("/articles/long?q=gull")
    page.get_by_label("Go to paragraph").fill("333")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator(".parts").first).to_contain_text("paragraphs 201 to 400 of 450")
    expect(page.locator(".back")).to_contain_text("gull")
    if visit.script:
        expect(page.locator("#p333")).to_be_in_viewport()


@with_script
def test_a_link_that_names_no_part_leads_to_the_paragraph(page: Page) -> None:
    page.goto("/articles/long#p333")
    expect(page).to_have_url(re.compile(r"paragraph=333#p333$"))
    expect(page.locator("#p333")).to_be_in_viewport()


@with_script
def test_keys_go_on_in_other_parts(page: Page) -> None:
    page.goto("/articles/long?q=gull#p50")
    told = page.locator(".hits .steps")
    expect(told).to_contain_text("1 of 4")
    for ordinal, place in ((250, 2), (260, 3), (449, 4)):
        page.keyboard.press("n")
        expect(page).to_have_url(re.compile(f"#p{ordinal}$"))
        expect(told).to_contain_text(f"{place} of 4")
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("#p260$"))
