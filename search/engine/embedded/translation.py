"""From a plan's conditions to Whoosh's query classes: words become the terms that the index holds.

Running text is indexed by stem, names by word.  What stands for words as they are written, a prefix or a pattern, is
looked for among those (`written`): `police*` must find "police", whose stem is "polic".
"""

from collections.abc import Callable, Sequence

from whoosh import query as q

from index.analysis.analyzer import readings, stem, words
from index.analysis.fields import FORMS
from index.analysis.languages import native_term
from index.documents.languages import language_code
from index.remembering import remembered
from search.engine.embedded.postings import Postings
from search.engine.embedded.queries import (
    NAMED_SPEAKER,
    CopiesOf,
    ExactWord,
    HasValue,
    NearBy,
    NoDate,
    OfArticles,
    OneSpeaker,
    Preferred,
    alternatives,
    any_value,
    conjunction,
)
from search.engine.embedded.translated import Translated
from search.engine.vocabulary.fields import FACETS
from search.engine.vocabulary.people import People
from search.engine.vocabulary.places import PlaceIndex
from search.engine.vocabulary.spelling import Vocabulary
from search.engine.weights import MINORITY, PREFIX_SCORE
from search.fields import PLACE_ID
from search.limits import Deadline
from search.query import nodes
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
    leaves_of,
)
from search.query.one_speaker import about_speech, one_speaker
from search.query.planner import Plan

STEMMED = {*FORMS, "title"}
STEPS_A_WORD = 5_000
"""What translating a word of a query takes, in steps of a Deadline's work."""
STEPS_A_SIMILAR = 2
"""What it takes to see whether a word of the archive is like one of a query."""
PLANS_KEPT = 100
"""Plans whose translation is remembered: those of the requests at the moment, each of which has some."""
LEAVES_KEPT = 5_000
"""Words and phrases whose translation is remembered."""
VARIANTS_KEPT = 500
"""Words of which is remembered what they stand for, a hundred words and more each."""


