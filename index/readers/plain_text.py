"""Read plain text, mostly the raw scrape of a page: the text is the article, its first line perhaps the title."""

from collections.abc import Iterator

from index.article import Article
from index.readers.bad_input import BadInput
from index.readers.fields import make_article
from index.readers.finding import FoundFile
from index.readers.headline import find_headline
from index.readers.opening import decode, read_whole


def read_plain_text(found: FoundFile) -> Iterator[Article | BadInput]:
    """Yield the one article of a text file; raise BadLineError if there is none."""
    text = decode(read_whole(found))
    yield make_article({"title": find_headline(text)}, text, shown=found.shown, relative=found.relative)
