"""Measure how often what is given as sure is right: `python -m benchmarks.certainty`.

Each part of the gold at hand is judged by its own measure: PolNeAR's and the articles of many outlets, which are not
part of the project, as `evals/speakers.py` and `evals/worldwide.py` do, the invented articles of many kinds as
`benchmarks.kinds` does.  The errors of PolNeAR's train part and of the kinds but dev stay unread.  PolNeAR tells
persons alone and resolves no description, so that neither bodies nor descriptions are judged by it; in its train part
the pronouns were resolved by a program.
"""

import gzip
import importlib.util
import json
import subprocess
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from benchmarks import kinds_gold
from benchmarks.kinds import annotate, share
from benchmarks.scoring import DATELINE, SHARED
from benchmarks.table import SPEAKERS

WORLDWIDE = SHARED / "corpora" / "news-worldwide-dev.jsonl.gz"
QUOTATION = "quotation"
WHAT = [
    *((kind, by) for kind in ("person", "organization", "unnamed") for by in ("name", "description", "pronoun")),
    (QUOTATION, ""),
]
Found = Mapping[str, Any]


class Judged(NamedTuple):
    """One speaker, or a quotation's, and whether it is right; `by` is empty for a quotation."""

    kind: str
    by: str
    sure: bool
    right: bool


def of_kinds(part: str, command: Sequence[str] = DATELINE) -> Iterator[Judged]:
    """Judge what an annotator finds in the invented articles of a part: "dev", "held" or "blind"."""
    read = kinds_gold.articles(part)
    annotated = annotate(read, command)
    for article in read:
        start = 0
        for paragraph in article.paragraphs:
            end = start + len(paragraph.text)
            for speaker in _spans(annotated[article.name], "speakers", start, end):
                named = [gold for gold in paragraph.speakers if kinds_gold.same(speaker["name"], gold.name)]
                right = any(gold.optional or (gold.kind == "person") == (speaker["kind"] == "person") for gold in named)
                yield Judged(speaker["kind"], speaker["by"], speaker["sure"], right)
            for quotation in _spans(annotated[article.name], "quotations", start, end):
                gold = next((who for at, who in paragraph.quotations if 0 <= at - (quotation["end"] - start) <= 4), "?")
                if gold != "?" and quotation["speaker"]:
                    right = gold != "-" and kinds_gold.same(quotation["speaker"], gold)
                    yield Judged(QUOTATION, "", quotation["sure"], right)
            start = end + len("\n\n")


def of_polnear(part: str, command: Sequence[str] = DATELINE) -> Iterator[Judged]:
    """Judge the persons that an annotator finds in a part of PolNeAR, "dev" or "train".

    What the annotators left out, or a program couldn't resolve, is not held against a person.
    """
    scorer = _module(SHARED / "evals" / "speakers.py")
    read = [article for article in _articles(SPEAKERS.gold) if article["compartment"] == part]
    annotated = _annotated(read, command)
    for article in read:
        starts = [paragraph["start"] for paragraph in article["paragraphs"]]
        by_paragraph: dict[int, list[Found]] = {}
        for paragraph in annotated[article["id"]]["paragraphs"]:
            for speaker in paragraph["speakers"]:
                if speaker["kind"] == "person" and speaker["by"] != "description":
                    by_paragraph.setdefault(bisect_right(starts, speaker["start"]) - 1, []).append(speaker)
        for number, (paragraph, gold) in enumerate(zip(article["paragraphs"], article["gold"], strict=True)):
            if not paragraph.get("title"):
                yield from _of_paragraph(by_paragraph.get(number, []), paragraph, gold, scorer.match)