class Translator:
    """Translates plans over one generation, and remembers them; safe to share between threads."""

    def __init__(
        self,
        people: People,
        postings: Postings,
        languages: Sequence[str],
        vocabulary: Callable[[], Vocabulary],
        places: Callable[[], PlaceIndex],
    ) -> None:
        self._people = people
        self._postings = postings
        self._languages = languages
        self._vocabulary = vocabulary
        self._places = places

    def plan(self, plan: Plan, deadline: Deadline) -> Translated:
        """Return a plan in Whoosh's classes; raise SearchEndedError where that takes too much."""
        deadline.spend(self.cost(plan))
        return self._translated(plan.strict, plan.wanted)

    @remembered(PLANS_KEPT)
    def _translated(self, strict: Sequence[Condition], wanted: Sequence[Leaf]) -> Translated:
        required = conjunction([self.translate(one) for one in strict] or [q.Every()])
        in_text = tuple((leaf, self.translate(leaf)) for leaf in wanted)
        in_headlines = tuple(self._leaf("headline", leaf) for leaf in wanted)
        speaking = about_speech(strict)
        return Translated(required, in_text, in_headlines, None if speaking is None else self.translate(speaking))

    def cost(self, plan: Plan) -> int:
        """Return what it takes to translate a plan, in steps of a Deadline's work: words of the archive are looked at,
        and each may stand for many."""
        return sum(map(self._cost_of, leaves_of((*plan.strict, *plan.wanted))))

    def _cost_of(self, leaf: Leaf) -> int:
        match leaf:
            case Pattern(_, text, most):
                return STEPS_A_WORD * most + self._vocabulary().cost_of_pattern(text)
            case Similar(_, _, _, most):
                return STEPS_A_WORD * most + STEPS_A_SIMILAR * len(self._vocabulary())
            case _:
                return STEPS_A_WORD

    def translate(self, condition: Condition) -> q.Query:
        """Return the query of a condition."""
        match condition:
            case Phrase(_, text) if is_exact(condition):
                return ExactWord("text", *words(text))
            case Word("text") | Phrase("text") if self._languages:
                return alternatives([self._in_english(condition), *self._in_other_languages(condition.text)])
            case Word("text"):
                return self._in_english(condition)
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
                return NAMED_SPEAKER
            case Within(place_id):
                return self._within(place_id)
            case nodes.CopiesOf(article_id, ordinal):
                return CopiesOf(article_id, ordinal)
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

    @remembered(LEAVES_KEPT)
    def _in_english(self, leaf: Word | Phrase) -> q.Query:
        preferred = self._preferred(readings(leaf.text)) if isinstance(leaf, Word) else None
        return self._leaf("text", leaf) if preferred is None else preferred

    def _in_other_languages(self, text: str) -> list[q.Query]:
        """Look for words by their stems in each of the archive's other languages."""
        return [
            self._words("native", [native_term(language, word) for word in reading])
            for language in self._languages
            for reading in readings(text)
        ]

    def _text(self, field: str, text: str) -> q.Query:
        read = dict.fromkeys(tuple(_term(field, word) for word in reading) for reading in readings(text))
        return alternatives([self._words(field, found) for found in read])

    def _leaf(self, field: str, leaf: Leaf) -> q.Query:
        match leaf:
            case Prefix() | Pattern() | Similar() if field == "title":
                return OfArticles(self._leaf("headline", leaf), PREFIX_SCORE)
            case Prefix(_, text):
                return self._prefix(field, text)
            case Pattern() | Similar():
                return self._any_word(field, leaf)
            case _:
                return self._text(field, leaf.text)

    def _words(self, field: str, found: Sequence[str]) -> q.Query:
        if field == "country":
            return q.Term("country", "".join(found).replace(".", "").upper())
        if field == "language":
            return q.Term("language", language_code(" ".join(found)))
        as_written = q.Term(field, found[0]) if len(found) == 1 else q.Phrase(field, list(found))
        names = self._people.asked_for(found) if field == "speaker" else []
        return q.Or([as_written, any_value("speaker_name", names)]) if names else as_written

    def _preferred(self, read: Sequence[Sequence[str]]) -> Preferred | None:
        """Prefer one word that is in the minority among those of its stem; a majority needs no preference."""
        if [len(reading) for reading in read] != [1]:
            return None
        ((word,),) = read
        stemmed = stem(word)
        forms = [word] if word != stemmed else self._postings.forms("text", stemmed)
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

    @remembered(VARIANTS_KEPT)
    def _any_word(self, field: str, leaf: Pattern | Similar) -> q.Query:
        """Look for any of the words of a field's vocabulary that a leaf stands for: of the text as they are written,
        elsewhere as they are indexed."""
        of_names = map(Vocabulary, self._postings.dictionaries(field))
        vocabularies = [self._vocabulary()] if field in FORMS else list(of_names)
        found = list(dict.fromkeys(word for vocabulary in vocabularies for word in _spelled(leaf, vocabulary)))
        if len(vocabularies) > 1:
            found = sorted(found, key=lambda word: -self._postings.doc_frequency(field, word))[: leaf.most]
        one_word = ExactWord if field in FORMS else q.Term
        return q.ConstantScoreQuery(q.Or([one_word(field, word) for word in found]), PREFIX_SCORE)

    def _prefix(self, field: str, text: str) -> q.Query:
        return alternatives([self._beginning(field, reading) for reading in readings(text)])

    def _beginning(self, field: str, reading: Sequence[str]) -> q.Query:
        *before, beginning = reading
        one_word = q.ConstantScoreQuery(q.Prefix(field, beginning), PREFIX_SCORE)
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


def _spelled(leaf: Pattern | Similar, vocabulary: Vocabulary) -> Sequence[str]:
    if isinstance(leaf, Pattern):
        return vocabulary.spelled(leaf.text, leaf.most)
    return vocabulary.similar(leaf.text, leaf.edits, leaf.most)


def _term(field: str, word: str) -> str:
    return stem(word) if field in STEMMED else word
