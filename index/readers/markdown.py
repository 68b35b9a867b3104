"""Read Markdown: the fields of its front matter, and the text without its markup.

Without a title in the front matter, a heading of the first level at the top of the text is the title.
"""

from collections.abc import Iterator
from itertools import groupby

from index.documents.article import Article
from index.readers.front_matter import split_front_matter
from index.readers.markdown_blocks import Block, plain_blocks
from index.readers.metadata import make_article, remarks
from index.readers.quotations import DASHES, attributed
from index.sources import limits
from index.sources.content import BadLineError, read_whole
from index.sources.encodings import decode_text
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions


def read_markdown(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the one article of a Markdown file, and what is remarkable; raise BadLineError if there is none."""
    decoded = decode_text(read_whole(found), options)
    fields, body = split_front_matter(decoded.text)
    if len(body) > limits.MAX_ARTICLE_CHARACTERS:
        raise BadLineError(f"the text is longer than {limits.MAX_ARTICLE_CHARACTERS:,} characters")
    blocks = list(plain_blocks(body))
    fields.setdefault("title", _heading_at_the_top(blocks))
    fields.setdefault("section", fields.get("category") or fields.get("categories"))
    text = "\n\n".join(_with_attributions(blocks))
    yield make_article(fields, text, shown=found.shown, relative=found.relative)
    yield from remarks(found.shown, encoding=decoded.remark)


def _with_attributions(blocks: list[Block]) -> Iterator[str]:
    """Yield the blocks' texts, quotations whose last line begins with a dash as those of whom it names."""
    for is_quoted, group in groupby(blocks, lambda block: block.is_quoted):
        texts = [block.text for block in group]
        if is_quoted and len(texts) > 1 and DASHES.match(texts[-1]):
            texts = attributed(texts[:-1], texts[-1])
        yield from texts


def _heading_at_the_top(blocks: list[Block]) -> str:
    return blocks[0].text if blocks and blocks[0].level == 1 else ""
