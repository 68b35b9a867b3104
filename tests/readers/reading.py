"""Read files in tests: every article and bad input of some paths."""

from pathlib import Path

from index.documents.article import Article
from index.readers import read_file
from index.sources.files import BadInput
from index.sources.walk import find_files


def read(*paths: Path) -> list[Article | BadInput]:
    """Find and read, as a rebuild does."""
    found: list[Article | BadInput] = []
    for item in find_files(paths):
        found += [item] if isinstance(item, BadInput) else read_file(item)
    return found


def read_article(path: Path) -> Article:
    """Read the one article of a file."""
    (article,) = read(path)
    assert isinstance(article, Article), str(article)
    return article


def read_remarked(path: Path) -> tuple[Article, str]:
    """Read the one article of a file, and what is remarked on it."""
    article, remark = read(path)
    assert isinstance(article, Article), str(article)
    assert isinstance(remark, BadInput)
    assert remark.count == 0
    return article, remark.reason


def read_bad(path: Path) -> BadInput:
    """Read a file that is bad as a whole."""
    (bad,) = read(path)
    assert isinstance(bad, BadInput), str(bad)
    return bad
