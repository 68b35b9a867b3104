"""Read a Word document (DOCX): one article, as mammoth makes HTML of it.

Its title and author are those of its properties, which have no day of publication; without a title there, a heading at
its top is the title.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.parsers.expat import ExpatError

import mammoth

from index.documents.article import Article
from index.readers.markup import parsed, tree_text
from index.readers.metadata import make_article
from index.readers.xml import decode_xml, first, one_line_of, parse_xml, refuse_entities
from index.sources import limits
from index.sources.content import BadLineError, read_whole
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions

_STYLES = """
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Title'] => h1:fresh
comment-reference =>
"""
_PROPERTIES = "docProps/core.xml"
_BROKEN = (zipfile.BadZipFile, ExpatError, LookupError, OSError, EOFError, RuntimeError, ValueError, AttributeError)
_MAY_BE_XML = re.compile(rb"(?:\xef\xbb\xbf|\xfe\xff|\xff\xfe)?[\s\0]*+(?:<|\Z)")
_HEAD_BYTES = 1_000
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def read_docx(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the one article of a document; raise BadLineError if there is none."""
    content = read_whole(found, limits.MAX_DOCUMENT_BYTES)
    if content.startswith(_OLD_WORD):
        raise BadLineError("the Word document is protected by a password, or of a version before 2007")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check(archive)
            properties = _properties(archive)
        html = mammoth.convert_to_html(
            BytesIO(content),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda image: {}),
            id_prefix="",
        ).value
    except _BROKEN as error:
        raise BadLineError(f"the Word document is broken: {error}") from error
    tree = parsed(html)
    if tree is None:
        raise BadLineError("the Word document has no text")
    for paragraph in tree.xpath("//td[count(*) = 1]/p"):
        paragraph.drop_tag()  # else the cell would be taken for a part of a page
    heading = next((" ".join(one.text_content().split()) for one in tree.xpath("(//h1 | //p)[1][self::h1]")), "")
    fields = {"title": properties.get("title") or heading, "authors": properties.get("creator")}
    yield make_article(fields, tree_text(tree), shown=found.shown, relative=found.relative)


def _check(archive: zipfile.ZipFile) -> None:
    """Raise BadLineError for a document whose XML unpacks to too much, or declares entities.

    Any part may be the text, whatever it is called and wherever it lies: the document says itself which one is.
    """
    parts = [part for part in archive.infolist() if _may_be_xml(archive, part)]
    if sum(part.file_size for part in parts) > limits.MAX_FILE_BYTES:
        raise BadLineError(f"the Word document unpacks to more than {limits.MAX_FILE_BYTES:,} bytes")
    for part in parts:
        try:
            refuse_entities(archive.read(part))
        except BadLineError as error:
            raise BadLineError(f"{part.filename} in the Word document: {error.reason}") from error


def _may_be_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as file:
        return bool(_MAY_BE_XML.match(file.read(_HEAD_BYTES)))


def _properties(archive: zipfile.ZipFile) -> dict[str, str]:
    if _PROPERTIES not in archive.namelist():
        return {}
    root = parse_xml(decode_xml(archive.read(_PROPERTIES)).text)
    return {name: one_line_of(first(root, name)) for name in ("title", "creator")}
