"""An answer as plain text for a terminal: who, where and when; the paragraph, folded; its article.

Nothing that an article says drives the terminal.
"""

import textwrap

import click

from index.text import running
from search.results import Hit, SearchPage, Span
from web.rendering.absence import absent

FOLDING = textwrap.TextWrapper(width=88, break_long_words=False, break_on_hyphens=False)
"""Between words alone: to look for other places takes the square of a run of signs or of a long word."""


def as_text(page: SearchPage, *, color: bool) -> str:
    """Lay a page of results out; matched words are bold with `color`, in [brackets] without."""
    lines = [*page.notices, *absent(page.choices.absent)]
    lines += [f"{one.told}: {one.query} ({one.total:,})" for one in page.readings]
    if page.suggestion:
        lines.append(f"Did you mean: {page.suggestion}")
    noun = "paragraph" if page.total == 1 else "paragraphs"
    lines.append(f"{page.total:,} {noun}, {page.took_ms:.0f} ms")
    lines = list(map(running, lines))
    for hit in page.results:
        lines += ["", *_hit(hit, color)]
    return "\n".join(lines)


def _hit(hit: Hit, color: bool) -> list[str]:
    who = ", ".join(speaker.name for speaker in hit.speakers)
    where = ", ".join(place.name for place in hit.locations)
    about = " · ".join(part for part in (who, where, hit.article.date) if part)
    stands = ", ".join(part for part in (hit.article.title, hit.article.source, hit.id) if part)
    missing = f"missing: {', '.join(hit.missing)}" if hit.missing else ""
    before, after = ([_dim(running(line), color) for line in lines if line] for lines in ([about], [stands, missing]))
    return [*before, *FOLDING.wrap(_mark(hit.text, hit.marks, color)), *after]


def _dim(line: str, color: bool) -> str:
    return click.style(line, dim=True) if color else line


def _mark(text: str, marks: tuple[Span, ...], color: bool) -> str:
    parts, at = [], 0
    for start, end in marks:
        matched = running(text[start:end])
        parts += [running(text[at:start]), click.style(matched, bold=True) if color else f"[{matched}]"]
        at = end
    return "".join([*parts, running(text[at:])])
