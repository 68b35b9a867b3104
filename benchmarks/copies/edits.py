"""Articles as another newsroom prints them, made by program, and reports that look alike and are no copies."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.copies.grouping import Grouped, precision_and_recall
from index.documents.article import Article
from index.readers import FoundFile, find_files, read_file

SAMPLE = Path(__file__).parents[2] / "examples" / "articles"
REPORTERS = Path(__file__).with_name("two_reporters.md")
LEAST_PARAGRAPHS = 5
REPORT_DAYS = 8
MARKET_FRAMES = (
    "Tin closed at {a} marks a tonne in Port Brannoch on {day}, {b} marks below the day before, dealers said.",
    "Turnover came to {c} tonnes, and stocks in the harbour's sheds stood at {d} tonnes against {e} a week earlier.",
    "Delivery in three months was quoted at {f} marks, and brokers put the day's range at {g} to {h} marks.",
)
_FIGURE = re.compile(r"\d+")
_SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])")

Text = list[tuple[str, int | None]]
"""Paragraphs, each with the number of the original's that it is a copy of, None for one that is not to be judged."""
Edit = Callable[[Text, Sequence[str], Random], Text]


class Judged(NamedTuple):
    """Two articles or paragraphs, what was done, and whether they are copies."""

    edit: str
    kind: str
    one: str
    other: str
    is_copy: bool


