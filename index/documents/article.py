"""What flows through the pipeline: an article as a reader gives it, and the paragraphs that cleaning makes of it.

An `Article` holds one text.  Every offset that Dateline reports about an article is a character offset into that
text, however often the text was cut, mended or joined on the way.  A `Paragraph` therefore remembers of which pieces
of the article's text it was made.
"""

import bisect
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Identity:
    """What an article is known again by, by the next rebuild or update.

    `content_hash` is of what it says (`index.documents.ids`), `derived_id` the id that its url or path gives it, which
    is its own unless it was moved or another one has it, `file` the absolute path of the file that it was read from.
    `changes` are the days, ISO 8601 and in UTC, on which its content was found changed, the last ones.
    """

    content_hash: str = ""
    derived_id: str = ""
    file: str = ""
    changes: tuple[str, ...] = ()


UNIDENTIFIED = Identity()


@dataclass(frozen=True, slots=True)
class Article:
    """One news story as read from a file; fields that the file does not give are None or empty, never guessed.

    `id` is stable over rebuilds: it is derived from the url, else from the path (and the article's own id in a file
    of many), which is `own_id`; an article that was moved since keeps its id.  `path` is the file as the user named it,
    `line` where in it the article begins, None where it has no lines.  `date` is an ISO 8601 day, YYYY-MM-DD,
    `written_date` what the file gives for it.  `section` is the part of the paper or site that it stands in.
    `format` is what the file is.  `identity` is filled in when it is decided which article this is.
    """

    id: str
    path: str
    text: str
    title: str = ""
    date: str | None = None
    source: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    own_id: str = ""
    identity: Identity = UNIDENTIFIED
    line: int | None = None
    written_date: str = ""
    section: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where an article was written, by which agency, "" for none, and on which day, None without a year."""

    place: str
    agency: str
    day: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph taken unchanged from the article: `length` characters at `start` in the paragraph,
    at `source` in the article's text."""

    start: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's cleaned text, and the pieces of the article's text that it was made of, in order."""

    text: str
    pieces: tuple[Piece, ...] = field(repr=False)

    @property
    def start(self) -> int:
        """Offset into the article's text of the paragraph's first character."""
        return self.pieces[0].source

    @property
    def end(self) -> int:
        """Offset into the article's text just past the paragraph's last character."""
        return self.pieces[-1].source + self.pieces[-1].length

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Map the non-empty span [start, end) of the paragraph to a span of the article's text."""
        return self._source_of(start), self._source_of(end - 1) + 1

    def _source_of(self, position: int) -> int:
        piece = self.pieces[bisect.bisect_right(self.pieces, position, key=lambda p: p.start) - 1]
        return piece.source + min(position - piece.start, piece.length - 1)