def _of_paragraph(
    found: Iterable[Found], paragraph: Found, gold: Iterable[Found], same: Callable[[str, str], bool]
) -> Iterator[Judged]:
    accepted: list[str] = []
    unresolved = 0
    for one in gold:
        accepted += [one["name"]] if one["kind"] == "person-name" else one.get("accept", [])
        if one["kind"] == "pronoun":
            accepted += [one["resolved"]] if one.get("resolved") else []
            unresolved += not one.get("resolved") and one.get("by") != "hand"
    wrong: list[Found] = []
    for speaker in found:
        if any(same(speaker["name"], name) for name in accepted):
            yield Judged("person", speaker["by"], speaker["sure"], right=True)
        else:
            wrong.append(speaker)
    wrong.sort(key=lambda speaker: speaker["by"] == "name")
    for speaker in [] if paragraph.get("unannotated_quote") else wrong[unresolved:]:
        yield Judged("person", speaker["by"], speaker["sure"], right=False)


def of_worldwide(command: Sequence[str] = DATELINE) -> Iterator[Judged]:
    """Judge the speakers that an annotator finds in the articles of many outlets."""
    read = list(_articles(WORLDWIDE))
    annotated = _annotated(read, command)
    for article in read:
        start = 0
        for number, text in enumerate(article["text"].split("\n\n")):
            gold = [one for one in article["gold"]["speakers"] if one["p"] == number]
            for speaker in _spans(annotated[article["id"]], "speakers", start, start + len(text)):
                right = any(
                    one["name"] == "*"
                    or kinds_gold.same(speaker["name"], one["name"])
                    or one["kind"] == "unnamed" == speaker["kind"]
                    for one in gold
                )
                yield Judged(speaker["kind"], speaker["by"], speaker["sure"], right)
            start += len(text) + len("\n\n")


PARTS: Mapping[str, Callable[[], Iterator[Judged]]] = {
    "kinds, dev": lambda: of_kinds("dev"),
    "kinds, held out": lambda: of_kinds("held"),
    "kinds, blind": lambda: of_kinds("blind"),
    "PolNeAR, dev": lambda: of_polnear("dev"),
    "PolNeAR, train": lambda: of_polnear("train"),
    "worldwide, dev": of_worldwide,
}


def figures(judged: Iterable[Judged], kind: str, by: str | None = None) -> dict[str, float]:
    """Return how many there are of a kind, the share right of the sure ones and of the others, in per cent.

    Also the share sure, of all and of the right ones.
    """
    counted = Counter((one.sure, one.right) for one in judged if one.kind == kind and by in (None, one.by))
    sure = counted[True, True] + counted[True, False]
    return {
        "found": counted.total(),
        "right if sure": share(counted[True, True], sure),
        "right if not": share(counted[False, True], counted.total() - sure),
        "sure": share(sure, counted.total()),
        "sure of right": share(counted[True, True], counted[True, True] + counted[False, True]),
    }


def table(part: str, judged: Sequence[Judged]) -> str:
    """Lay out a part's figures, a line for each kind of speaker and by what it is shown."""
    shown: list[tuple[str, str | None]] = [("person", None), *WHAT]
    lines = []
    for kind, by in shown:
        row = figures(judged, kind, by)
        if row["found"]:
            label = f"{kind}, by {by}" if by else kind
            lines.append([part, label, f"{row.pop('found'):.0f}", *(f"{value:.1f}" for value in row.values())])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _spans(annotated: Found, field: str, start: int, end: int) -> list[Found]:
    spans = (span for paragraph in annotated["paragraphs"] for span in paragraph[field])
    return [span for span in spans if start <= span["start"] <= end]


def _articles(gold: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _annotated(read: Iterable[Found], command: Sequence[str]) -> dict[str, Found]:
    texts = "".join(json.dumps({name: one[name] for name in ("id", "text")}) + "\n" for one in read)
    run = subprocess.run(command, input=texts, capture_output=True, text=True, check=True)
    return {annotated["id"]: annotated for annotated in map(json.loads, run.stdout.splitlines())}


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    """Print the figures of every part that is at hand; return the exit status."""
    print("| part | what | found | right if sure | right if not | sure | sure of the right |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for part, judge in PARTS.items():
        print(table(part, list(judge())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
