"""From the query as read to Whoosh's query classes: words become the terms that the index holds.

Running text is indexed by stem, names by word.  A prefix is also looked for among the archive's words: `police*` must
find "police", whose stem is "polic".  What somebody said and who is asked for are tied to one speaker.
"""

from collections.abc import Callable, Iterable, Sequence

from whoosh import query as q

from index.analyzer import stem, words
from search.language import And, DateRange, MatchAll, Node, Not, Or, Phrase, Prefix, Word
from search.people import People
from search.queries import Beginning, SameSpeaker
from search.spelling import Vocabulary

STEMMED = {"text", "title", "said"}
SPEAKING = {"speaker", "speaker_name", "said"}
PREFIX_SCORE = 1.0
"""What a prefix scores, however many words it stands for."""


class Translator:
    """Translates the nodes of a query over one generation."""

    def __init__(self, people: People, vocabulary: Callable[[], Vocabulary]) -> None:
        self._people = people
        self._vocabulary = vocabulary

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
        one_word = q.NullQuery
        if beginning:
            unsure = self._vocabulary().stems_otherwise(beginning) if field in STEMMED else ()
            one_word = q.ConstantScoreQuery(Beginning(field, beginning, unsure), PREFIX_SCORE)
        if not before:
            return one_word
        return conjunction([self._words(field, [_term(field, word) for word in before]), one_word])


def conjunction(parts: Sequence[q.Query]) -> q.Query:
    """Join queries that must all hold; those about who speaks and what was said must hold for one speaker."""
    parts = [part for part in parts if part != q.NullQuery] or [q.NullQuery]
    parts = [part for part in parts if not isinstance(part, q.Every)] or parts[:1]
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
    terms = [q.Term(field, value) for value in values]
    return terms[0] if len(terms) == 1 else q.Or(terms)


def terms_of(field: str, text: str) -> list[str]:
    """List the index terms of words in a field, in order."""
    return [_term(field, word) for word in words(text)]


def _term(field: str, word: str) -> str:
    return stem(word) if field in STEMMED else word


def _fields(node: q.Query) -> set[str]:
    if isinstance(node, (q.Term, q.Phrase, q.Prefix)):
        return {node.fieldname}
    if node.is_leaf():
        return {""}
    return set().union(*(_fields(child) for child in node.children()))
