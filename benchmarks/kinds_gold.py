"""Read the invented articles of many kinds whose speakers, quotations and places were marked by hand.

`benchmarks/kinds/<kind>-<number>.txt` are articles in the manner of each kind, with what a careful reader finds written
into them before any annotator read them.  Those of even numbers are held out: nobody reads what is found wrongly there.
`benchmarks/kinds_blind/` holds such articles whose writer had read neither the annotator nor anything it found, and
`benchmarks/kinds_fresh/` others of another such writer, made when the annotator had been mended by the blind ones.

An article begins with `title: ` and `date: `; its paragraphs stand between blank lines.  In a paragraph `[Name]` is a
mention of that place of `places.tsv`, `[mention|Name]` one by another name, `[mention|-]` one of a place that no
gazetteer need have, which must not be given a point, and `[?mention]` what may be left out.  After a quotation stands
`{its speaker}`, `{-}` for nobody, `{?}` for what doesn't count.  The line `> ` beneath a paragraph gives its speakers,
between semicolons, by the fullest name in the article: persons, or what `HOW` has before a name; `?` before one that
may be left out, `/` between names that will do.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

GOLD = Path(__file__).with_name("kinds")
BLIND = Path(__file__).with_name("kinds_blind")
FRESH = Path(__file__).with_name("kinds_fresh")
SHOWN = ("dev", "blind-dev", "fresh-dev")
PARTS = (*SHOWN, "held", "blind-held", "fresh-held", "blind")
MARK = re.compile(r"\[(?P<optional>\??)(?P<mention>[^]|]+)(?:\|(?P<place>[^]]+))?\]|\{(?P<speaker>[^}]+)\}")
HONORIFICS = frozenset(
    "mr mrs ms miss dr prof sir dame lady lord sgt sen gov cr cllr coun rev hon engr adv smt".split()  # noqa: SIM905
)
SMALL = frozenset(["the", "a", "an", "of", "and", "for", "in", "at", "s"])
HOW = {
    "": ("person", "name"),
    "pronoun": ("person", "pronoun"),
    "description": ("person", "description"),
    "org": ("organization", "name"),
    "org pronoun": ("organization", "pronoun"),
    "unnamed": ("unnamed", "name"),
}


@dataclass(frozen=True)
class Speaker:
    """Whom a paragraph quotes, directly or not; `shown` is "name", "pronoun" or "description"."""

    name: str
    kind: str
    shown: str
    optional: bool


@dataclass(frozen=True)
class Mention:
    """A place named at these characters of a paragraph; `place` is None where it has no point to be given."""

    start: int
    end: int
    place: str | None
    optional: bool


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and its gold; quotations as (character after the closing mark, speaker)."""

    text: str
    speakers: Sequence[Speaker]
    quotations: Sequence[tuple[int, str]]
    mentions: Sequence[Mention]


@dataclass(frozen=True)
class Article:
    """An invented article of one kind."""

    name: str
    title: str
    date: str
    paragraphs: Sequence[Paragraph]

    @property
    def kind(self) -> str:
        """The kind of news."""
        return self.name.rsplit("-", 1)[0]

    @property
    def is_held_out(self) -> bool:
        """Whether nobody may read the errors."""
        return int(self.name.rsplit("-", 1)[1]) % 2 == 0


def articles(part: str) -> list[Article]:
    """Return the articles of one of PARTS; "blind" is "blind-dev" and "blind-held" together."""
    folder = {"blind": BLIND, "fresh": FRESH}.get(part.partition("-")[0], GOLD)
    found = [_article(path) for path in sorted(folder.glob("*.txt"))]
    return [article for article in found if part == "blind" or article.is_held_out == part.endswith("held")]


def points() -> dict[str, tuple[float, float, float]]:
    """Return each place's latitude, longitude and how many kilometres off is still right."""
    rows = (line.split("\t") for line in (GOLD / "places.tsv").read_text(encoding="utf-8").splitlines()[1:])
    return {name: (float(latitude), float(longitude), float(km)) for name, latitude, longitude, km in rows}


def _article(path: Path) -> Article:
    title, date, *blocks = re.split(r"\n+(?!> )", path.read_text(encoding="utf-8").strip())
    return Article(path.stem, title[7:], date[6:], [_paragraph(block) for block in blocks])


def _paragraph(block: str) -> Paragraph:
    marked, _, beneath = block.partition("\n> ")
    text, read = "", 0
    quotations, mentions = [], []
    for mark in MARK.finditer(marked):
        text += marked[read : mark.start()]
        read = mark.end()
        if mark["speaker"]:
            quotations.append((len(text), mark["speaker"]))
            continue
        start, text = len(text), text + mark["mention"]
        place = None if mark["place"] == "-" else mark["place"] or _in_lower_case(mark["mention"])
        mentions.append(Mention(start, len(text), place, bool(mark["optional"])))
    speakers = [_speaker(entry) for entry in beneath.split("; ") if entry]
    return Paragraph(text + marked[read:], speakers, quotations, mentions)


def _speaker(entry: str) -> Speaker:
    how, _, name = entry.removeprefix("?").rpartition(": ")
    kind, shown = HOW[how]
    return Speaker(name, kind, shown, optional=entry.startswith("?"))


def _in_lower_case(name: str) -> str:
    return name.title() if name.isupper() else name


def words_of(name: str) -> set[str]:
    """Return the words of a name that tell it from others, without case, accents and honorifics."""
    return _words(name) - HONORIFICS


def same(found: str, names: str) -> bool:
    """Tell whether a name that was found is one of the gold's, or a part of it or more of it.

    Of a gold of one word and an honorific, as "Mrs. Holt", another Holt is not more.
    """
    given = words_of(found)
    wanted = (_words(name) if len(words_of(name)) == 1 else words_of(name) for name in names.split("/"))
    return bool(given) and any(words and (given <= words or words <= given) for words in wanted)


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return set(re.findall(r"[a-z0-9]+", plain.replace("'", ""))) - SMALL


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the kilometres between two points of (latitude, longitude)."""
    (north, east), (other_north, other_east) = (map(math.radians, point) for point in (a, b))
    half = math.sin((other_north - north) / 2) ** 2
    half += math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))
