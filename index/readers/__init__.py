"""Files in, articles out: one module a format, one function to find the files and one to read them.

>>> from index.readers import BadInput, find_files, read_file
>>> for found in find_files(["examples/articles"]):
...     for article in [found] if isinstance(found, BadInput) else read_file(found):
...         print(article)

A reader is a function of a `FoundFile` and `ReadingOptions` that yields articles and, as `BadInput`, what of the file
can't be read and what is remarkable about the rest.  It may raise, `BadLineError` with a sentence or anything else.

- A format of one article is read whole, by any process: `read_whole(found)` gives its bytes, within a limit.
- A format of many (`holds_many`) is read in the process that sees all articles, as a stream that is open but once:
  `with open_found(found) as stream`, whose reader bears in mind that it may not be sought and never ends.  It may
  yield the files that lie in it as well (`index.readers.members`), which are read as if they lay in a folder: those of
  one article by other processes.

A new format has an entry in `index.sources.formats.FORMATS` and one in `READERS`.

Whatever can't be read is a `BadInput` among the articles: one clear sentence about one file or line, and the rest
goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import BinaryIO, cast

from index.documents.article import Article
from index.readers.publication_dates import with_days
from index.readers.source_names import with_source
from index.sources import limits
from index.sources.content import BadLineError, why_unreadable
from index.sources.files import BadInput, FoundFile, passed_over
from index.sources.formats import BY_NAME
from index.sources.options import DEFAULTS, ReadingOptions
from index.sources.unpacking import BROKEN, counted
from index.sources.walk import find_files

__all__ = ["BadInput", "FoundFile", "ReadingOptions", "find_files", "read_file", "unpack", "unpack_counted"]

MAX_REASON_CHARACTERS = 200
"""How much is reported of what an unexpected error says: it may quote the file."""

Reader = Callable[[FoundFile, ReadingOptions], Iterator[Article | BadInput | FoundFile]]

READERS: dict[str, str] = {
    "docx": "docx.read_docx",
    "epub": "epub.read_epub",
    "feed": "feed.read_feed",
    "html": "html.read_html_page",
    "json": "json_document.read_json_document",
    "json lines": "json_lines.read_json_lines",
    "mail": "mail.read_mail",
    "markdown": "markdown.read_markdown",
    "mbox": "mbox.read_mbox",
    "newsml": "newsml.read_newsml",
    "nitf": "nitf.read_nitf",
    "parquet": "parquet.read_parquet",
    "pdf": "pdf.read_pdf",
    "table": "table.read_table",
    "tar": "tar_archive.read_tar",
    "text": "plain_text.read_plain_text",
    "warc": "warc.read_warc",
    "zip": "zip_archive.read_zip",
}
"""The function of each format, within this package; it is imported for the first file that needs it, since some of
their libraries take half a second to import, and some need not be installed."""


def reader_of(format: str) -> Reader:
    """Import the reader of a format."""
    module, _, function = READERS[format].partition(".")
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), function)
    return reader


def read_file(found: FoundFile, options: ReadingOptions = DEFAULTS) -> Iterator[Article | BadInput]:
    """Yield a file's articles, those of files within it too, and what of it can't be read; nothing in it raises."""
    for item in unpack(found, options):
        if isinstance(item, FoundFile):
            yield from read_file(item, options)
        else:
            yield item


def unpack(found: FoundFile, options: ReadingOptions = DEFAULTS) -> Iterator[Article | BadInput | FoundFile]:
    """Yield what a file holds as `read_file` does, but of the files within it those of one article unread."""
    if found.depth > limits.MAX_DEPTH:
        yield BadInput(found.shown, None, f"it lies in more than {limits.MAX_DEPTH} archives in each other")
        return
    is_empty = True
    try:
        for item in with_days(reader_of(found.format)(found, options), found.shown, options):
            is_empty = is_empty and _is_remark(item)
            if isinstance(item, FoundFile) and item.holds_many:
                yield from unpack(item, options)
            else:
                yield _of_file(item, found, options) if isinstance(item, Article) else item
    except BadLineError as error:
        yield BadInput(found.shown, error.line, error.reason)
    except ModuleNotFoundError as error:
        yield _unsupported(found, error)
    except BROKEN as error:
        yield BadInput(found.shown, None, why_unreadable(error))
    except MemoryError:
        yield BadInput(found.shown, None, "it takes more memory than a process may have")
    except Exception as error:  # noqa: BLE001  # whatever a file makes of a reader, the other files are still to be read
        yield BadInput(found.shown, None, f"it can't be read: {type(error).__name__}: {error}"[:MAX_REASON_CHARACTERS])
    else:
        if is_empty:
            yield BadInput(found.shown, None, "it holds no article")


def _is_remark(item: Article | BadInput | FoundFile) -> bool:
    return isinstance(item, BadInput) and not item.count


def _of_file(article: Article, found: FoundFile, options: ReadingOptions) -> Article:
    """Give an article what is alike for all formats."""
    return replace(with_source(article, options), format=found.format)


def unpack_counted(
    found: FoundFile, options: ReadingOptions, count_bytes: Callable[[int], None]
) -> Iterator[Article | BadInput | FoundFile]:
    """Unpack a file on disk; `count_bytes` is told how much of it was read."""
    try:
        stream = counted(cast(BinaryIO, found.path.open("rb")), count_bytes, seeks=True)
    except OSError as error:
        yield BadInput(found.shown, None, why_unreadable(error))
        return
    with stream:
        yield from unpack(replace(found, stream=stream), options)


def _unsupported(found: FoundFile, error: ModuleNotFoundError) -> BadInput:
    """Say what a file needs that is not installed: of an extra, for all its files in one line of the account."""
    if extra := BY_NAME[found.format].extra:
        return passed_over(found.shown, f"{found.format} files, which need `make install EXTRAS={extra}`")
    return BadInput(found.shown, None, f"{error.name}, which reads {found.format}, is not installed")
