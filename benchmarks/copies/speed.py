"""How long a million paragraphs take: both corpora, and edits of their articles until there are so many."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from random import Random

from benchmarks.copies.edits import EDITS
from benchmarks.copies.grouping import sign
from index.deduplication.near_duplicates import Copies, group_copies
from index.documents.article import Article

PARAGRAPHS = 1_000_000
UPDATED = 100
"""Articles that join those that are grouped."""


def enlarged(articles: Sequence[Article], paragraphs: int) -> Iterator[Article]:
    """Yield articles and edits of them, until there are so many paragraphs."""
    random = Random(1)
    edits = list(EDITS.values())
    for turn in count():
        for article in articles:
            if paragraphs <= 0:
                return
            if turn:
                edit = random.choice(edits)
                text = article.text.split("\n\n")
                if len(text) < 3:
                    continue
                changed = edit([(one, None) for one in text], text[:2], random)
                yield replace(article, id=f"{article.id}-{turn}", text="\n\n".join(one for one, _ in changed))
            else:
                yield article
            paragraphs -= article.text.count("\n\n") + 1


def measure(articles: Sequence[Article], paragraphs: int = PARAGRAPHS) -> dict[str, float]:
    """Return how many paragraphs there were, and the seconds of processor time to sign, to group, and to let the last
    articles join."""
    enough = list(enlarged(articles, paragraphs))
    began = time.process_time()
    _, signatures, texts = sign(enough)
    signed = time.process_time()
    copies = group_copies(signatures, texts)
    grouped = time.process_time()
    old = len(enough) - UPDATED
    first = int((texts.article < old).sum())
    known = Copies(copies.paragraphs[:first], copies.quotations[:first], copies.articles[:old])
    group_copies(signatures, texts, known)
    joined = time.process_time()
    return {
        "paragraphs": len(signatures.paragraphs),
        "sign": signed - began,
        "group": grouped - signed,
        "join": joined - grouped,
    }
