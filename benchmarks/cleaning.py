"""What cleaning takes out of real articles, and how fast: words dropped, a sample of the dropped lines to read.

usage: python benchmarks/cleaning.py [CORPUS.jsonl.gz ...] [--sample 50] [--seed 7] [--mended]

Without a corpus: polnear-dev and news-modern of ../shared/corpora.  The figures say nothing by themselves: whether
the rules are right shows only in the sample, which has to be read.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from index.cleaning import clean
from index.documents.article import Article, Paragraph
from index.readers import read_file
from index.sources.files import BadInput
from index.sources.walk import find_files

ROOT = Path(__file__).resolve().parent.parent
CORPORA = [ROOT.parent / "shared" / "corpora" / name for name in ("polnear-dev.jsonl.gz", "news-modern.jsonl.gz")]


def main() -> None:
    """Print the figures and the sample for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=Path, default=CORPORA)
    parser.add_argument("--sample", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--mended", action="store_true", help="sample the paragraphs that were joined instead")
    options = parser.parse_args()
    chosen = random.Random(options.seed)
    for corpus in options.corpora:
        report(corpus, options.sample, chosen, options.mended)


def report(corpus: Path, sample: int, chosen: random.Random, mended: bool) -> None:
    """Print one corpus's figures and sample."""
    began = time.process_time()
    articles = [item for item in read(corpus) if isinstance(item, Article)]
    read_seconds = time.process_time() - began
    began = time.process_time()
    cleaned = [clean(article.text, article.title) for article in articles]
    clean_seconds = time.process_time() - began

    words = sum(len(article.text.split()) for article in articles)
    kept = sum(len(paragraph.text.split()) for paragraphs in cleaned for paragraph in paragraphs)
    titles = dropped_words = 0
    dropped: list[str] = []
    for article, paragraphs in zip(articles, cleaned, strict=True):
        for start, line in gaps(article.text, paragraphs):
            if start == 0 and article.title and article.title[:20].lower() in line.lower():
                titles += len(line.split())
            else:
                dropped.append(line)
                dropped_words += len(line.split())
    total_seconds = read_seconds + clean_seconds
    print(f"\n{corpus.name}: {len(articles):,} articles, {words:,} words, {sum(map(len, cleaned)):,} paragraphs")
    print(
        f"dropped as boilerplate: {dropped_words:,} words ({dropped_words / words:.3%}) in {len(dropped):,} lines; "
        f"as repeated titles: {titles:,} words; kept: {kept:,}"
    )
    print(
        f"reading {read_seconds:.1f} s, cleaning {clean_seconds:.1f} s of CPU: "
        f"{words / clean_seconds:,.0f} words cleaned, {words / total_seconds:,.0f} read and cleaned per CPU second"
    )
    lines = joined(articles, cleaned) if mended else dropped
    kind = "joined paragraphs" if mended else "dropped lines"
    print(f"a random {min(sample, len(lines))} of the {len(lines):,} {kind}:")
    for line in chosen.sample(lines, min(sample, len(lines))):
        print("  " + line.replace("\n", " ⏎ ")[:300])


def read(corpus: Path) -> Iterator[Article | BadInput]:
    """Yield the articles of a corpus."""
    for found in find_files([corpus]):
        if isinstance(found, BadInput):
            sys.exit(str(found))
        yield from read_file(found)


def gaps(text: str, paragraphs: list[Paragraph]) -> Iterator[tuple[int, str]]:
    """Yield each line, or part of one, of a text that no paragraph holds, with its start."""
    position = 0
    pieces = [piece for paragraph in paragraphs for piece in paragraph.pieces]
    for start, end in [*((piece.source, piece.source + piece.length) for piece in pieces), (len(text), len(text))]:
        for line in text[position:start].splitlines():
            if any(character.isalnum() for character in line):
                yield position, line.strip()
        position = end


def joined(articles: list[Article], cleaned: list[list[Paragraph]]) -> list[str]:
    """Give the source of each paragraph that was made of more than one line."""
    return [
        article.text[paragraph.start : paragraph.end]
        for article, paragraphs in zip(articles, cleaned, strict=True)
        for paragraph in paragraphs
        if "\n" in article.text[paragraph.start : paragraph.end]
    ]


if __name__ == "__main__":
    main()
