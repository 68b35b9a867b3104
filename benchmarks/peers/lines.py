"""The form in which annotators speak: an article a line in, its annotated paragraphs a line out.

A peer is a function from a text to its annotated paragraphs; `answer` makes a program of it.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

Mention = dict[str, Any]
"""A speaker or a location: `start` and `end`, offsets into the text, with the fields that annotate_score.py reads."""

LINES_WITHOUT_A_BLANK_ONE = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the start and the text of each paragraph: what stands between blank lines."""
    for found in LINES_WITHOUT_A_BLANK_ONE.finditer(text):
        yield found.start(), found[0].rstrip()


def annotated(start: int, text: str, speakers: list[Mention], locations: list[Mention]) -> dict[str, Any]:
    """Lay what was found in one paragraph, at offsets into the paragraph, at offsets into the article."""
    laid = [
        [{**mention, "start": start + mention["start"], "end": start + mention["end"]} for mention in mentions]
        for mentions in (speakers, locations)
    ]
    return {"start": start, "end": start + len(text), "speakers": laid[0], "locations": laid[1]}


def answer(annotate: Callable[[str], list[dict[str, Any]]]) -> None:
    """Annotate the articles on standard input, one at a time, until it ends."""
    for line in sys.stdin:
        article = json.loads(line)
        print(json.dumps({"id": article["id"], "paragraphs": annotate(article["text"])}), flush=True)
