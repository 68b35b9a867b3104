"""From a plan's conditions to Whoosh's query classes: words become the terms that the index holds.

Running text is indexed by stem, names by word.  A prefix is also looked for among the archive's words: `police*` must
find "police", whose stem is "polic".  Some classes stand beside Whoosh's own, for what its language has no node for.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from whoosh import query as q

from index.analysis.analyzer import readings, stem, words
from index.analysis.fields import NAMED
from search.engine.embedded.people import People
from search.engine.embedded.places import PlaceIndex
from search.engine.embedded.postings import Postings
from search.engine.embedded.spelling import Vocabulary
from search.fields import PLACE_ID, FacetName
from search.query.nodes import (
    And,
    Condition,
    DateRange,
    Exactly,
    Exists,
    Leaf,
    MatchAll,
    MatchNone,
    Named,
    Near,
    Not,
    OfArticle,
    Or,
    Pattern,
    Phrase,
    Prefix,
    SameSpeaker,
    Similar,
    Within,
    WithoutDate,
    Word,
    is_exact,
)
from search.query.one_speaker import SPEAKING, one_speaker
from search.query.planner import Plan

STEMMED = {"text", "title", "said", "headline"}
PREFIX_SCORE = 1.0
"""What a prefix scores, however many words it stands for."""
MINORITY = 2
"""A word is in the minority that stands in fewer than one of so many paragraphs with its stem."""
PLANS_KEPT = 1_000
"""Plans whose translation is remembered."""
FACETS: dict[FacetName, str] = {
    "speaker": "speaker_name",
    "location": "location_name",
    "country": "country",
    "source": "source_name",
}
"""The stored facet, and the field of exact values, of each."""
ABOUT_SPEECH = {*SPEAKING, FACETS["speaker"]}
"""Fields whose positions are those of speakers' slots."""
_NAMED = q.Term("speaker", NAMED)


class OneSpeaker(q.And):  # type: ignore[misc]
    """Paragraphs where one and the same speaker answers to all subqueries, which are about `speaker`, `speaker_name`
    and `said`: the one who is asked for is the one who said it."""


class Beginning(q.Or):  # type: ignore[misc]
    """Paragraphs with a word that begins so: one whose index term does, or, looked at, one of the terms `unsure`, which
    other words share.  "Organize" is indexed as "organ", which "organiz" does not begin.
    """

    def __init__(self, field: str, beginning: str, unsure: Sequence[str]) -> None:
        super().__init__([q.Prefix(field, beginning), *(q.Term(field, term) for term in unsure)])
        self.beginning = beginning


class ExactWord(q.Query):  # type: ignore[misc]
    """Paragraphs with a word of the text as it is written, not with others of its stem."""

    fieldname = "text"

    def __init__(self, word: str) -> None:
        self.word, self.text = word, stem(word)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ExactWord) and other.word == self.word

    def __hash__(self) -> int:
        return hash((ExactWord, self.word))

    def is_leaf(self) -> bool:
        """Tell Whoosh that there is nothing below."""
        return True


class Preferred(ExactWord):
    """Paragraphs with any word of a stem, those with one of them as it is written before the others."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Preferred) and other.word == self.word

    def __hash__(self) -> int:
        return hash((Preferred, self.word))


class NearBy(q.And):  # type: ignore[misc]
    """Paragraphs in which terms in a row stand at most `distance` words from others, before or behind."""

    def __init__(self, first: q.Query, second: q.Query, distance: int) -> None:
        super().__init__([first, second])
        self.distance = distance

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NearBy) and super().__eq__(other) and other.distance == self.distance

    def __hash__(self) -> int:
        return hash((NearBy, self.distance))


class HasValue(q.Query):  # type: ignore[misc]
    """Paragraphs with one of some values of a facet, given by their codes, or with any value where none are given."""

    def __init__(self, facet: str, codes: Sequence[int] | None = None) -> None:
        self.facet, self.codes = facet, codes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HasValue) and (other.facet, other.codes) == (self.facet, self.codes)

    def __hash__(self) -> int:
        return hash((HasValue, self.facet))

    def is_leaf(self) -> bool:
        """Tell Whoosh that there is nothing below."""
        return True


class NoDate(q.Query):  # type: ignore[misc]
    """Paragraphs of articles whose date is not known."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoDate)

    def __hash__(self) -> int:
        return hash(NoDate)

    def is_leaf(self) -> bool:
        """Tell Whoosh that there is nothing below."""
        return True


