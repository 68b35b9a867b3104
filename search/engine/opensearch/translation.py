"""From a plan's conditions to the cluster's queries, which ask for what `search.engine.embedded.translation` asks for.

Where one and the same speaker must answer to several conditions, all of them are asked of what is nested in a
paragraph, and what is negated of the paragraph.  A query of very many words does without what only ranks, for the
cluster takes so many clauses of a query and no more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.analysis.analyzer import readings, stem, words
from index.analysis.languages import native_term
from search.engine.opensearch.archive_tables import ArchiveTables
from search.engine.opensearch.frequencies import Frequencies
from search.engine.opensearch.queries import (
    EVERYTHING,
    NO_PARAGRAPH,
    NOTHING,
    Factor,
    Query,
    all_of,
    alternatives,
    any_of,
    any_value,
    conjunction,
    negation,
    nested,
    once,
    row,
    scored,
    term,
    token,
    unscored,
)
from search.engine.opensearch.reader import Reader
from search.engine.opensearch.scoring import Scoring
from search.engine.opensearch.translated import Translated
from search.engine.opensearch.words import OF_PARAGRAPH, OF_SPEAKER, Words, words_of_text
from search.engine.vocabulary.fields import FACETS, PLACE
from search.errors import SearchTooCostlyError
from search.fields import PLACE_ID
from search.limits import Deadline
from search.query.nodes import (
    And,
    Condition,
    CopiesOf,
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

STEPS_A_WORD = 5_000
"""What translating a word of a query takes, in steps of a Deadline's work."""
STEPS_A_SIMILAR = 2
"""What it takes to see whether a word of the archive is like one of a query."""
MOST_CLAUSES = 900
"""Clauses of the queries of a plan: the cluster takes 1,024, unless it is set otherwise."""
CLAUSES_A_WORD, CLAUSES_A_LANGUAGE = 8, 2
"""What a word has of them: twice itself, where it is preferred, and in a language, and in headlines."""
MOST_IN_A_HEADLINE = 100
"""Wanted words all of which may stand in one headline."""
MOST_WAYS = 100
"""Ways in which negations may differ among what one speaker must answer to."""
PLANS_KEPT = 100
"""Plans whose translation is remembered; then all are forgotten."""

Unwanted = frozenset[Condition]


class Translator:
    """Translates plans over one state, and remembers them; safe to share between threads."""

    def __init__(self, tables: ArchiveTables, reader: Reader) -> None:
        self._tables = tables
        self._reader = reader
        self._scoring = Scoring(tables, Frequencies(reader))
        self._plans: dict[tuple[Sequence[Condition], Sequence[Leaf]], Translated] = {}

    def plan(self, plan: Plan, deadline: Deadline) -> Translated:
        """Return a plan in the cluster's queries; raise SearchEndedError where that takes too much."""
        asked = plan.strict, plan.wanted
        leaves = list(leaves_of((*plan.strict, *plan.wanted)))
        deadline.spend(sum(map(self._cost_of, leaves)))
        found = self._plans.get(asked)
        if found is None:
            a_word = CLAUSES_A_WORD + CLAUSES_A_LANGUAGE * len(self._tables.info.languages)
            is_long = sum(len(words(leaf.text)) for leaf in leaves) * a_word > MOST_CLAUSES
            translation = Translation(self._tables, self._reader, self._scoring, is_long, deadline)
            found = translation.plan(*asked)
            if len(self._plans) >= PLANS_KEPT:
                self._plans = {}
            self._plans[asked] = found
        return found

    def _cost_of(self, leaf: Leaf) -> int:
        match leaf:
            case Pattern(_, text, most):
                return STEPS_A_WORD * most + self._tables.vocabulary.cost_of_pattern(text)
            case Similar(_, _, _, most):
                return STEPS_A_WORD * most + STEPS_A_SIMILAR * len(self._tables.vocabulary)
            case _:
                return STEPS_A_WORD


