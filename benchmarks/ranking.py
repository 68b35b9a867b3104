"""How well articles are ranked: `python -m benchmarks.ranking INDEX [CORPUS]`.

Known-item search: four words, drawn by a fixed seed, of an article's headline are the query, the article is what
should be found.  Prints nDCG@10, with one relevant article a query, for an article ranked by its best paragraph alone,
by its whole text alone, and by both.  Then for how many whole headlines, pasted as they are, the article, or another of
the same headline, comes first, by paragraph and by article.  INDEX is made of CORPUS
(JSON Lines, default ../shared/corpora/news-modern.jsonl.gz) by `dateline rebuild`.
"""

import gzip
import json
import math
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from unittest.mock import patch

from benchmarks.scoring import SHARED
from index.analysis.analyzer import words
from search.archive import Archive
from search.engine.embedded import grouping
from search.request import Group, SearchRequest

CORPUS = SHARED / "corpora" / "news-modern.jsonl.gz"
QUERIES = 600
PASTED = 300
WORDS_ASKED = 4
SHORTEST = 4
"""Letters of a word that is asked for: shorter ones tell little."""
DEPTH = 10


def read(corpus: Path) -> list[dict[str, Any]]:
    """Return the records of a corpus."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def known_items(articles: list[dict[str, Any]], seed: int = 7) -> Iterator[tuple[str, str]]:
    """Yield (query, url of the article) for a sample of the articles."""
    drawn = random.Random(seed)
    for article in drawn.sample(articles, min(QUERIES, len(articles))):
        telling = [word for word in words(article["title"]) if len(word) >= SHORTEST]
        if len(telling) >= WORDS_ASKED:
            yield " ".join(drawn.sample(telling, WORDS_ASKED)), article["url"]


def ndcg(archive: Archive, asked: list[tuple[str, str]], share: float) -> float:
    """Return the mean nDCG@10 with so large a share of the score given to the best paragraph."""
    gains = []
    with patch.object(grouping, "BEST_PARAGRAPHS_SHARE", share):
        for query, url in asked:
            page = archive.search(SearchRequest(query, group="article", size=DEPTH))
            found = [hit.article.url for hit in page.results]
            gains.append(1 / math.log2(found.index(url) + 2) if url in found else 0.0)
    return sum(gains) / len(gains)


def first_by_headline(archive: Archive, headlines: list[str], group: Group) -> int:
    """Return for how many headlines one with that headline comes first."""
    found = [archive.search(SearchRequest(headline, group=group, size=1)).results for headline in headlines]
    return sum(bool(hits) and hits[0].article.title == line for hits, line in zip(found, headlines, strict=True))


def main(arguments: list[str]) -> None:
    """Print the table."""
    archive, corpus = Archive(Path(arguments[0])), Path(arguments[1]) if len(arguments) > 1 else CORPUS
    articles = read(corpus)
    asked = list(known_items(articles))
    rankings = {"best paragraph alone": 1.0, "whole text alone": 0.0, "together": 0.5}
    print(f"{len(asked)} queries\n\n| ranked by | nDCG@10 |\n| --- | --- |")
    for name, share in rankings.items():
        print(f"| {name} | {ndcg(archive, asked, share):.3f} |")
    pasted = [article["title"] for article in random.Random(11).sample(articles, min(PASTED, len(articles)))]
    for group in get_args(Group):
        print(f"\nfirst by {group}: {first_by_headline(archive, pasted, group)} of {len(pasted)} headlines")


if __name__ == "__main__":
    main(sys.argv[1:])
