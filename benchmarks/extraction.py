"""How much of an article's text is found in pages, and how little else, beside trafilatura alone.

usage: python -m benchmarks.extraction [--part dev|held|all] [--pages] [--show LAYOUT]

The pages are invented, in the manner of some thirty content management systems and ages of the web
(`extraction_pages/layouts`), two stories in each; those of every other layout are held out.  Measured are the runs of
four words that the text found shares with the right one, each page weighing the same (as in Zyte's
article-extraction-benchmark): precision, recall and F1.  The title is taken from before the text where it is found
there, for all alike.  "Cleaned" is what becomes paragraphs in the end.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from trafilatura import extract
from trafilatura.utils import load_html

from benchmarks.extraction_pages import furniture
from benchmarks.extraction_pages.stories import Story, brief, interview, stories
from index.cleaning import clean
from index.readers.page_text import article_text

RUN = 4
"""Words that are compared at once."""
STORIES_A_LAYOUT = 2
PARTS = ("dev", "held")
LAYOUTS = Path(__file__).parent / "extraction_pages" / "layouts"
TOLD_AS: dict[str, Callable[[Story], Story]] = {"interview": interview, "brief_in_chrome": brief}
"""Layouts that tell a story in a way of their own."""
_WORD = re.compile(r"\w+")

Extractor = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page, in which part it is, and the story that it tells."""

    layout: str
    part: str
    html: str
    story: Story


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares of runs of words, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1)


def ours(html: str) -> str:
    """Extract as Dateline does."""
    return article_text(load_html(html))


def cleaned(html: str) -> str:
    """Extract as Dateline does, and clean the text as it does then."""
    return "\n\n".join(paragraph.text for paragraph in clean(ours(html)))


def alone(html: str) -> str:
    """Extract as trafilatura does by itself."""
    return extract(html, include_comments=False) or ""


EXTRACTORS: dict[str, Extractor] = {"Dateline": ours, "Dateline, cleaned": cleaned, "trafilatura alone": alone}


def pages() -> list[Page]:
    """Make the pages."""
    layouts = Environment(loader=FileSystemLoader(LAYOUTS), autoescape=True, keep_trailing_newline=True)
    layouts.globals.update({name: value for name, value in vars(furniture).items() if name.isupper()})
    names = [name for name in layouts.list_templates() if not name.startswith("_")]
    told = stories()
    made = []
    for number, name in enumerate(names):
        layout = name.removesuffix(".html")
        for n in range(STORIES_A_LAYOUT):
            story = told[(number * STORIES_A_LAYOUT + n) % len(told)]
            if layout in TOLD_AS:
                story = TOLD_AS[layout](story)
            html = layouts.get_template(name).render(story=story)
            made.append(Page(layout, PARTS[number % len(PARTS)], html, story))
    return made


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of words in a text; one shorter than a run is one."""
    words = _WORD.findall(text.lower())
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def without_title(text: str, title: str) -> str:
    """Leave out a first line that is the title."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if runs(first.strip("# ")) == runs(title) else text


def counted(text: str, page: Page) -> tuple[float, float, float]:
    """Give the shares of one page's runs that are right, too many, and missed."""
    found, right = runs(without_title(text, page.story.title)), runs("\n".join(page.story.lines))
    hits, extra, missed = (found & right).total(), (found - right).total(), (right - found).total()
    whole = hits + extra + missed
    return hits / whole, extra / whole, missed / whole


def score(counts: Sequence[tuple[float, float, float]]) -> Scores:
    """Put pages' shares together."""
    hits, extra, missed = (sum(one[at] for one in counts) for at in range(3))
    return Scores(hits / (hits + extra or 1), hits / (hits + missed or 1))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="all", choices=("dev", "held", "all"))
    parser.add_argument("--pages", action="store_true", help="a line for each layout")
    parser.add_argument(
        "--show", metavar="LAYOUT", help="print what is too much and what is missing in a layout's pages"
    )
    chosen = parser.parse_args()
    made = [page for page in pages() if chosen.part in (page.part, "all")]
    if chosen.show:
        show([page for page in made if page.layout == chosen.show])
        return
    print(
        "| extractor | part | pages | precision | recall | F1 | pages/s |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    for name, extractor in EXTRACTORS.items():
        for part in sorted({page.part for page in made}):
            of_part = [page for page in made if page.part == part]
            began = time.process_time()
            texts = [extractor(page.html) for page in of_part]
            took = time.process_time() - began
            all_ = score([counted(text, page) for text, page in zip(texts, of_part, strict=True)])
            figures = f"{all_.precision:.3f} | {all_.recall:.3f} | {all_.f1:.3f} | {len(of_part) / took:.0f}"
            print(f"| {name} | {part} | {len(of_part)} | {figures} |")
    if chosen.pages:
        for layout in dict.fromkeys(page.layout for page in made):
            of_layout = [page for page in made if page.layout == layout]
            scores = [
                score([counted(extractor(page.html), page) for page in of_layout]).f1
                for extractor in EXTRACTORS.values()
            ]
            print(f"{layout:22}", *(f"{one:.3f}" for one in scores))


def show(made: Sequence[Page]) -> None:
    """Print the lines of each page that ours has too many of, and those that it misses."""
    for page in made:
        found, right = [one for one in ours(page.html).split("\n") if one], page.story.lines
        for mark, lines, others in (("+", found, right), ("-", right, found)):
            known = f" {' '.join(_WORD.findall(' '.join(others).lower()))} "
            print(
                *(
                    f"{mark} {line[:150]}\n"
                    for line in lines
                    if f" {' '.join(_WORD.findall(line.lower()))} " not in known
                ),
                sep="",
                end="",
            )
        print()


if __name__ == "__main__":
    main()