@dataclass(frozen=True)
class Translated:
    """A plan in Whoosh's classes: what no result may miss, each of the bare words, as it is looked for in the text and
    in headlines, and all of them together."""

    strict: q.Query
    wanted: tuple[tuple[Leaf, q.Query], ...]
    headlines: tuple[q.Query, ...] = ()

    @cached_property
    def whole(self) -> q.Query:
        """The query of the paragraphs that miss nothing."""
        return conjunction([self.strict, *(query for _, query in self.wanted)])

    @cached_property
    def headline(self) -> q.Query:
        """The query of the headlines that have all of several bare words; of nothing where there are not several."""
        return conjunction(self.headlines) if len(self.headlines) > 1 else q.NullQuery

    @cached_property
    def about_speech(self) -> q.Query | None:
        """What tells whose names count: what was said, and by whom, or that they are named; None for everybody's."""
        parts = [self.whole] if isinstance(self.whole, OneSpeaker) or not isinstance(self.whole, q.And) else self.whole
        speaking = [part for part in parts if _fields(part) <= ABOUT_SPEECH]
        asks_for_names = any(_NAMED in part.leaves() for part in speaking)
        return next((part for part in speaking if "said" in _fields(part)), _NAMED if asks_for_names else None)

    def words_of_text(self) -> list[str]:
        """List the index terms that are looked for in the text and may score, each as often as it is asked for."""
        return [word for query in (self.strict, *(query for _, query in self.wanted)) for word in _text_words(query)]


class Translator:
    """Translates plans over one generation, and remembers them; safe to share between threads."""

    def __init__(
        self,
        people: People,
        postings: Postings,
        vocabulary: Callable[[], Vocabulary],
        places: Callable[[], PlaceIndex],
    ) -> None:
        self._people = people
        self._postings = postings
        self._vocabulary = vocabulary
        self._places = places
        self._remembered = lru_cache(PLANS_KEPT)(self._translated)

    def plan(self, plan: Plan) -> Translated:
        """Return a plan in Whoosh's classes."""
        return self._remembered(plan.strict, plan.wanted)

    def _translated(self, strict: Sequence[Condition], wanted: Sequence[Leaf]) -> Translated:
        required = conjunction([self.translate(one) for one in strict] or [q.Every()])
        in_text = tuple((leaf, self.translate(leaf)) for leaf in wanted)
        return Translated(required, in_text, tuple(self._leaf("headline", leaf) for leaf in wanted))

    def translate(self, condition: Condition) -> q.Query:
        """Return the query of a condition."""
        match condition:
            case Phrase(_, text) if is_exact(condition):
                return ExactWord(*words(text))
            case Word("text", text) if (preferred := self._preferred(readings(text))) is not None:
                return preferred
            case Word() | Phrase() | Prefix() | Pattern() | Similar():
                return self._leaf(condition.field, condition)
            case Near(first, second, distance):
                return self._near(first, second, distance)
            case DateRange(first, last):
                return q.TermRange("date", f"{first or 0:08d}", f"{last or 99991231:08d}")
            case WithoutDate():
                return NoDate()
            case Exactly("speaker", values):
                return any_value("speaker_name", (name for value in values for name in self._people.names_of(value)))
            case Exactly("location", values) if any(value.startswith(PLACE_ID) for value in values):
                return q.Or([self._place(value) for value in values])
            case Exactly(facet, values):
                return any_value(FACETS[facet], values)
            case Exists(facet):
                return HasValue(FACETS[facet])
            case Named():
                return _NAMED
            case Within(place_id):
                return self._within(place_id)
            case OfArticle(article_id):
                return q.Term("article", article_id)
            case MatchAll():
                return q.Every()
            case MatchNone():
                return q.NullQuery
            case Not(child):
                return q.Not(self.translate(child))
            case Or(children):
                return q.Or([self.translate(child) for child in children])
            case And(children):
                return conjunction([self.translate(child) for child in one_speaker(children)])
            case SameSpeaker(children):
                return conjunction([self.translate(child) for child in children], OneSpeaker)

    def _text(self, field: str, text: str) -> q.Query:
        read = dict.fromkeys(tuple(_term(field, word) for word in reading) for reading in readings(text))
        return alternatives([self._words(field, found) for found in read])

    def _leaf(self, field: str, leaf: Leaf) -> q.Query:
        match leaf:
            case Prefix(_, text):
                return self._prefix(field, text)
            case Pattern(_, text, most):
                return self._any_word(field, lambda known: known.spelled(text, most))
            case Similar(_, text, edits, most):
                return self._any_word(field, lambda known: known.similar(text, edits, most))
            case _:
                return self._text(field, leaf.text)

    def _words(self, field: str, found: Sequence[str]) -> q.Query:
        if field == "country":
            return q.Term("country", "".join(found).replace(".", "").upper())
        as_written = q.Term(field, found[0]) if len(found) == 1 else q.Phrase(field, list(found))
        names = self._people.asked_for(found) if field == "speaker" else []
        return q.Or([as_written, any_value("speaker_name", names)]) if names else as_written

    def _preferred(self, read: Sequence[Sequence[str]]) -> Preferred | None:
        """Prefer one word that is in the minority among those of its stem; a majority needs no preference."""
        if [len(reading) for reading in read] != [1]:
            return None
        ((word,),) = read
        stemmed = stem(word)
        forms = [word] if word != stemmed else self._postings.forms(stemmed)
        counted = sum(self._postings.doc_frequency("form", form) for form in forms)
        all_words = self._postings.doc_frequency("text", stemmed)
        as_written = counted if word != stemmed else all_words - counted
        return Preferred(word) if 0 < as_written * MINORITY < all_words else None

    def _near(self, first: Word | Phrase, second: Word | Phrase, distance: int) -> q.Query:
        """Look for one word or phrase beside another, each as it may be read."""
        pairs = [
            NearBy(self._in_a_row(first.field, one), self._in_a_row(second.field, other), distance)
            for one in readings(first.text)
            for other in readings(second.text)
        ]
        return alternatives(pairs)

    def _in_a_row(self, field: str, reading: Sequence[str]) -> q.Query:
        terms = [_term(field, word) for word in reading]
        return q.Term(field, terms[0]) if len(terms) == 1 else q.Phrase(field, terms)

    def _any_word(self, field: str, spelled: Callable[[Vocabulary], Sequence[str]]) -> q.Query:
        """Look for any of the words of a field's vocabulary that are `spelled` so: of the text as they are written,
        elsewhere as they are indexed."""
        of_names = map(Vocabulary, self._postings.dictionaries(field))
        vocabularies = [self._vocabulary()] if field in STEMMED else of_names
        found = dict.fromkeys(word for vocabulary in vocabularies for word in spelled(vocabulary))
        if field == "text":
            return q.ConstantScoreQuery(q.Or([ExactWord(word) for word in found]), PREFIX_SCORE)
        terms = dict.fromkeys(_term(field, word) for word in found)
        return q.ConstantScoreQuery(q.Or([q.Term(field, term) for term in terms]), PREFIX_SCORE)

    def _prefix(self, field: str, text: str) -> q.Query:
        return alternatives([self._beginning(field, reading) for reading in readings(text)])

    def _beginning(self, field: str, reading: Sequence[str]) -> q.Query:
        *before, beginning = reading
        unsure = self._vocabulary().stems_otherwise(beginning) if field in STEMMED else ()
        one_word = q.ConstantScoreQuery(Beginning(field, beginning, unsure), PREFIX_SCORE)
        if not before:
            return one_word
        return conjunction([self._words(field, [_term(field, word) for word in before]), one_word])

    def _place(self, value: str) -> q.Query:
        """Look for the places of a name, or for the one of an id."""
        named = q.Term("location_name", value)
        if not value.startswith(PLACE_ID):
            return named
        place_id = value.removeprefix(PLACE_ID)
        place = self._places().find(place_id)
        if place is None:
            return q.NullQuery
        [code, *_] = self._places().codes_within(place_id)
        return q.And([q.Term("location_name", place.name), HasValue("place", [code])])

    def _within(self, place_id: str) -> q.Query:
        """Look for the words of the place's name, which what lies in it is indexed with, then for the place itself."""
        place = self._places().find(place_id)
        if place is None:
            return q.NullQuery
        named = self._text("location", place.name)
        return q.And([named, HasValue("place", self._places().codes_within(place_id))])