@dataclass(frozen=True, slots=True)
class Translation:
    """The translation of one plan, which is long where it does without what only ranks."""

    tables: ArchiveTables
    reader: Reader
    scoring: Scoring
    is_long: bool
    deadline: Deadline

    def plan(self, strict: Sequence[Condition], wanted: Sequence[Leaf]) -> Translated:
        """Return a plan in the cluster's queries."""
        asked = {} if self.is_long else Counter(words_of_text((*strict, *wanted)))
        if not self.is_long:
            self.scoring.learn(leaves_of((*strict, *wanted)), asked, self.deadline)
        return Translated(
            strict=conjunction([self.query(one) for one in strict] or [EVERYTHING]),
            wanted=tuple((leaf, self.query(leaf)) for leaf in wanted),
            titles=self._in_headlines("title", wanted if len(wanted) <= MOST_IN_A_HEADLINE else ()),
            headlines=self._in_headlines("headline", wanted),
            said=self._who_counts(strict),
            words=asked,
            in_titles=self.scoring.in_titles(asked, self.deadline),
            average=self.scoring.average,
        )

    def query(self, condition: Condition) -> Query:
        """Return the query of a condition, asked of paragraphs."""
        match condition:
            case Word("text") | Phrase("text"):
                return self._in_text(condition)
            case Word() | Phrase() | Prefix() | Pattern() | Similar() | Near() | Named() | Exactly("speaker"):
                return self._words.query(condition, OF_PARAGRAPH)
            case DateRange(first, last):
                days = {name: day for name, day in (("gte", first), ("lte", last)) if day is not None}
                return unscored({"range": {"day": days}})
            case WithoutDate():
                return negation({"exists": {"field": "day"}})
            case Exactly("location", values):
                names = [value for value in values if not value.startswith(PLACE_ID)]
                by_id = [self._place(value.removeprefix(PLACE_ID)) for value in values if value.startswith(PLACE_ID)]
                return any_of([*([any_value(FACETS["location"], names)] if names else []), *by_id])
            case Exactly(facet, values):
                return any_value(FACETS[facet], values)
            case Exists(facet):
                return unscored({"exists": {"field": FACETS[facet]}})
            case Within(place_id):
                return self._within(place_id)
            case CopiesOf(article_id, ordinal):
                return self._copies_of(article_id, ordinal)
            case OfArticle(article_id):
                return unscored(term("article", article_id))
            case MatchAll():
                return EVERYTHING
            case MatchNone():
                return NOTHING
            case Not(child):
                return negation(self.query(child))
            case Or(children):
                return any_of([self.query(child) for child in children])
            case And(children):
                return conjunction([self.query(child) for child in one_speaker(children)])
            case SameSpeaker():
                return self._same_speaker(condition)

    @property
    def _words(self) -> Words:
        return Words(self.tables, self._factor)

    def _factor(self, field: str) -> Factor:
        """Return what terms of a field are multiplied by."""
        return once if self.is_long else self.scoring.factor(field, self.deadline)

    def _in_text(self, leaf: Word | Phrase) -> Query:
        """Look for a word, or for words in a row, in the text, by their stems in each of the archive's languages."""
        if is_exact(leaf):
            [word] = words(leaf.text)
            return all_of([scored("text", [stem(word)], self._factor("text")), unscored(term("word", word))])
        preferred = None if self.is_long else self.scoring.preferred(leaf, self.deadline)
        in_english = preferred or self._words.leaf("text", leaf, OF_PARAGRAPH)
        natives = [
            [native_term(language, word) for word in reading]
            for language in self.tables.info.languages
            for reading in readings(leaf.text)
        ]
        if not self.is_long:
            return any_of([in_english, *(row("native", one, self._factor("native")) for one in natives)])
        alone = [token(one[0]) for one in natives if len(one) == 1]
        in_a_row = [row("native", one, None) for one in natives if len(one) > 1]
        return any_of([in_english, *([any_value("native", alone)] if alone else []), *in_a_row])

    def _in_headlines(self, field: str, wanted: Sequence[Leaf]) -> tuple[Query, ...]:
        """Return the queries of the headlines that have each of the wanted words."""
        return tuple(unscored(self._words.leaf(field, leaf, OF_PARAGRAPH)) for leaf in wanted)

    def _place(self, place_id: str) -> Query:
        """Look for the one place of an id."""
        found = self.tables.places.find(place_id)
        if found is None:
            return NO_PARAGRAPH
        return all_of([unscored(term(FACETS["location"], found.name)), unscored(term(PLACE, found.id))])

    def _within(self, place_id: str) -> Query:
        """Look for the words of the place's name, which what lies in it is indexed with, then for the place itself."""
        found = self.tables.places.find(place_id)
        if found is None:
            return NOTHING
        named = self._words.leaf("location", Phrase("location", found.name), OF_PARAGRAPH)
        return all_of([named, any_value(PLACE, self.tables.places.ids_within(place_id))])

    def _copies_of(self, article_id: str, ordinal: int | None) -> Query:
        which, own = ([], "story") if ordinal is None else ([term("ordinal", ordinal)], "origin")
        query = {"bool": {"filter": [term("article", article_id), {"exists": {"field": own}}, *which]}}
        body = {"size": 1, "track_total_hits": False, "_source": False, "docvalue_fields": [own], "query": query}
        for hit in self.reader.search(body, self.deadline)["hits"]["hits"]:
            return unscored(term(own, hit["fields"][own][0]))
        return unscored(term("article", article_id)) if ordinal is None else NO_PARAGRAPH

    def _same_speaker(self, condition: SameSpeaker) -> Query:
        """Ask what is nested for all that one speaker must answer to, and the paragraph for what it must not match."""
        return alternatives(
            [
                all_of([nested(query), *(negation(self.query(one)) for one in unwanted)])
                for unwanted, query in self._ways(condition).items()
                if query != NOTHING
            ]
        )

    def _ways(self, condition: Condition) -> Mapping[Unwanted, Query]:
        """Return what a speaker may answer to, by what his paragraph must not match then."""
        match condition:
            case Or(children):
                return _merged([way for child in children for way in self._ways(child).items()])
            case And(children) | SameSpeaker(children):
                unwanted = frozenset(child.child for child in children if isinstance(child, Not))
                ways: Mapping[Unwanted, Query] = {unwanted: NOTHING}
                for child in children:
                    if not isinstance(child, Not):
                        ways = _joined(ways, self._ways(child))
                return ways
            case Word() | Phrase() | Prefix() | Pattern() | Similar() | Near() | Named() | Exactly("speaker"):
                return {frozenset(): self._words.query(condition, OF_SPEAKER)}
            case _:
                return {frozenset(): NO_PARAGRAPH}

    def _who_counts(self, strict: Sequence[Condition]) -> Query | None:
        """Return the query of the speakers whose names count, None where everybody's do."""
        speaking = about_speech(strict)
        return None if speaking is None else any_of(list(self._ways(speaking).values()))


def _merged(ways: Iterable[tuple[Unwanted, Query]]) -> Mapping[Unwanted, Query]:
    by_unwanted: dict[Unwanted, list[Query]] = {}
    for unwanted, query in ways:
        by_unwanted.setdefault(unwanted, []).append(query)
    return {unwanted: any_of(queries) for unwanted, queries in by_unwanted.items()}


def _joined(ways: Mapping[Unwanted, Query], others: Mapping[Unwanted, Query]) -> Mapping[Unwanted, Query]:
    if len(ways) * len(others) > MOST_WAYS:
        raise SearchTooCostlyError("This search says in too many ways what somebody did not say: ask for fewer.")
    return _merged(
        (one | other, conjunction([query, asked]))
        for one, query in ways.items()
        for other, asked in others.items()
    )  # fmt: skip
