"""Read plain text, mostly the raw scrape of a page: the text is the article, its first line perhaps the title.

Nothing marks a headline in plain text, so all signs must agree: the first line that is not boilerplate is short, has
some words, begins like a sentence but does not end like one, and is followed by a paragraph that is longer and does
end like one.  A line that fails any of it is the article's first paragraph, and the article has no title.

One or two words may also be a name (who wrote it, where it was written, whose picture is left out) or the section's:
they are a headline if what follows uses them as words.
"""

import re
from collections.abc import Iterator

from index.cleaning.boilerplate import boilerplate
from index.cleaning.rejoining import ends_open
from index.documents.article import Article
from index.readers.dates import parse_day
from index.readers.metadata import make_article, remarks
from index.sources.content import read_whole
from index.sources.encodings import decode_text
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions

LONGEST_IN_CHARACTERS = 150
FEWEST_WORDS = 3
"""Words that a headline has where nothing else tells it from a name."""
LONGER_THAN_WRAPPED = 100
"""A line longer than this is a paragraph of its own and not one line of wrapped text."""
_LOOKED_AT = 10_000
_NOT_A_HEADLINE = re.compile(r"(?:by|photo|source|updated|published|posted|from) |https?://|[-*•>#|“\"]", re.IGNORECASE)
_NO_HEADLINE_ENDS_SO = tuple('.,;:…-–—”"’')
_SECTION = re.compile(
    r"(?:(?:world|local|national|business|sports?|breaking|latest|top) )?news|(?:the )?(?:world|politics|business"
    r"|sports?"
    r"|opinion|editorial|commentary|analysis|culture|arts?|books|science|technology|tech|health|travel|food|style"
    r"|entertainment|money|markets|features?|letters?|obituar(?:y|ies)|reviews?|videos?|photos?|close|introduction"
    r"|correction|briefs?|weather|lifestyle|education|environment|home|local|nation(?:al)?|international|slide ?show)",
    re.IGNORECASE,
)
_SENTENCE_ENDS_SO = tuple('.!?…”"’)')


def read_plain_text(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the one article of a text file, and what is remarkable; raise BadLineError if there is none."""
    decoded = decode_text(read_whole(found), options)
    title = find_headline(decoded.text)
    yield make_article({"title": title}, decoded.text, shown=found.shown, relative=found.relative)
    yield from remarks(found.shown, encoding=decoded.remark)


def find_headline(text: str) -> str:
    """Give the headline that the text opens with, or an empty string."""
    lines = [line.strip() for line in text[:_LOOKED_AT].splitlines()]
    rules = boilerplate()
    first = next((n for n, line in enumerate(lines) if line and not rules.covers(line)), None)
    if first is None or not _could_be_headline(lines[first], " ".join(lines[first + 1 :])):
        return ""
    rest = [(n, line) for n, line in enumerate(lines[first + 1 :], first + 1) if line and not rules.covers(line)]
    if not rest:
        return ""
    next_number, following = rest[0]
    apart = any(not line for line in lines[first + 1 : next_number])
    if apart:
        block = lines[next_number:]
        following = " ".join(block[: block.index("")] if "" in block else block)
    longer = len(following) > max(len(lines[first]), 0 if apart else LONGER_THAN_WRAPPED)
    return lines[first] if longer and following.endswith(_SENTENCE_ENDS_SO) else ""


def _could_be_headline(line: str, following: str) -> bool:
    return (
        len(line) <= LONGEST_IN_CHARACTERS
        and not line[0].islower()
        and not line.endswith(_NO_HEADLINE_ENDS_SO)
        and not _NOT_A_HEADLINE.match(line)
        and not ends_open(line, 0, len(line))
        and parse_day(line) is None
        and (len(line.split()) >= FEWEST_WORDS or _is_of_words(line, following))
    )


def _is_of_words(line: str, following: str) -> bool:
    """Say whether one or two words are words of what follows rather than a name or the title of a section."""
    words = re.findall(r"[^\W\d_](?:[^\W\d_]|[’'-])*", line)
    if line.isupper() or _SECTION.fullmatch(line) or " ".join(words) != line.strip("?!"):
        return False
    return all(word.islower() or _is_word(word, following) for word in words[-2:]) or words[-1].islower()


def _is_word(capitalised: str, following: str) -> bool:
    """Say whether a word stands in a text in lower case, in the plural or not, or only where sentences begin."""
    stem = re.escape(capitalised.removesuffix("s"))
    if re.search(rf"\b{stem.lower()}(?:s|es)?\b", following):
        return True
    named = list(re.finditer(rf"(.?.?)\b{stem}(?:s|es)?\b", following))
    return bool(named) and all(not before[1].strip() or before[1][0] in '.!?”"' for before in named)
