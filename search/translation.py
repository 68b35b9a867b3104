"""From the query as read to Whoosh's query classes: words become the terms that the index holds.

Running text is indexed by stem, names by word.  A prefix is completed from the archive's words, not from its stems:
`police*` must find "police", whose stem is "polic".  What somebody said and who is asked for are tied to one speaker.
"""

from collections.abc import Callable, Iterable, Sequence
from heapq import nlargest
from itertools import islice

from whoosh import query as q
from whoosh.reading import IndexReader

from index.analyzer import stem, words
from search.execution import Beginning, SameSpeaker
from search.language import And, DateRange, MatchAll, Node, Not, Or, Phrase, Prefix, Word
from search.people import People
from search.spelling import Vocabulary

STEMMED = {"text", "title", "said"}
SPEAKING = {"speaker", "speaker_name", "said"}
PREFIX_SCORE = 1.0
"""What a prefix scores, however many words it stands for."""
NAMES_SCANNED = 20_000
"""Words of names looked at for a prefix; only the most frequent of them are searched."""


class Translator:
    """Translates the nodes of one search; `notices` gathers what had to be left out."""

    def __init__(
        self, reader: IndexReader, people: People, vocabulary: Callable[[], Vocabulary], max_expansion: int
    ) -> None:
        self._reader = reader
        self._people = people
        self._vocabulary = vocabulary
        self._max_expansion = max_expansion
        self.notices: list[str] = []

    def translate(self, node: Node) -> q.Query:
        """Return the Whoosh query of a node."""
        match node:
            case Word(field, text) | Phrase(field, text):
                return self._words(field, terms_of(field, text))
            case Prefix(field, text):
                return self._prefix(field, text)
            case DateRange(first, last):
                return date_range(first, last)
            case MatchAll():
                return q.Every()
            case Not(child):
                return q.Not(self.translate(child))
            case Or(children):
                return q.Or([self.translate(child) for child in children])
            case And(children):
                return conjunction([self.translate(child) for child in children])

    def _words(self, field: str, found: Sequence[str]) -> q.Query:
        if field == "country":
            return q.Term("country", "".join(found).upper())
        if not found:
            return q.NullQuery  # what holds no letter or digit asks for nothing: `conjunction` leaves it out
        as_written = q.Term(field, found[0]) if len(found) == 1 else q.Phrase(field, list(found))
        names = self._people.asked_for(found) if field == "speaker" else []
        return q.Or([as_written, any_value("speaker_name", names)]) if names else as_written

    def _prefix(self, field: str, text: str) -> q.Query:
        *before, beginning = words(text) or [""]
        completed = self._complete(field, beginning) if beginning else []
        unsure = frozenset(term for term in completed if not term.startswith(beginning))
        found = Beginning([q.Term(field, term) for term in completed], beginning, unsure)
        one_word = q.ConstantScoreQuery(found, PREFIX_SCORE)
        if not before:
            return one_word
        return conjunction([self._words(field, [_term(field, word) for word in before]), one_word])

    def _complete(self, field: str, beginning: str) -> list[str]:
        if field in STEMMED:
            found = self._vocabulary().complete(beginning, self._max_expansion + 1)
        else:
            found = self._complete_name(field, beginning)
        if len(found) > self._max_expansion:
            self.notices.append(
                f"More than {self._max_expansion} words begin with “{beginning}”; the most frequent were searched."
            )
        completed = (_term(field, word) for word in found[: self._max_expansion])
        return list(dict.fromkeys(completed))

    def _complete_name(self, field: str, beginning: str) -> list[str]:
        scanned = [term.decode() for term in islice(self._reader.expand_prefix(field, beginning), NAMES_SCANNED)]
        if len(scanned) <= self._max_expansion:
            return scanned
        return nlargest(self._max_expansion + 1, scanned, key=lambda term: self._reader.doc_frequency(field, term))


def conjunction(parts: Sequence[q.Query]) -> q.Query:
    """Join queries that must all hold; those about who speaks and what was said must hold for one speaker."""
    parts = [part for part in parts if part != q.NullQuery] or [q.NullQuery]
    speaking = [part for part in parts if _fields(part) <= SPEAKING and not isinstance(part, q.Not)]
    if any("said" in _fields(part) for part in speaking) and len(speaking) > 1:
        parts = [SameSpeaker(speaking), *(part for part in parts if part not in speaking)]
    return parts[0] if len(parts) == 1 else q.And(list(parts))


def about_speech(query: q.Query) -> q.Query | None:
    """Return the part of a conjunction that says what was said, and by whom; None where it doesn't."""
    parts = [query] if isinstance(query, SameSpeaker) or not isinstance(query, q.And) else list(query)
    return next((part for part in parts if "said" in _fields(part) and _fields(part) <= SPEAKING), None)


def date_range(first: int | None, last: int | None) -> q.Query:
    """Return the query for days from `first` to `last`, YYYYMMDD, both included, None for open."""
    return q.TermRange("date", f"{first or 0:08d}", f"{last or 99991231:08d}")


def any_value(field: str, values: Iterable[str]) -> q.Query:
    """Return the query for paragraphs with one of the exact values of a facet field."""
    return q.Or([q.Term(field, value) for value in values])


def terms_of(field: str, text: str) -> list[str]:
    """List the index terms of words in a field, in order."""
    return [_term(field, word) for word in words(text)]


def _term(field: str, word: str) -> str:
    return stem(word) if field in STEMMED else word


def _fields(node: q.Query) -> set[str]:
    if isinstance(node, (q.Term, q.Phrase)):
        return {node.fieldname}
    if node.is_leaf():
        return {""}
    return set().union(*(_fields(child) for child in node.children()))
