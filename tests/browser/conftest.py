"""A real browser before the real server over a real index."""

import shutil
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from index.pipeline.rebuild import rebuild
from tests.serving import served
from tests.web import sample
from web.app import create_app

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 60_000
"""How long an action or an expectation waits: machines that test are busy, and a right page is worth waiting for."""
expect.set_options(timeout=PATIENCE_MS)
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 900}


def found_browser() -> str | None:
    """Return the path of the browser that is installed."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


Scheme = Literal["light", "dark"]


class Visit(NamedTuple):
    """How somebody comes to a page."""

    size: Literal["phone", "desk"]
    script: bool

    def __str__(self) -> str:
        return f"{self.size}-{'script' if self.script else 'no-script'}"


PHONE_ALONE, DESK_SCRIPTED = Visit("phone", script=False), Visit("desk", script=True)
SCRIPTED = (Visit("phone", script=True), DESK_SCRIPTED)
EVERY = (PHONE_ALONE, Visit("desk", script=False), *SCRIPTED)

with_script = pytest.mark.parametrize("visit", SCRIPTED, ids=str, indirect=True)
"""For what there is with a script only: at both sizes."""
in_every_way = pytest.mark.parametrize("visit", EVERY, ids=str, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the sample on a free port; the server's own loop and threads end with the session."""
    folder = tmp_path_factory.mktemp("browser")
    rebuild([sample.write(folder)], folder / "index")
    with served(create_app(folder / "index")) as address:
        yield address


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """What starts a browser with further arguments; there is one Playwright a process."""
    found = found_browser()
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed")
    with sync_playwright() as playwright:
        yield lambda *more: playwright.chromium.launch(executable_path=found, args=[*ARGUMENTS, *more])


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture(params=[PHONE_ALONE, DESK_SCRIPTED], ids=str)
def visit(request: pytest.FixtureRequest) -> Visit:
    """Both sizes, with a script and without, in two visits; a test may ask for others."""
    asked: Visit = request.param
    return asked


@pytest.fixture
def context(browser: Browser, address: str, visit: Visit) -> Iterator[BrowserContext]:
    """Open a window of the visit's size; a phone is touched."""
    phone = visit.size == "phone"
    with browser.new_context(
        viewport=PHONE if phone else DESK, has_touch=phone, java_script_enabled=visit.script, base_url=address
    ) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page whose console stays empty, and that asks nobody but our server."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    complaints = console(page)
    yield page
    assert complaints == []
    assert [url for url in asked if not url.startswith(address)] == []


def console(page: Page) -> list[str]:
    """Collect what a page's console says from now on."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said
