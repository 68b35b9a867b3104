"""The stories that the pages tell: those of the sample archive, a third of them short, a third with what pages have
beside plain paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from index.cleaning import clean
from index.documents.article import Article
from index.readers import read_file
from index.sources.files import FoundFile
from index.sources.walk import find_files

ARTICLES = Path(__file__).resolve().parents[2] / "examples" / "articles"
SHORT = 4
"""Paragraphs of a short story."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a question, a quotation set apart (and who said it), a list, or a table, whose rows are
    texts with bars between the cells."""

    kind: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """An article as it should be read, without its title, whose place is elsewhere."""

    title: str
    author: str
    date: str
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> list[str]:
        """The text that is to be found, a line a paragraph."""
        apart = ("list", "table")
        return [line for one in self.blocks for line in (one.texts if one.kind in apart else (" ".join(one.texts),))]


def stories() -> list[Story]:
    """Give the stories, in an order that never changes."""
    return [_story(article, number) for number, article in enumerate(_articles())]


def interview(story: Story) -> Story:
    """Ask a question before each paragraph of a story."""
    paragraphs = [one for one in story.blocks if one.kind == "paragraph"]
    asked = [Block("question", (QUESTIONS[number % len(QUESTIONS)],)) for number in range(len(paragraphs))]
    return replace(story, blocks=tuple(one for pair in zip(asked, paragraphs, strict=True) for one in pair))


def brief(story: Story) -> Story:
    """Leave a story its first paragraph."""
    return replace(story, blocks=story.blocks[:1])


def _articles() -> Iterator[Article]:
    for found in find_files([ARTICLES]):
        if isinstance(found, FoundFile):
            yield from (item for item in read_file(found) if isinstance(item, Article))


def _story(article: Article, number: int) -> Story:
    blocks = [Block("paragraph", (one.text,)) for one in clean(article.text, article.title)]
    if number % 3 == 1:
        del blocks[SHORT:]
    elif number % 3 == 2:
        for place, pool in ((3, HEADINGS), (5, QUOTES), (8, LISTS), (11, TABLES)):
            blocks.insert(place, pool[number % len(pool)])
    date = article.date or f"2031-0{number % 9 + 1}-1{number % 9}"
    return Story(article.title, AUTHORS[number % len(AUTHORS)], date, tuple(blocks))


AUTHORS = ("Ada Moor", "Joan Holt", "Piet van der Laak", "Marisol Quenta", "Tobias Ekwall")
QUESTIONS = (
    "What did you think when you first heard of it?",
    "And then?",
    "Is that what the council told you as well?",
    "What happens next?",
)
HEADINGS = tuple(
    Block("heading", (text,))
    for text in (
        "What the verger kept in the vestry",
        "A towel for every councillor",
        "How the pond came to write letters",
    )
)
QUOTES = (
    Block(
        "quote",
        (
            "We are drowning in paper, and the paper is drowning in us. Nobody in this parish has seen a dry envelope "
            "since the second Sunday of Lent.",
            "Joan Holt, mayor of Hexley",
        ),
    ),
    Block(
        "quote",
        (
            "I have counted the buckets twice and come to two different numbers, both of which leak.",
            "Tobias Ekwall, verger",
        ),
    ),
    Block(
        "quote",
        (
            "If a pond can read, it can wait its turn like the rest of us. The queue is behind the radiator.",
            "Marisol Quenta, clerk of the parish",
        ),
    ),
)
LISTS = (
    Block(
        "list",
        (
            "Forty-one buckets, of which nine are said to be sound;",
            "a roof over the northern half of the pond, on approval;",
            "and two hours of silence a week, not to be taken in one piece.",
        ),
    ),
    Block("list", ("Umbrellas must be declared at the gate.", "No one under seven may read to the pond after dusk.")),
)
TABLES = (
    Block("table", ("Month|Letters|Buckets", "January|14|3", "February|22|9", "March|31|41")),
    Block("table", ("Ward|Rain in millimetres", "Upper Hexley|212", "Lower Hexley|340", "The vestry|17")),
)
