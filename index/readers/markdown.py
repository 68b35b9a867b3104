"""Read Markdown with YAML front matter: the front matter's fields, and the text without its markup.

    ---
    title: Lake monster files a complaint
    date: 2022-09-10
    authors: [A. Reporter, B. Writer]
    ---
    The [monster](https://example.org) said …

Without a title in the front matter, a heading of the first level at the top of the text is the title.
"""

import re
from collections.abc import Iterator

import yaml

from index.documents.article import Article
from index.readers.markdown_blocks import Block, plain_blocks
from index.readers.metadata import make_article
from index.sources import limits
from index.sources.content import BadLineError, read_whole
from index.sources.encodings import decode_unlabelled
from index.sources.files import BadInput, FoundFile, remark

_FENCE = re.compile(r"---[ \t]*\r?\n(?!\s*\n)")
"""A line of --- with an empty one after it is a rule."""

_CLOSING_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_LOOKS_LIKE_FIELD = re.compile(r"#|[\w -]{1,60}:")


def read_markdown(found: FoundFile) -> Iterator[Article | BadInput]:
    """Yield the one article of a Markdown file, and what is remarkable; raise BadLineError if there is none."""
    decoded = decode_unlabelled(read_whole(found))
    fields, body = split_front_matter(decoded.text)
    if len(body) > limits.MAX_ARTICLE_CHARACTERS:
        raise BadLineError(f"the text is longer than {limits.MAX_ARTICLE_CHARACTERS:,} characters")
    blocks = list(plain_blocks(body))
    fields.setdefault("title", _heading_at_the_top(blocks))
    text = "\n\n".join(block.text for block in blocks)
    yield make_article(fields, text, shown=found.shown, relative=found.relative)
    if decoded.remark:
        yield remark(found.shown, None, decoded.remark)


def _heading_at_the_top(blocks: list[Block]) -> str:
    return blocks[0].text if blocks and blocks[0].level == 1 else ""


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """Give the fields of the front matter, their names in lower case, and the text after it.

    Raise BadLineError, with the line, for front matter that never ends, is too long or is no YAML mapping.
    """
    opening = _FENCE.match(text)
    if opening is None:
        return {}, text
    closing = _CLOSING_FENCE.search(text, opening.end(), opening.end() + limits.MAX_FRONT_MATTER_CHARACTERS)
    if closing is None:
        if not _LOOKS_LIKE_FIELD.match(text[opening.end() : opening.end() + 100]):
            return {}, text  # the rule at the top is only a rule
        raise BadLineError(
            "the front matter that begins here does not end within "
            f"{limits.MAX_FRONT_MATTER_CHARACTERS:,} characters with a line of ---",
            1,
        )
    return _parse(text[opening.end() : closing.start()]), text[closing.end() :]


def _parse(front_matter: str) -> dict[str, object]:
    try:
        # BaseLoader makes nothing but strings, lists and mappings: safer than SafeLoader, and a title of 1984
        # or a date with a time zone stays as it is written.
        fields = yaml.load(front_matter, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        raise BadLineError(f"malformed front matter: {error.problem or error.context}", line) from error
    except yaml.reader.ReaderError as error:
        line = front_matter.count("\n", 0, error.position) + 2
        raise BadLineError(f"malformed front matter: {error.reason}", line) from error
    except (yaml.YAMLError, ValueError) as error:
        raise BadLineError(f"malformed front matter: {error}", 1) from error
    except RecursionError as error:
        raise BadLineError("malformed front matter: it is nested too deeply", 1) from error
    if fields in (None, ""):
        return {}
    if not isinstance(fields, dict):
        raise BadLineError("malformed front matter: it is no list of fields such as title: and date:", 2)
    return {name.strip().lower(): value for name, value in fields.items() if isinstance(name, str)}
