"""Payloads in a real browser: whatever articles, queries and filters say, nothing runs and no page lies or breaks.

    python -m tests.soak.payloads --trials 300

Each payload stands in an article as its title, its source, its url, its author, its text, who speaks in it and a place
that it names.  Chromium then opens, as wide as a phone, its article, a search for it, searches filtered by it, the
pages of its speaker and its place, and an address made of it.  Of each page it is required that no script of the
payload runs, that no dialog opens, that the console says nothing (a violation of the policy is said there), that nobody
but the server is asked, that there is no element that the page doesn't have by itself, that the page is no wider than
the window, and that what turns the direction of writing is set apart from all else.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, sync_playwright

from index.annotation.spans import Annotation, Location, Quotation, Speaker
from tests.archives import Story, Told, publish
from tests.serving import served
from web.app import create_app

RUN = "pwned()"
"""What a payload runs where it can."""
PHONE = {"width": 360, "height": 740}
BEFORE_ALL = "window.pwned = () => { window.ran = true; };"

LISTED = Path(__file__).with_name("payloads.txt")
"""A payload a line, as Python escapes it: elements, attributes, addresses, styles, headers, others, templates."""
_CONTROLS = tuple(f"left {chr(code)}right{chr(code)} end" for code in (
    0x00, 0x01, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0xAD, 0x061C, 0x200B, 0x200C, 0x200D,
    0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069,
    0xFEFF, 0xFFF9, 0xFFFD, 0xFFFE, 0xE0001, 0xE0041,
))  # fmt: skip
_LONG = (
    "w" * 5_000, "w-" * 2_000, "w." * 2_000, "/" * 3_000, "&" * 3_000, "<" * 3_000, '"' * 3_000, "\u0489" * 500,
    "Z\u0335\u0321\u0322\u031b" * 300, "\ufdfd" * 500, "\u1242a" * 300, "\u00a0" * 2_000, "\u3000" * 1_000, "𒐫" * 300,
    "\u202e" * 500, "\u2067" * 500, "👨‍👩‍👧‍👦" * 200, "\u0300" * 1_000, "_" * 4_000, "—" * 3_000,
)  # fmt: skip


def payloads() -> tuple[str, ...]:
    """Return all payloads, each once."""
    listed = (line.encode().decode("unicode_escape") for line in LISTED.read_text("ascii").splitlines())
    return tuple(dict.fromkeys([*listed, *_CONTROLS, *_LONG]))


def stories(of: Sequence[str]) -> list[Story]:
    """Return an article for each payload, in which it stands wherever something can stand."""
    return [_story(number, payload) for number, payload in enumerate(of)]


def _story(number: int, payload: str) -> Story:
    text = f"“{payload} marzipan” said {payload} in {payload}, marzipan number {number}."
    said, named = text.index(" said ") + 6, text.index(" in ", len(payload)) + 4
    found = Annotation(
        (Speaker(payload, "person", said, said + len(payload), payload),),
        (Quotation(1, 1 + len(payload), payload, sure=False),),
        (Location(payload, "city", named, named + len(payload), 1.0, 2.0, "PT", (payload,)),),
    )
    return Story(
        f"p{number}", (Told(text, found=found),), payload, "2031-02-03", payload, payload, authors=(payload, payload)
    )


def addresses(number: int, payload: str) -> Iterator[str]:
    """Yield the pages that show a payload."""
    asked = payload[:300]
    named = quote(asked, safe="") or "x"
    yield f"/articles/p{number}?{urlencode({'q': 'marzipan'})}"
    yield f"/?{urlencode({'q': asked})}"
    yield f"/?{urlencode({'q': 'marzipan', 'speaker': asked, 'location': asked, 'source': asked})}"
    yield f"/?{urlencode({'q': f'speaker:{asked} marzipan'})}"
    yield f"/speakers/{named}"
    yield f"/places/{named}"
    yield f"/articles/{named}"
    yield f"/map?{urlencode({'q': f'marzipan {number}'})}"
    yield f"/cite/p{number}/1"


def summaries(count: int) -> Iterator[str]:
    """Yield pages that show many payloads at once."""
    for page in range(1, count // 100 + 2):
        yield f"/?q=marzipan&size=100&group=article&page={page}"
    yield from ("/values/speaker?q=marzipan", "/values/location", "/values/source", "/map?q=marzipan")


LOOKED_AT = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const told = (nodes) => nodes.map((node) => node.outerHTML.slice(0, 200));
  const turning = /[\\u202a-\\u202e\\u2066-\\u2069]/;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const apart = "bdi, [dir], code, pre, .about, .within";
  const loose = [];
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (turning.test(data) && !parentElement.closest(apart)) loose.push(parentElement);
  }
  const acts = (name) => name.startsWith("on") || name === "style" || name === "srcdoc";
  const address = (node) => node.getAttribute("href") || node.getAttribute("src") || node.getAttribute("action") || "/";
  const leadsAway = (node) => !/^https?:$/.test(new URL(address(node), document.baseURI).protocol);
  const foreign = [
    ...all("iframe, object, embed, base, style, img, video, audio, marquee, math, portal, template, dialog"),
    ...all("*").filter((node) => node.getAttributeNames().some(acts)),
    ...all("[href], [src], [action]").filter(leadsAway),
  ];
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    ran: Boolean(window.ran),
    turned: turning.test(document.title) ? [document.title] : told(loose),
    foreign: told(foreign),
    scripts: document.scripts.length,
    wider: Math.max(0, scrollWidth - clientWidth - 1),
  };
}"""
SOUND = {"ran": False, "turned": [], "foreign": [], "scripts": 1, "wider": 0}


