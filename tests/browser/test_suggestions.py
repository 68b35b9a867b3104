"""Suggestions while typing, by keyboard and mouse; the keys; what was asked before."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import console, with_script

pytestmark = with_script

HASTE = "Autofocus processing was blocked"
"""Chromium's word on a test that types before the page has had its first frame."""


@pytest.fixture
def typed(context: BrowserContext) -> Iterator[Page]:
    """The start page, whose console stays empty."""
    page = context.new_page()
    complaints = console(page)
    page.goto("/")
    yield page
    assert [one for one in complaints if not one.startswith(HASTE)] == []


def test_a_speaker_is_chosen_by_keyboard(typed: Page) -> None:
    box = typed.get_by_role("combobox")
    box.press_sequentially("ferry hanna or")
    expect(typed.get_by_role("option").first).to_have_text(re.compile("Hanna Oril"))
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(typed.get_by_role("status")).to_have_text(re.compile(r"^\d+ suggestion"))
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(typed.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    box.press("Enter")

    expect(box).to_have_value('ferry speaker:"Hanna Oril" ')
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_be_focused()
    box.press("Enter")
    typed.wait_for_url("**/?q=ferry*")
    expect(typed.locator(".total")).to_contain_text("2 paragraphs")


def test_a_place_is_chosen_by_mouse_or_finger(typed: Page) -> None:
    box = typed.get_by_role("combobox")
    box.press_sequentially("lerw")
    typed.get_by_role("option", name="Lerwick place").click()

    expect(box).to_have_value('location:"Lerwick" ')
    expect(box).to_be_focused()


def test_an_option_stands_for_all_that_is_typed_when_it_is_chosen(typed: Page) -> None:
    box = typed.get_by_role("combobox")
    box.press_sequentially("le")
    expect(typed.get_by_role("option", name="Lerwick place")).to_be_visible()
    typed.route("**/api/suggest*", lambda route: None)  # the next answer is on its way
    box.press_sequentially("rw")
    typed.get_by_role("option", name="Lerwick place").click()

    expect(box).to_have_value('location:"Lerwick" ')


def test_a_word_is_completed_within_the_query(typed: Page) -> None:
    box = typed.get_by_role("combobox")
    box.press_sequentially("marzi lisbon")
    for _ in " lisbon":
        box.press("ArrowLeft")
    box.press("ArrowDown")
    typed.get_by_role("option", name=re.compile("^marzipan word")).click()

    expect(box).to_have_value("marzipan lisbon")


def test_a_field_is_completed_with_its_own_values(typed: Page) -> None:
    box = typed.get_by_role("combobox")
    box.press_sequentially('speaker:"marta q')
    expect(typed.get_by_role("option")).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")

    expect(box).to_have_value('speaker:"Marta Quill" ')


def test_escape_leaves_what_was_typed(typed: Page) -> None:
    box = typed.get_by_role("combobox")
    box.press_sequentially("hanna")
    expect(typed.get_by_role("listbox")).to_be_visible()
    box.press("ArrowDown")
    box.press("Escape")

    expect(typed.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("hanna")


def test_arrows_go_round_and_back_to_the_box(typed: Page) -> None:
    box = typed.get_by_role("combobox")
    box.press_sequentially("hanna")
    expect(typed.get_by_role("option").first).to_be_visible()
    box.press("ArrowUp")
    expect(typed.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")

    expect(typed.locator("[aria-selected=true]")).to_have_count(0)
    assert box.get_attribute("aria-activedescendant") is None


def test_leaving_the_box_closes_the_list(typed: Page) -> None:
    box = typed.get_by_role("combobox")
    box.press_sequentially("hanna")
    expect(typed.get_by_role("listbox")).to_be_visible()
    box.press("Tab")

    expect(typed.get_by_role("listbox")).to_be_hidden()


def test_keys_go_from_result_to_result(typed: Page) -> None:
    typed.goto("/?q=ferry")
    typed.keyboard.press("j")
    expect(typed.locator(".result").nth(0).locator(":focus")).to_have_count(1)
    typed.keyboard.press("j")
    expect(typed.locator(".result").nth(1).locator(":focus")).to_have_count(1)
    typed.keyboard.press("k")
    expect(typed.locator(".result").nth(0).locator(":focus")).to_have_count(1)
    typed.keyboard.press("Enter")

    typed.wait_for_url("**/articles/**")


def test_slash_goes_to_the_box_and_is_typed_there(typed: Page) -> None:
    typed.goto("/help")
    typed.keyboard.press("/")
    box = typed.get_by_role("combobox")
    expect(box).to_be_focused()
    typed.keyboard.type("j/k?")

    expect(box).to_have_value("j/k?")
    expect(typed.get_by_role("dialog")).to_have_count(0)


def test_question_mark_shows_the_keys(typed: Page) -> None:
    typed.goto("/?q=ferry")
    typed.keyboard.press("?")
    expect(typed.get_by_role("dialog", name="Keys")).to_be_visible()
    typed.keyboard.press("Escape")

    expect(typed.get_by_role("dialog")).to_have_count(0)


def test_what_was_asked_is_remembered_here_and_forgotten_at_a_button(typed: Page) -> None:
    expect(typed.locator("#recent")).to_be_hidden()
    for query in ("ferry <b>", "walrus", "ferry <b>"):
        typed.goto("/?q=" + query.replace(" ", "+"))
    typed.goto("/")
    recent = typed.get_by_role("region", name="Asked before")
    expect(recent.get_by_role("link")).to_have_text(["ferry <b>", "walrus"])
    expect(typed.get_by_role("combobox")).to_be_focused()
    typed.get_by_role("combobox").press_sequentially("wal")
    expect(typed.get_by_role("option").first).to_have_text(re.compile("walrus asked before"))
    typed.keyboard.press("Escape")
    recent.get_by_role("button", name="Forget").click()
    expect(recent).to_be_hidden()
    typed.reload()

    expect(typed.locator("#recent")).to_be_hidden()
    assert typed.evaluate("localStorage.length") == 0
