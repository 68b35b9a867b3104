"""The fields of `index.analysis.fields` as Whoosh knows them.

Terms and their positions are computed before the writer sees them (`index.analysis.document`), in the processes that
annotate.  The fields' analyzers give the same terms to Whoosh's own writer and query parser.
"""

from collections.abc import Iterator
from typing import Any

from whoosh import fields
from whoosh.analysis import Analyzer, Token

from index.analysis.analyzer import tokenize as tokens_of


class DatelineAnalyzer(Analyzer):  # type: ignore[misc]
    """Whoosh's view of `index.analysis.analyzer`: stems for running text, words for names."""

    def __init__(self, stemming: bool) -> None:
        self.stemming = stemming

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **options: Any,
    ) -> Iterator[Any]:
        """Yield Whoosh tokens of `value`."""
        whoosh_token = Token(positions, chars, removestops=removestops, mode=mode, **options)
        last = (-1, "")
        for token in tokens_of(value):
            whoosh_token.text = token.term if self.stemming else token.word
            if last == (token.position, whoosh_token.text):
                continue
            last = (token.position, whoosh_token.text)
            whoosh_token.boost = 1.0
            whoosh_token.stopped = False
            if keeporiginal:
                whoosh_token.original = value[token.start : token.end]
            if positions:
                whoosh_token.pos = start_pos + token.position
            if chars:
                whoosh_token.startchar = start_char + token.start
                whoosh_token.endchar = start_char + token.end
            yield whoosh_token

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatelineAnalyzer) and other.stemming == self.stemming

    def __hash__(self) -> int:
        return hash((DatelineAnalyzer, self.stemming))


def _words(*, stemming: bool = False, scored: bool = False) -> fields.TEXT:
    """Return a field of words with their positions; only of one that is `scored` are lengths kept."""
    field = fields.TEXT(analyzer=DatelineAnalyzer(stemming), phrase=True)
    field.scorable = scored
    return field


def schema() -> fields.Schema:
    """Return the schema of a Dateline index."""
    return fields.Schema(
        text=_words(stemming=True, scored=True),
        native=_words(),
        form=fields.ID(),
        headline_form=fields.ID(),
        said_form=_words(),
        title=_words(stemming=True, scored=True),
        headline=_words(stemming=True),
        said=_words(stemming=True, scored=True),
        speaker=_words(),
        speaker_name=_words(),
        location=_words(),
        demonym=_words(),
        location_name=fields.ID(),
        country=fields.ID(),
        source=_words(),
        source_name=fields.ID(),
        date=fields.ID(),
        article=fields.ID(),
        language=fields.ID(),
    )
