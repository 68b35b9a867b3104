"""The formats that are read, and how each is known by what its files begin with.

A name is a hint: it decides between formats that a beginning fits alike, and where the beginning tells nothing, as of
plain text.  A page saved as `story.txt` is read as a page, a crawl without an ending as a crawl.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from index.sources import limits
from index.sources.columns import is_header

HEAD_BYTES = 4_096
"""How much of a file, decompressed, it is known by."""

Signature = Callable[[bytes], bool]

_SPACE = b" \t\r\n\f"
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_BEFORE_A_ROOT = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[[^\]]*\])*+>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+html\b", re.IGNORECASE)
_JSON = re.compile(rb'(?:\[\s*)?\{\s*"')
_OFFICE = (b"[Content_Types].xml", b"META-INF/", b"mimetypeapplication/")
"""What ZIP archives begin with that are documents, or programs, by the name of their first member."""
_MBOX = re.compile(rb"From \S+ [^\n]*\d{4}[^\n]*\n[\w-]+:")
_MAIL_HEADER = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_FIELD_NAME = re.compile(rb"^([\w-]+):", re.MULTILINE)
_MAIL_FIELDS = frozenset(
    {
        *(b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path", b"reply-to"),
        *(b"mime-version", b"delivered-to", b"dkim-signature", b"content-type", b"list-id"),
    }
)
_HTML_ROOTS = frozenset({"html", "head", "body"})


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the endings that hint at it, lower case; whether the first HEAD_BYTES of a file show it; whether a
    file of it holds any number of articles; the extra of the distribution that its reader needs, mostly none; how many
    bytes of one file its reader takes, where it reads files whole; and whether what lies in it may be compressed."""

    name: str
    endings: tuple[str, ...]
    is_shown_by: Signature
    holds_many: bool = False
    extra: str = ""
    largest: int = limits.MAX_FILE_BYTES
    is_packed: bool = False


def no_signature(head: bytes) -> bool:
    """Say that nothing shows a format but its ending."""
    return False


def text_of(head: bytes) -> bytes:
    """Give what a text begins with as UTF-8, without byte order mark and leading space."""
    for mark, codec in _BYTE_ORDER_MARKS.items():
        if head.startswith(mark):
            head = head.removeprefix(mark).decode(codec, "ignore").encode()
    return head.lstrip(_SPACE)


def xml_root(head: bytes) -> str:
    """Give the local name of the first element of XML or HTML, in lower case; an empty string for what is neither."""
    text = text_of(head)
    place = 0
    while before := _BEFORE_A_ROOT.match(text, place):
        place = before.end()
    root = _ROOT.match(text, place)
    return root[1].decode("ascii", "ignore").lower() if root else ""


def _is_page(head: bytes) -> bool:
    return xml_root(head) in _HTML_ROOTS or bool(_DOCTYPE.match(text_of(head)))


def _may_be_json_lines(head: bytes) -> bool:
    return text_of(head).startswith(b"{")


def _is_json_lines(head: bytes) -> bool:
    """Say whether the first line is a whole object, and a second one follows or nothing."""
    first, _, rest = text_of(head).partition(b"\n")
    return first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip(_SPACE)[:1] in (b"{", b"")


def _is_json(head: bytes) -> bool:
    """Say whether an array or an object begins, and not a line of JSON Lines."""
    return bool(_JSON.match(text_of(head))) and not _is_json_lines(head)


def _is_table(head: bytes) -> bool:
    """Say whether the first line names columns, one of them the text's."""
    header = text_of(head).partition(b"\n")[0].decode("utf-8", "replace").replace('"', "")
    return any(is_header(header.split(delimiter)) for delimiter in DELIMITERS if delimiter in header)


DELIMITERS = ",;\t|"
"""What parts the cells of tables."""


