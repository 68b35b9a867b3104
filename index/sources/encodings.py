"""Turn the bytes of a file into text whose encoding nobody declared, and say so where it is not UTF-8.

A byte order mark decides; else what is valid UTF-8 is UTF-8.  Bytes of which every other one is NUL are UTF-16.  What
is left is of a time before: windows-1252 where that makes words of the Latin alphabet, else what charset-normalizer
takes it for.  Labels of encodings mean what browsers take them for (WHATWG, Encoding Standard, 4.2): iso-8859-1 is
windows-1252, gb2312 is gb18030.
"""

import codecs
import io
import re
from dataclasses import dataclass
from typing import BinaryIO, TextIO

import webencodings
from charset_normalizer import from_bytes

from index.sources.content import UNPRINTABLE, BadLineError, printable
from index.sources.options import ReadingOptions
from index.sources.unpacking import head_of

_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_LATIN = "windows-1252"
_DECODERS = {"gbk": "gb18030"}
"""Decoders by WHATWG's names of encodings, where Python's of that name reads less."""

_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_OF_ONE_BYTE = (_LATIN, "cp1250", "iso8859-2", "mac-roman")
"""Encodings of the Latin alphabet, the likelier first."""
_OF_THE_WEB = [
    *("cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "cp1253", "iso8859_7", "cp1254", "cp1255", "cp1256"),
    *("cp1257", "cp1258", "cp874", "cp932", "euc_jp", "gb18030", "big5", "cp949", "cp1250", "iso8859_2", "cp1252"),
]
"""Encodings that pages were written in (WHATWG, Encoding Standard, 4.2), by Python's names."""
_NO_WORD = re.compile(
    r"[^\W\d_][^\w\s\x00-\x7f‘’“”‚„–—…·\xad\xa0][^\W\d_]"  # a sign between letters
    r"|[^\W\d_][³¹¼¾±¿¶¦¸´¨]|[¹±³¼¾£][^\W\d_]|[ýÝ\ufffd]"  # what Polish and Turkish letters look like
    r"|[a-zß-ÿ][À-ÖØ-ÞŽŠ](?![A-ZÀ-ÖØ-Þ])|[ÒÓÕÔÐ](?=[\s.,])"  # and an old Macintosh's
)
NOT_ALL_UTF_8 = "what is no UTF-8 in it is read as \N{REPLACEMENT CHARACTER}"
LOOKED_AT = 200_000
"""Bytes that an encoding is detected by."""
_MOST_ACCENTED = 0.25
"""The share of letters with accents up to which text can be of the Latin alphabet."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and in one sentence what had to be guessed about its encoding, mostly nothing."""

    text: str
    remark: str = ""


def decode_text(content: bytes, options: ReadingOptions) -> Decoded:
    """Decode the bytes of a text as the options say, else as they look; raise BadLineError for what is no text."""
    if options.encoding:
        return Decoded(_decoded(content, codec_of(options.encoding)))
    return decode_unlabelled(content)


def open_text(stream: BinaryIO, options: ReadingOptions) -> tuple[TextIO, str]:
    """Give a stream of text, whose lines end as they are written, and what had to be guessed about its encoding.

    It is told by its beginning; what is not of it further on is U+FFFD.  Raise BadLineError for what is no text.
    """
    head, stream = head_of(stream, LOOKED_AT)
    codec, about = (codec_of(options.encoding), "") if options.encoding else codec_of_beginning(head)
    return io.TextIOWrapper(stream, codec, "replace", newline=""), about


def in_utf_8(stream: BinaryIO, codec: str) -> BinaryIO:
    """Give a stream of what another holds in another encoding."""
    return io.BufferedReader(_Recoded(io.TextIOWrapper(stream, codec, "replace", newline="")))


class _Recoded(io.RawIOBase):
    def __init__(self, text: TextIO) -> None:
        self._text = text

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._text.read(max(1, len(buffer) // 4)).encode("utf-8", "replace")
        buffer[: len(part)] = part
        return len(part)


def codec_of_beginning(head: bytes) -> tuple[str, str]:
    """Tell the encoding of a text by its first bytes, by Python's name, and what had to be guessed about it.

    Raise BadLineError for what is no text.
    """
    for mark, codec in _BYTE_ORDER_MARKS.items():
        if head.startswith(mark):
            return ("utf-8-sig", "") if codec == "utf-8" else ("utf-16", "it is read as UTF-16")
    if b"\0" in head:
        if _utf_16_without_mark(head) is None:
            raise BadLineError("it is binary, not text: it holds NUL bytes")
        return "utf-16-le" if head[1::2].count(0) else "utf-16-be", "it is read as UTF-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, len(head) < LOOKED_AT)
    except UnicodeDecodeError:
        return _detected(head)
    return "utf-8", ""


def codec_of(label: str) -> str:
    """Give Python's name of the encoding that browsers, or Python, know by a label; raise LookupError for none."""
    encoding = webencodings.lookup(label)
    if encoding is None:
        return codecs.lookup(label).name
    return _DECODERS.get(encoding.name) or str(encoding.codec_info.name)


def decode_unlabelled(content: bytes) -> Decoded:
    """Decode bytes whose encoding is not declared; raise BadLineError for what is no text."""
    if marked := decode_marked(content):
        return marked
    try:
        if b"\0" not in content:
            return Decoded(printable(content.decode("utf-8")))
    except UnicodeDecodeError:
        return _decode_detected(content)
    if text := _utf_16_without_mark(content):
        return Decoded(text, "it is read as UTF-16")
    raise BadLineError("it is binary, not text: it holds NUL bytes")


def decode_marked(content: bytes) -> Decoded | None:
    """Decode bytes that begin with a byte order mark; give None for others."""
    for mark, codec in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            text = _decoded(content.removeprefix(mark), codec)
            if codec != "utf-8":
                return Decoded(text, "it is read as UTF-16")
            return Decoded(text, NOT_ALL_UTF_8 * ("\ufffd" in text))
    return None


def decode_labelled(content: bytes, label: str) -> Decoded | None:
    """Decode bytes that call their encoding so; give None where browsers don't know the label, or it can't be right."""
    encoding = webencodings.lookup(label)
    if encoding is None:
        return None
    if encoding.name.startswith("utf-"):
        return None  # the label is written in ASCII, so it is not UTF-16; UTF-8 is what unlabelled text is read as
    name = _LATIN if encoding.name == "x-user-defined" else encoding.name
    return Decoded(_decoded(content, _DECODERS.get(name) or webencodings.lookup(name).codec_info.name))


def _decoded(content: bytes, codec: str) -> str:
    return printable(content.decode(codec, "replace"))


def _utf_16_without_mark(content: bytes) -> str | None:
    """Decode UTF-16 if so many bytes of one parity are NUL that it is ASCII for the most part."""
    even, odd = content[::2].count(0), content[1::2].count(0)
    if len(content) < 2 or min(even, odd) > 0 or 3 * max(even, odd) < len(content):
        return None
    text = content.decode("utf-16-le" if odd else "utf-16-be", "replace")
    return None if UNPRINTABLE.search(text) else text


def _decode_detected(content: bytes) -> Decoded:
    codec, about = _detected(content[:LOOKED_AT])
    return Decoded(_decoded(content, codec), about)


def _detected(sample: bytes) -> tuple[str, str]:
    """Tell the codec of what is no valid UTF-8, and what is said of it: UTF-8 with a few bytes wrong, or another."""
    in_utf_8 = sum(map(len, _MULTIBYTE.findall(sample)))
    if 4 * in_utf_8 > 3 * len(_HIGH.findall(sample)):
        return "utf-8", NOT_ALL_UTF_8
    codec = next((codec for codec in _OF_ONE_BYTE if _makes_words(sample.decode(codec, "replace"))), None)
    if codec is None:
        best = from_bytes(sample, cp_isolation=_OF_THE_WEB).best()
        codec = best.encoding if best else _LATIN
    return codec, f"it is no UTF-8, and read as {codec.replace('_', '-')}"


def _makes_words(text: str) -> bool:
    """Say whether a text looks like words of the Latin alphabet, few of whose letters have accents."""
    letters = [character for character in text if character.isalpha()]
    accented = sum(not letter.isascii() for letter in letters)
    return accented <= _MOST_ACCENTED * len(letters) and not _NO_WORD.search(text)