def conjunction(parts: Sequence[q.Query], joined: type[q.And] = q.And) -> q.Query:
    """Join queries that must all hold."""
    parts = [part for part in parts if part != q.NullQuery] or [q.NullQuery]
    parts = [part for part in parts if not isinstance(part, q.Every)] or parts[:1]
    return parts[0] if len(parts) == 1 else joined(list(parts))


def alternatives(readings_of_one: Sequence[q.Query]) -> q.Query:
    """Return the query for what can be read in several ways; what holds no letter or digit asks for nothing."""
    if len(readings_of_one) > 1:
        return q.Or(list(readings_of_one))
    return readings_of_one[0] if readings_of_one else q.NullQuery


def any_value(field: str, values: Iterable[str]) -> q.Query:
    """Return the query for paragraphs with one of the exact values of a facet field."""
    terms = [q.Term(field, value) for value in values]
    return terms[0] if len(terms) == 1 else q.Or(terms)


def _term(field: str, word: str) -> str:
    return stem(word) if field in STEMMED else word


def _fields(node: q.Query) -> set[str]:
    if isinstance(node, (q.Term, q.Phrase, q.Prefix)):
        return {node.fieldname}
    if node.is_leaf():
        return {""}
    return set().union(*(_fields(child) for child in node.children()))


def _text_words(node: q.Query) -> Iterator[str]:
    if isinstance(node, (q.Term, ExactWord)) and node.fieldname == "text":
        yield node.text
    elif isinstance(node, q.Phrase) and node.fieldname == "text":
        yield from node.words
    elif not isinstance(node, (q.Not, q.ConstantScoreQuery)):
        for child in node.children():
            yield from _text_words(child)
