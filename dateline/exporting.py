"""Write an annotated archive for other programs: `dateline export`, described in docs/export.md.

An article is an object, as `article_members` makes it; a file of JSON Lines has one a line, a file of Parquet a row.
One article at a time is held, or a few rows.  A file appears when it is complete, in the place of what was there.
"""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

from msgspec import json

from dateline.stopping import ended_by_signals
from index.documents.exported import SCHEMA
from index.documents.paragraph import PeopleMention, PlaceMention, Quotation, Speaker, Statement, StoredParagraph
from index.documents.provenance import Span, spans_of
from index.errors import DatelineError
from index.interrupts import interrupts_held
from index.store.files import filesystem
from index.text import json_line
from search.results import WholeArticle
from web.api.members import provenance_members

Members = dict[str, Any]
Write = Callable[[Iterable[Members], BinaryIO], tuple[int, int]]
BETWEEN_PARAGRAPHS = "\n\n"
DRAFT = ".part"
"""What the name of a file ends in until it is complete, after letters that nobody can guess."""
NOT_SYNCED = (errno.EACCES, errno.EPERM, errno.EINVAL, errno.ENOTSUP)
"""Why a folder isn't synced: who may write there may not list it, and not every system syncs folders."""


def article_members(whole: WholeArticle) -> Members:
    """Return the members of an article; all offsets are into its `text`, but for `stretches`."""
    article = whole.article
    texts = [one.text for one in whole.paragraphs]
    stretches = spans_of(article.provenance.stretches, list(map(len, texts)))
    paragraphs = []
    start = 0
    for one, spans in zip(whole.paragraphs, stretches, strict=True):
        paragraphs.append(_Paragraph(one, start, whole).members(spans))
        start += len(one.text) + len(BETWEEN_PARAGRAPHS)
    return {
        "schema": SCHEMA,
        "id": article.id,
        "title": article.title,
        "date": article.date,
        "source": article.source,
        "url": article.url,
        "section": article.section,
        "authors": list(article.authors),
        "language": article.language,
        "written_in": article.written_in,
        "agency": article.agency,
        "changes": list(article.changes),
        "text": BETWEEN_PARAGRAPHS.join(texts),
        "paragraphs": paragraphs,
        "provenance": provenance_members(article),
    }


class _Paragraph:
    """A paragraph that begins at an offset in the text of an article."""

    def __init__(self, stored: StoredParagraph, start: int, whole: WholeArticle) -> None:
        self._stored, self._start, self._people = stored, start, whole.people

    def members(self, stretches: Iterable[Span]) -> Members:
        """Return its members."""
        stored = self._stored
        return {
            "start": self._start,
            "end": self._start + len(stored.text),
            "text": stored.text,
            "stretches": [list(span) for span in stretches],
            "speakers": [self._speaker(one) for one in stored.speakers],
            "quotations": [self._said(one) for one in stored.quotations],
            "statements": [self._said(one) for one in stored.statements],
            "locations": [self._location(one) for one in stored.places],
            "demonyms": [{"name": one.country, **self._mention(one)} for one in stored.peoples],
        }

    def _mention(self, one: Speaker | PlaceMention | PeopleMention) -> Members:
        mention = self._stored.text[one.start : one.end]
        return {"start": self._start + one.start, "end": self._start + one.end, "mention": mention}

    def _speaker(self, one: Speaker) -> Members:
        told = {"name": one.name, "person": self._people[one.name], "kind": one.kind, "role": one.role}
        return {**told, "by": one.by, "sure": one.sure, **self._mention(one)}

    def _said(self, one: Quotation | Statement) -> Members:
        return {
            "start": self._start + one.start,
            "end": self._start + one.end,
            "speaker": one.speaker,
            "person": self._people[one.speaker] if one.speaker else None,
            "sure": one.sure,
        }

    def _location(self, one: PlaceMention) -> Members:
        told = {"probability": one.probability, "runner_up": one.runner_up}
        return {**asdict(one.place), "within": list(one.place.within), **told, **self._mention(one)}


def write_json_lines(articles: Iterable[Members], file: BinaryIO) -> tuple[int, int]:
    """Write articles, a line each; return how many there were, and how many paragraphs."""
    count = paragraphs = 0
    for members in articles:
        file.write(json_line(json.encode(members).decode()) + b"\n")
        count += 1
        paragraphs += len(members["paragraphs"])
    return count, paragraphs


def writer_of(format: str) -> Write:
    """Return what writes a format, jsonl or parquet; raise DatelineError where it can't be written here."""
    if format == "jsonl":
        return write_json_lines
    try:
        from dateline.parquet import write_parquet
    except ModuleNotFoundError as error:
        raise DatelineError(
            f"{error.name}, which writes Parquet, is not installed: `make install EXTRAS=parquet` adds it."
        ) from None
    return write_parquet


@contextmanager
def complete_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write to that takes the place of what is at a path when all is on the disk, or not at all.

    A link at the path is replaced, not followed.  SIGTERM and SIGHUP meanwhile raise KeyboardInterrupt.  Raises
    DatelineError, a sentence, for what the system refuses, and for a path of a folder, a pipe or a device.
    """
    draft = path.with_name(f"{path.name}.{token_hex(8)}{DRAFT}")
    try:
        if path.is_dir():
            raise DatelineError(f"{path} is a folder: name a file to write to.")
        if path.exists() and not path.is_file():
            raise DatelineError(f"{path} is no file that can be replaced: name one, or - for standard output.")
        with ended_by_signals():
            try:
                with filesystem.create_new(draft) as file:
                    yield file
                filesystem.sync(draft)
                filesystem.rename(draft, path)
            finally:
                with interrupts_held():
                    filesystem.remove(draft)
        try:
            filesystem.sync(path.parent)
        except OSError as error:
            if error.errno not in NOT_SYNCED:
                raise
    except OSError as error:
        raise DatelineError(f"{path} can't be written: {error.strerror or error}.") from error
