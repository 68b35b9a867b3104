"""Measure how well the extents of indirect speech are found: `python -m benchmarks.statements [--show]`.

`statements.txt` holds invented sentences, each a paragraph of its own.  A statement is exact where both of its ends
are; the overlap counts the words that lie both in a statement of the gold and in one that was found.  `--show` lists
the errors of the dev part; those of the held-out part stay unread.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.annotation.speakers import attribute

GOLD = Path(__file__).with_name("statements.txt")
Span = tuple[int, int]
_MARKS = re.compile(r"[\[\]]")


def sentences(part: str) -> list[tuple[str, list[Span]]]:
    """Return the sentences of a part, "dev" or "held", each with the extents of its statements."""
    lines = [line for line in GOLD.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [_read(line) for line in lines[part == "held" :: 2]]


def _read(line: str) -> tuple[str, list[Span]]:
    offsets = [mark.start() - number for number, mark in enumerate(_MARKS.finditer(line))]
    return _MARKS.sub("", line), list(zip(offsets[::2], offsets[1::2], strict=True))


def found_in(text: str) -> list[Span]:
    """Return the extents that Dateline finds in a paragraph that is an article by itself."""
    (paragraph,) = attribute([text]).paragraphs
    return list(dict.fromkeys((statement.start, statement.end) for statement in paragraph.statements))


def figures(judged: Sequence[tuple[str, list[Span], list[Span]]]) -> dict[str, float]:
    """Return exact and overlap F1, in per cent, of sentences with the extents wanted and found."""
    tally: Counter[str] = Counter()
    for text, wanted, found in judged:
        tally["exact"] += len(set(wanted) & set(found))
        tally["spans"] += len(wanted) + len(found)
        words, others = set(_words(text, wanted)), set(_words(text, found))
        tally["overlap"] += len(words & others)
        tally["words"] += len(words) + len(others)
    return {
        "exact F1": 200 * tally["exact"] / max(1, tally["spans"]),
        "overlap F1": 200 * tally["overlap"] / max(1, tally["words"]),
    }


def _words(text: str, spans: Sequence[Span]) -> Iterator[int]:
    for start, end in spans:
        yield from (start + word.start() for word in re.finditer(r"\w+", text[start:end]))


def measure(part: str) -> tuple[dict[str, float], list[str]]:
    """Return the figures of a part, and a line for each sentence that is not exact."""
    judged = [(text, wanted, found_in(text)) for text, wanted in sentences(part)]
    errors = [
        f"{text}\n    wanted {[text[a:b] for a, b in wanted]}\n    found  {[text[a:b] for a, b in found]}"
        for text, wanted, found in judged
        if wanted != found
    ]
    return figures(judged), errors


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of both parts, and on demand the errors of the dev part; return the exit status."""
    parser = argparse.ArgumentParser(description="Score the extents of indirect speech on invented sentences.")
    parser.add_argument("--show", action="store_true", help="list every error of the dev part")
    chosen = parser.parse_args(arguments)
    print("| part | exact F1 | overlap F1 |\n| --- | --- | --- |")
    for part in ("dev", "held"):
        print(f"| {part} | {' | '.join(f'{figure:.1f}' for figure in measure(part)[0].values())} |")
    if chosen.show:
        print("", *measure("dev")[1], sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
