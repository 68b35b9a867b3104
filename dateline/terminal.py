"""An answer as plain text for a terminal: who, where and when; the paragraph, folded; its article."""

import textwrap

import click

from search.results import Hit, SearchPage, Span
from web.rendering.absence import absent

WIDTH = 88


def as_text(page: SearchPage, *, color: bool) -> str:
    """Lay a page of results out; matched words are bold with `color`, in [brackets] without."""
    lines = [*page.notices, *absent(page.choices.absent)]
    lines += [f"{one.told}: {one.query} ({one.total:,})" for one in page.readings]
    if page.suggestion:
        lines.append(f"Did you mean: {page.suggestion}")
    noun = "paragraph" if page.total == 1 else "paragraphs"
    lines.append(f"{page.total:,} {noun}, {page.took_ms:.0f} ms")
    for hit in page.results:
        lines += ["", *_hit(hit, color)]
    return "\n".join(lines)


def _hit(hit: Hit, color: bool) -> list[str]:
    who = ", ".join(speaker.name for speaker in hit.speakers)
    where = ", ".join(place.name for place in hit.locations)
    first = " · ".join(part for part in (who, where, hit.article.date) if part)
    marked = textwrap.fill(_mark(hit.text, hit.marks, color), WIDTH)
    last = ", ".join(part for part in (hit.article.title, hit.article.source, hit.id) if part)
    lines = [first, marked, last] if first else [marked, last]
    if hit.missing:
        lines.append(f"missing: {', '.join(hit.missing)}")
    return [line if line is marked else click.style(line, dim=True) if color else line for line in lines]


def _mark(text: str, marks: tuple[Span, ...], color: bool) -> str:
    parts, at = [], 0
    for start, end in marks:
        matched = text[start:end]
        parts += [text[at:start], click.style(matched, bold=True) if color else f"[{matched}]"]
        at = end
    return "".join([*parts, text[at:]])
