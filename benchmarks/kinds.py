"""Score annotation on news of many kinds: `python -m benchmarks.kinds [--part dev|held|blind…|fresh…] [--show]`.

The articles and their gold are those of `benchmarks.kinds_gold`.  A speaker, once a paragraph, is right if the name
found is the gold's, a part of it or more of it; a quotation, if its speaker is so; a place, if its characters overlap.
A point is borrowed where a name that has none, or is no place, was given one that is no entry's own.  `--show` lists
the errors of a dev part; those of a held-out part stay unread.
"""

import argparse
import json
import math
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.kinds_gold import PARTS, SHOWN, Article, Paragraph, articles, distance, points, same, words_of
from benchmarks.scoring import DATELINE, MeasuringError

BORROWED = "point borrowed"
SINGLE = ("resolved", "full name", "quotations", "quotations given", "points", "points given")
FIELDS = ("person", "organization", "unnamed", "place")

Tally = Counter[str]
Found = Mapping[str, Any]


class Scorer:
    """Counts what was found rightly and wrongly, and lists each error.

    Of each field of FIELDS the tally counts "<field> found", "<field> missed" and "<field> false".
    """

    def __init__(self) -> None:
        self.tally: Tally = Counter()
        self.errors: list[str] = []
        self._points = points()

    def score(self, article: Article, annotated: Found) -> None:
        """Hold one annotated article against its gold."""
        start = 0
        self.tally["articles"] += 1
        for number, paragraph in enumerate(article.paragraphs, 1):
            end = start + len(paragraph.text)
            self._where = f"{article.name} {number}"
            here = {field: _between(annotated, field, start, end) for field in ("speakers", "quotations", "locations")}
            self._speakers(paragraph, here["speakers"])
            self._quotations(paragraph, here["quotations"])
            self._places(paragraph, here["locations"])
            start = end + len("\n\n")

    def _count(self, what: str, told: object = "") -> None:
        self.tally[what] += 1
        if told:
            self.errors.append(f"{self._where}: {what}: {told}")

    def _speakers(self, paragraph: Paragraph, found: Iterable[Found]) -> None:
        left = {(speaker["name"], speaker["kind"]): speaker for speaker in found}
        for wanted in sorted(paragraph.speakers, key=lambda speaker: speaker.optional):
            bodies = {wanted.kind, "unnamed", "organization"} if wanted.kind != "person" else {"person"}
            kinds = {"person", "organization", "unnamed"} if wanted.optional else bodies
            match = next((key for key in left if key[1] in kinds and same(key[0], wanted.name)), None)
            if match:
                del left[match]
            if wanted.optional:
                continue
            shown = "resolved" if wanted.kind == "person" and wanted.shown != "name" else wanted.kind
            outcome = "found" if match else "missed"
            self._count(f"{wanted.kind} {outcome}", "" if match else f"{wanted.name} ({wanted.shown})")
            if shown == "resolved":
                self._count(f"resolved {outcome}")
            if match and wanted.kind == "person":
                full = any(words_of(name) == words_of(match[0]) for name in wanted.name.split("/"))
                self._count("full name" if full else "part of a name", "" if full else match[0])
        for name, kind in left:
            self._count(f"{kind} false", f"{name} ({left[name, kind]['mention']})")

    def _quotations(self, paragraph: Paragraph, found: Sequence[Found]) -> None:
        left = [quotation for quotation in found if not any(_holds(other, quotation) for other in found)]
        for end, speaker in paragraph.quotations:
            near = next((q for q in left if q["start"] < end and end - 4 <= q["end"] <= end), None)
            if near:
                left.remove(near)
            given = near["speaker"] if near else None
            if speaker == "?" or (speaker == "-" and not given):
                continue
            if not given:
                self._count("quotation without", f"{speaker}, before character {end}")
            else:
                right = speaker != "-" and same(given, speaker)
                self._count(f"quotation {'right' if right else 'wrong'}", "" if right else f"{given} for {speaker}")
        for quotation in left:
            if quotation["speaker"]:
                self._count("quotation wrong", f"{quotation['speaker']} for nobody")

    def _places(self, paragraph: Paragraph, found: Sequence[Found]) -> None:
        left = list(found)
        for wanted in paragraph.mentions:
            match = next((x for x in left if x["start"] < wanted.end and wanted.start < x["end"]), None)
            if match:
                left.remove(match)
            if wanted.optional:
                continue
            mention = paragraph.text[wanted.start : wanted.end]
            if not match:
                self._count("place missed", mention)
                continue
            self._count("place found")
            if wanted.place:
                self._point(mention, self._points[wanted.place], match)
            else:
                self._borrowed(match)
        for place in left:
            self._count("place false", place["mention"])
            self._borrowed(place)

    def _point(self, mention: str, place: tuple[float, float, float], found: Found) -> None:
        latitude, longitude, tolerance = place
        if found["latitude"] is None:
            self._count("point absent", mention)
            return
        off = distance((latitude, longitude), (found["latitude"], found["longitude"]))
        if off <= tolerance:
            self._count("point right")
        else:
            self._count("point wrong", f"{mention} as {found['name']}, {off:.0f} km off")
            self._borrowed(found)

    def _borrowed(self, found: Found) -> None:
        if found["latitude"] is not None and "geonames_id" not in found:
            self._count(BORROWED, found["mention"])


