"""Read mail, one message (.eml): a newsletter or a press release, whose subject is the title.

Its HTML is read where it has any, for it tells paragraphs from lines, else its plain text.  Left out are the signature,
what a reply quotes, and attachments, which are counted.  Whoever sent it is its author; the list that it came by is its
source.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.headerregistry import DateHeader
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from typing import cast

from index.documents.article import Article
from index.readers.markup import parsed, tree_text
from index.readers.metadata import make_article, one_line, remarks
from index.sources import limits
from index.sources.content import BadLineError, read_whole
from index.sources.encodings import Decoded, decode_labelled, decode_unlabelled
from index.sources.files import BadInput, FoundFile, remark
from index.sources.options import ReadingOptions

_SIGNATURE = re.compile(r"^-- ?\n.*", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(
    r"(?:^(?:On|Am|Le|El|Il|Em)\b[^\n]{0,200}(?:\n[^\n>]{0,200})?:[ \t]*\n\s{0,9})?^>.*(?:\n|$)", re.MULTILINE
)
_QUOTED_IN_HTML = (
    "//blockquote[@type='cite'] | //*[contains(@class, 'gmail_quote') or contains(@class, 'yahoo_quoted')"
    " or contains(@class, 'moz-cite-prefix') or @id='divRplyFwdMsg']"
)
_REPLY = re.compile(r"\s*(?:re|aw|antw|sv|vs|rv|ref)\s*(?:\[\d+\])?:", re.IGNORECASE)
_FLOWED = re.compile(r" \n(?=\S)")
_LIST_NAME = re.compile(r"\s*\"?([^<\"]*[^<\"\s])\"?\s*<")
_ADDRESS = re.compile(r"<?(https?://[^\s>]+)>?")
_BULK = ("List-Id", "List-Unsubscribe")


class _ShortHeaders(EmailPolicy):
    """Reads no more of a header than an article needs: what parses them takes the square of their length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Give a header's name and what it says, cut."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[: limits.MAX_FIELD_CHARACTERS]


_POLICY = _ShortHeaders()


def read_mail(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the one article of a message, and what is remarkable; raise BadLineError if there is none."""
    message = _parsed(read_whole(found, limits.MAX_MAIL_BYTES))
    if not message.keys():
        raise BadLineError("it is no mail: it begins without a header")
    if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise BadLineError("the mail is encrypted")
    text, about_encoding = _text(message)
    if not text:
        raise BadLineError("the mail has no text")
    fields = _fields(message)
    own_id = one_line(_header(message, "Message-ID")).strip("<> ")
    yield make_article(fields, text, shown=found.shown, relative=found.relative, own_id=own_id)
    if attached := sum("attachment" in _header(part, "Content-Disposition") for part in message.walk()):
        yield remark(found.shown, None, f"attachments that are not read: {attached}")
    yield from remarks(found.shown, encoding=about_encoding)


def _parsed(content: bytes) -> EmailMessage:
    if content.count(b"\n--") > limits.MAX_MAIL_PARTS:
        raise BadLineError(f"the mail has more than {limits.MAX_MAIL_PARTS:,} parts")
    try:
        return cast(EmailMessage, message_from_bytes(content, policy=_POLICY))
    except RecursionError as error:
        raise BadLineError("the mail's parts are nested too deeply") from error


def _fields(message: EmailMessage) -> dict[str, object]:
    sender = _sender(message)
    list_name = _LIST_NAME.match(_header(message, "List-Id"))
    is_bulk = any(_header(message, name) for name in _BULK)
    source = list_name[1] if list_name else _header(message, "Organization") or (sender if is_bulk else "")
    address = _ADDRESS.match(_header(message, "Archived-At"))
    return {
        "title": _header(message, "Subject"),
        "date": _day(message),
        "source": source,
        "url": address[1] if address else "",
        "authors": [sender] if sender != source else [],
    }


def _header(message: Message, name: str) -> str:
    """Give what a header says; an empty string where there is none, or it is beyond reading."""
    try:
        return str(message.get(name, ""))
    except Exception:  # noqa: BLE001  # the library's parser of headers meets malformed ones in any way
        return ""


def _sender(message: EmailMessage) -> str:
    try:
        return str(message["From"].addresses[0].display_name)
    except Exception:  # noqa: BLE001  # as above; without a sender, or without his name, there is none
        return ""


def _day(message: EmailMessage) -> str:
    """Give the day where the mail was sent, as it was there."""
    try:
        header = message["Date"]
        if isinstance(header, DateHeader) and header.datetime is not None:
            return str(header.datetime.date().isoformat())
    except Exception:  # noqa: BLE001  # as above
        return ""
    return _header(message, "Date")


def _text(message: EmailMessage) -> tuple[str, str]:
    """Give the text of a message, and what had to be guessed about its encoding."""
    is_reply = bool(_REPLY.match(_header(message, "Subject")))
    for kind, read in (("html", _of_html), ("plain", _of_plain)):
        part = message.get_body((kind,))
        if isinstance(part, EmailMessage):
            decoded = _decoded(part)
            if text := read(decoded.text, part, is_reply):
                return text, decoded.remark
    return "", ""


def _decoded(part: EmailMessage) -> Decoded:
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    label = part.get_content_charset("")
    return decode_labelled(raw, label) or decode_unlabelled(raw)


def _of_html(markup: str, part: EmailMessage, is_reply: bool) -> str:
    tree = parsed(markup)
    if tree is None:
        return ""
    for quoted in tree.xpath(_QUOTED_IN_HTML) if is_reply else ():
        if quoted.getparent() is not None:
            quoted.drop_tree()
    return tree_text(tree)


def _of_plain(text: str, part: EmailMessage, is_reply: bool) -> str:
    text = _SIGNATURE.sub("", text.replace("\r\n", "\n"))
    if is_reply:
        text = _QUOTED.sub("", text)
    if part.get_param("format") == "flowed":  # RFC 3676
        text = _FLOWED.sub("" if part.get_param("delsp") == "yes" else " ", text)
    return text.strip()
