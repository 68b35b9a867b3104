"""The short form of the campaign of payloads: pages that show all of them, and a few one by one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.archives import publish
from tests.browser.conftest import PATIENCE_MS
from tests.serving import served
from tests.soak.payloads import Watch, addresses, context_of, payloads, stories, summaries
from web.app import create_app

FEW = ("<script>pwned()</script>", "java\tscript:pwned()", "left \u202eright\u202e end", "w" * 5_000)


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Watch]:
    index = publish(tmp_path_factory.mktemp("payloads") / "index", stories(payloads()))
    with served(create_app(index)) as address, context_of(browser) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield Watch(context.new_page(), address)


def test_there_are_as_many_as_promised() -> None:
    assert len(payloads()) >= 250


@pytest.mark.parametrize("path", list(summaries(len(payloads()))))
def test_pages_with_all_payloads_are_sound(watch: Watch, path: str) -> None:
    assert watch.faults(path) == []


@pytest.mark.parametrize("payload", FEW, ids=lambda payload: payload[:24].encode("unicode_escape").decode())
def test_pages_of_a_payload_are_sound(watch: Watch, payload: str) -> None:
    number = payloads().index(payload)
    faults = {path: watch.faults(path) for path in addresses(number, payload)}

    assert {path: found for path, found in faults.items() if found} == {}