class Watch:
    """A page that is watched: what its console says, which dialogs open, who else is asked."""

    def __init__(self, page: Page, address: str) -> None:
        self._page, self._address = page, address
        self._seen: list[str] = []
        page.on("console", lambda message: self._seen.append(message.text))
        page.on("pageerror", lambda error: self._seen.append(str(error)))
        page.on("dialog", self._dismiss)
        page.on("request", self._note)

    def _dismiss(self, dialog: Dialog) -> None:
        self._seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _note(self, request: Request) -> None:
        if not request.url.startswith(self._address):
            self._seen.append(request.url)

    def faults(self, path: str) -> list[str]:
        """Open a page and return what is wrong with it."""
        self._seen.clear()
        response = self._page.goto(self._address + path)
        seen = self._page.evaluate(LOOKED_AT)
        faults = [f"{name}: {value}" for name, value in seen.items() if value != SOUND[name]]
        if response is None or response.status not in (200, 400, 404, 414):
            faults.append(f"status {response and response.status}")
        if response and {"set-cookie", "x-injected", "location"} & response.headers.keys():
            faults.append(f"headers {response.headers}")
        return faults + [one for one in self._seen if not one.startswith("Failed to load resource")]


def context_of(browser: Browser) -> BrowserContext:
    """Open a window in which a payload that runs leaves a trace."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    context.add_init_script(BEFORE_ALL)
    return context


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is wrong with any page; return 1 if anything is."""
    from tests.browser.conftest import ARGUMENTS, found_browser

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=len(payloads()), help="payloads that are tried")
    parser.add_argument("--after", type=int, default=0, help="payloads that are passed over, as they were tried before")
    parser.add_argument("--seconds", type=float, default=3_000, help="time after which no other is begun")
    chosen = parser.parse_args(arguments)
    tried = payloads()[chosen.after :][: chosen.trials]
    began, pages, broken, done = time.monotonic(), 0, 0, 0
    with (
        tempfile.TemporaryDirectory() as folder,
        served(create_app(publish(Path(folder) / "index", stories(tried)))) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=found_browser(), args=ARGUMENTS)
        watch = Watch(context_of(browser).new_page(), address)
        looks = [("many at once", list(summaries(len(tried))))]
        looks += [(repr(payload)[:60], list(addresses(number, payload))) for number, payload in enumerate(tried)]
        for name, paths in looks:
            if time.monotonic() - began > chosen.seconds:
                break
            done += 1
            for path in paths:
                pages += 1
                if faults := watch.faults(path):
                    broken += 1
                    print(f"{name}  {path[:80]}  {'; '.join(faults)[:300]}", flush=True)
        browser.close()
    print(f"{done - 1} of {len(tried)} payloads, {pages:,} pages: {broken} with something wrong")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
