"""A generation as it is held open: its postings, columns, facets and records, and what is answered from them."""

import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from typing import cast

import numpy as np
from whoosh import query as q

from index.analysis.languages import STEMMED
from index.store.columns import Codes, Days
from index.store.files.checked import Checks, Damage
from index.store.generation import Generation
from index.store.reader import StoredIndex
from index.store.whoosh_codec import segments_of
from search.engine.embedded.aggregation import Aggregation
from search.engine.embedded.articles import Articles
from search.engine.embedded.bm25 import Collection
from search.engine.embedded.copies import CopyIndex
from search.engine.embedded.docsets import Numbers, ScratchPool
from search.engine.embedded.executor import Executor
from search.engine.embedded.facets import count_days
from search.engine.embedded.grouping import Evaluated, find_articles, find_paragraphs
from search.engine.embedded.paging import Pager, matches_of
from search.engine.embedded.postings import NO_NUMBERS, Postings
from search.engine.embedded.ranking import Ranking, weights_of
from search.engine.embedded.tables import tabulate
from search.engine.embedded.top_k import select
from search.engine.embedded.translated import Translated
from search.engine.embedded.translation import Translator
from search.engine.periods import histogram, span, undated
from search.engine.protocol import (
    Found,
    FoundParagraph,
    Match,
    NameField,
    Person,
    Ref,
    SnapshotInfo,
    SuggestField,
    TermField,
    Wanted,
    WeightedTerm,
)
from search.engine.summaries import summary_of
from search.engine.vocabulary.completion import Completer
from search.engine.vocabulary.names import Names
from search.engine.vocabulary.people import People
from search.engine.vocabulary.places import PlaceIndex
from search.engine.vocabulary.spelling import Vocabulary
from search.fields import FacetName
from search.limits import Deadline
from search.query.planner import Plan
from search.request import CountedBy, Group, Interval, Sort
from search.results import NO_COPIES, ArticleSummary, CopyList, CountTable, PlaceCount, Suggestion, ValueList

TERMS: Mapping[TermField, str] = {"text": "text", "native": "native", "speaker": "speaker_name"}
"""The indexed fields whose terms are counted."""


