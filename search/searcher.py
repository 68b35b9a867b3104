"""Answers questions from one generation: parse, translate, evaluate, select, count, show.

Bare words are all wanted: the paragraphs that hold all of them are the total.  Where they don't fill the page, the best
paragraphs with some of the words follow, each with the words it misses.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from whoosh import query as q

from index.analyzer import fold
from index.reader import StoredIndex
from search.completion import Completer
from search.deadline import Deadline
from search.execution import NOTHING, Executor, Matches, Slots, member
from search.facets import count_values, histogram
from search.language import Leaf, ParsedQuery, Word, parse
from search.limits import Limits
from search.people import People
from search.place_names import gazetteer_names, with_other_names
from search.places import PlaceIndex
from search.postings import PostingsStore
from search.ranking import Collection
from search.request import SearchRequest
from search.results import ArticlePage, Facets, PlaceList, PlacePage, SearchPage, Suggestion
from search.selection import best_of_each, select
from search.showing import Presenter
from search.spelling import Vocabulary, suggest_query
from search.translation import Translator, about_speech, any_value, conjunction, date_range

WORDS_NAMED = 5
"""Words that a notice lists; a pasted sentence may lack many."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request as translated: what no result may miss, and the bare words of which a next best may miss some."""

    required: q.Query
    wanted: tuple[tuple[Leaf, q.Query], ...]

    def whole(self) -> q.Query:
        """Return the query of the paragraphs that have everything."""
        return conjunction([self.required, *(query for _, query in self.wanted)])


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A request as parsed and translated, the paragraphs that have all it asks for, and what evaluates more of it."""

    parsed: ParsedQuery
    question: Question
    matches: Matches
    executor: Executor
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextBest:
    """Paragraphs with some of the wanted words, best first, and which words each misses."""

    matches: Matches
    missing: tuple[tuple[str, ...], ...]


class Searcher:
    """Searches one generation; safe to share between threads."""

    def __init__(self, stored: StoredIndex, limits: Limits) -> None:
        self.stored = stored
        self._limits = limits
        self._store = PostingsStore(stored)
        self._collection = Collection.of(stored.columns["length"])
        self._completer = Completer(stored.facets)
        self.people = People(stored.people)
        self._common_name = gazetteer_names()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The archive's words, read when the first prefix or misspelling asks for them."""
        return Vocabulary(*self.stored.vocabulary)

    @cached_property
    def place_index(self) -> PlaceIndex:
        """The archive's places, read when they are first asked for."""
        return PlaceIndex(self.stored.facets["place"])

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request within the limits; raise SearchTimeoutError when it takes too long."""
        deadline = Deadline(self._limits.max_milliseconds)
        columns = self.stored.columns
        with self._evaluated(request, deadline) as evaluated:
            question, full, executor = evaluated.question, evaluated.matches, evaluated.executor
            listed = best_of_each(full, columns["article"]) if request.group == "article" else full
            start, stop = (request.page - 1) * request.size, request.page * request.size
            chosen = select(listed, columns["date"], request.sort, start, stop)
            room = request.size - len(chosen) if len(chosen) or request.page == 1 else 0
            rest = self._next_best(executor, question, full, request, room)
            unknown = self._unknown_words(question, executor)
            speech = about_speech(question.whole())
            who = executor.slots(speech, full.numbers) if speech is not None else None
        presenter = Presenter(self.stored, self.people, evaluated.parsed)
        hits = [presenter.hit(number, score) for number, score in _pairs(chosen)]
        for (number, score), missing in zip(_pairs(rest.matches), rest.missing, strict=True):
            hits.append(presenter.hit(number, score, missing))
        facets = self._facets(full, request, who)
        suggestion = self._suggestion(request.query, unknown)
        return SearchPage(
            total=len(listed),
            took_ms=round(deadline.elapsed_ms(), 2),
            results=tuple(hits),
            facets=facets,
            suggestion=suggestion,
            notices=(*evaluated.notices, *_nowhere(unknown), *_past_the_end(request, len(listed))),
            generation=self.stored.name,
        )

    def places(self, request: SearchRequest, limit: int) -> PlaceList:
        """Count the places that all matches of a request name; raise SearchTimeoutError when it takes too long."""
        place_index = self.place_index  # read before the time counts: that it was not yet is no fault of the question
        deadline = Deadline(self._limits.max_milliseconds)
        with self._evaluated(request, deadline) as evaluated:
            numbers = evaluated.matches.numbers
        groups = self.stored.columns["article"][numbers] if request.group == "article" else None
        found = place_index.named(numbers, groups, limit)
        deadline.check()
        return found

    def place(self, place_id: str, limit: int) -> PlacePage | None:
        """Return a place and at most `limit` of those that lie in it; None when no paragraph names such a place."""
        return self.place_index.find(place_id, limit)

    def article(self, article_id: str, query: str) -> ArticlePage | None:
        """Return a whole article, the query's words marked; None when there is no such article."""
        with self._store.reader() as reader:
            postings = self._store.postings(reader, "article", article_id, Deadline(self._limits.max_milliseconds))
        if not len(postings.numbers):
            return None
        presenter = Presenter(self.stored, self.people, self._parse(query))
        paragraphs = tuple(presenter.hit(int(number), 0.0) for number in postings.numbers)
        return ArticlePage(paragraphs[0].article, paragraphs, self.stored.name)

    def suggest(self, prefix: str, field: str, limit: int) -> tuple[Suggestion, ...]:
        """Complete a name of a speaker, place or source, or a word, most frequent first."""
        if field == "word":
            completed = self.vocabulary.complete(fold(prefix), limit) if prefix else []
            return tuple(Suggestion(word, field, self.vocabulary.count(word)) for word in completed)
        return self._completer.complete(field, prefix, limit)

    @contextmanager
    def _evaluated(self, request: SearchRequest, deadline: Deadline) -> Iterator[Evaluated]:
        """Parse, translate and evaluate a request; inside the `with`, more may be asked of the executor."""
        parsed = self._parse(request.query)
        with self._store.reader() as reader:
            translator = Translator(reader, self.people, lambda: self.vocabulary, self._limits.max_expansion)
            question = self._translate(request, parsed, translator)
            dates = self.stored.columns["date"]
            executor = Executor(self._store, reader, self._collection, dates, self._text_of, deadline)
            notices = (*parsed.notices, *translator.notices)
            yield Evaluated(parsed, question, executor.evaluate(question.whole()), executor, notices)

    def _parse(self, query: str) -> ParsedQuery:
        parsed = parse(query, self._limits)
        return replace(parsed, root=with_other_names(parsed.root, self._common_name)) if parsed.root else parsed

    def _translate(self, request: SearchRequest, parsed: ParsedQuery, translator: Translator) -> Question:
        filters = {
            "speaker_name": tuple(name for speaker in request.speakers for name in self.people.names_of(speaker)),
            "location_name": request.locations,
            "country": tuple(country.upper() for country in request.countries),
            "source_name": request.sources,
        }
        required = [any_value(field, values) for field, values in filters.items() if values]
        if request.date_from or request.date_to:
            required.append(date_range(_number(request.date_from), _number(request.date_to)))
        required += [translator.translate(node) for node in parsed.required]
        translated = ((leaf, translator.translate(leaf)) for leaf in parsed.wanted)
        wanted = tuple((leaf, query) for leaf, query in translated if query != q.NullQuery)
        if not (required or wanted) and request.query.strip():
            # A query was typed and asks for nothing (a notice says so): the whole archive would look like an answer.
            return Question(q.NullQuery, ())
        return Question(conjunction(required or [q.Every()]), wanted)

    def _text_of(self, number: int) -> str:
        """Return a paragraph's text and its article's title."""
        article = int(self.stored.columns["article"][number])
        return f"{self.stored.paragraph(number)['text']}\n{self.stored.article(article)['title']}"

    def _next_best(
        self, executor: Executor, question: Question, full: Matches, request: SearchRequest, room: int
    ) -> NextBest:
        if len(question.wanted) < 2 or not room:
            return NextBest(NOTHING, ())
        found = [executor.evaluate(query) for _, query in question.wanted]
        some = executor.evaluate(conjunction([question.required, q.Or([query for _, query in question.wanted])]))
        some = some.only(~member(some.numbers, full.numbers))
        if request.group == "article":
            article = self.stored.columns["article"]
            elsewhere = ~np.isin(article[some.numbers], article[full.numbers])
            some = best_of_each(some.only(elsewhere), article)
        best = select(some, self.stored.columns["date"], "relevance", 0, room)
        held = [member(best.numbers, matches.numbers) for matches in found]
        missing = tuple(
            tuple(leaf.text for (leaf, _), holds in zip(question.wanted, held, strict=True) if not holds[row])
            for row in range(len(best))
        )
        return NextBest(best, missing)

    def _facets(self, matches: Matches, request: SearchRequest, who: Slots | None) -> Facets:
        """Count over all matches what `total` counts: paragraphs, or articles when they are grouped.

        `who` are the slots of those who said what was asked for: only they are counted as speakers.
        """
        facets, columns = self.stored.facets, self.stored.columns
        articles = columns["article"][matches.numbers]
        groups = articles if request.group == "article" else None
        one_a_group = np.unique(articles, return_index=True)[1] if groups is not None else slice(None)
        return Facets(
            speaker=count_values(facets["speaker_name"], matches.numbers, groups, who),
            location=count_values(facets["location_name"], matches.numbers, groups),
            country=count_values(facets["country"], matches.numbers, groups),
            source=count_values(facets["source_name"], matches.numbers, groups),
            date=histogram(columns["date"][matches.numbers[one_a_group]]),
        )

    def _unknown_words(self, question: Question, executor: Executor) -> tuple[str, ...]:
        """List the bare words that stand nowhere in the archive."""
        return tuple(
            leaf.text
            for leaf, query in question.wanted
            if isinstance(leaf, Word) and isinstance(query, q.Term) and not len(executor.evaluate(query))
        )

    def _suggestion(self, query: str, unknown: tuple[str, ...]) -> str | None:
        """Rewrite the query with words of the archive for those that stand nowhere in it."""
        corrections = {word: better for word in unknown if (better := self.vocabulary.correct(word))}
        return suggest_query(query, corrections) if corrections else None


def _number(day: str | None) -> int | None:
    return int(day.replace("-", "")) if day else None


def _pairs(matches: Matches) -> list[tuple[int, float]]:
    return list(zip(matches.numbers.tolist(), matches.scores.tolist(), strict=True))


def _past_the_end(request: SearchRequest, total: int) -> tuple[str, ...]:
    pages = -(-total // request.size)
    if request.page == 1 or request.page <= pages:
        return ()
    return (f"Page {request.page} is past the end: there {'is 1 page' if pages == 1 else f'are {pages} pages'}.",)


def _nowhere(unknown: tuple[str, ...]) -> tuple[str, ...]:
    if not unknown:
        return ()
    listed = ", ".join(f"“{word}”" for word in unknown[:WORDS_NAMED]) + (" …" if len(unknown) > WORDS_NAMED else "")
    return (f"{listed} {'stands' if len(unknown) == 1 else 'stand'} nowhere in the archive.",)
