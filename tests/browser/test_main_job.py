"""The issue's two questions, asked on the page: who said it, and where; at every size, with JavaScript and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index.pipeline.rebuild import rebuild
from tests.browser.conftest import in_every_way
from tests.serving import served
from web.app import create_app

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def address(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    index = tmp_path_factory.mktemp("real") / "index"
    rebuild([shared / "articles", shared / "corpora" / "wikinews-gum.jsonl.gz"], index)
    with served(create_app(index)) as address:
        yield address


@in_every_way
@pytest.mark.parametrize(
    ("query", "marked", "ordinal"),
    [("speaker:girkin initiative", "initiative", 17), ("location:izyum flag", "flag", 11)],
)
def test_the_right_paragraph_comes_first_and_highlighted(page: Page, query: str, marked: str, ordinal: int) -> None:
    page.goto("/")
    expect(page.get_by_label("Search the archive")).to_be_focused()
    page.get_by_label("Search the archive").fill(query)
    page.get_by_role("button", name="Search").click()
    first = page.locator(".result").first
    expect(first.locator("mark", has_text=marked)).to_be_visible()
    expect(first.locator(f'a[href*="kharkiv-counteroffensive"][href$="#p{ordinal}"]').first).to_be_visible()
