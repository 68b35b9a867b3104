"""Copies: one is shown, and says where else its text stands; origins are counted where that is wanted."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.archives import Said, Story, Told, publish
from tests.browser.conftest import DESK, PHONE
from tests.serving import served
from web.app import create_app

BELL = Told("The bell of Sankt Brannoc rang eleven times at noon, and nobody in the whole valley could say why.")
ROPES = Told("Ringers from three parishes came to look at the bell on Wednesday, and found its ropes properly tied.")
QUOTED = "The clapper of that bell has been lying in my kitchen since Easter"
SEXTON = Told(f"The sexton, who had come down the hill for bread, said: “{QUOTED}.”", (Said(QUOTED, None),))
ALDOUS = Told(f"“{QUOTED},” old Ferenc Aldous told his visitors over dumplings.", (Said(QUOTED, None),))


@pytest.fixture(scope="module")
def bells(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("bells")
    stories = [
        Story("leaf", (BELL,), "The bell rings", "2031-05-03", "The Douro Leaf"),
        Story("post", (BELL, BELL), "Bell at noon", "2031-05-01", "The Tidal Post"),
        Story("gazette", (BELL,), "Strokes at noon", "2031-05-02", "Harbour Gazette"),
        Story("other", (ROPES,), "Ropes are dry", "2031-05-04", "Harbour Gazette"),
        Story("sexton", (SEXTON,), "Sexton speaks", "2031-05-04", "The Tidal Post"),
        Story("clapper", (ALDOUS,), "Where the clapper is", "2031-05-04", "The Douro Leaf"),
    ]
    with served(create_app(publish(folder, stories))) as address:
        yield address


@contextmanager
def visiting(browser: Browser, *, phone: bool) -> Iterator[Page]:
    with browser.new_context(viewport=PHONE if phone else DESK, has_touch=phone, java_script_enabled=not phone) as one:
        yield one.new_page()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_copies_are_opened_below_the_one_that_is_shown(browser: Browser, bells: str, *, phone: bool) -> None:
    with visiting(browser, phone=phone) as page:
        page.goto(f"{bells}/?q=%22rang+eleven%22")
        expect(page.locator(".total")).to_contain_text("4 paragraphs in 3 articles, 1 origin")
        expect(page.locator(".result")).to_have_count(1)
        summary = page.locator(".copies > summary")
        expect(summary).to_have_text("and 2 copies in 2 sources")
        expect(page.locator(".copies li").first).to_be_hidden()
        if phone:
            summary.tap()
        else:
            summary.click()
        expect(page.locator(".copies li")).to_have_text(
            ["Bell at noon, The Tidal Post, 1 May 2031", "Strokes at noon, Harbour Gazette, 2 May 2031"]
        )

        page.get_by_role("link", name="all copies").click()
        expect(page.locator(".result .title")).to_have_text(
            ["Bell at noon", "Bell at noon", "Strokes at noon", "The bell rings"]
        )
        expect(page.get_by_label("Search the archive")).to_have_value("copies:leaf#1")


def test_a_copy_leads_to_its_paragraph(browser: Browser, bells: str) -> None:
    with visiting(browser, phone=False) as page:
        page.goto(f"{bells}/?q=%22rang+eleven%22")
        page.locator(".copies > summary").click()
        page.get_by_role("link", name="Strokes at noon").click()
        expect(page).to_have_url(re.compile(r"/articles/gazette#p1$"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Strokes at noon")


def test_origins_are_counted_when_chosen(browser: Browser, bells: str) -> None:
    with visiting(browser, phone=False) as page:
        page.goto(f"{bells}/?q=text:bell")
        expect(page.locator(".total")).to_contain_text("7 paragraphs in 6 articles, 4 origins")
        page.get_by_role("link", name="origins").click()
        expect(page.locator(".total")).to_contain_text("4 origins in 6 articles")
        expect(page.locator(".result")).to_have_count(4)


def test_who_quotes_the_same_words_is_told_apart(browser: Browser, bells: str) -> None:
    with visiting(browser, phone=False) as page:
        page.goto(f"{bells}/?q=clapper")
        expect(page.locator(".result")).to_have_count(2)
        expect(page.locator(".copies")).to_have_count(0)
        expect(page.locator(".quoting").first).to_have_text("The same words are quoted in 1 other text")
