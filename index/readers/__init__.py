"""Files in, articles out: one module a format, one function to find the files and one to read them.

>>> from index.readers import BadInput, find_files, read_file
>>> for found in find_files(["examples/articles"]):
...     for article in [found] if isinstance(found, BadInput) else read_file(found):
...         print(article)

Whatever can't be read is a `BadInput` among the articles: one clear sentence about one file or line, and the rest
goes on.
"""

from collections.abc import Callable, Iterator

from index.documents.article import Article
from index.readers.json_lines import read_json_lines, read_stream
from index.readers.markdown import read_markdown
from index.readers.plain_text import read_plain_text
from index.sources.content import BadLineError
from index.sources.files import BadInput, FoundFile, find_files

__all__ = ["BadInput", "FoundFile", "find_files", "read_file", "read_json_lines", "read_stream"]

MAX_REASON_CHARACTERS = 200
"""How much is reported of what an unexpected error says: it may quote the file."""

Reader = Callable[[FoundFile], Iterator[Article | BadInput]]


def _read_html_page(found: FoundFile) -> Iterator[Article | BadInput]:
    # trafilatura takes half a second to import, which only those pay who have pages.
    from index.readers.html import read_html_page

    yield from read_html_page(found)


READERS: dict[str, Reader] = {
    "text": read_plain_text,
    "markdown": read_markdown,
    "html": _read_html_page,
    "json lines": read_json_lines,
}


def read_file(found: FoundFile) -> Iterator[Article | BadInput]:
    """Yield a file's articles, and what of it can't be read; nothing about its content raises."""
    try:
        yield from READERS[found.format](found)
    except BadLineError as error:
        yield BadInput(found.shown, error.line, error.reason)
    except Exception as error:  # noqa: BLE001  # whatever a file makes of a reader, the other files are still to be read
        yield BadInput(found.shown, None, f"it can't be read: {type(error).__name__}: {error}"[:MAX_REASON_CHARACTERS])
