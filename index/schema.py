"""The fields of a paragraph in Whoosh.

Terms and their positions are computed before the writer sees them (`index.document`), in the processes that annotate;
a field here takes a mapping from term to positions and hands it to the postings as it is.  The analyzers are Dateline's
own too: a field's `analyzer` is what a Whoosh query parser applies to a plain string, and gives the same terms.

| field | terms | positions |
| --- | --- | --- |
| text, title | stems | words |
| said | stems of the words in quotation marks | words, in the slot of the speaker |
| speaker | every word of a speaker's name and mention | words, in the slot of the speaker |
| speaker_name | whole names, exactly | the slot |
| location | every word of a place's name, mention and containing places | words |
| location_name, country, source_name | whole values, exactly | |
| source | words of the source's name | words |
| date | the day as YYYYMMDD | |
| article | the article's id | |

A *slot* is a speaker's own range of `SLOT` positions.  `said` and `speaker` share it, so that whether the person who
is asked for is the person who said a word can be read from the positions of both.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whoosh import fields
from whoosh.analysis import Analyzer, Token
from whoosh.formats import Existence, Positions

from index.analyzer import stem
from index.analyzer import tokenize as tokens_of

SLOT = 1 << 20
"""Positions a speaker has for names and quoted words; a paragraph has far fewer words."""
MAX_SLOTS = 1 << 10
"""Speakers of one paragraph that are told apart; positions stay below 2^31.  The last slot is nobody's."""
NOBODY = MAX_SLOTS - 1
"""The slot of quotations whose speaker is unknown."""

TermPositions = Mapping[str, Sequence[int]]


class DatelineAnalyzer(Analyzer):  # type: ignore[misc]
    """Whoosh's view of `index.analyzer`: stems for running text, words for names."""

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
        for position, token in enumerate(tokens_of(value), start_pos):
            whoosh_token.text = stem(token.word) if self.stemming else token.word
            whoosh_token.boost = 1.0
            whoosh_token.stopped = False
            if keeporiginal:
                whoosh_token.original = value[token.start : token.end]
            if positions:
                whoosh_token.pos = position
            if chars:
                whoosh_token.startchar = start_char + token.start
                whoosh_token.endchar = start_char + token.end
            yield whoosh_token

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatelineAnalyzer) and other.stemming == self.stemming

    def __hash__(self) -> int:
        return hash((DatelineAnalyzer, self.stemming))


class PositionsField(fields.TEXT):  # type: ignore[misc]
    """A field of terms with positions, given as a mapping from term to its ascending positions."""

    def __init__(self, stemming: bool) -> None:
        super().__init__(analyzer=DatelineAnalyzer(stemming), phrase=True)
        self.format = Positions()

    def index(self, value: TermPositions, **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded positions) for every term."""
        encode = self.format.encode
        for term, positions in value.items():
            yield term.encode(), len(positions), float(len(positions)), encode(positions)


class ExactField(fields.ID):  # type: ignore[misc]
    """A field of whole values, given as a sequence; found by the exact value only."""

    def __init__(self) -> None:
        super().__init__()
        self.format = Existence()

    def index(self, value: Sequence[str], **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (value, 1, 1.0, nothing) for every distinct value."""
        for text in dict.fromkeys(value):
            yield text.encode(), 1, 1.0, b""


def schema() -> fields.Schema:
    """Return the schema of a Dateline index."""
    return fields.Schema(
        text=PositionsField(stemming=True),
        title=PositionsField(stemming=True),
        said=PositionsField(stemming=True),
        speaker=PositionsField(stemming=False),
        speaker_name=PositionsField(stemming=False),
        location=PositionsField(stemming=False),
        location_name=ExactField(),
        country=ExactField(),
        source=PositionsField(stemming=False),
        source_name=ExactField(),
        date=ExactField(),
        article=ExactField(),
        ordinal=fields.STORED(),
    )
