"""Where an article and each of its paragraphs come from, as the article page tells it, folded away."""

from dataclasses import dataclass

from search.results import ArticlePage
from web.rendering.formatting import counted, time_of_day
from web.urls.links import article_api_address

STRETCHES_SHOWN = 100
"""Paragraphs of which it is told where they stand in the text; of more the JSON tells."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of where an article comes from, by what it is called; `stretches` say of each of the first
    paragraphs where it stands in the text, `more` of how many others `api`, the article as JSON, tells."""

    facts: tuple[tuple[str, str], ...]
    stretches: tuple[str, ...]
    more: str
    api: str


def origin(found: ArticlePage) -> Origin:
    """Prepare where an article comes from."""
    article, told = found.article, found.article.provenance
    place = f", line {told.line:,}" if told.line else f", entry {told.entry}" if told.entry else ""
    facts = (
        ("File", f"{article.path}{place}"),
        ("Format", told.format),
        ("Digest", article.content_hash),
        ("Reader", told.reader),
        ("Annotator", told.annotator),
        ("Indexed", time_of_day(told.time) if told.time else ""),
    )
    known = [spans for spans in found.stretches if spans]
    return Origin(
        facts=tuple((name, value) for name, value in facts if value),
        stretches=tuple(
            f"¶\N{NO-BREAK SPACE}{ordinal}: " + ", ".join(f"{start:,}–{end:,}" for start, end in spans)
            for ordinal, spans in enumerate(known[:STRETCHES_SHOWN], 1)
        ),
        more=counted(len(known) - STRETCHES_SHOWN, "more paragraph") if len(known) > STRETCHES_SHOWN else "",
        api=article_api_address(article.id),
    )