def cut(text: Text, others: Sequence[str], random: Random) -> Text:
    """Leave out the last third."""
    return text[: -(len(text) // 3)]


def inserted(text: Text, others: Sequence[str], random: Random) -> Text:
    """Put two paragraphs of another story in."""
    at = random.randrange(1, len(text))
    return [*text[:at], *((one, None) for one in others[:2]), *text[at:]]


def rewritten_lead(text: Text, others: Sequence[str], random: Random) -> Text:
    """Begin in other words."""
    return [("It emerged late yesterday, and those concerned were slow to believe it:", None), *text[1:]]


def changed_figures(text: Text, others: Sequence[str], random: Random) -> Text:
    """Correct one figure in six."""

    def correct(found: re.Match[str]) -> str:
        return str(int(found[0]) + 1) if random.random() < 1 / 6 else found[0]

    return [(_FIGURE.sub(correct, one), number) for one, number in text]


def abridged(text: Text, others: Sequence[str], random: Random) -> Text:
    """Keep the first half, without the last of three sentences."""
    kept = []
    for one, number in text[: (len(text) + 1) // 2]:
        sentences = _SENTENCE.split(one)
        kept.append((" ".join(sentences[:-1]), None) if len(sentences) > 2 else (one, number))
    return kept


def updated(text: Text, others: Sequence[str], random: Random) -> Text:
    """Do several of these at once."""
    return changed_figures(inserted(rewritten_lead(text, others, random), others, random)[:-1], others, random)


def restyled(text: Text, others: Sequence[str], random: Random) -> Text:
    """Follow another house's style in marks and spellings."""
    styles = (("“", '"'), ("”", '"'), ("’", "'"), ("—", " - "), (" per cent", " percent"), ("ise ", "ize "))
    restyled = []
    for one, number in text:
        for before, after in styles:
            one = one.replace(before, after)
        restyled.append((one, number))
    return restyled


def rejoined(text: Text, others: Sequence[str], random: Random) -> Text:
    """Make one paragraph of two."""
    pairs = [text[at : at + 2] for at in range(0, len(text), 2)]
    return [(" ".join(one for one, _ in pair), None) for pair in pairs]


EDITS: Mapping[str, Edit] = {
    edit.__name__: edit
    for edit in (cut, inserted, rewritten_lead, changed_figures, abridged, updated, restyled, rejoined)
}


def collection() -> tuple[list[Article], list[Judged]]:
    """Return the sample archive's longer articles, their edits and what is no copy, and which pairs are judged."""
    found = [file for file in find_files([SAMPLE]) if isinstance(file, FoundFile)]
    read = [item for file in found for item in read_file(file) if isinstance(item, Article)]
    originals = [one for one in read if one.text.count("\n\n") >= LEAST_PARAGRAPHS]
    random = Random(14)  # the same edits whenever they are made
    articles: list[Article] = []
    judged: list[Judged] = []
    for at, original in enumerate(originals):
        paragraphs = original.text.split("\n\n")
        articles.append(original)
        others = originals[at - 1].text.split("\n\n")[1:]
        for name, edit in EDITS.items():
            changed = edit([(one, number) for number, one in enumerate(paragraphs)], others, random)
            copy = replace(original, id=f"{original.id}-{name}", text="\n\n".join(one for one, _ in changed))
            articles.append(copy)
            judged.append(Judged(name, "article", original.id, copy.id, True))
            first, second = _offsets(paragraphs), _offsets([one for one, _ in changed])
            judged += [
                Judged(name, "paragraph", f"{original.id}#{first[number]}", f"{copy.id}#{second[row]}", True)
                for row, (_, number) in enumerate(changed)
                if number is not None
            ]
        judged.append(Judged("another story", "article", original.id, originals[at - 1].id, False))
    for more, facts in (_market(), _reporters()):
        articles += more
        judged += facts
    return articles, judged


def _market() -> tuple[list[Article], list[Judged]]:
    random, first = Random(41), date(2023, 3, 6)
    articles = []
    for number in range(REPORT_DAYS):
        day = first + timedelta(number)
        figures = {letter: f"{random.randrange(1000, 9999):,}" for letter in "abcdefgh"}
        text = "\n\n".join(frame.format(day=f"{day:%A}", **figures) for frame in MARKET_FRAMES)
        articles.append(Article(f"tin-{number}", "tin", text, "Tin at Port Brannoch", day.isoformat()))
    offsets = [_offsets(article.text.split("\n\n")) for article in articles]
    facts = []
    for one in range(REPORT_DAYS):
        for other in range(one):
            facts.append(Judged("market", "article", f"tin-{other}", f"tin-{one}", False))
            facts += [
                Judged("market", "paragraph", f"tin-{other}#{first}", f"tin-{one}#{second}", False)
                for first, second in zip(offsets[other], offsets[one], strict=True)
            ]
    return articles, facts


def _reporters() -> tuple[list[Article], list[Judged]]:
    """Each two stories of the file are of one press conference; paragraphs that begin the same quotation are paired."""
    articles: list[Article] = []
    for number, story in enumerate(REPORTERS.read_text("utf-8").split("# ")[1:]):
        title, _, text = story.partition("\n")
        articles.append(Article(f"reporter-{number}", "reporters", text.strip(), title, "2023-05-02"))
    facts = []
    for one, other in zip(articles[::2], articles[1::2], strict=True):
        facts.append(Judged("reporters", "article", one.id, other.id, False))
        for first, second in _same_quotations(one, other):
            facts.append(Judged("reporters", "paragraph", first, second, False))
            facts.append(Judged("reporters", "quotation", first, second, True))
    return articles, facts


def _same_quotations(one: Article, other: Article) -> Iterator[tuple[str, str]]:
    texts = [(article, article.text.split("\n\n")) for article in (one, other)]
    (first, ours), (second, theirs) = texts
    for text, offset in zip(ours, _offsets(ours), strict=True):
        for another, at in zip(theirs, _offsets(theirs), strict=True):
            if "“" in text and "“" in another and text.split("“")[1][:20] in another:
                yield f"{first.id}#{offset}", f"{second.id}#{at}"


def _offsets(paragraphs: Sequence[str]) -> list[int]:
    offsets, at = [], 0
    for one in paragraphs:
        offsets.append(at)
        at += len(one) + 2
    return offsets


def judge(found: Grouped, judged: Sequence[Judged]) -> tuple[float, float, int, int]:
    """Return precision and recall, and how many copies and others there are, but for what cleaning leaves out."""
    known = {*found.articles, *found.paragraphs}
    return precision_and_recall(
        (found.are_copies(one.kind, one.one, one.other), one.is_copy) for one in judged if {one.one, one.other} <= known
    )
