"""How soon a reader sees the results: first contentful paint in Chromium, before a real server.

    python -m benchmarks.painting --index DIR [--queries 30] [--seed 1]

`dateline serve` is started on a free port, and pages of results are opened one after the other, each asked once, in a
window of 1440 × 900.  The queries are drawn from the index by document frequency with a fixed seed (the questions of
`benchmarks.serving`: words, pairs, phrases, words with a filter, in equal shares).  *First visit* is a browser that has
never been here: it fetches the page, the style sheet and the script.  *Later visit* is another query in a browser that
has the latter two.  Times are the browser's own, counted from the navigation (Paint Timing, Navigation Timing): when
the first byte of the page came, and when its first text or image was painted.  Every process of the server answers a
few searches before, since each opens the index with its first.  Playwright is among what the tests need (make test).
"""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.serving import load, questions
from benchmarks.serving.server import ServingError, running
from benchmarks.table import markdown
from index.errors import DatelineError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chromium-headless-shell")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
WARM_SECONDS = 2.0
PATIENCE_MS = 20_000
"""A page that takes longer ends the run."""
TIMES = """() => {
    const painted = performance.getEntriesByName("first-contentful-paint")[0];
    const page = performance.getEntriesByType("navigation")[0];
    return painted ? [page.responseStart, painted.startTime] : null;
}"""


@dataclass(frozen=True, slots=True)
class Painted:
    """Milliseconds from the navigation to the page's first byte, and to the first contentful paint."""

    first_byte: float
    paint: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit status: 1 where there is no server, no browser, or a page is not painted."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.painting", description="Measure first contentful paint before `dateline serve`."
    )
    parser.add_argument("--index", type=Path, required=True, help="the index to serve")
    parser.add_argument("--queries", type=int, default=30, help="different ones, for either kind of visit (default 30)")
    parser.add_argument("--seed", type=int, default=1, help="of the drawing (default 1)")
    chosen = parser.parse_args(arguments)
    executable = next((path for path in map(shutil.which, NAMES) if path), None)
    if executable is None:
        print(f"no browser: none of {', '.join(NAMES)} is installed", file=sys.stderr)
        return 1
    try:
        drawn = questions.draw(chosen.index, chosen.queries, chosen.seed)[: 2 * chosen.queries]
        paths = [one.path.removeprefix("/api/search") for one in drawn]
        with running(chosen.index) as server, sync_playwright() as playwright:
            load.ask(server.host, server.port, drawn, 4, WARM_SECONDS)
            browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
            addresses = [f"http://{server.host}:{server.port}/{path}" for path in paths]
            first = list(_first_visits(browser, addresses[::2]))
            later = list(_later_visits(browser, addresses[1::2]))
            browser.close()
    except (DatelineError, ServingError, OSError, TimeoutError) as error:
        print(error, file=sys.stderr)
        return 1
    print(markdown({"first visit": _row(first), "later visit": _row(later)}))
    return 0


def _first_visits(browser: Browser, addresses: Sequence[str]) -> Iterator[Painted]:
    for address in addresses:
        with _window(browser) as context:
            yield _painted(context, address)


def _later_visits(browser: Browser, addresses: Sequence[str]) -> Iterator[Painted]:
    with _window(browser) as context:
        _painted(context, addresses[0])
        for address in addresses:
            yield _painted(context, address)


def _window(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    return context


def _painted(context: BrowserContext, address: str) -> Painted:
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.wait_for_function(f"() => ({TIMES})() !== null")
    first_byte, paint = page.evaluate(TIMES)
    page.close()
    return Painted(first_byte, paint)


def _row(painted: Sequence[Painted]) -> dict[str, str]:
    bytes_came, paints = [one.first_byte for one in painted], [one.paint for one in painted]
    return {
        "pages": f"{len(painted):,}",
        "first byte, ms, median / 95th percentile": _spread(bytes_came),
        "first contentful paint, ms": _spread(paints),
        "slowest": f"{max(paints):.0f}",
    }


def _spread(milliseconds: Sequence[float]) -> str:
    return f"{np.percentile(milliseconds, 50):.0f} / {np.percentile(milliseconds, 95):.0f}"


if __name__ == "__main__":
    sys.exit(main())
