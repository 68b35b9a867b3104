"""Whether a change of the program changes what it answers: the same 1,000 questions, asked before and after.

    python -m benchmarks.answers INDEX --save FILE       before: draw questions, keep them with the answers
    python -m benchmarks.answers INDEX --compare FILE    after: ask the same ones, print what differs

Questions are drawn with a seed, of every kind of the query language, with filters, in every order, grouped and not,
some of them beyond the first page, some misspelt, some of words that never meet.  Compared are totals, ids, scores,
facets, histogram, marks, missing words, corrections and notices, and of every tenth the places and the export.  Besides
these, articles, paragraphs like others, speakers, places and suggestions are looked up.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from search.archive import Archive
from search.errors import SearchError
from search.limits import Limits
from search.request import SearchRequest
from search.results import Hit

QUESTIONS = 1_000
LOOKUPS = 40
"""Of each kind."""
SAMPLED = 3_000
"""Paragraphs that questions are drawn from."""
DIFFERENCES_SHOWN = 20
UNHURRIED = 600_000
"""Milliseconds: a busy machine must not make an answer differ."""


def main() -> None:
    """Save or compare, as the command line says; exit 1 where an answer differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--save", type=Path, metavar="FILE")
    way.add_argument("--compare", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    archive = Archive(arguments.index, Limits(max_milliseconds=UNHURRIED))
    if arguments.save:
        with arguments.save.open("w", encoding="utf-8") as file:
            for question in questions(archive, random.Random(11)):
                file.write(json.dumps([question, answer(archive, *question)]) + "\n")
        return
    with arguments.compare.open(encoding="utf-8") as file:
        asked = [json.loads(line) for line in file]
    differing = 0
    for question, before in asked:
        after = json.loads(json.dumps(answer(archive, *question)))
        if after != before:
            differing += 1
            if differing <= DIFFERENCES_SHOWN:
                print(json.dumps(question, ensure_ascii=False), *differences(before, after), sep="\n    ")
    print(f"{len(asked):,} questions, {differing:,} answered differently")
    sys.exit(differing > 0)


def answer(archive: Archive, kind: str, asked: Any) -> Any:
    """Return what the archive answers, as plain values; a refusal is its sentence."""
    try:
        return ANSWERS[kind](archive, asked)
    except SearchError as error:
        return str(error)


def _search(archive: Archive, asked: dict[str, Any]) -> Any:
    page = archive.search(_request(asked))
    return {
        "total": page.total,
        "articles": page.articles,
        "results": [_hit(hit) for hit in page.results],
        "facets": asdict(page.facets),
        "suggestion": page.suggestion,
        "notices": page.notices,
    }


def _places(archive: Archive, asked: dict[str, Any]) -> Any:
    return asdict(archive.places(_request(asked), 50))


def _export(archive: Archive, asked: dict[str, Any]) -> Any:
    export = archive.export(_request(asked))
    return export.total, [_hit(hit) for hit in islice(export.hits, 100)]


def _article(archive: Archive, asked: Sequence[str]) -> Any:
    page = archive.article(*asked)
    return page and [
        [_hit(hit) for hit in page.paragraphs],
        sorted({place.id for hit in page.paragraphs for place in hit.locations}),
    ]


def _similar(archive: Archive, asked: tuple[str, int]) -> Any:
    page = archive.similar(*asked)
    return page and [page.words, [_hit(hit) for hit in page.similar]]


def _profile(page: Any) -> Any:
    told = page and asdict(page)
    return told and {name: value for name, value in told.items() if name not in ("latest", "generation")} | {
        "latest": [_hit(hit) for hit in page.latest]
    }


def _suggestions(archive: Archive, asked: str) -> Any:
    fields = ("word", "speaker", "location", "source", "all")
    return [[asdict(one) for one in archive.suggest(asked, field)] for field in fields]


ANSWERS: dict[str, Callable[[Archive, Any], Any]] = {
    "search": _search,
    "places": _places,
    "export": _export,
    "article": _article,
    "similar": _similar,
    "speaker": lambda archive, name: _profile(archive.speaker(name)),
    "place": lambda archive, place: _profile(archive.place_profile(place)),
    "suggest": _suggestions,
}


def _request(asked: dict[str, Any]) -> SearchRequest:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in asked.items()}
    return SearchRequest(**values)


def _hit(hit: Hit) -> Any:
    return hit.id, hit.score, hit.missing, hit.marks, hit.quotations, [one.name for one in hit.speakers], hit.voices


