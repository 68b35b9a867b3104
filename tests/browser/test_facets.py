"""Facets: several values of one field, further ones by typing, all of them on a page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.archives import Story, Told, publish
from tests.browser.conftest import DESK, PHONE, Visit
from tests.serving import served
from web.app import create_app


def test_two_sources_are_alternatives(page: Page, visit: Visit) -> None:
    page.goto("/?q=ferry&source=The+Tidal+Post")
    if visit.size == "phone":
        page.locator("summary", has_text="Filters").click()
    page.locator(".facet").get_by_role("link", name="The Douro Leaf").click()

    expect(page.locator(".total")).to_contain_text("4 paragraphs")
    expect(page.locator(".chips")).to_contain_text("The Tidal Post")
    expect(page.locator(".chips")).to_contain_text("The Douro Leaf")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An archive in which fifteen people speak."""
    folder: Path = tmp_path_factory.mktemp("crowd")
    people = [f"{letter}{letter.lower()}z Ferrand" for letter in "ABCDEFGHIJKLMNO"]
    told = tuple(Told(f"The weather was fine, {name} said.", (), (name,)) for name in people)
    with served(create_app(publish(folder, [Story("a", told)]))) as address:
        yield address


def test_long_facet_is_searched_by_typing(browser: Browser, crowd: str) -> None:
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.goto(f"{crowd}/?q=weather&speaker=Aaz+Ferrand&page=1")
        field = page.get_by_role("searchbox", name="Search speakers")
        field.fill("oo")
        expect(page.locator(".finder bdi")).to_have_text(["Ooz Ferrand"])
        expect(page.locator(".finder [role=status]")).to_have_text("in the whole archive")
        field.press("Enter")

        expect(page).to_have_url(re.compile(r"q=weather&speaker=Aaz\+Ferrand&speaker=Ooz\+Ferrand$"))
        expect(page.locator(".total")).to_contain_text("2 paragraphs")


def test_name_that_there_is_not_is_told(browser: Browser, crowd: str) -> None:
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.goto(f"{crowd}/?q=weather")
        page.get_by_role("searchbox", name="Search speakers").fill("zebra")
        expect(page.locator(".finder [role=status]")).to_have_text("no speakers begin so")
        page.keyboard.press("Escape")

        expect(page.locator(".finder [role=status]")).to_be_empty()


def test_all_values_are_a_page_without_javascript(browser: Browser, crowd: str) -> None:
    with browser.new_context(viewport=DESK, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{crowd}/?q=weather")
        page.get_by_role("link", name="all speakers").click()
        expect(page.locator(".columnar li")).to_have_count(15)
        page.get_by_role("link", name="Ooz Ferrand", exact=True).click()

        expect(page.locator(".total")).to_contain_text("1 paragraph")


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An archive in which two people, a club and a crowd speak, one of them twice."""
    folder: Path = tmp_path_factory.mktemp("assembly")
    told = (
        Told("Rain, said Ada Ferrand.", (), ("Ada Ferrand",)),
        Told("More rain, said Ada Ferrand.", (), ("Ada Ferrand",)),
        Told("Rain again, said Bo Quist.", (), ("Bo Quist",)),
        Told("No rain, said the Gull Club.", (), ("Gull Club",), organizations=("Gull Club",)),
        *(Told(f"Rain and {n}, said {n} Ferrand.", (), (f"{n} Ferrand",)) for n in ("Cy", "Di", "Ed")),
    )
    with served(create_app(publish(folder, [Story("a", told, source="The Gull")]))) as address:
        yield address


def test_organisations_are_folded_below_the_people(browser: Browser, assembly: str, visit: Visit) -> None:
    with opened(browser, assembly, visit) as page:
        page.goto("/?q=rain")
        speakers = page.locator(".facet[data-field=speaker]")
        if visit.size == "phone":
            page.locator("summary", has_text="Filters").tap()
        expect(speakers.locator("> ul li > a:first-child")).to_have_text(["Ada Ferrand", "Bo Quist", "Cy Ferrand"])
        expect(speakers.get_by_role("link", name="all speakers")).to_be_visible()
        expect(speakers.get_by_role("link", name="Gull Club", exact=True)).to_be_hidden()
        speakers.locator("summary", has_text="Organisations").click()
        speakers.get_by_role("link", name="Gull Club", exact=True).click()
        expect(page.locator(".total")).to_contain_text("1 paragraph")


def test_next_best_alone_are_counted_where_nothing_has_all_words(browser: Browser, assembly: str, visit: Visit) -> None:
    with opened(browser, assembly, visit) as page:
        page.goto("/?q=more+club")
        if visit.size == "phone":
            page.locator("summary", has_text="Filters").tap()
        expect(page.locator(".total")).to_contain_text("0 paragraphs")
        expect(page.get_by_role("link", name="The Gull", exact=True)).to_be_visible()
        page.locator(".facet").get_by_role("link", name="Ada Ferrand", exact=True).click()
        expect(page.locator(".result")).to_have_count(1)


@contextmanager
def opened(browser: Browser, address: str, visit: Visit) -> Iterator[Page]:
    phone = visit.size == "phone"
    with browser.new_context(
        viewport=PHONE if phone else DESK, has_touch=phone, java_script_enabled=visit.script, base_url=address
    ) as context:
        yield context.new_page()
