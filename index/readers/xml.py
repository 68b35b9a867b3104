"""Parse XML from outside: a document that declares entities is refused, for they can stand for a disk full of text,
and so is one of more elements than any article has.

HTML's names of characters (`&eacute;`) are read where a document type is declared, as XML demands: in NITF they are
those of a document type definition that lies elsewhere.
"""

import re
from collections.abc import Iterator
from html.entities import html5
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, iterparse

from index.sources import limits
from index.sources.content import BadLineError
from index.sources.encodings import Decoded, decode_labelled, decode_marked, decode_text
from index.sources.options import DEFAULTS, ReadingOptions

_DECLARATION = re.compile(rb"\s*<\?xml\b([^>]{0,200})>")
_DECLARATION_READ = re.compile(r"\s*<\?xml\b[^>]{0,200}>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([\w.:-]{1,40})")
_CHARACTERS = {name.removesuffix(";"): character for name, character in html5.items() if name.endswith(";")}
_ENTITIES = "it declares entities of its own, which are never read"


class _BoundedTree(TreeBuilder):
    """Builds a tree of elements, within limits of their number and depth."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Open an element; raise BadLineError beyond the limits."""
        self._elements += 1
        self._depth += 1
        if self._elements > limits.MAX_XML_ELEMENTS or self._depth > limits.MAX_XML_DEPTH:
            raise BadLineError(
                f"it has more than {limits.MAX_XML_ELEMENTS:,} elements, or {limits.MAX_XML_DEPTH:,} in each other"
            )
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)


def decode_xml(content: bytes, options: ReadingOptions = DEFAULTS) -> Decoded:
    """Decode XML as it declares to be encoded, else, or where it can't be so, as it looks; without its declaration."""
    marked = None if options.encoding else decode_marked(content)
    declaration = _DECLARATION.match(content)
    named = _ENCODING.search(declaration[1]) if declaration else None
    labelled = decode_labelled(content, named[1].decode()) if named and not options.encoding else None
    decoded = marked or labelled or decode_text(content, options)
    written = _DECLARATION_READ.match(decoded.text)
    return Decoded(decoded.text[written.end() if written else 0 :], decoded.remark)


def parse_xml(text: str) -> Element:
    """Give the root of an XML document; raise BadLineError, with the line, where it is malformed."""
    parser = DefusedXMLParser(target=_BoundedTree())
    parser.entity.update(_CHARACTERS)
    try:
        parser.feed(text)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise BadLineError(_ENTITIES) from error
    except ParseError as error:
        raise BadLineError(f"malformed XML: {str(error).partition(':')[0]}", error.position[0]) from error
    except (ValueError, LookupError) as error:
        raise BadLineError(f"malformed XML: {error}") from error
    return root


def refuse_entities(written: str | bytes) -> None:
    """Raise BadLineError where XML, well-formed or not, declares entities before its first element."""
    content = written.encode() if isinstance(written, str) else written
    try:
        next(iterparse(BytesIO(content), events=("start",)), None)
    except DefusedXmlException as error:
        raise BadLineError(_ENTITIES) from error
    except (ParseError, ValueError, LookupError):
        return  # no entity was declared up to there


def refuse_many_attributes(text: str) -> None:
    """Raise BadLineError where an element of XML, up to its first fault, has more attributes than any needs."""

    def begun(name: str, attributes: list[str]) -> None:
        if len(attributes) > 2 * limits.MAX_ATTRIBUTES:
            raise BadLineError(f"a tag in it has more than {limits.MAX_ATTRIBUTES:,} attributes")

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler = begun
    try:
        parser.Parse(text.encode(), True)
    except (expat.ExpatError, ValueError, LookupError):  # a fault, or an encoding that it can't read
        return


def local(name: object) -> str:
    """Give an element's or attribute's name without its namespace; an empty one for what is no element."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def named(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the elements within one that have a name, in whatever namespace."""
    return (part for part in (() if element is None else element.iter()) if local(part.tag) == name)


def first(element: Element | None, name: str) -> Element | None:
    """Give the first element of a name within one."""
    return next(named(element, name), None)


def one_line_of(element: Element | None) -> str:
    """Give an element's text as one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
