"""Pictures of the main pages over the sample archive, for the README: `make screenshots`.

Each is reduced to a palette, so that all together stay small enough to be kept with the program.
"""

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from index.pipeline.rebuild import rebuild
from tests.browser.conftest import ARGUMENTS, PHONE, found_browser
from tests.serving import served
from web.app import create_app

PROJECT = Path(__file__).parent.parent.parent
FOLDER = PROJECT / "docs" / "screenshots"
COLOURS = 96
MOST_BYTES = 600_000
"""Of all pictures together."""
WINDOW: ViewportSize = {"width": 1280, "height": 860}
QUERY = "/?q=speaker%3Aokonjo%20bridge"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, the page that it shows, how."""

    name: str
    path: str
    dark: bool = False
    phone: bool = False


PICTURES = (
    Picture("start", "/"),
    Picture("start-dark", "/", dark=True),
    Picture("results", QUERY),
    Picture("results-dark", QUERY, dark=True),
    Picture("results-phone", QUERY, phone=True),
    Picture("results-phone-dark", QUERY, dark=True, phone=True),
    Picture("article", "{article}"),
    Picture("article-dark", "{article}", dark=True),
    Picture("speaker", "/speakers/Ifeoma%20Okonjo"),
    Picture("speaker-dark", "/speakers/Ifeoma%20Okonjo", dark=True),
    Picture("place", "/places/{place}"),
    Picture("place-dark", "/places/{place}", dark=True),
)


def main() -> None:
    """Write all pictures."""
    executable = found_browser()
    if executable is None:
        sys.exit("There is no Chromium to take the pictures with; install it (make chromium).")
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        rebuild([PROJECT / "examples" / "articles"], index)
        app = create_app(index)
        client = app.test_client()
        held = {
            "article": client.get("/api/search" + QUERY[1:]).get_json()["results"][0]["url"].partition("#")[0],
            "place": client.get("/api/places?q=location%3Aporto").get_json()["places"][0]["id"],
        }
        with served(app) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
            written = [take(browser, address + one.path.format(**held), one) for one in PICTURES]
            browser.close()
    print(f"{len(written)} pictures in {FOLDER}, {sum(written):,} bytes")
    if sum(written) > MOST_BYTES:
        sys.exit(f"That is more than {MOST_BYTES:,}: take fewer colours.")


def take(browser: Browser, url: str, picture: Picture) -> int:
    """Write one picture, and return its size in bytes."""
    with browser.new_context(
        viewport=PHONE if picture.phone else WINDOW,
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        response = page.goto(url, wait_until="networkidle")
        if response is None or not response.ok:
            sys.exit(f"{url} is not there to be pictured.")
        shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{picture.name}.png"
    reduced = shot.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    reduced.save(path, optimize=True)
    return path.stat().st_size


if __name__ == "__main__":
    main()
