"""An article with all that was found in it, and the same as a byte string to be kept.

A record is compressed MessagePack: for each paragraph the pieces of the article's text that it was made of and what was
found in it, then what was found of the article.  Where places and people stand again and again, the second mention
costs little.  The paragraphs' text is not in it, for it is taken from the article's.  zlib's own checksum tells a
record that was damaged.
"""

import zlib
from collections.abc import Set
from contextlib import suppress
from dataclasses import dataclass, replace

from msgspec import MsgspecError
from msgspec.msgpack import Decoder, Encoder

from index.annotation.spans import Annotation
from index.documents.article import Article, Dateline, Paragraph, Piece
from index.documents.languages import ENGLISH

LEVEL = 1
"""How hard zlib tries: more takes twice as long, for a tenth less."""


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article, its cleaned paragraphs, and what was found in each: nothing in another language than English."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    annotations: tuple[Annotation, ...]
    language: str = ENGLISH
    dateline: Dateline | None = None


class DamagedRecordError(ValueError):
    """What was kept of an annotation is not what was written."""


_encode = Encoder().encode
_article = Decoder(tuple[list[tuple[tuple[Piece, ...], Annotation]], str, Dateline | None])
_numbers = Decoder(frozenset[int])


def encode_annotation(annotated: AnnotatedArticle) -> bytes:
    """Encode what was found in an article."""
    pieces = [paragraph.pieces for paragraph in annotated.paragraphs]
    paragraphs = list(zip(pieces, annotated.annotations, strict=True))
    return zlib.compress(_encode((paragraphs, annotated.language, annotated.dateline)), LEVEL)


def decode_annotation(record: bytes, article: Article) -> AnnotatedArticle:
    """Read back what was found in an article.  Raises DamagedRecordError."""
    try:
        found, language, dateline = _article.decode(zlib.decompress(record))
    except (zlib.error, MsgspecError) as error:
        raise DamagedRecordError from error
    paragraphs = tuple([_paragraph(pieces, article.text) for pieces, _ in found])
    annotations = tuple([annotation for _, annotation in found])
    return AnnotatedArticle(dated(article, dateline), paragraphs, annotations, language, dateline)


def encode_entries(entries: Set[int]) -> bytes:
    """Encode what an article enters into a local lexicon."""
    return zlib.compress(_encode(sorted(entries)), LEVEL)


def entries_kept(record: bytes | None) -> Set[int] | None:
    """Read it back; None where nothing was kept, or it is damaged."""
    with suppress(zlib.error, MsgspecError):
        return None if record is None else _numbers.decode(zlib.decompress(record))
    return None


def dated(article: Article, dateline: Dateline | None) -> Article:
    """Return an article that has no date with that of its dateline, if it has one."""
    return replace(article, date=dateline.day) if dateline and not article.date else article


def _paragraph(pieces: tuple[Piece, ...], text: str) -> Paragraph:
    """Assemble a paragraph: between its pieces there is a space, or nothing."""
    parts: list[str] = []
    length = 0
    for piece in pieces:
        parts += [" " * (piece.start - length), text[piece.source : piece.source + piece.length]]
        length = piece.start + piece.length
    return Paragraph("".join(parts), pieces)
