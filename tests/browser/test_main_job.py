"""The issue's two questions, asked on the page: who said it, and where."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from index.pipeline.rebuild import rebuild
from tests.serving import served
from web.app import create_app

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def real_address(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    index = tmp_path_factory.mktemp("real") / "index"
    rebuild([shared / "articles", shared / "corpora" / "wikinews-gum.jsonl.gz"], index)
    with served(create_app(index)) as address:
        yield address


@pytest.mark.parametrize(
    ("query", "marked", "ordinal"),
    [("speaker:girkin initiative", "initiative", 17), ("location:izyum flag", "flag", 11)],
)
def test_the_right_paragraph_comes_first_and_highlighted(
    browser: Browser, real_address: str, query: str, marked: str, ordinal: int
) -> None:
    with browser.new_context(base_url=real_address) as context:
        page = context.new_page()
        page.goto("/")
        page.get_by_label("Search the archive").fill(query)
        page.get_by_role("button", name="Search").click()
        first = page.locator(".result").first
        expect(first.locator("mark", has_text=marked)).to_be_visible()
        expect(first.locator(f'a[href*="kharkiv-counteroffensive"][href$="#p{ordinal}"]').first).to_be_visible()
