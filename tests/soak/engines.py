"""Questions of all kinds to one archive in both engines: what a directory answers, a cluster answers, too.

    python -m tests.soak.engines --index DIR --cluster opensearch+http://HOST:PORT/NAME --trials 2000 --seconds 600

Queries are written as those of `tests.soak.queries` are, and asked with filters, groups, orders and pages at random.
Promised are totals, the values of facets with their counts, the histogram, what has no date, the notices, which
paragraphs match (of no more than SIZE of them), the days in the order by date, and what is missing of a next best.

Printed are how many were asked, how many an engine ended for taking too much, how many of the ten most relevant both
have, and the differences; exit 1 where there are any.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from search.archive import Archive
from search.errors import SearchEndedError, SearchError
from search.fields import FILTERS
from search.limits import Limits
from search.request import SearchRequest
from search.results import SearchPage
from tests.soak.queries import UNHURRIED, Author, words_of

SIZE, TOP = 100, 10
SHOWN = 20
"""Differences that are told."""


@dataclass
class Compared:
    """What became of the questions: how many were asked, ended by an engine, and answered differently; and which shares
    of the most relevant both engines have."""

    asked: int = 0
    ended: int = 0
    differing: list[str] = field(default_factory=list)
    shared: list[float] = field(default_factory=list)

    def report(self) -> str:
        """Return it as lines to be printed."""
        mean = sum(self.shared) / max(len(self.shared), 1)
        return "\n".join(
            (
                f"{self.asked:,} questions, {self.ended:,} of them ended for taking too much",
                f"{mean:.1%} of the {TOP} most relevant are the same, of {len(self.shared):,} with so many",
                f"{len(self.differing):,} differ",
                *(f"  {one[:2_000]}" for one in self.differing[:SHOWN]),
            )
        )


@dataclass
class Asking:
    """Makes up questions, with values of the archive's own as filters."""

    author: Author
    archive: Archive

    def __post_init__(self) -> None:
        facets = self.archive.search(SearchRequest()).facets
        self._values = {facet: [one.value for one in facets.of(facet)] or ["none"] for facet in FILTERS}

    def question(self) -> SearchRequest:
        """Return another question."""
        chance = self.author.chance
        request = SearchRequest(
            self.author.query()[:4_000],
            sort=chance.choice(("relevance", "newest", "oldest")),
            group=chance.choice(("paragraph", "paragraph", "article", "origin")),
            copies=chance.choice(("one", "each")),
            by=chance.choice(("any", "any", "any", "name")),
            undated=chance.choice(("either", "either", "either", "only")),
            page=chance.choice((1, 1, 1, 2, 3)),
            size=chance.choice((TOP, SIZE)),
        )
        if chance.random() < 0.2:
            request = replace(request, date_from=chance.choice(("2010-01-01", "2031-02-01", "1990-01-01")))
        for facet in FILTERS:
            if chance.random() < 0.1:
                chosen = chance.sample(self._values[facet], min(2, len(self._values[facet])))
                request = replace(request.choosing(facet, tuple(chosen)), page=request.page)
        return request


def campaign(archives: tuple[Archive, Archive], author: Author, trials: int, seconds: float) -> Compared:
    """Ask both archives so many questions, or as many as the seconds allow."""
    asking, compared = Asking(author, archives[0]), Compared()
    began = time.monotonic()
    while compared.asked < trials and time.monotonic() - began < seconds:
        compare(archives, asking.question(), compared)
    return compared


def compare(archives: tuple[Archive, Archive], request: SearchRequest, compared: Compared) -> None:
    """Ask both the same, and note what differs."""
    compared.asked += 1
    answers = [answer(archive, request) for archive in archives]
    if any(isinstance(one, SearchEndedError) for one in answers):
        compared.ended += 1
        return
    first, second = answers
    if isinstance(first, SearchError) or isinstance(second, SearchError):
        if str(first) != str(second):
            compared.differing.append(f"{request}: {first!r:.200} but {second!r:.200}")
        return
    compared.differing += [f"{what}: {request}" for what in differences(first, second, request)]
    best = [[hit.id for hit in page.results if not hit.missing] for page in (first, second)]
    if request.sort == "relevance" and request.page == 1 and len(best[0]) >= TOP:
        compared.shared.append(len({*best[0][:TOP]} & {*best[1][:TOP]}) / TOP)


def answer(archive: Archive, request: SearchRequest) -> SearchPage | SearchError:
    """Return what an archive answers, or why it doesn't."""
    try:
        return archive.search(request)
    except SearchError as error:
        return error


def differences(first: SearchPage, second: SearchPage, request: SearchRequest) -> Iterator[str]:
    """Yield what is promised and not the same in both answers."""
    for told in ("total", "articles", "origins", "notices", "suggestion"):
        one, other = getattr(first, told), getattr(second, told)
        if one != other:
            yield f"{told} {one} but {other}"
    if first.total:  # where nothing is found, the facets are those of the next best
        for what in (*FILTERS, "date", "undated"):
            one, other = getattr(first.facets, what), getattr(second.facets, what)
            if one != other and not (request.group == "origin" and what in ("date", "undated")):
                yield f"{what} {one} but {other}"
    one_shown, other_shown = shown(first), shown(second)
    if len(one_shown) != len(other_shown):
        yield f"{len(one_shown)} shown but {len(other_shown)}"
    is_whole = request.page == 1 and first.origins <= request.size
    if is_whole and first.origins == first.total and request.group == "paragraph" and {*one_shown} != {*other_shown}:
        yield f"{sorted({*one_shown} ^ {*other_shown})} in one"
    days = [[hit.article.date for hit in page.results if not hit.missing] for page in (first, second)]
    if request.sort != "relevance" and request.group != "origin" and days[0] != days[1]:
        yield f"days {days[0]} but {days[1]}"
    missing = [{hit.id: hit.missing for hit in page.results if hit.missing} for page in (first, second)]
    for id in missing[0].keys() & missing[1].keys():
        if missing[0][id] != missing[1][id]:
            yield f"{id} misses {sorted({*missing[0][id]} ^ {*missing[1][id]})} in one"


def shown(page: SearchPage) -> Sequence[str]:
    """List what is shown that misses nothing."""
    return [hit.id for hit in page.results if not hit.missing]


def main() -> int:
    """Run the campaign as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--cluster", required=True, help="the address of the same archive in a cluster")
    parser.add_argument("--trials", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=600, help="after which it ends, whatever is left")
    parser.add_argument("--seed", type=int, default=16)
    chosen = parser.parse_args()
    limits = replace(Limits(), max_milliseconds=UNHURRIED)
    archives = Archive(chosen.index, limits), Archive(chosen.cluster, limits)
    author = Author(random.Random(chosen.seed), words_of(chosen.index))
    compared = campaign(archives, author, chosen.trials, chosen.seconds)
    print(compared.report())
    return 1 if compared.differing else 0


if __name__ == "__main__":
    sys.exit(main())
