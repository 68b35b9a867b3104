"""Count how names of the gazetteer stand in raw news text: makes index/gazetteer/data/names-in-news.tsv.

    python benchmarks/locations_counts.py ARTICLES.jsonl.gz CENSUS_FOLDER > index/gazetteer/data/names-in-news.tsv

ARTICLES holds one article a line with its "text".  CENSUS_FOLDER holds dist.all.last, dist.female.first and
dist.male.first of the 1990 census of the United States (public domain; the package "names" ships them).  Only numbers
leave this script: what follows a name, how often it is alone, and so on; no sentence does.
"""

import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from index.annotation.locations.candidates import candidates
from index.annotation.locations.tokens import WordTokens, tokenize_words
from index.annotation.locations.words import word_class
from index.gazetteer import Gazetteer
from index.gazetteer.entry import EVIDENCE

FEWEST = 4
"""A name met less often in all the text is left out."""

CENSUS_FEWEST = 0.002
"""Per cent of the people: rarer given and family names are left out."""

STRICT = frozenset(("in", "near", "outside", "around", "across", "throughout"))
TITLE, SPEECH = word_class("title"), word_class("speech")


def role_in_text(tokens: WordTokens, first: int, last: int) -> str:
    """Say which of the columns an occurrence of words first..last belongs to."""
    before = tokens.words[first - 1].lower() if first else ""
    after = tokens.words[last + 1].lower() if last + 1 < len(tokens) else ""
    if before in TITLE or after in SPEECH:
        return "person"
    if first and tokens.joined[first] and tokens.capital[first - 1]:
        return "left"
    if last + 1 < len(tokens) and tokens.joined[last + 1] and tokens.capital[last + 1]:
        return "right"
    if before == "the" and first > 1:
        before = tokens.words[first - 2].lower()
    return "place" if before in STRICT else "alone"


def main(articles: str, census: str) -> None:
    """Print the table."""
    places = Gazetteer.open()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lower: Counter[str] = Counter()
    heads: set[str] = set()
    seen: set[int] = set()
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            for paragraph in json.loads(line)["text"].split("\n"):
                if hash(paragraph) in seen:  # syndicated copies would count twice
                    continue
                seen.add(hash(paragraph))
                tokens = tokenize_words(paragraph)
                lower.update(w for w, capital in zip(tokens.words, tokens.capital, strict=True) if not capital)
                for found in candidates(0, tokens, places):
                    if found.type and found.name < 0:
                        heads.update(found.key.split())
                    if found.name >= 0 and not found.code and not tokens.opens_sentence(found.first):
                        counts[found.key][role_in_text(tokens, found.first, found.last)] += 1
    for word, count in lower.items():
        if (word in heads or places.find(word) >= 0) and not word.isdigit():
            counts[word]["lower"] += count
    for file, column in (("dist.female.first", "given"), ("dist.male.first", "given"), ("dist.all.last", "family")):
        for line in (Path(census) / file).read_text().splitlines():
            name, share = line.split()[:2]
            if float(share) >= CENSUS_FEWEST and places.find(name.lower()) >= 0:
                counts[name.lower()][column] += round(float(share) * 1000)
    print("# How often names of the gazetteer stand in 11 million words of American and British news of 2010 to 2020,")
    print("# and how many of 100,000 people bear them (census of the United States, 1990; public domain).")
    print("# Made by benchmarks/locations_counts.py; numbers only.")
    print("# key\t" + "\t".join(EVIDENCE))
    for key in sorted(counts):
        if sum(counts[key].values()) >= FEWEST:
            print(key, *(counts[key][column] for column in EVIDENCE), sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:3])
