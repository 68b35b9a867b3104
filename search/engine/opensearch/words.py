"""What is asked of one field becomes a query: words become the terms that `index.opensearch.documents` spells.

Running text is indexed by stem, names by word.  What stands for words as they are written, a prefix or a pattern, is
looked for among those.  A field that is about speech lies nested in a paragraph, a speaker each.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.analysis.analyzer import fold, readings, stem
from index.documents.languages import language_code
from search.engine.opensearch.archive_tables import ArchiveTables
from search.engine.opensearch.queries import (
    NO_PARAGRAPH,
    NOTHING,
    Factor,
    Query,
    all_of,
    alternatives,
    any_of,
    any_value,
    beginning,
    constant,
    near,
    nested,
    row,
    term,
    unscored,
)
from search.engine.vocabulary.fields import FACETS
from search.engine.vocabulary.spelling import LONGEST_CORRECTED
from search.engine.weights import PREFIX_SCORE
from search.errors import SearchTooCostlyError
from search.query.nodes import And, Condition, Exactly, Leaf, Named, Near, Or, Pattern, Phrase, Prefix, Similar, Word
from search.query.one_speaker import SPEAKING

WRITTEN = {"text": "word", "title": "title_word", "headline": "headline_word", "said": "said_word"}
"""Fields that are indexed by stem, and the one with the words of each as they are written."""
UNPLACED = frozenset({"country", "language"})
"""Fields of one value, beside which nothing stands."""
SCORED = frozenset({"text", "native", "title", "said"})
"""Fields whose terms score; those of others score nothing."""
LONGEST_PATTERN, MOST_UNKNOWN = 100, 10
"""Letters of a pattern of names, and those of them that may stand for any where others may stand between them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """From where fields are asked: of paragraphs, or, `of_speaker`, of what is nested there."""

    of_speaker: bool = False

    def name(self, field: str) -> str:
        """Return what a field is called."""
        return f"speech.{field}" if field in SPEAKING else field

    def written(self, field: str) -> str:
        """Return the field with the words as they are written, itself where it has no other."""
        return self.name(field).replace(field, WRITTEN.get(field, field))

    def found(self, field: str, query: Query) -> Query:
        """Return the query of a field as it is asked from here."""
        return nested(query) if field in SPEAKING and not self.of_speaker and query != NOTHING else query


OF_PARAGRAPH, OF_SPEAKER = Asked(), Asked(of_speaker=True)
SURELY_NAMED = unscored(term("speech.named", True))


@dataclass(frozen=True, slots=True)
class Words:
    """Translates what is asked of one field, with what an archive knows of its words and people."""

    tables: ArchiveTables
    scoring: Callable[[str], Factor]
    """Gives of a field what its terms are multiplied by."""

    def query(self, condition: Leaf | Near | Named | Exactly, asked: Asked) -> Query:
        """Return the query of a word, of words in a row or near others, or of a speaker."""
        match condition:
            case Named():
                return asked.found("speaker", SURELY_NAMED)
            case Exactly():
                names = dict.fromkeys(name for value in condition.values for name in self.tables.people.names_of(value))
                return any_value("speech.name" if asked.of_speaker else FACETS["speaker"], names)
            case Near(first, second, distance):
                return self._near(first, second, distance, asked)
            case _:
                return self.leaf(condition.field, condition, asked)

    def leaf(self, field: str, leaf: Leaf, asked: Asked) -> Query:
        """Return the query of a leaf that is looked for in a field; of a title, beginnings and patterns score once."""
        match leaf:
            case Prefix(_, text):
                found = alternatives([self._beginning(field, reading, asked) for reading in readings(text)])
                return constant(found, PREFIX_SCORE) if field == "title" else found
            case Pattern() | Similar():
                return constant(asked.found(field, self._any_word(field, leaf, asked)), PREFIX_SCORE)
            case _:
                as_read = dict.fromkeys(tuple(_terms(field, one)) for one in readings(leaf.text))
                return alternatives([self.row(field, one, asked) for one in as_read])

    def row(self, field: str, found: Sequence[str], asked: Asked) -> Query:
        """Return the query of terms that follow one another."""
        if field == "country":
            return unscored(term("country", "".join(found).replace(".", "").upper()))
        if field == "language":
            return unscored(term("language", language_code(" ".join(found))))
        as_written = row(asked.name(field), found, self._factor(field))
        names = self.tables.people.asked_for(found) if field == "speaker" else []
        either = any_of([as_written, any_value("speech.name", names)]) if names else as_written
        return asked.found(field, either)

    def _factor(self, field: str) -> Factor | None:
        return self.scoring(field) if field in SCORED else None

    def _beginning(self, field: str, reading: Sequence[str], asked: Asked) -> Query:
        *before, last = reading
        one_word = constant(asked.found(field, unscored(beginning(asked.written(field), last))), PREFIX_SCORE)
        if not before:
            return one_word
        return all_of([self.row(field, _terms(field, before), asked), one_word])

    def _any_word(self, field: str, leaf: Pattern | Similar, asked: Asked) -> Query:
        """Look for any of the words that a leaf stands for: those of the archive as they are written, or the words of
        names."""
        name = asked.written(field)
        if field not in WRITTEN:
            return unscored(_spelled_like(name, leaf))
        vocabulary = self.tables.vocabulary
        if isinstance(leaf, Pattern):
            return any_value(name, vocabulary.spelled(leaf.text, leaf.most))
        return any_value(name, vocabulary.similar(leaf.text, leaf.edits, leaf.most))

    def _near(self, first: Word | Phrase, second: Word | Phrase, distance: int, asked: Asked) -> Query:
        field = first.field
        if field in UNPLACED:
            return NO_PARAGRAPH
        name, factor = asked.name(field), self._factor(field)
        pairs = [
            near(name, _terms(field, one), _terms(field, other), distance, factor)
            for one in readings(first.text)
            for other in readings(second.text)
        ]
        return asked.found(field, alternatives(pairs))


def words_of_text(conditions: Iterable[Condition]) -> Iterator[str]:
    """Yield the terms that are looked for in the text and may score, each as often as it is asked for."""
    for condition in conditions:
        match condition:
            case Word("text", text) | Phrase("text", text):
                for reading in dict.fromkeys(tuple(map(stem, one)) for one in readings(text)):
                    yield from reading
            case Prefix("text", text):
                for one in readings(text):
                    yield from map(stem, one[:-1])
            case Near(first, second) if first.field == "text":
                for before in readings(first.text):
                    for behind in readings(second.text):
                        yield from map(stem, (*before, *behind))
            case And(children) | Or(children):
                yield from words_of_text(children)
            case _:
                pass


def _spelled_like(field: str, leaf: Pattern | Similar) -> Query:
    """Look for words of names, of which there is no list."""
    if isinstance(leaf, Similar):
        asked = {"value": fold(leaf.text)[:LONGEST_CORRECTED], "fuzziness": leaf.edits, "rewrite": "constant_score"}
        return {"fuzzy": {field: asked}}
    if len(leaf.text) > LONGEST_PATTERN or ("*" in leaf.text and leaf.text.count("?") > MOST_UNKNOWN):
        raise SearchTooCostlyError(f"A word with * and ? may have {LONGEST_PATTERN} letters, {MOST_UNKNOWN} of them ?.")
    return {"wildcard": {field: {"value": "".join(one if one in "*?" else fold(one) for one in leaf.text)}}}


def _terms(field: str, reading: Iterable[str]) -> list[str]:
    return list(map(stem, reading)) if field in WRITTEN else list(reading)