class EmbeddedSnapshot:
    """One published generation, answering as `search.engine.protocol.Snapshot` says.  A Ref is a paragraph's number."""

    def __init__(self, generation: Generation, publication: str, checks: Checks | None = None) -> None:
        """Open a generation, of whose files `checks` know what is sound; raise IndexDamagedError."""
        stored = StoredIndex(generation, checks)
        self._stored = stored
        self._postings = Postings(segments_of(stored.whoosh))
        self._dates = stored.columns["date"]
        self._days = Days.of(self._dates)
        of_articles = self._postings.terms_beginning("language", "")  # of deleted ones, too
        stemmed = sorted(STEMMED.keys() & of_articles)
        languages = tuple(one for one in stemmed if self._postings.doc_frequency("language", one))
        self.info = SnapshotInfo(
            stored.name, publication, stored.manifest.created, stored.manifest.counts, self._days.newest, languages
        )
        self._collection = Collection.of(stored.columns["length"], self.info.counts["paragraphs"])
        people, completer = People(stored.people, stored.people_by_word), Completer(stored.completions, stored.facets)
        itself = weakref.proxy(self)  # what belongs to a snapshot doesn't hold it
        self._names = Names(completer, people, lambda: itself._vocabulary)
        self._translator = Translator(
            people, self._postings, languages, lambda: itself._vocabulary, lambda: itself._places
        )
        self._scratch = ScratchPool(len(stored))
        self.generation = generation
        """What it was opened from."""

    def find(self, plan: Plan, wanted: Wanted, deadline: Deadline) -> Found:
        """Answer a plan."""
        if wanted.places or "location" in wanted.facets or "location" in wanted.alternatives:
            with deadline.suspended():  # that the places are read once is no fault of the question
                _ = self._places
        with self._executor(deadline) as executor:
            translated = self._translator.plan(plan, deadline)
            found = self._evaluate(executor, translated, wanted.group, wanted.sort)
            deadline.spend(len(found.listed))
            shown = self._once(found, wanted.sort) if wanted.once and wanted.group == "paragraph" else found
            numbers = found.paragraphs.numbers
            deadline.spend(len(numbers))
            one_an_article = (
                self._one_an_article(numbers) if wanted.articles or wanted.group == "article" else NO_NUMBERS
            )
            listed = {"article": one_an_article, "origin": found.listed.numbers}.get(wanted.group, numbers)
            counted = self._aggregation(executor, translated, numbers, wanted.group)
            deadline.spend(len(listed))
            days = count_days(self._days, listed if wanted.histogram else NO_NUMBERS)
            deadline.spend(len(shown.listed))
            answer = Found(
                total=len(found.listed),
                listed=len(shown.listed),
                articles=len(one_an_article),
                matches=self._pager.choose(translated, shown, wanted) if wanted.start < wanted.stop else (),
                facets=counted.values(wanted.facets),
                alternatives={
                    facet: self._alternatives(executor, plan.without(facet), wanted.group, facet, limit)
                    for facet, limit in wanted.alternatives.items()
                },
                histogram=histogram(self._days.days, days, wanted.interval),
                undated=self._left_out(executor, plan, wanted)
                if plan.asks_for_days
                else undated(self._days.days, days),
                span=span(self._days.days, count_days(self._days, numbers)) if wanted.span else None,
                places=counted.named(wanted.places),
            )
        deadline.check()
        return answer

    def count(self, plans: Sequence[Plan], group: Group, deadline: Deadline) -> Sequence[int]:
        """Return how much each plan finds."""
        with self._executor(deadline) as executor:
            return [self._total(executor, plan, group) for plan in plans]

    def tabulate(
        self, plan: Plan, by: Sequence[CountedBy], interval: Interval, group: Group, limit: int, deadline: Deadline
    ) -> CountTable:
        """Count what a plan finds by combinations of fields; at most `limit`, the most frequent, are listed."""
        if "location" in by:
            with deadline.suspended():
                _ = self._places
        with self._executor(deadline) as executor:
            translated = self._translator.plan(plan, deadline)
            found = self._evaluate(executor, translated, group)
            numbers = found.paragraphs.numbers
            counted = self._aggregation(executor, translated, numbers, group)
            dimensions = [counted.dimension(one, self._days, interval) for one in by]
            table = tabulate(by, len(found.listed), dimensions, self._groups(group), limit, deadline)
        deadline.check()
        return table

    def scan(self, plan: Plan, sort: Sort, group: Group, limit: int, deadline: Deadline) -> tuple[int, Iterator[Match]]:
        """Return the total, and all matches in order, at most `limit`."""
        with self._executor(deadline) as executor:
            listed = self._evaluate(executor, self._translator.plan(plan, deadline), group, sort).listed
        return len(listed), matches_of(select(listed, self._dates, sort, 0, limit))

    def like(
        self, ref: Ref, terms: Sequence[WeightedTerm], least: float, limit: int, deadline: Deadline
    ) -> Sequence[Match]:
        """Return the best paragraphs with any of the terms, but for `ref` and what scores too little beside it."""
        with self._executor(deadline) as executor:
            found = executor.evaluate(q.Or([q.Term("text", one.term, boost=one.weight) for one in terms]))
        is_itself = found.numbers == _number(ref)
        own = found.scores[is_itself].max(initial=0.0)
        others = found.only(~is_itself & (found.scores >= own * least))
        return list(matches_of(select(others, self._dates, "relevance", 0, limit)))

    def paragraphs(self, refs: Sequence[Ref]) -> Sequence[FoundParagraph]:
        """Return paragraphs, in the order asked for."""
        heads: dict[int, ArticleSummary] = {}
        articles, ordinals = self._stored.columns["article"], self._stored.columns["ordinal"]
        found = []
        for number in map(_number, refs):
            article = articles.item(number)
            if article not in heads:
                heads[article] = _head(self._stored, article)
            found.append(FoundParagraph(heads[article], ordinals.item(number), self._stored.paragraph(number)))
        return found

    def articles(self) -> Iterator[Sequence[Ref]]:
        """Yield the paragraphs of each article, in order."""
        return ([Ref(number) for number in numbers] for _, numbers in self._stored.live_articles())

    def copies(self, refs: Sequence[Ref], limit: int) -> Sequence[CopyList]:
        """Return of each paragraph where else its text stands, and what it quotes; at most `limit` are listed."""
        return [self._copies.list_of(_number(ref), limit) for ref in refs]

    def article_copies(self, article_id: str, limit: int) -> CopyList:
        """Return which articles are copies of one; of none for an unknown id.  At most `limit` are listed."""
        numbers = self._postings.of("article", article_id).numbers
        return self._copies.list_of_article(int(numbers[0]), self._articles, limit) if len(numbers) else NO_COPIES

    def article(self, article_id: str) -> Sequence[Ref]:
        """Return the paragraphs of an article in order; none for an unknown id."""
        return [Ref(number) for number in self._postings.of("article", article_id).numbers.tolist()]

    def sizes(self, article: Sequence[Ref]) -> Sequence[int]:
        """Return how much is stored of each paragraph of an article, in bytes."""
        return self._stored.sizes(_number(article[0]), _number(article[-1]) + 1) if article else []

    def removed_on(self, article_id: str) -> str | None:
        """Return the day, YYYY-MM-DD, on which an article was removed; None where it is not remembered."""
        return self._stored.removed.get(article_id)

    def paragraph(self, article_id: str, ordinal: int) -> Ref | None:
        """Return an article's paragraph by its place, from 1; None where there is none."""
        numbers = self._postings.of("article", article_id).numbers
        ordinals = self._stored.columns["ordinal"]
        if not 1 <= ordinal <= len(ordinals):
            return None
        at = np.flatnonzero(ordinals[numbers] == ordinal)
        return Ref(int(numbers[at[0]])) if len(at) else None

    def document_frequencies(self, field: TermField, terms: Sequence[str]) -> Sequence[int]:
        """Return in how many paragraphs each term stands."""
        return [self._postings.doc_frequency(TERMS[field], term) for term in terms]

    def correct(self, word: str) -> str | None:
        """Return the archive's word that a word is most likely a misspelling of; None where it seems right."""
        return self._vocabulary.correct(word)

    def complete(self, field: SuggestField, beginning: str, limit: int) -> Sequence[Suggestion]:
        """Return the most frequent words, or names with a word, that begin so."""
        return self._names.complete(field, beginning, limit)

    def named(self, field: NameField, spelled: Sequence[str], limit: int) -> Sequence[Suggestion]:
        """Return the most frequent names that hold folded words one after another."""
        return self._names.named(field, spelled, limit)

    def nearest(self, field: NameField, spelled: Sequence[str], limit: int) -> Sequence[Suggestion]:
        """Return the names that folded words may be a misspelling or an abbreviation of, the likeliest first."""
        return self._names.nearest(field, spelled, limit)

    def person(self, name: str) -> Person:
        """Return who goes by a name; whom the archive doesn't know goes by that name alone."""
        return self._names.person(name)

    def place(self, place_id: str) -> PlaceCount | None:
        """Return a place by its id, counted over the archive; None where no paragraph names it."""
        return self._places.find(place_id)

    def places_called(self, name: str) -> Sequence[PlaceCount]:
        """Return the places of a name, the most frequent first, counted over the archive."""
        return self._places.called(name)

    def places_in(self, place_id: str, limit: int) -> Sequence[PlaceCount]:
        """Return the most frequent of the places that lie in one."""
        return self._places.inside(place_id, limit)

    def places_around(self, place_id: str) -> Sequence[tuple[str, str | None]]:
        """Return the names of what contains a place, smallest first, each with an id where paragraphs name it, too."""
        return self._places.around(place_id)

    def places_near(self, place_id: str, kilometres: float, limit: int) -> Sequence[tuple[PlaceCount, float]]:
        """Return the nearest places that neither contain it nor lie in it, nearest first."""
        return self._places.near(place_id, kilometres, limit)

    @property
    def damage(self) -> Damage:
        """What was found damaged of it so far."""
        return self._stored.files.damage

    @cached_property
    def _articles(self) -> Articles:
        columns, live = self._stored.columns, self.info.counts["articles"]
        return Articles(self._stored.articles, live, columns["article"], columns["length"])

    @cached_property
    def _copies(self) -> CopyIndex:
        stored = self._stored
        return CopyIndex(stored.copies, stored.columns, stored.facets["source_name"], partial(_head, stored))

    @cached_property
    def _ranking(self) -> Ranking:
        return Ranking(self._articles, weights_of(self._stored.columns["shape"]))

    @cached_property
    def _pager(self) -> Pager:
        return Pager(self._articles, self._dates, self._stored.columns["length"], partial(_text, self._stored))

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._stored.vocabulary)

    @cached_property
    def _places(self) -> PlaceIndex:
        return PlaceIndex(self._stored.facets["place"])

    @contextmanager
    def _executor(self, deadline: Deadline) -> Iterator[Executor]:
        """Give what evaluates the queries of one search."""
        with self._scratch.lent() as scratch:
            yield Executor(
                postings=self._postings,
                collection=self._collection,
                dates=self._dates,
                facets=self._stored.facets,
                copies_of=self._copies_of,
                whole_articles=lambda firsts: self._articles.paragraphs_of(firsts),
                scratch=scratch,
                deadline=deadline,
            )

    def _evaluate(self, executor: Executor, plan: Translated, group: Group, sort: Sort = "relevance") -> Evaluated:
        find = find_articles if group == "article" else find_paragraphs
        found = find(executor, plan, self._ranking)
        return self._once(found, sort) if group == "origin" else found

    def _total(self, executor: Executor, plan: Plan, group: Group) -> int:
        return len(self._evaluate(executor, self._translator.plan(plan, executor.deadline), group).listed)

    def _once(self, found: Evaluated, sort: Sort) -> Evaluated:
        """List of paragraphs with the same text the first in the order."""
        return replace(
            found,
            listed=self._copies.first_of_each(found.listed, sort),
            next_best=lambda count: self._copies.first_of_each(found.next_best(count), sort),
        )

    def _copies_of(self, article_id: str, ordinal: int | None) -> Numbers:
        """Return the paragraphs that are copies of an article's, or of an article, ascending."""
        if ordinal is None:
            numbers = self._postings.of("article", article_id).numbers
            article = self._stored.columns["article"]
            return self._copies.of_article(article.item(numbers[0]), self._articles) if len(numbers) else NO_NUMBERS
        ref = self.paragraph(article_id, ordinal)
        return NO_NUMBERS if ref is None else self._copies.with_same_text(_number(ref))

    def _aggregation(self, executor: Executor, plan: Translated, numbers: Numbers, group: Group) -> Aggregation:
        return Aggregation(executor, plan, numbers, self._groups(group), lambda: self._places)

    def _alternatives(self, executor: Executor, plan: Plan, group: Group, facet: FacetName, limit: int) -> ValueList:
        translated = self._translator.plan(plan, executor.deadline)
        numbers = self._evaluate(executor, translated, group).paragraphs.numbers
        return self._aggregation(executor, translated, numbers, group).values({facet: limit})[facet]

    def _left_out(self, executor: Executor, plan: Plan, wanted: Wanted) -> int:
        """Count what a plan that asks for days leaves out for having no date."""
        if not wanted.histogram:
            return 0
        return self._total(executor, plan.undated(), wanted.group)

    def _one_an_article(self, numbers: Numbers) -> Numbers:
        return numbers.take(self._articles.groups(numbers)[1])

    def _groups(self, group: Group) -> Codes | None:
        if group == "origin":
            return self._copies.origins
        return self._articles.of_paragraph if group == "article" else None


def _head(stored: StoredIndex, article: int) -> ArticleSummary:
    return summary_of(stored.article(article))


def _text(stored: StoredIndex, number: int) -> str:
    return stored.paragraph(number).text


def _number(ref: Ref) -> int:
    return cast(int, ref)
