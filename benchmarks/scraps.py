"""How many of the hundred most frequent speakers and places of a query are none?  `python -m benchmarks.scraps INDEX`.

INDEX is an index of news-modern.  The queries are a reporter's; what each name is was judged by hand, by reading where
it stands: `scraps_data/` has the queries of three rounds and the judgements.  A speaker is a person, an organisation, a
place that speaks as one ("China"), or several people or somebody without a name; "none" are scraps of a page, parts of
a longer name, two names in one, laws, products, titles of works.  A place that is "none" is a company, a court case, a
person, a holiday.  Prints, for each query, of both lists: how many names it has, how many are none, how many nobody has
judged; with `--unjudged`, these names.
"""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from search.archive import Archive
from search.request import SearchRequest

DATA = Path(__file__).with_name("scraps_data")
ROUNDS = ("first", "second", "third")
LISTED = 100
ALLOWED = 2
"""Names of a list that may be none."""


class Tally(NamedTuple):
    """Of a list of names, how many there are, which are none, and which nobody has judged."""

    listed: int
    none: tuple[str, ...]
    unjudged: tuple[str, ...]


def judgements(field: str) -> dict[str, str]:
    """Read what each name of a field was judged to be: person, organization, unnamed, place or none."""
    lines = (DATA / f"{field}.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def queries(of_round: str) -> list[str]:
    """Read the queries of a round."""
    return (DATA / f"{of_round}.txt").read_text("utf-8").splitlines()


def tally(names: Iterable[str], judged: Mapping[str, str]) -> Tally:
    """Hold a list of names against the judgements."""
    listed = list(names)
    return Tally(
        len(listed),
        tuple(name for name in listed if judged.get(name) == "none"),
        tuple(name for name in listed if name not in judged),
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--unjudged", action="store_true", help="list the names that nobody has judged")
    options = parser.parse_args()
    archive = Archive(options.index)
    judged = {field: judgements(field) for field in ("speakers", "places")}
    unjudged: dict[str, set[str]] = {"speakers": set(), "places": set()}
    for of_round in ROUNDS:
        over = lists = 0
        print(f"{of_round + ' round':22} {'speakers':>8} none unjudged  {'places':>8} none unjudged")
        for query in queries(of_round):
            request = SearchRequest(query)
            found = {
                "speakers": [value.value for value in archive.values(request, "speaker", LISTED).values],
                "places": [place.name for place in archive.places(request, LISTED).places],
            }
            tallies = {field: tally(names, judged[field]) for field, names in found.items()}
            cells = "  ".join(f"{one.listed:8} {len(one.none):4} {len(one.unjudged):8}" for one in tallies.values())
            print(f"  {query:20} {cells}  {', '.join(name for one in tallies.values() for name in one.none)}")
            over += sum(len(one.none) > ALLOWED for one in tallies.values())
            lists += len(tallies)
            for field, one in tallies.items():
                unjudged[field].update(one.unjudged)
        print(f"  {over} of {lists} lists have more than {ALLOWED} that are none")
    if options.unjudged:
        for field, names in unjudged.items():
            print(field, *sorted(names), sep="\n  ")


if __name__ == "__main__":
    main()
