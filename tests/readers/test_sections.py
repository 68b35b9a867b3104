"""The section of a paper or site that an article stands in, as each format gives it."""

import json
from pathlib import Path

import pytest

from index.documents.article import Article
from tests.readers.reading import read, read_article

TEXT = "The pond of Hexley filed its complaint against the rain on Tuesday, the parish council said."


NITF = (
    '<nitf><head><pubdata name="Hexley Echo" position.section="Local affairs"/></head>'
    f"<body><body.content><p>{TEXT}</p></body.content></body></nitf>"
)


def rss(category: str) -> str:
    return (
        '<rss version="2.0"><channel><title>Hexley Echo</title><item><title>Pond</title>'
        f"<pubDate>Wed, 26 Feb 2031 23:30:00 -0800</pubDate>{category}<description>{TEXT}</description></item>"
        "</channel></rss>"
    )


def atom(category: str) -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Hexley Echo</title><entry><title>Pond</title>'
        f'<updated>2031-02-26T00:00:00Z</updated>{category}<content type="text">{TEXT}</content></entry></feed>'
    )


def page(head: str) -> str:
    return f"<html><head>{head}</head><body><article><h1>Pond</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"


def json_ld(section: object) -> str:
    return page(
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "articleSection": section})}</script>'
    )


def first_article(path: Path) -> Article:
    return next(item for item in read(path) if isinstance(item, Article))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pond.html", json_ld("Local affairs")),
        ("pond.html", json_ld(["", "Local affairs", "Ponds"])),
        ("pond.html", page('<meta property="article:section" content=" Local  affairs ">')),
        ("pond.md", f"---\nsection: Local affairs\n---\n{TEXT}"),
        ("pond.md", f"---\ncategories:\n  - Local affairs\n  - Ponds\n---\n{TEXT}"),
        ("pond.md", f"---\ncategory: Local affairs\n---\n{TEXT}"),
        ("pond.jsonl", json.dumps({"text": TEXT, "section": "Local affairs"})),
        ("pond.json", json.dumps([{"text": TEXT, "sectionName": {"name": "Local affairs"}}], indent=1)),
        ("pond.xml", rss("<category>Local affairs</category><category>Ponds</category>")),
        ("pond.xml", atom('<category term="Local affairs"/><category term="Ponds"/>')),
        ("pond.xml", NITF),
        ("pond.csv", f'text,Category\n"{TEXT}",Local affairs'),
    ],
)
def test_the_section_is_read(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")

    assert first_article(path).section == "Local affairs"


@pytest.mark.parametrize("section", [None, 7, [], {}, [None, {"id": 3}], "null"])
def test_what_is_no_section_is_none(tmp_path: Path, section: object) -> None:
    path = tmp_path / "pond.jsonl"
    path.write_text(json.dumps({"text": TEXT, "section": section}))

    assert read_article(path).section == ""
