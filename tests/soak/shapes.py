"""Articles of one kind of thing many times over: to show them takes time in proportion, whatever the thing is.

    python -m tests.soak.shapes --size 5000

Each *shape* is an archive with n of something in one place (quotations in a paragraph, paragraphs in an article, copies
of a text …), and each *look* a page or an answer that shows it.  What a look costs is counted in lines of Python that
are run, the turns of loops within a line among them, which is the same on every machine, or with `--seconds` measured
as processor time, which sees what is done in C as well.

Of n, 2n and 4n the second increment is twice the first where the cost is in proportion, and four times where everything
is held against everything; what does not depend on n falls out.  Promised is at most LARGEST_RATIO.
"""

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask.testing import FlaskClient

from index.annotation.spans import Annotation, Location, Quotation, Speaker, Statement
from search.limits import Limits
from tests.archives import Story, Told, publish
from tests.work import LARGEST_RATIO, lines_run
from web.app import create_app

LINES = 2_000
"""An increment of fewer lines is noise: dictionaries that grow, caches that are filled."""
SECONDS = 0.05
BROWSER = {"Accept": "text/html"}
UNHURRIED = Limits(max_milliseconds=3_600_000)
LOOKS = (
    "/articles/a",
    "/articles/a?q=gull",
    "/articles/a?q=said:gull",
    "/articles/a?q=%22gull+gull+cries%22",
    "/articles/a?q=gu*+c%3Fy~1+g*l",
    "/articles/a?q=speaker:lund+said:gull",
    "/api/articles/a?q=gull",
    "/?q=gull",
    "/?q=%22gull+gull%22&group=article",
    "/?q=location:lundby+gull&group=origin&sort=newest",
    "/api/search?q=gull&size=100",
    "/api/search?q=said:gull&group=origin",
    "/api/counts?by=speaker,location,source,date",
    "/api/places?size=1000",
    "/feed.atom?q=gull",
    "/export.csv?q=gull",
    "/export.jsonl?q=gull",
    "/export.bib?q=gull",
    "/cite/a/1",
    "/cite/a/1?as=text",
    "/like/a/1",
    "/map?q=gull",
    "/values/speaker?q=gull",
    "/values/location",
    "/speakers/Ada Lund",
    "/speakers/Ada Lund 1",
    "/places/Lundby",
    "/api/suggest?q=lun&field=all",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What there is many of, and the archive that has n of it."""

    name: str
    stories: Callable[[int], Sequence[Story]]
    looks: Callable[[int], Sequence[str]] = lambda n: LOOKS


def _said(n: int, who: Callable[[int], str | None], *, spoken: str = "gull gull") -> Told:
    """A paragraph of n quotations, each by whom `who` says, and a statement by each."""
    pieces = [f"{who(one)} says “{spoken}”. " for one in range(n)]
    ends = list(accumulate(map(len, pieces)))
    spans = [(end - len(spoken) - 3, end - 3) for end in ends]
    speakers = [Speaker(name, "person", end - len(piece), end - len(piece) + len(name))
                for one, (piece, end) in enumerate(zip(pieces, ends, strict=True)) if (name := who(one))]  # fmt: skip
    quotations = [Quotation(*span, who(one)) for one, span in enumerate(spans)]
    statements = [Statement(start, end, name) for one, (start, end) in enumerate(spans) if (name := who(one))]
    return Told("".join(pieces), found=Annotation(tuple(speakers), tuple(quotations), (), tuple(statements)))


def _named(n: int, name: Callable[[int], str], *, country: str = "NO", kind: str = "city") -> Told:
    """A paragraph that names n places."""
    pieces = [f"Gull of {name(one)}. " for one in range(n)]
    ends = list(accumulate(map(len, pieces)))
    found = [
        Location(name(one), kind, end - 2 - len(name(one)), end - 2, one % 90, one % 180, country, ("Westland",))
        for one, end in enumerate(ends)
    ]
    return Told("".join(pieces), found=Annotation(locations=tuple(found)))


def _article(*paragraphs: Told, **fields: Any) -> Sequence[Story]:
    return [Story("a", paragraphs, title="A gull", date="2031-02-03", source="The Lantern", **fields)]


def _articles(n: int, told: Callable[[int], Told], **fields: Callable[[int], Any]) -> list[Story]:
    return [
        Story("a" if not one else f"a{one}", (told(one),), **{name: of(one) for name, of in fields.items()})
        for one in range(n)
    ]


def _asking(asked: Callable[[int], str]) -> Callable[[int], Sequence[str]]:
    """Ask for something of n parts."""
    paths = "/articles/a", "/", "/api/search", "/feed.atom", "/map", "/export.csv"
    return lambda n: [f"{path}?{asked(n)}" for path in paths]


def _each(told: Callable[[int], Told]) -> Callable[[int], Sequence[Story]]:
    """An article of n such paragraphs."""
    return lambda n: _article(*map(told, range(n)))


def _quoted_again(one: int) -> Told:
    """A text of its own that quotes what others quote."""
    told = _said(1, lambda _: "Ada Lund", spoken="The gull cries over the harbour wall at night")
    return Told(f"{told.text}Then {one}.", found=told.found)


def _numbered(one: int) -> Told:
    return Told(f"The gull cries {one}.")


PLAIN = _article(Told("The gull cries over Lundby. " * 3))
SHAPES = (
    Shape("quotations of one speaker", lambda n: _article(_said(n, lambda one: "Ada Lund"))),
    Shape("quotations of as many speakers", lambda n: _article(_said(n, lambda one: f"Ada Lund {one}"))),
    Shape("quotations of nobody", lambda n: _article(_said(n, lambda one: None))),
    Shape("places of a paragraph", lambda n: _article(_named(n, lambda one: f"Lundby {one}"))),
    Shape("mentions of a place", lambda n: _article(_named(n, lambda one: "Lundby"))),
    Shape("mentions of a people", lambda n: _article(_named(n, lambda one: "Norwegians", kind="demonym"))),
    Shape("hits of a paragraph", lambda n: _article(Told("gull, " * n))),
    Shape("sentences of a paragraph", lambda n: _article(Told("A gull. " * n))),
    Shape("letters of a word", lambda n: _article(Told("gull " + "g" * n))),
    Shape("words between hyphens", lambda n: _article(Told("-".join(["gull"] * n)))),
    Shape("initials", lambda n: _article(Told("gull " + "g." * n))),
    Shape("ideographs", lambda n: _article(Told("gull " + "鷗" * n))),
    Shape("ideographs that are asked for", lambda n: _article(Told("gull " + "鷗" * n)), _asking(lambda n: "q=鷗")),
    Shape("ideographs of a phrase", lambda n: _article(Told("gull " + "鷗" * n)), _asking(lambda n: "q=%22鷗鷗%22")),
    Shape("letters and ideographs in turn", lambda n: _article(Told("gull鷗" * n))),
    Shape("words with two forms", lambda n: _article(Told("gull, menü " * n))),
    Shape("signs without words", lambda n: _article(Told("gull " + "!?“”… " * n))),
    Shape("marks that must be escaped", lambda n: _article(Told("gull <&>\" " * n))),
    Shape("characters of a title", lambda n: [Story("a", (Told("The gull cries."),), "gull & " * n)]),
    Shape("authors", lambda n: _article(Told("The gull cries."), authors=tuple(f"Ada Lund {one}" for one in range(n)))),
    Shape("characters of an address", lambda n: _article(Told("The gull cries."), url="https://a.example/" + "a" * n)),
    Shape("paragraphs", _each(_numbered)),
    Shape("paragraphs that say the same", _each(lambda one: Told("The gull cries."))),
    Shape("paragraphs with a speaker each", _each(lambda one: _said(1, lambda _: f"Ada Lund {one}"))),
    Shape("paragraphs of one speaker", _each(lambda one: _said(1, lambda _: "Ada Lund"))),
    Shape("paragraphs with a place each", _each(lambda one: _named(1, lambda _: f"Lundby {one}"))),
    Shape("articles of one text", lambda n: _articles(n, lambda one: Told("The gull cries over the harbour. " * 20))),
    Shape("articles that quote the same", lambda n: _articles(n, _quoted_again)),
    Shape("articles of as many days", lambda n: _articles(n, _numbered, date=lambda one: f"{1000 + one}-01-01")),
    Shape("articles of as many sources", lambda n: _articles(n, _numbered, source=lambda one: f"Lantern {one}")),
    Shape("articles of one speaker", lambda n: _articles(n, lambda one: _said(1, lambda _: "Ada Lund"))),
    Shape("words of a query", lambda n: PLAIN, _asking(lambda n: "q=" + "+".join(f"gull{one}" for one in range(n)))),
    Shape("times a word is asked for", lambda n: PLAIN, _asking(lambda n: "q=" + "+".join(["gull"] * n))),
    Shape("words of a phrase", lambda n: PLAIN, _asking(lambda n: f'q="{"+".join(["gull"] * n)}"')),
    Shape("parentheses", lambda n: PLAIN, _asking(lambda n: f"q={'(' * n}gull{')' * n}")),
    Shape("signs of a query", lambda n: PLAIN, _asking(lambda n: "q=" + quote('gull "~-*?:<' * n))),
)  # fmt: skip


def seconds_taken(work: Callable[[], object]) -> float:
    """Return the processor time of the quickest of three runs, without that of the garbage collector."""

    def once() -> float:
        gc.collect()
        gc.disable()
        begin = time.process_time()
        work()
        taken = time.process_time() - begin
        gc.enable()
        return taken

    return min(once(), once(), once())


@dataclass(frozen=True, slots=True)
class Cost:
    """What a look at n, 2n and 4n of a shape costs."""

    shape: str
    look: str
    costs: tuple[float, float, float]
    noise: float

    @property
    def ratio(self) -> float:
        """The second increment to the first, 0 where it is too small to tell; of seconds, which vary, the whole."""
        few, some, many = self.costs
        if self.noise < 1:
            return many / max(some, self.noise)
        return (many - some) / max(some - few, self.noise) if many - some > self.noise else 0.0


def look(client: FlaskClient, path: str) -> None:
    """Take a page or an answer, whole; raise AssertionError where it is none."""
    response = client.get(path, headers=BROWSER)
    assert response.status_code in (200, 302, 404) and response.data is not None, (path, response.status_code)


def costs_of(
    shape: Shape, size: int, folder: Path, measure: Callable[[Callable[[], object]], float], noise: float
) -> Iterator[Cost]:
    """Yield what each look at a shape costs, in archives that are made in a folder."""
    sizes = size, 2 * size, 4 * size
    clients = [create_app(publish(folder / str(n), shape.stories(n)), UNHURRIED).test_client() for n in sizes]
    for paths in zip(*map(shape.looks, sizes), strict=True):
        found = []
        for client, path in zip(clients, paths, strict=True):
            look(client, path)  # what is read once and remembered is no cost of a look
            found.append(measure(lambda: look(client, path)))  # noqa: B023  # it is called here and now
        yield Cost(shape.name, paths[0][:60], (found[0], found[1], found[2]), noise)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the looks that cost most or grow fastest; return 1 if any breaks the promise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100, help="n; archives of n, 2n and 4n are made")
    parser.add_argument("--seconds", action="store_true", help="measure processor time and count no lines")
    parser.add_argument("--shape", default="", help="only shapes whose name has this")
    chosen = parser.parse_args(arguments)
    measure, noise = (seconds_taken, SECONDS) if chosen.seconds else (lines_run, LINES)
    broken = trials = 0
    for shape in SHAPES:
        if chosen.shape not in shape.name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            found = list(costs_of(shape, chosen.size, Path(folder), measure, noise))
        trials += len(found)
        broken += sum(cost.ratio > LARGEST_RATIO for cost in found)
        for cost in found:
            if cost.ratio > LARGEST_RATIO or cost == max(found, key=lambda one: one.costs[-1]):
                told = "  ".join(f"{one:,.2f}" if chosen.seconds else f"{one:,}" for one in cost.costs)
                print(f"{cost.ratio:5.2f}  {told}  {cost.shape}: {cost.look}", flush=True)
    print(f"{trials} looks at n, 2n, 4n, n = {chosen.size:,}: {broken} grow faster than in proportion")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