def _is_zip(head: bytes) -> bool:
    """Say whether a ZIP archive begins that is no document of an office or a program."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not any(name in head[:200] for name in _OFFICE)


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _has_root(*roots: str) -> Signature:
    return lambda head: xml_root(head) in roots


def _is_mail(head: bytes) -> bool:
    """Say whether a text begins with a header, three of whose fields are those of mail."""
    header = _MAIL_HEADER.match(text_of(head))
    fields = {name.lower() for name in _FIELD_NAME.findall(header[0])} if header else set()
    return len(fields & _MAIL_FIELDS) > 2


TEXT = "text"
FORMATS: tuple[Format, ...] = (
    Format("warc", (".warc",), lambda head: head.startswith(b"WARC/"), holds_many=True, is_packed=True),
    Format("feed", (".rss", ".atom"), _has_root("rss", "feed", "rdf")),
    Format("newsml", (".newsml",), _has_root("newsitem", "newsmessage", "packageitem", "newsml")),
    Format("nitf", (".nitf",), _has_root("nitf")),
    Format(
        "epub",
        (".epub",),
        lambda head: head[30:58] == b"mimetypeapplication/epub+zip",
        largest=limits.MAX_DOCUMENT_BYTES,
        is_packed=True,
    ),
    Format(
        "pdf",
        (".pdf",),
        lambda head: b"%PDF-" in head[:1024],
        extra="documents",
        largest=limits.MAX_DOCUMENT_BYTES,
        is_packed=True,
    ),
    Format(
        "docx",
        (".docx",),
        lambda head: head.startswith(b"PK\3\4") and b"word/" in head,
        extra="documents",
        largest=limits.MAX_DOCUMENT_BYTES,
        is_packed=True,
    ),
    Format("mbox", (".mbox", ".mbx"), lambda head: bool(_MBOX.match(head)), holds_many=True),
    Format("mail", (".eml",), _is_mail, largest=limits.MAX_MAIL_BYTES),
    Format("html", (".html", ".htm", ".xhtml"), _is_page),
    Format("json", (".json",), _is_json, holds_many=True),
    Format("json lines", (".jsonl", ".ndjson"), _may_be_json_lines, holds_many=True),
    Format("table", (".csv", ".tsv"), _is_table, holds_many=True),
    Format(
        "parquet",
        (".parquet",),
        lambda head: head.startswith(b"PAR1"),
        holds_many=True,
        extra="parquet",
        is_packed=True,
    ),
    Format("zip", (".zip",), _is_zip, holds_many=True, is_packed=True),
    Format("tar", (".tar", ".tgz", ".tbz2", ".txz"), _is_tar, holds_many=True, is_packed=True),
    Format("markdown", (".md", ".markdown"), no_signature),
    Format(TEXT, (".txt",), no_signature),
)
"""In the order in which beginnings are compared: what is a special case of another comes before it."""

BY_NAME = {one.name: one for one in FORMATS}
_BY_ENDING = {ending: one for one in FORMATS for ending in one.endings}

COMPRESSIONS = {b"\x1f\x8b\x08": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
"""Compressions by the bytes that files begin with."""
COMPRESSED_ENDINGS = (".gz", ".bz2", ".xz")
WHAT_IS_READ = f"files of {', '.join(sorted(BY_NAME))}, compressed ones too,"


def compression_of(head: bytes) -> str:
    """Give the compression that a file's first bytes show; an empty string for none."""
    return next((name for magic, name in COMPRESSIONS.items() if head.startswith(magic)), "")


def hinted_by(name: str) -> Format | None:
    """Give the format that a file's name hints at, compressed or not."""
    name = name.lower()
    for ending in COMPRESSED_ENDINGS:
        name = name.removesuffix(ending)
    return _BY_ENDING.get(PurePath(name).suffix)


def ending_of(name: str) -> str:
    """Give the ending of a file's name, in lower case, by which it is counted when it is passed over."""
    return PurePath(name).suffix.lower() or "no ending"


def recognise(head: bytes, name: str) -> Format | None:
    """Tell the format of a file by what it begins with, decompressed, and by its name; None if it is not read.

    >>> recognise(b"<!DOCTYPE html><title>Pond complains of rain", "pond.txt").name
    'html'
    >>> recognise(b"body { color: green }", "pond.css")
    """
    shown = [one for one in FORMATS if one.is_shown_by(head)]
    hinted = hinted_by(name)
    return hinted if hinted in shown or not shown else shown[0]