def questions(archive: Archive, dice: random.Random) -> Iterator[tuple[str, Any]]:
    """Draw questions of every kind from what the archive holds."""
    held = list(archive.export(SearchRequest()).hits)
    hits = dice.sample(held, min(SAMPLED, len(held)))
    for number in range(QUESTIONS):
        asked = _drawn(hits, dice)
        yield "search", asked
        if number % 10 == 0:
            yield "places", asked
            yield "export", asked
    for hit in hits[:LOOKUPS]:
        yield "article", (hit.article.id, _query(hits, dice))
        yield "similar", (hit.article.id, hit.ordinal)
        yield "suggest", dice.choice(hit.text.split())[: dice.randint(1, 6)]
    for speaker in islice((one.name for hit in hits for one in hit.speakers), LOOKUPS):
        yield "speaker", speaker
    for place in archive.places(SearchRequest(), 200).places[::5]:
        yield "place", place.id


def _drawn(hits: Sequence[Hit], dice: random.Random) -> dict[str, Any]:
    """Draw a request: a query, and now and then filters, an order, a grouping, a page."""
    hit = dice.choice(hits)
    asked: dict[str, Any] = {"query": _query(hits, dice)}
    if dice.random() < 0.1:
        asked["query"] = ""
    if dice.random() < 0.15 and hit.speakers:
        asked["speakers"] = [hit.speakers[0].name]
    if dice.random() < 0.15 and hit.locations:
        asked["locations"] = sorted({place.name for place in hit.locations})[:2]
    if dice.random() < 0.1 and hit.locations and hit.locations[0].country:
        asked["countries"] = [hit.locations[0].country]
    if dice.random() < 0.1 and hit.article.source:
        asked["sources"] = [hit.article.source]
    if dice.random() < 0.15 and hit.article.date:
        asked["date_from"] = hit.article.date[:10]
    asked["sort"] = dice.choices(("relevance", "newest", "oldest"), (6, 1, 1))[0]
    asked["group"] = dice.choices(("paragraph", "article"), (4, 1))[0]
    asked["page"] = dice.choices((1, 2, 30), (16, 3, 1))[0]
    return asked


def _query(hits: Sequence[Hit], dice: random.Random) -> str:
    hit, other = dice.choices(hits, k=2)
    words = hit.text.split()
    word, another = dice.choice(words), dice.choice(words)
    at = dice.randrange(len(words))
    name = hit.speakers[0].name if hit.speakers else other.article.title.split(" ")[0]
    place = hit.locations[0].name if hit.locations else "Ukraine"
    letter = dice.randrange(len(word))
    shapes = (
        word,
        f"{word} {another}",
        " ".join(dice.sample(words, min(3, len(words)))),
        " ".join(words[at : at + 12]),
        f'"{" ".join(words[at : at + 2])}"',
        f'"{" ".join(words[at : at + 3])}" OR {dice.choice(other.text.split())}',
        f"{word} OR {dice.choice(other.text.split())}",
        f"{word} -{another}",
        f"({word} OR {another}) {dice.choice(words)}",
        f"{word[:4]}*",
        f"{word[:3]}* {another}",
        word[:letter] + word[letter + 1 :] + " " + another,
        f'speaker:"{name}" {word}',
        f"speaker:{name.split()[-1] if name.split() else 'smith'}",
        f'speaker:"{name}" said:{word}',
        f"said:{word} said:{another}",
        f'location:"{place}" {word}',
        f"location:{place.split()[0]} -speaker:{name.split()[0] if name.split() else 'smith'}",
        f"title:{(hit.article.title.split() or ['news'])[0]} {word}",
        f"date:{(hit.article.date or '2015-01-01')[:7]} {word}",
        f"demonym:american {word}",
        f"{word} AND NOT (speaker:{name.split()[0] if name.split() else 'a'} OR location:{place.split()[0]})",
        f'source:"{hit.article.source}" {word}' if hit.article.source else word,
        f"country:{hit.locations[0].country}" if hit.locations and hit.locations[0].country else word,
    )
    return dice.choice(shapes)


def differences(before: Any, after: Any, path: str = "") -> list[str]:
    """Return the first few places at which two answers differ."""
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        found = [line for name in before for line in differences(before[name], after[name], f"{path}.{name}")]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        found = [line for at, (one, other) in pairs for line in differences(one, other, f"{path}[{at}]")]
    else:
        found = [] if before == after else [f"{path}: {str(before)[:150]} → {str(after)[:150]}"]
    return found[:3]


if __name__ == "__main__":
    main()