def _between(annotated: Found, field: str, start: int, end: int) -> list[Found]:
    spans = (span for paragraph in annotated["paragraphs"] for span in paragraph[field])
    return [
        {**span, "start": span["start"] - start, "end": span["end"] - start}
        for span in spans
        if start <= span["start"] <= end
    ]


def _holds(outer: Found, inner: Found) -> bool:
    return outer is not inner and bool(outer["start"] <= inner["start"] and inner["end"] <= outer["end"])


def annotate(read: Sequence[Article], command: Sequence[str] = DATELINE) -> dict[str, Found]:
    """Run an annotator; return what it found by the article's name.  Raises MeasuringError if it fails."""
    texts = (
        {
            "id": article.name,
            "title": article.title,
            "date": article.date,
            "text": "\n\n".join(paragraph.text for paragraph in article.paragraphs),
        }
        for article in read
    )
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    run = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    if run.returncode:
        raise MeasuringError(f"the command failed: {run.stderr.strip()}")
    return {annotated["id"]: annotated for annotated in map(json.loads, run.stdout.splitlines())}


def share(part: int, whole: int) -> float:
    """Return a part as per cent, NaN of nothing."""
    return 100 * part / whole if whole else math.nan


def figures(tally: Tally) -> dict[str, float]:
    """Return the figures of a tally by name, in per cent."""
    shown: dict[str, float] = {}
    for field in FIELDS:
        found, missed, false = (tally[f"{field} {what}"] for what in ("found", "missed", "false"))
        shown[f"{field} P"], shown[f"{field} R"] = share(found, found + false), share(found, found + missed)
        shown[f"{field} F1"] = share(2 * found, 2 * found + missed + false)
    right, wrong, without = (tally[f"quotation {what}"] for what in ("right", "wrong", "without"))
    return {
        **shown,
        "resolved": share(tally["resolved found"], tally["resolved found"] + tally["resolved missed"]),
        "full name": share(tally["full name"], tally["person found"]),
        "quotations": share(right, right + wrong + without),
        "quotations given": share(right, right + wrong),
        "points": share(tally["point right"], sum(tally[f"point {what}"] for what in ("right", "wrong", "absent"))),
        "points given": share(tally["point right"], tally["point right"] + tally["point wrong"]),
    }


def measure(part: str, command: Sequence[str] = DATELINE) -> tuple[dict[str, Tally], list[str]]:
    """Score a part; return a tally for each kind, and one of "all", and the errors."""
    read = articles(part)
    annotated = annotate(read, command)
    tallies: dict[str, Tally] = defaultdict(Counter)
    together: Tally = Counter()
    errors: list[str] = []
    for article in read:
        scorer = Scorer()
        scorer.score(article, annotated[article.name])
        tallies[article.kind].update(scorer.tally)
        together.update(scorer.tally)
        errors += scorer.errors
    return {**tallies, "all": together}, errors


def table(tallies: Mapping[str, Tally]) -> str:
    """Lay out the figures by kind: P / R / F1 of each of FIELDS, then those of which there is one."""
    head = ["kind", "articles", *(f"{field} P / R / F1" for field in FIELDS), *SINGLE, "borrowed"]
    lines = [head, ["---"] * len(head)]
    for kind, tally in tallies.items():
        digits = 1 if kind == "all" else 0
        figure = {name: _rounded(value, digits) for name, value in figures(tally).items()}
        fields = (" / ".join(figure[f"{field} {of}"] for of in ("P", "R", "F1")) for field in FIELDS)
        lines.append([kind, str(tally["articles"]), *fields, *(figure[name] for name in SINGLE), str(tally[BORROWED])])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _rounded(figure: float, digits: int) -> str:
    return "–" if math.isnan(figure) else f"{figure:.{digits}f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of a part by kind, and on demand the errors of a dev part; return the exit status."""
    parser = argparse.ArgumentParser(description="Score annotation on invented news of many kinds.")
    parser.add_argument("--part", choices=PARTS, default="dev", help="articles of odd (dev) or even numbers")
    parser.add_argument("--show", action="store_true", help="list every error of a dev part")
    chosen = parser.parse_args(arguments)
    if chosen.show and chosen.part not in SHOWN:
        parser.error(f"the errors of the held-out part stay unread: --show is for --part {' and '.join(SHOWN)}")
    try:
        tallies, errors = measure(chosen.part)
    except MeasuringError as error:
        print(error, file=sys.stderr)
        return 1
    print(table(tallies))
    if chosen.show:
        print("", *errors, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
